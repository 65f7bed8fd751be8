"""Days as people type them in French: « 12 mars », « vendredi », « dans 3 semaines », « 12/03 ».

Pure functions of a text and the present day. A day without its year is the next one to come; what
was understood is always shown before, or right after, it is used.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from msp_portal.kit.french import DAYS, MONTH_RANKS, MONTHS, SHORT_MONTH_RANKS, day_month
from msp_portal.reference.calendar import add_months
from msp_portal.reference.letters import plain

FRIDAY = 4
_NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20,
    "trente": 30,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day found in a text: where it stands (``start``, ``end``), and what is doubtful about it.

    ``day`` is None when the words are those of a date that does not exist (31 février).
    """

    day: date | None
    start: int
    end: int
    doubt: str = ""


_MONTH_NAMES = {**MONTH_RANKS, **SHORT_MONTH_RANKS}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NAMES, key=len, reverse=True)) + r")\b\.?"
_DAY_NAME = "(?P<name>" + "|".join(DAYS) + ")"
_YEAR = r"(?:\s+(?P<year>20\d\d))?"
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + ")"

_FIGURES = (
    r"(?<![\d/.,])(?P<day>\d{1,2})(?:/(?P<number>\d{1,2})|\.(?P<dotted>\d\d))"
    r"(?:[/.](?P<year>\d{4}|\d\d))?(?![\d/]|[.,]\d|\s?%)"
)

Reader = Callable[["re.Match[str]", date], "date | tuple[date | None, str] | None"]


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_one(month: int, day: int, year: str | None, today: date) -> date | None:
    """The day in its year, else the next to come."""
    if year:
        return _safe(2000 + int(year[-2:]), month, day)
    this = _safe(today.year, month, day)
    if this is None or this < today:
        return _safe(today.year + 1, month, day) or this
    return this


def _in_numbers(match: "re.Match[str]", today: date) -> tuple[date | None, str]:
    day, month = int(match["day"]), int(match["number"] or match["dotted"])
    found = _next_one(month, day, match["year"], today)
    return found, "" if found else f"« {match[0].strip()} » n’est pas une date."


def _iso(match: "re.Match[str]", today: date) -> tuple[date | None, str]:
    found = _safe(int(match["y"]), int(match["m"]), int(match["d"]))
    return found, "" if found else f"« {match[0].strip()} » n’est pas une date."


def _in_words(match: "re.Match[str]", today: date) -> tuple[date | None, str]:
    day, month = int(match["day"]), _MONTH_NAMES[match["month"]]
    found = _next_one(month, day, match["year"], today)
    if found is None:
        return None, f"Le {day} {MONTHS[month - 1]} n’existe pas."
    said = match["name"]
    if said and DAYS[found.weekday()] != said:
        return found, f"Le {day_month(found)} {found.year} est un {DAYS[found.weekday()]}."
    return found, ""


def _weekday(match: "re.Match[str]", today: date) -> date:
    ahead = (DAYS.index(match["name"]) - today.weekday() - 1) % 7 + 1
    weeks = 1 if match["later"] and match["later"].startswith("en huit") else 0
    return today + timedelta(days=ahead + 7 * weeks)


def _after(match: "re.Match[str]", today: date) -> date:
    count = int(match["count"]) if match["count"].isdigit() else _NUMBERS[match["count"]]
    unit = match["unit"]
    if unit.startswith("mois"):
        return add_months(today, count)
    if unit.startswith("an"):
        return add_months(today, 12 * count)
    return today + timedelta(days=count * (7 if unit.startswith("semaine") else 1))


def _near(match: "re.Match[str]", today: date) -> date:
    days = {"aujourd'hui": 0, "ce soir": 0, "demain": 1, "apres-demain": 2, "apres demain": 2}
    return today + timedelta(days=days[match[0].strip()])


def _week(match: "re.Match[str]", today: date) -> date:
    """« cette semaine », « fin de semaine »: its Friday; « la semaine prochaine »: the next one."""
    ahead = (FRIDAY - today.weekday()) % 7
    friday = today + timedelta(days=ahead)
    if "prochaine" not in match[0]:
        return friday
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=7 + FRIDAY)


def _end_of_month(year: int, month: int) -> date:
    return add_months(date(year, month, 1), 1) - timedelta(days=1)


def _part_of_month(match: "re.Match[str]", today: date) -> date:
    """« fin mars », « début mars », « mi-mars »; the month alone is its last day."""
    month, part = _MONTH_NAMES[match["month"]], match["part"]
    year = int(match["year"]) if match["year"] else today.year
    for candidate in (year, year + 1):
        last = _end_of_month(candidate, month)
        day = {"debut": last.replace(day=1), "mi": last.replace(day=15)}.get(part[:5].strip(" -"))
        found = day or last
        if found >= today or match["year"]:
            return found
    return found


def _end_of_this_month(match: "re.Match[str]", today: date) -> date:
    first = date(today.year, today.month, 1)
    return _end_of_month(first.year, first.month)


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
        (
            _FIGURES,
            _in_numbers,
        ),
        (rf"\b(?:{_DAY_NAME}\s+)?(?P<day>\d{{1,2}})(?:er)?\s+{_MONTH}{_YEAR}", _in_words),
        (r"\b(?P<part>debut|mi|fin)(?:\s+|-)(?:de\s+)?" + _MONTH + _YEAR, _part_of_month),
        (r"\bfin du mois\b", _end_of_this_month),
        (r"\b(?:aujourd'hui|ce soir|apres[- ]demain|demain)\b", _near),
        (
            rf"\b(?:dans|d'ici|sous)\s+{_COUNT}\s+(?P<unit>jours?|semaines?|mois|ans?|annees?)\b",
            _after,
        ),
        (r"\b(?:la\s+)?semaine prochaine\b|\bcette semaine\b|\bfin de (?:la )?semaine\b", _week),
        (rf"\b{_DAY_NAME}\b(?:\s+(?P<later>prochain|en huit))?", _weekday),
    )
)


def said_days(text: str, today: date) -> Iterator[SaidDay]:
    """Every day told in ``text``, in its order; words used by one date serve no other."""
    flat = plain(text)
    found: list[SaidDay] = []
    for pattern, reader in _READERS:
        for match in pattern.finditer(flat):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            answer = reader(match, today)
            day, doubt = answer if isinstance(answer, tuple) else (answer, "")
            end = match.end() - (len(match[0]) - len(match[0].rstrip()))
            found.append(SaidDay(day, match.start(), end, doubt))
    yield from sorted(found, key=lambda said: said.start)


_LEAD = re.compile(r"^(?:(?:pour|avant|d'ici|jusqu'a|au plus tard|c'est)\s+)?(?:le\s+|la\s+)?$")


def whole_day(text: str, today: date) -> SaidDay | None:
    """The day ``text`` says when it says nothing else (« pour le 12 mars »), else None."""
    for said in said_days(text, today):
        before, after = plain(text[: said.start]).lstrip(), text[said.end :].strip(" .!")
        if _LEAD.match(before) and not after:
            return said
    return None


_BEFORE_A_DEADLINE = re.compile(
    r"(?:^|\s)(?:(?:pour|avant|d'ici|jusqu'a|au plus tard)\s+(?:le\s+|la\s+)?|le\s+)?$"
)
_DESCRIBES = re.compile(r"\b(?:du|de|des|d'|de la|au|depuis|apres)\s*(?:le\s+)?$")


def final_day(text: str, today: date) -> tuple[str, SaidDay] | None:
    """The day a sentence ends with, and what stands before it (« Appeler la mairie vendredi »).

    « le stand du 12 mars » names the stand, not when to be done: None.
    """
    for said in said_days(text, today):
        if text[said.end :].strip(" .!"):
            continue
        before = plain(text[: said.start])
        if _DESCRIBES.search(before):
            return None
        lead = _BEFORE_A_DEADLINE.search(before)
        if lead:
            return text[: lead.start()].rstrip(" ,:-–"), said
    return None
