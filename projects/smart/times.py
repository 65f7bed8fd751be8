"""When a sentence says it will be so: a day, a month, a season, a delay, a rhythm, or « à terme »."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from msp_portal.kit.french import MONTH_RANKS
from msp_portal.reference.calendar import add_months
from msp_portal.reference.letters import plain
from projects.queries.tasks_dates import said_days
from projects.smart.lexicon import lexicon
from projects.smart.measures import NUMBER, number_of


class Tells(StrEnum):
    """What the words of time say."""

    END = "end"
    START = "start"  # « à partir de janvier »
    RHYTHM = "rhythm"  # « chaque trimestre »
    VAGUE = "vague"  # « à terme »


@dataclass(frozen=True, slots=True)
class Time:
    """A moment: from ``first`` to ``day`` (both None when the team alone knows), and its words."""

    start: int
    end: int
    words: str
    tells: Tells = Tells.END
    first: date | None = None
    day: date | None = None


_MONTH = "(?P<month>" + "|".join(MONTH_RANKS) + ")"
_YEAR = r"(?P<year>20\d\d)"
_LEAD = r"(?:(?P<part>fin|mi|debut)[ -](?:de |d')?)?"
_MONTH_YEAR = re.compile(rf"\b{_LEAD}{_MONTH}\s+{_YEAR}\b")
_SCHOOL_YEAR = re.compile(r"\b(?P<one>20\d\d)\s?[-–/]\s?(?P<other>20\d\d)\b")
_HALVES = re.compile(
    rf"\b(?P<rank>premier|1er|second|deuxieme|2e|2eme|troisieme|3e|quatrieme|4e|dernier)\s(?P<what>semestre|trimestre)(?:\s(?:de\s)?{_YEAR})?\b"
)
_SEASON = re.compile(
    rf"\b(?P<season>printemps|l'ete|ete|automne|hiver|rentree|noel|toussaint|paques)(?:\s(?:de\s)?{_YEAR})\b|"
    r"\b(?:d'ici|avant|a|pour|apres|des|[a-z]+ d'|[a-z]+ de)\s?(?:les vacances (?:de|d')\s?|la |l'|le )?(?P<alone>printemps|ete|automne|hiver|rentree|noel|toussaint|paques)\b(?:\s(?P<later>20\d\d))?"
)
_END_OF_YEAR = re.compile(rf"\b(?P<part>fin|mi|debut)[ -](?:de )?{_YEAR}\b")
_WHOLE_YEAR = re.compile(
    r"\b(?:en|d'ici(?: a)?|avant|pour|annee|jusqu'en|courant|sur|dans l'annee|et|horizon|au cours|durant|pendant|au long|avant la fin|(?:a|pour) la fin)\s(?:la fin )?(?:de |l'annee )?(?P<year>20\d\d)\b"
    r"(?!\s?[-–/]\s?20)"
)
_MONTH_ALONE = re.compile(
    rf"\b(?:en|d'ici(?: a)?|avant|fin|fin de|des|debut|courant|jusqu'en|jusqu'a|a partir de|a)\s(?:la fin (?:de |d'))?{_MONTH}\b"
)
_DELAY = re.compile(
    rf"\b(?:en|dans (?:les|l')?|d'ici(?: a)?|sous|sur|pendant|au bout de|apres|a)\s?(?P<count>{NUMBER}|un|une)\s"
    r"(?P<unit>mois|semaines?|ans?|annees?)\b(?!\s+et plus)"
)
_LATER = re.compile(
    rf"\b(?P<count>{NUMBER}|un|une)\s(?P<unit>mois|semaines?|ans?)\s(?:apres|plus tard)\b"
)
_SINCE_MONTH = re.compile(rf"\bde (?:{'|'.join(MONTH_RANKS)})(?: 20\d\d)? $")
_STARTS = re.compile(
    r"\b(?:[dD]ès|[àÀa] partir d[eu'’]|[àÀa] compter d[eu'’])\s?(?:la |le |l['’])?(?:début |fin )?$"
)
_LEADS = re.compile(
    r"(?:\b(?:d'ici(?: a)?|avant|jusqu'(?:a|au|en)|au|a|en|pour|des|a partir de|a partir du|courant|sur|dans|"
    r"pendant|le|la|l'|les|fin|annee|l'annee|fin de|de)\s?){0,4}$"
)
At = Callable[[int, int, date | None, date | None], Time]
_AGES = re.compile(
    r"\b\d{1,3} ?(?:a|et|-|–) ?\d{1,3} ?ans\b|\b\d{1,3} ans et plus|\b(?:plus|moins) de \d{1,3} ans\b"
)
_BACK = 28  # signs before a date where its preposition stands


def _last(year: int, month: int) -> date:
    return add_months(date(year, month, 1), 1) - timedelta(days=1)


_SEASONS = {
    "printemps": (3, 6), "ete": (6, 9), "l'ete": (6, 9), "automne": (9, 12), "hiver": (12, 15),
    "rentree": (9, 9), "noel": (12, 12), "toussaint": (10, 11), "paques": (4, 4),
}  # fmt: skip


def _season(name: str, year: int) -> tuple[date, date]:
    first, last = _SEASONS[name]
    over = last > 12
    return date(year, first, 1), _last(year + over, last - 12 * over)


def _starts_there(sentence: str, start: int) -> bool:
    """« dès la rentrée » (with its accent: « des ateliers » is something else), « à partir de »."""
    before = sentence[max(0, start - _BACK) : start]
    own_lead = re.match(r"[dD]ès\b|[àÀ] (?:partir|compter)\b", sentence[start:])
    return bool(_STARTS.search(before) or own_lead)


def times_in(sentence: str, today: date) -> tuple[Time, ...]:
    """Every moment the sentence tells, in its order; words of one serve no other."""
    flat = plain(sentence)
    found: list[Time] = []
    for time in _candidates(sentence, flat, today):
        if not any(time.start < other.end and other.start < time.end for other in found):
            found.append(time)
    return tuple(sorted(found, key=lambda time: time.start))


def _candidates(sentence: str, flat: str, today: date) -> Iterator[Time]:
    def at(start: int, end: int, first: date | None, day: date | None) -> Time:
        lead = _LEADS.search(flat[max(0, start - _BACK) : start])
        begin = start - len(lead[0]) if lead else start
        if since := _SINCE_MONTH.search(flat[max(0, begin - _BACK) : begin]):
            begin -= len(since[0])
        told = Tells.START if _starts_there(sentence, start) else Tells.END
        return Time(begin, end, sentence[begin:end].strip(" ,."), told, first, day)

    for said in said_days(sentence, today):
        words = flat[said.start : said.end]
        if said.day and re.search(r"\d{1,2}(?:er)?\s[a-z]|\d[/.]\d+[/.]\d|20\d\d-", words):
            yield at(said.start, said.end, said.day, said.day)
    for match in _MONTH_YEAR.finditer(flat):
        year, month = int(match["year"]), MONTH_RANKS[match["month"]]
        yield at(*match.span(), date(year, month, 1), _last(year, month))
    for match in _SCHOOL_YEAR.finditer(flat):
        if int(match["other"]) == int(match["one"]) + 1:
            yield at(*match.span(), date(int(match["one"]), 9, 1), date(int(match["other"]), 8, 31))
    yield from _parts_of_years(flat, at, today)
    for match in _MONTH_ALONE.finditer(flat):
        month = MONTH_RANKS[match["month"]]
        year = today.year + (month < today.month)
        yield at(*match.span(), date(year, month, 1), _last(year, month))
    yield from _worded(sentence, flat)
    yield from _delays(flat, at, today)


def _delays(flat: str, at: At, today: date) -> Iterator[Time]:
    ageless = _AGES.sub(lambda age: "~" * len(age[0]), flat)
    for match in (*_DELAY.finditer(ageless), *_LATER.finditer(ageless)):
        day = _after(match, today)
        if day:
            yield at(*match.span(), day, day)


def _parts_of_years(flat: str, at: At, today: date) -> Iterator[Time]:
    for match in _END_OF_YEAR.finditer(flat):
        months = {"fin": (10, 12), "mi": (5, 8), "debut": (1, 3)}[match["part"]]
        year = int(match["year"])
        yield at(*match.span(), date(year, months[0], 1), _last(year, months[1]))
    for match in _HALVES.finditer(flat):
        year = int(match["year"] or today.year + 1)
        rank = {"p": 1, "1": 1, "s": 2, "d": 2, "2": 2, "t": 3, "3": 3}.get(match["rank"][0], 4)
        size = 6 if match["what"] == "semestre" else 3
        rank = min(12 // size, rank)
        yield at(*match.span(), date(year, size * (rank - 1) + 1, 1), _last(year, size * rank))
    for match in _SEASON.finditer(flat):
        name, said = match["season"] or match["alone"], match["year"] or match["later"]
        year = int(said) if said else today.year
        first, day = _season(name, year)
        if said is None and day < today:
            first, day = _season(name, year + 1)
        yield at(*match.span(), first, day)
    for match in _WHOLE_YEAR.finditer(flat):
        year = int(match["year"])
        yield at(*match.span(), date(year, 1, 1), date(year, 12, 31))


def _worded(sentence: str, flat: str) -> Iterator[Time]:
    moments = lexicon().moments
    for words, tells in (
        (moments.known, Tells.END), (moments.vague, Tells.VAGUE), (moments.rhythms, Tells.RHYTHM),
    ):  # fmt: skip
        for entry in words.find(flat):
            said = sentence[entry.start : entry.end].strip(" ,.")
            yield Time(entry.start, entry.end, said, tells)


MOST = 60  # a delay beyond sixty months, weeks or years is something else


def _after(match: "re.Match[str]", today: date) -> date | None:
    count = number_of(match["count"])
    if not count or count > MOST:
        return None
    unit = match["unit"]
    if unit.startswith("semaine"):
        return today + timedelta(days=7 * int(count))
    return add_months(today, int(count) * (12 if unit.startswith("an") else 1))


def end_of(times: tuple[Time, ...]) -> Time | None:
    """The moment by which it must be so: the last of the dated ends, else an end told in words."""
    ends = [time for time in times if time.tells is Tells.END]
    dated = [time for time in ends if time.day]
    if dated:
        return max(dated, key=lambda time: time.day or date.min)
    return ends[0] if ends else None


def of_kind(times: tuple[Time, ...], tells: Tells) -> Time | None:
    """The first moment of this kind."""
    return next((time for time in times if time.tells is tells), None)
