"""Numbers and times found in a sentence: what counts as a measure, what counts as a date."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from msp_portal.kit.french import MONTHS
from msp_portal.reference.calendar import add_months
from projects.queries.tasks_dates import plain, said_days

_UNITS = (
    r"%|pour cent|sur (?:\d+|deux|trois|quatre|cinq|dix)\b|points?\b|fois\b|heures?\b|minutes?\b|"
    r"seances?\b|ateliers?\b|kg\b|km\b|g\b|cigarettes?\b|verres?\b|pas\b|portions?\b"
)
_IN_LETTERS = "un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|cent"
PERCENT = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:%|pour cent)")
SHARE = re.compile(
    rf"\b(?:(?:\d+|{_IN_LETTERS})\s[\w' -]{{0,40}}?\bsur\s(?:\d+|{_IN_LETTERS})\b|"
    r"la moitie|le tiers|un tiers|deux tiers|un quart|trois quarts|le double)\b"
)
COUNT = re.compile(
    rf"\b(?:\d[\d ]*(?:,\d+)?|{_IN_LETTERS})\s+(?!ans?\b|mois\b|jours?\b|semaines?\b|eme\b|er\b)"
)
FROM_TO = re.compile(
    r"\b(?:de|d')\s?\d+(?:[.,]\d+)?\s?%?\s(?:a)\s\d+(?:[.,]\d+)?(?:\s?%|(?!\d|[.,]\d|\s?ans))"
)
RELATIVE = re.compile(r"\b(?:augment|diminu|redui|baiss|accroi|doubl|tripl|reduction|hausse)\w*")
_NOT_A_COUNT = re.compile(
    r"\b(?:un|une)\b|"  # an article
    r"\b(?:19|20)\d\d\b|"  # a year
    r"\b\d{1,3}\s?(?:a|-|et|/)\s?\d{1,3}\s?ans\b|"  # an age band
    r"\b(?:de\s)?(?:plus|moins)\sde\s\d{1,3}\sans\b|"
    r"\b\d{1,3}\s?(?:ans|mois|semaines?|jours?)\b|"  # an age or a time
    r"\b\d{1,2}(?:er)?\s(?:" + "|".join(plain(m) for m in MONTHS) + r")\b|"
    r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|"
    r"\b(?:deux|trois)\s(?:ans|mois|semaines|jours)\b"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """How much the sentence says. ``relative``: a change (« de 20 % ») whose start is not said."""

    words: str
    is_share: bool = False
    relative: bool = False
    from_to: bool = False


def measure_in(sentence: str) -> Measure | None:
    """The first measure of the sentence; years, ages, dates and articles are none."""
    flat = plain(sentence)
    if match := FROM_TO.search(flat):
        return Measure(_said(sentence, match), from_to=True)
    if match := PERCENT.search(flat):
        changed = bool(RELATIVE.search(flat)) and bool(
            re.search(r"\bde\s+$", flat[: match.start()])
        )
        return Measure(_said(sentence, match), is_share=True, relative=changed)
    if match := SHARE.search(flat):
        return Measure(_said(sentence, match), is_share=True)
    masked = _NOT_A_COUNT.sub(lambda found: "~" * len(found[0]), flat)
    if match := COUNT.search(masked):
        end = re.match(r"\S+", flat[match.end() :])
        stop = match.end() + (end.end() if end else 0)
        return Measure(sentence[match.start() : stop].strip(" ,.;"))
    return None


def _said(sentence: str, match: "re.Match[str]") -> str:
    return sentence[match.start() : match.end()].strip()


@dataclass(frozen=True, slots=True)
class Time:
    """When the sentence says it will be so. ``day`` is the last day; None when it is not known."""

    words: str
    day: date | None = None


_MONTH = "(" + "|".join(plain(month) for month in MONTHS) + ")"
_RANK = {plain(month): rank for rank, month in enumerate(MONTHS, 1)}
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s+(20\d\d)\b")
_SCHOOL_YEAR = re.compile(r"\b(20\d\d)\s?[-–/]\s?(20\d\d)\b")
_YEAR = re.compile(
    r"\b(?:en|fin|d'ici|avant|pour|annee|l'annee|jusqu'en|courant)\s+(?:la fin\s+)?(?:de\s+)?(20\d\d)\b"
)
_MONTH_ALONE = re.compile(
    rf"\b(?:en|d'ici|avant|fin|fin de|des|debut|courant|jusqu'en)\s+{_MONTH}\b"
)
_DELAY = re.compile(
    r"\b(?:(?:en|dans|d'ici|sous|sur|pendant|au bout de|apres)\s+(?P<count>\d{1,2}|un|une|deux|trois|"
    r"quatre|cinq|six|neuf|douze|dix-huit)\s+(?P<unit>mois|semaines?|ans?|annees?)"
    r"|a\s+(?P<count2>\d{1,2}|trois|six|neuf|douze)\s+(?P<unit2>mois|semaines?))\b(?!\s+et plus)"
)
_SAID_OTHERWISE = re.compile(
    r"\b(?:cette annee|l'annee scolaire|annee scolaire|a la rentree|fin de l'annee|"
    r"la fin de la campagne|pendant la campagne|pendant le mois sans tabac|le mois sans tabac|"
    r"octobre rose|mars bleu|semaine (?:europeenne|nationale)|a la fin (?:de|du) )"
)
_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "neuf": 9,
    "douze": 12, "dix-huit": 18,
}  # fmt: skip


def time_in(sentence: str, today: date) -> Time | None:
    """When, as the sentence says it; None when it does not."""
    flat = plain(sentence)
    if match := _MONTH_YEAR.search(flat):
        before = re.search(r"(\d{1,2}(?:er)?\s+)$", flat[: match.start()])
        if before is None:
            return Time(_said(sentence, match), _last_of(int(match[2]), _RANK[match[1]]))
    for said in said_days(sentence, today):
        words = flat[said.start : said.end]
        if said.day and re.search(r"\d\s?[a-z]|\d/\d+/\d|20\d\d", words):  # not « 1/3 des élèves »
            return Time(sentence[said.start : said.end], said.day)
    if match := _SCHOOL_YEAR.search(flat):
        return Time(_said(sentence, match), date(int(match[2]), 8, 31))
    if match := _YEAR.search(flat):
        return Time(_said(sentence, match), date(int(match[1]), 12, 31))
    return _loose_time(sentence, flat, today)


def _loose_time(sentence: str, flat: str, today: date) -> Time | None:
    if match := _MONTH_ALONE.search(flat):
        month = _RANK[match[1]]
        year = today.year + (month < today.month)
        return Time(_said(sentence, match), _last_of(year, month))
    if match := _DELAY.search(flat):
        said, unit = match["count"] or match["count2"], match["unit"] or match["unit2"]
        count = int(said) if said.isdigit() else _WORDS[said]
        if unit.startswith("semaine"):
            return Time(_said(sentence, match), today + timedelta(days=7 * count))
        months = count * 12 if unit.startswith("an") else count
        return Time(_said(sentence, match), add_months(today, months))
    if match := _SAID_OTHERWISE.search(flat):
        return Time(_said(sentence, match))
    return None


def _last_of(year: int, month: int) -> date:
    return add_months(date(year, month, 1), 1) - timedelta(days=1)
