"""When a campaign falls in a year: the rules a data file may write.

Pure functions of a year. A rule whose date is decided each year gives the ten days in which it
usually falls and says that it is not exact: a date is never invented.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol

from msp_portal.reference.data_files import DataRow

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEK = timedelta(days=7)
LAST = -1


class MonthPart(StrEnum):
    """Third of a month, for a date decided each year."""

    START = "debut"
    MIDDLE = "milieu"
    END = "fin"


PARTS = {MonthPart.START: (1, 10), MonthPart.MIDDLE: (11, 20), MonthPart.END: (21, 31)}


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to another, both included; not ``exact``: somewhere in between."""

    first: date
    last: date
    exact: bool = True


class Rule(Protocol):
    """A way to find the days of a year."""

    def span(self, year: int) -> Span:
        """The days of that year."""
        ...


@dataclass(frozen=True, slots=True)
class WholeMonth:
    """« tout le mois d’octobre »."""

    month: int

    def span(self, year: int) -> Span:
        """From the first to the last day of the month."""
        return Span(date(year, self.month, 1), date(year, self.month, _days(year, self.month)))


@dataclass(frozen=True, slots=True)
class FixedDays:
    """« le 31 mai », « du 16 au 22 septembre »: (day, month) both ends included."""

    first: tuple[int, int]
    last: tuple[int, int]

    def span(self, year: int) -> Span:
        """The same days every year."""
        return Span(date(year, *reversed(self.first)), date(year, *reversed(self.last)))


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """« le 2e jeudi de mars »; ``rank`` -1 is the last one. ``weekday``: Monday is 0."""

    rank: int
    weekday: int
    month: int

    def span(self, year: int) -> Span:
        """That one day."""
        if self.rank == LAST:
            end = date(year, self.month, _days(year, self.month))
            day = end - timedelta(days=(end.weekday() - self.weekday) % 7)
        else:
            start = date(year, self.month, 1)
            day = start + timedelta(days=(self.weekday - start.weekday()) % 7)
            day += (self.rank - 1) * WEEK
        return Span(day, day)


@dataclass(frozen=True, slots=True)
class WeeksAround:
    """So many weeks from the Monday of the week that holds a day (day, month)."""

    weeks: int
    around: tuple[int, int]

    def span(self, year: int) -> Span:
        """From that Monday to the last Sunday."""
        day = date(year, *reversed(self.around))
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + self.weeks * WEEK - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class PartOfMonth:
    """« début juin »: decided each year."""

    part: MonthPart
    month: int

    def span(self, year: int) -> Span:
        """The third of the month in which it usually falls."""
        first, last = PARTS[self.part]
        end = min(last, _days(year, self.month))
        return Span(date(year, self.month, first), date(year, self.month, end), exact=False)


def read_rule(row: DataRow, key: str = "quand") -> Rule:
    """The rule written in a row. Raises ``DataFileError`` when it is none of those above."""
    written = row.values.get(key)
    if not isinstance(written, dict):
        raise row.wrong(key, "une règle est attendue, par exemple {jour: 31, mois: 5}.")
    try:
        rule = _rule(written)
        for year in (2027, 2028):  # a common year and a leap year: a day that exists in both
            rule.span(year)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise row.wrong(key, f"la règle {written} ne se comprend pas.") from error
    return rule


def _rule(written: dict[str, Any]) -> Rule:
    keys = frozenset(written)
    if keys == {"mois"}:
        return WholeMonth(int(written["mois"]))
    if keys == {"jour", "mois"}:
        day = (int(written["jour"]), int(written["mois"]))
        return FixedDays(day, day)
    if keys == {"du", "au"}:
        return FixedDays(_day_month(written["du"]), _day_month(written["au"]))
    if keys == {"rang", "jour", "mois"}:
        rank = int(written["rang"])
        if rank not in {LAST, 1, 2, 3, 4}:
            raise ValueError(rank)
        return NthWeekday(rank, WEEKDAYS.index(written["jour"]), int(written["mois"]))
    if keys == {"semaines", "autour"}:
        return WeeksAround(int(written["semaines"]), _day_month(written["autour"]))
    if keys == {"partie", "mois"}:
        return PartOfMonth(MonthPart(written["partie"]), int(written["mois"]))
    raise KeyError(*keys)


def _day_month(written: Any) -> tuple[int, int]:
    day, month = written
    return int(day), int(month)


def _days(year: int, month: int) -> int:
    return monthrange(year, month)[1]
