"""How the portal writes dates, hours, amounts and punctuation in French.

Pure functions, used by templates (``{% load ui %}``), mails and documents alike, so that a date
reads the same on screen, in a mail and on paper. The no-break space is U+00A0 everywhere:
U+202F is missing from the font of our documents.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from types import MappingProxyType

from django.utils import timezone

from msp_portal.reference.letters import plain

NBSP = "\u00a0"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip

# How months are typed, without accents: « août » and « aout » are one.
MONTH_RANKS: Mapping[str, int] = MappingProxyType(
    {plain(name): rank for rank, name in enumerate(MONTHS, start=1)}
)
SHORT_MONTH_RANKS: Mapping[str, int] = MappingProxyType({
    "janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "aou": 8,
    "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
})  # fmt: skip

Day = date | datetime
Amount = int | float | Decimal


def _day(value: Day) -> date:
    """The day in Paris: an aware moment is first brought to local time."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def _number_of_day(day: int) -> str:
    return "1er" if day == 1 else str(day)


def long_date(value: Day) -> str:
    """« dimanche 22 novembre 2026 »."""
    day = _day(value)
    return f"{DAYS[day.weekday()]} {day_month(day)} {day.year}"


def plain_date(value: Day) -> str:
    """« 22 novembre 2026 »."""
    day = _day(value)
    return f"{day_month(day)} {day.year}"


def day_month(value: Day) -> str:
    """« 22 novembre »; the number and its month stay on one line."""
    day = _day(value)
    return f"{_number_of_day(day.day)}{NBSP}{MONTHS[day.month - 1]}"


def short_date(value: Day) -> str:
    """« 22 nov. 2026 », for tables and small lines."""
    day = _day(value)
    return f"{_number_of_day(day.day)}{NBSP}{SHORT_MONTHS[day.month - 1]}{NBSP}{day.year}"


def month_year(value: Day) -> str:
    """« novembre 2026 »."""
    day = _day(value)
    return f"{MONTHS[day.month - 1]} {day.year}"


def month_span(start: date | None, end: date | None, *, short: bool = False) -> str:
    """« octobre à décembre 2026 », « nov. 2025 – janv. 2026 » when short; empty when unknown."""
    names = SHORT_MONTHS if short else MONTHS
    if start is None:
        return f"jusqu'à {names[end.month - 1]}{NBSP}{end.year}" if end else ""
    if end is None:
        return f"dès {names[start.month - 1]}{NBSP}{start.year}"
    last = f"{names[end.month - 1]}{NBSP}{end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    first = names[start.month - 1]
    if start.year != end.year:
        first = f"{first}{NBSP}{start.year}"
    return f"{first}{NBSP}–{NBSP}{last}" if short else f"{first} à {last}"


def hour(value: time | datetime) -> str:
    """« 12 h 30 », « 9 h », in Paris time when the moment is aware."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    minutes = f"{NBSP}{value.minute:02d}" if value.minute else ""
    return f"{value.hour}{NBSP}h{minutes}"


def moment(value: datetime) -> str:
    """« dimanche 22 novembre 2026 à 12 h 30, heure de Paris », as a closing hour must be written."""
    return f"{long_date(value)} à {hour(value)}, heure de Paris"


def from_today(value: Day, today: date) -> str:
    """« aujourd'hui », « demain », « dans 8 jours », « hier », « il y a 3 jours »."""
    gap = (_day(value) - today).days
    near = {0: "aujourd'hui", 1: "demain", -1: "hier"}
    if gap in near:
        return near[gap]
    return f"dans {gap}{NBSP}jours" if gap > 0 else f"il y a {-gap}{NBSP}jours"


def number(value: Amount, decimals: int | None = None) -> str:
    """« 1 234,5 »: groups of three, decimal comma.

    ``decimals`` fixes the digits after the comma (half rounds up, as people do); left out, the
    value is written as it stands, without useless zeros.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    sign = "−" if exact < 0 else ""
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    groups = f"{int(whole):,}".replace(",", NBSP)
    return f"{sign}{groups},{fraction}" if fraction else f"{sign}{groups}"


def euros(value: Amount) -> str:
    """« 1 250 € », « 12,50 € »: cents only when there are some."""
    exact = Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    decimals = 0 if exact == exact.to_integral_value() else 2
    return f"{number(exact, decimals)}{NBSP}€"


def percent(ratio: Amount, decimals: int = 0) -> str:
    """« 80 % » from a ratio: 0.8 is written 80 %."""
    return f"{number(Decimal(str(ratio)) * 100, decimals)}{NBSP}%"


def count(value: int, one: str, many: str = "") -> str:
    """« 1 équipe », « 2 équipes »: the plural starts at two in French; ``many`` adds an s."""
    word = one if abs(value) < 2 else (many or f"{one}s")
    return f"{number(value)}{NBSP}{word}"


_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # A straight apostrophe between two letters is an elision.
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W_]|«)"), "’"),
    (re.compile(r"\.\.\."), "…"),
    # Quotation marks hold their text with no-break spaces.
    (re.compile(r"«[ \u00a0\u202f]*"), f"«{NBSP}"),
    (re.compile(r"[ \u00a0\u202f]*»"), f"{NBSP}»"),
    # Double signs: the space before them never breaks; it is added where it was forgotten,
    # unless what follows shows an hour, an address or a scheme (12:30, http://).
    (re.compile(r"[ \u202f]+(?=[:;!?](?:[^\w/]|$))"), NBSP),
    (re.compile(r"(?<=[\w)’…»%€])(?=[:;!?](?:[^\w/]|$))"), NBSP),
    # A number keeps its unit, and its thousands.
    (re.compile(r"(?<=\d)[ \u202f]+(?=(?:%|€|h\b|km\b|kg\b|min\b|ans?\b))"), NBSP),
    (re.compile(r"(?<=\d)[ \u202f](?=\d{3}(?!\d))"), NBSP),
    (re.compile(r"(?<=\d\u00a0h)[ \u202f](?=\d{2}\b)"), NBSP),
)


def in_sentence(label: str) -> str:
    """A label in the middle of a sentence: « Coordinatrice de MSP » gives « coordinatrice de MSP ».

    Acronyms keep their capitals.
    """
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def typo(text: str) -> str:
    """Give a plain French text its no-break spaces, « ’ » and « … ». Doing it twice changes nothing."""
    # Labels and titles come back on every line of every list.
    return _typo_kept(text) if len(text) <= KEPT_LENGTH else _typo(text)


def _typo(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


KEPT_LENGTH, KEPT_TEXTS = 160, 4096
_typo_kept = lru_cache(maxsize=KEPT_TEXTS)(_typo)

_MARKUP = re.compile(r"(<[^>]*>|&#?\w+;)")
# What escaping made of an apostrophe, of « < » and of « > », beside French marks.
_ESCAPED = (
    (re.compile(r"(?<=\w)&#(?:x27|39);(?=\w)"), "’"),
    (re.compile(r"« (?=&)"), f"«{NBSP}"),
    (re.compile(r"(?<=;) (?=[:;!?»])"), NBSP),
)


def typo_html(html: str) -> str:
    """``typo`` on the text of an HTML fragment, leaving tags and entities alone."""
    pieces = _MARKUP.split(_escaped(html))
    return "".join(p if i % 2 else typo(p) for i, p in enumerate(pieces))


def _escaped(html: str) -> str:
    if "&" not in html:
        return html
    # Inside a tag nothing is text: only what stands between tags is touched.
    parts = _TAG.split(html)
    for pattern, replacement in _ESCAPED:
        parts = [p if i % 2 else pattern.sub(replacement, p) for i, p in enumerate(parts)]
    return "".join(parts)


_TAG = re.compile(r"(<[^>]*>)")
