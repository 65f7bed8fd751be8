"""The stretches of time figures are added over: the whole project, a year, a semester, a month.

A period has a key that travels in addresses (« 2026 », « 2026-S1 », « 2026-03 »,
« 2026-01-15_2026-03-31 », « projet ») and a label in words.
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from msp_portal.kit.french import day_month, month_year, plain_date

WHOLE = "projet"
_YEAR = re.compile(r"^(20\d\d)$")
_SEMESTER = re.compile(r"^(20\d\d)-S([12])$")
_MONTH = re.compile(r"^(20\d\d)-(0[1-9]|1[0-2])$")
_DAYS = re.compile(r"^(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)$")


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both included; None leaves that side open."""

    key: str
    label: str
    start: date | None = None
    end: date | None = None

    def on(self, field: str = "date") -> Q:
        """Filter: dates of ``field`` inside the period."""
        inside = Q()
        if self.start is not None:
            inside &= Q(**{f"{field}__gte": self.start})
        if self.end is not None:
            inside &= Q(**{f"{field}__lte": self.end})
        return inside

    def holds(self, day: date) -> bool:
        """Whether ``day`` is inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def __str__(self) -> str:
        return self.label


def whole_project() -> Period:
    """Everything noted, whenever it was."""
    return Period(WHOLE, "tout le projet")


def year_period(year: int) -> Period:
    """« année 2026 »."""
    return Period(str(year), f"année {year}", date(year, 1, 1), date(year, 12, 31))


def semester_period(year: int, half: int) -> Period:
    """« 1er semestre 2026 »; ``half`` is 1 or 2."""
    first, last = (1, 6) if half == 1 else (7, 12)
    word = "1er" if half == 1 else "2e"
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Period(f"{year}-S{half}", f"{word} semestre {year}", date(year, first, 1), end)


def month_period(year: int, month: int) -> Period:
    """« mars 2026 »."""
    start = date(year, month, 1)
    end = date(year, month, calendar.monthrange(year, month)[1])
    return Period(f"{year}-{month:02d}", month_year(start), start, end)


def days_period(start: date, end: date) -> Period:
    """Between two days, named by its usual name when it has one (« année 2026 »).

    Raises ``ValueError`` when it ends before it begins.
    """
    if end < start:
        raise ValueError("A period ends after it begins.")
    for usual in (
        year_period(start.year),
        semester_period(start.year, 1 if start.month < 7 else 2),
        month_period(start.year, start.month),
    ):
        if (usual.start, usual.end) == (start, end):
            return usual
    first = day_month(start) if start.year == end.year else plain_date(start)
    return Period(f"{start}_{end}", f"du {first} au {plain_date(end)}", start, end)


def read_period(key: str) -> Period | None:
    """The period of a key; None for anything else (an address typed by hand)."""
    if key == WHOLE:
        return whole_project()
    try:
        return next((made for made in _readings(key) if made), None)
    except ValueError:  # the thirtieth of February
        return None


def _readings(key: str) -> Iterator[Period | None]:
    if found := _YEAR.match(key):
        yield year_period(int(found[1]))
    if found := _SEMESTER.match(key):
        yield semester_period(int(found[1]), int(found[2]))
    if found := _MONTH.match(key):
        yield month_period(int(found[1]), int(found[2]))
    if found := _DAYS.match(key):
        yield days_period(date.fromisoformat(found[1]), date.fromisoformat(found[2]))


def months_of(period: Period) -> Iterator[Period]:
    """The calendar months a closed period touches, in order, cut at its two ends."""
    if period.start is None or period.end is None:
        raise ValueError("An open period has no list of months.")
    day = period.start
    while day <= period.end:
        month = month_period(day.year, day.month)
        assert month.end is not None  # noqa: S101
        last = min(month.end, period.end)
        yield month if (month.start, month.end) == (day, last) else days_period(day, last)
        day = last + timedelta(days=1)


def periods_offered(years: Iterable[int], today: date) -> list[Period]:
    """The whole project, then each year with something noted (and the present one), with its
    semesters; the latest first."""
    offered = [whole_project()]
    for year in sorted({*years, today.year}, reverse=True):
        offered += [year_period(year), semester_period(year, 2), semester_period(year, 1)]
    return [period for period in offered if period.start is None or period.start <= today]
