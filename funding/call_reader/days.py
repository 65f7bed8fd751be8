"""Every date a text tells, with its hour and, when it is not said, the year it must be."""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from funding.call_reader.text import Document
from msp_portal.kit.french import (
    DAYS,
    MONTH_RANKS,
    SHORT_MONTH_RANKS,
    long_date,
    plain_date,
)

_MONTHS = {**MONTH_RANKS, **SHORT_MONTH_RANKS}
_MONTH = "(?P<m>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = (
    r"(?:(?P<w>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:lun|mar|mer|jeu|ven|sam|dim)\.)"
    r",?\s{1,3})?"
)
_NOT_AFTER = r"(?<![\d/.,-])"
_IN_WORDS = re.compile(
    rf"{_NOT_AFTER}{_WEEKDAY}\b(?P<d>\d{{1,2}})(?:er)?\s{{1,3}}{_MONTH}(?:\s{{1,3}}(?P<y>20\d\d)\b)?"
)
_IN_FIGURES = re.compile(
    rf"{_NOT_AFTER}{_WEEKDAY}\b(?P<d>\d{{1,2}})(?P<s>[/.-])(?P<m>\d{{1,2}})"
    r"(?:(?P=s)(?P<y>20\d\d|\d\d))?(?![\d/]|[.,-]\d|\s?(?:€|%|euros?\b|k€|h\b))"
)
_ISO = re.compile(r"(?<![\d-])(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])")
_ELIDED = re.compile(
    rf"\b(?:du|le|les|entre\s{{1,3}}le)\s{{1,3}}{_WEEKDAY}(?P<d>\d{{1,2}})(?:er)?"
    r"\s{0,3}(?:au|et\s{1,3}le|et|[-–])\s{0,3}$"
)
_WITHOUT_YEAR_AFTER = re.compile(r"(?:\ble|\bau|\bavant|\bdu|:|\||\bdes)\s{0,3}$")
_BETWEEN = re.compile(r"^\W{0,3}(?:inclus\W{0,3})?(?:au|jusqu'au|a|et\s{1,3}le|[-–—])\s{0,3}$")
_RANGE_LEAD = re.compile(r"(?:\bdu|\bentre|\bentre\s{1,3}le|\bdes?|:|\|)\s{0,3}$")
_FILLER = (
    r"[\s,;:(|–-]{0,4}(?:(?:inclus|au plus tard|dernier delai|delai de rigueur|terme de rigueur|"
    r"avant|a|jusqu'a|heure limite|vers|limite)[\s,;:(|–-]{1,4}){0,3}"
)
_HOUR = r"(?:(?P<h>\d{1,2})\s?(?:h|heures?|:)\s?(?P<min>[0-5]\d)?(?!\w)|(?P<word>midi|minuit)\b)"
_HOUR_AFTER = re.compile(_FILLER + _HOUR)
_HOUR_BEFORE = re.compile(rf"(?:\ba|\bavant)\s{{1,3}}{_HOUR},?\s{{1,3}}(?:le\s{{1,3}})?$")
_YEAR_OF_SENTENCE = re.compile(r"\ben\s{1,3}(20\d\d)\b")
_ZONE = re.compile(r"^[\s,(]{0,3}heures?\s+(?:locales?|d[e']\s?(?!paris)\w+)")
END_OF_DAY = time(23, 59)
MOST_DATES = 300  # a call tells ten; a table of three hundred is read no further


@dataclass(frozen=True, slots=True)
class Said:
    """A date of the text: ``text[start:end]``; ``stop`` is where its hour ends.

    ``partner``: rank of the other end of its range; ``opens``: it is the first of the two.
    ``near``: the same day of other years, when the year is not said.
    """

    start: int
    end: int
    stop: int
    day: date
    year_said: bool
    hour: time | None = None
    doubt: str = ""
    partner: int | None = None
    opens: bool = False
    near: tuple[date, ...] = ()
    other_zone: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None


def said_dates(document: Document, today: date) -> list[Said]:
    """Every date of the text, in its order. ``today`` serves those without a year."""
    found = _found(document.flat)
    pairs = _pairs(document.flat, found)
    years = _years(document, found, pairs)
    reference = _reference(document.flat, found, today)
    dates: list[Said] = []
    places: dict[int, int] = {}
    for rank, each in enumerate(found):
        said = _settled(each, years[rank], reference)
        if said is not None:
            places[rank] = len(dates)
            dates.append(_with_hour(document.flat, said, found[rank + 1 :]))
    for first, second in pairs.items():
        if first in places and second in places:
            a, b = places[first], places[second]
            dates[a] = replace(dates[a], partner=b, opens=True)
            dates[b] = replace(dates[b], partner=a)
    return dates


def _found(flat: str) -> list[_Found]:
    found: list[_Found] = []
    for pattern in (_ISO, _IN_WORDS, _IN_FIGURES):
        for match in pattern.finditer(flat):
            month = _MONTHS.get(match["m"]) or (int(match["m"]) if match["m"].isdigit() else 0)
            year = match["y"]
            bare = pattern is _IN_FIGURES and not year
            if bare and not (
                match["s"] == "/"
                and _WITHOUT_YEAR_AFTER.search(flat[max(0, match.start() - 12) : match.start()])
            ):
                continue
            weekday = None if pattern is _ISO else _weekday(match["w"])
            end = match.end() if flat[match.end() - 1] != "." else match.end() - 1
            found.append(
                _Found(
                    match.start(), end, int(match["d"]), month,
                    2000 + int(year[-2:]) if year else None, weekday,
                )
            )  # fmt: skip
    found.sort(key=lambda each: each.start)
    del found[MOST_DATES:]
    return _with_elided(flat, found)


def _with_elided(flat: str, found: list[_Found]) -> list[_Found]:
    """« du 3 au 7 mai 2027 »: the first day borrows the month and year of the second."""
    every: list[_Found] = []
    for each in found:
        floor = max(every[-1].end if every else 0, each.start - 40)
        lead = _ELIDED.search(flat[floor : each.start])
        if lead:
            start = floor + lead.start("d")
            weekday = _weekday(lead["w"])
            every.append(
                _Found(start, floor + lead.end("d"), int(lead["d"]), each.month, each.year, weekday)
            )
        every.append(each)
    return every


def _weekday(said: str | None) -> int | None:
    if not said:
        return None
    return next(rank for rank, name in enumerate(DAYS) if name.startswith(said.rstrip(".")[:3]))


def _pairs(flat: str, found: list[_Found]) -> dict[int, int]:
    """Rank of the first date of each range, and of the second."""
    pairs: dict[int, int] = {}
    for rank in range(len(found) - 1):
        first, second = found[rank], found[rank + 1]
        if second.start - first.end > 30 or rank in pairs.values():
            continue
        hour = _HOUR_AFTER.match(flat, first.end, second.start)
        between = flat[hour.end() if hour else first.end : second.start]
        lead = flat[max(0, first.start - 12) : first.start]
        if _BETWEEN.match(between) and _RANGE_LEAD.search(lead):
            pairs[rank] = rank + 1
    return pairs


def _years(document: Document, found: list[_Found], pairs: dict[int, int]) -> list[int | None]:
    """The year said for each date: its own, its range's, or the one of its sentence."""
    years = [each.year for each in found]
    for rank, each in enumerate(found):
        if years[rank] is not None:
            continue
        sentence = document.sentence_at(each.start)
        second = pairs.get(rank)
        after = found[rank + 1] if rank + 1 < len(found) else None
        in_sentence = _YEAR_OF_SENTENCE.search(document.flat, sentence.start, sentence.end)
        if second is not None and found[second].year is not None:
            year = found[second].year or 0
            late = (each.month, each.day) > (found[second].month, found[second].day)
            years[rank] = year - 1 if late else year
        elif in_sentence:
            years[rank] = int(in_sentence[1])
        elif after and after.year and after.start < min(sentence.end, each.end + 60):
            late = (each.month, each.day) > (after.month, after.day)
            years[rank] = after.year - 1 if late else after.year
    for first, second in pairs.items():
        if years[first] and not years[second]:
            late = (found[second].month, found[second].day) < (found[first].month, found[first].day)
            years[second] = (years[first] or 0) + (1 if late else 0)
    return years


_TOLD_ON = re.compile(r"(?:publie\w*|publication|envoye|diffuse\w*|^date|\ndate)\W{1,4}(?:le\s)?$")


def _reference(flat: str, found: list[_Found], today: date) -> date:
    """When the text was written, if it says so: dates without a year come after that."""
    for each in found:
        if each.year and _TOLD_ON.search(flat[max(0, each.start - 24) : each.start]):
            told = _safe(each.year, each.month, each.day)
            if told and told <= today:
                return told
    return today


def _settled(each: _Found, year: int | None, reference: date) -> Said | None:
    """The date with its year and what is doubtful about it; None when it does not exist."""
    if year is not None:
        day = _safe(year, each.month, each.day)
        if day is None:
            return None
        said = Said(each.start, each.end, each.end, day, year_said=True)
        if each.weekday is not None and day.weekday() != each.weekday:
            doubt = f"Le texte dit « {DAYS[each.weekday]} », or c’est un {long_date(day)}."
            return replace(said, doubt=doubt)
        return said
    years = range(reference.year - 1, reference.year + 3)
    days = [day for one in years if (day := _safe(one, each.month, each.day))]
    if each.weekday is not None:
        days = [day for day in days if day.weekday() == each.weekday] or days
    if not days:
        return None
    best = next((day for day in days if day >= reference), days[-1])
    doubt = f"L’année n’est pas dite : {plain_date(best)} est la première qui convient."
    near = tuple(day for day in days if day != best and day >= reference)[:1]
    return Said(each.start, each.end, each.end, best, year_said=False, doubt=doubt, near=near)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_hour(flat: str, said: Said, later: list[_Found]) -> Said:
    """The hour said right after the date, or right before it."""
    stop = min(later[0].start if later else len(flat), said.end + 60)
    match = _HOUR_AFTER.match(flat, said.end, stop)
    if match is None:
        before = _HOUR_BEFORE.search(flat[max(0, said.start - 30) : said.start])
        hour = _hour(before) if before else None
        return replace(said, hour=hour)
    hour = _hour(match)
    if hour is None:
        return said
    zone = bool(_ZONE.match(flat[match.end() : match.end() + 30]))
    return replace(said, hour=hour, stop=match.end(), other_zone=zone)


def _hour(match: "re.Match[str]") -> time | None:
    """Midnight closes the day that was named, as people mean it; 0 h opens it."""
    if match["word"]:
        return time(12) if match["word"] == "midi" else END_OF_DAY
    hour, minutes = int(match["h"]), int(match["min"] or 0)
    if (hour, minutes) == (24, 0):
        return END_OF_DAY
    return time(hour, minutes) if hour < 24 else None
