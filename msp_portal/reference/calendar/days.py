"""Which days are worked: weekends, public holidays, school holidays.

Pure functions of a day and a place. ``department`` is an Insee code (« 35 », « 2A », « 974 »);
without it, only the holidays of the whole country count. ``zone`` is « A », « B », « C », or « »
where there is none (Corsica, overseas): no school holiday is then known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import holidays
from vacances_scolaires_france import SchoolHolidayDates

from msp_portal.reference.yaml_files import read_yaml

_SCHOOL_FILE = Path(__file__).resolve().parent.parent / "data" / "school_holidays.yml"
_ONE_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6

# Alsace-Moselle: Code du travail, article L. 3134-13. Overseas: article L. 3422-2, plus the days
# that are off by custom there. The holidays library names these places in its own way.
_OWN_HOLIDAYS = {
    "57": "57", "67": "6AE", "68": "6AE",
    "971": "971", "972": "972", "973": "973", "974": "974", "976": "976",
}  # fmt: skip
# Mid-sentence, only what is a common noun in French loses its capital.
_COMMON_NOUNS = ("Lundi", "Vendredi", "Jour", "Abolition")


@lru_cache(maxsize=512)
def _public_holidays(year: int, place: str | None) -> dict[date, str]:
    found = holidays.country_holidays("FR", subdiv=place, years=year, language="fr")
    return {day: name.replace("'", "’") for day, name in found.items()}


def public_holiday(day: date, department: str | None = None) -> str | None:
    """The name of the public holiday, as written inside a sentence, or None."""
    place = _OWN_HOLIDAYS.get(department or "")
    name = _public_holidays(day.year, place).get(day)
    if name is None:
        return None
    return name[0].lower() + name[1:] if name.startswith(_COMMON_NOUNS) else name


def is_public_holiday(day: date, department: str | None = None) -> bool:
    """Is it a public holiday in this department (in the whole country when none is given)?"""
    return public_holiday(day, department) is not None


@dataclass(frozen=True, slots=True)
class _SchoolPeriod:
    name: str
    zones: str
    first: date
    last: date

    def holds(self, day: date, zone: str) -> bool:
        """Both ends included; the Saturday before a Sunday start is already free."""
        first = self.first - _ONE_DAY if self.first.weekday() == _SUNDAY else self.first
        return zone in self.zones and first <= day <= self.last


@lru_cache(maxsize=1)
def _our_calendar() -> tuple[date, date, tuple[_SchoolPeriod, ...]]:
    """First day, last day and periods of our own file, which wins over any library."""
    content = read_yaml(_SCHOOL_FILE)
    periods = tuple(_SchoolPeriod(**period) for period in content["periods"])
    return content["covers"]["first"], content["covers"]["last"], periods


@lru_cache(maxsize=1)
def _library_calendar() -> dict[date, dict[str, object]]:
    data: dict[date, dict[str, object]] = SchoolHolidayDates().data
    return data


def school_calendar_known(day: date) -> bool:
    """Do we know the school holidays around this day? False for years not yet published."""
    _first, last, _periods = _our_calendar()
    return min(_library_calendar()) <= day <= last


def school_holiday(day: date, zone: str) -> str | None:
    """« vacances de printemps » when the schools of this zone are closed that day, else None.

    Unknown years give None: ask ``school_calendar_known`` before promising anything.
    """
    if zone not in {"A", "B", "C"}:
        return None
    first, last, periods = _our_calendar()
    if first <= day <= last:
        return next((p.name for p in periods if p.holds(day, zone)), None)
    entry = _library_calendar().get(day) if day < first else None
    if not entry or not entry[f"vacances_zone_{zone.lower()}"]:
        return None
    name = str(entry["nom_vacances"]).replace("'", "’")
    return name[0].lower() + name[1:]


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() in {_SATURDAY, _SUNDAY}


def is_working_day(day: date, department: str | None = None) -> bool:
    """Monday to Friday, public holidays excepted."""
    return not is_weekend(day) and not is_public_holiday(day, department)


def add_working_days(day: date, count: int, department: str | None = None) -> date:
    """The ``count``-th working day after ``day`` (before it when negative).

    0 gives ``day`` itself when it is worked, else the next working day.
    """
    if count == 0:
        return _walk(day, _ONE_DAY, lambda d: is_working_day(d, department))
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    for _ in range(abs(count)):
        day = _walk(day + step, step, lambda d: is_working_day(d, department))
    return day


def working_days_between(start: date, end: date, department: str | None = None) -> int:
    """How many working days are left after ``start`` up to ``end`` included.

    From a Monday to the Tuesday after: 6. Negative when ``end`` comes first.
    """
    if end < start:
        return -working_days_between(end, start, department)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(d, department) for d in days)


def obstacle(
    day: date, zone: str, *, department: str | None = None, avoid_school_holidays: bool = True
) -> str | None:
    """Why a team should not be asked anything that day, in French, or None for a good day."""
    school = school_holiday(day, zone) if avoid_school_holidays else None
    if school:
        return school
    holiday = public_holiday(day, department)
    if holiday:
        return holiday
    return "week-end" if is_weekend(day) else None


def previous_good_day(
    day: date,
    zone: str,
    avoid_school_holidays: bool = True,
    *,
    department: str | None = None,
) -> date:
    """This day if it is a good one, else the nearest good day before it."""
    return _walk(day, -_ONE_DAY, _good(zone, department, avoid_school_holidays))


def next_good_day(
    day: date,
    zone: str,
    avoid_school_holidays: bool = True,
    *,
    department: str | None = None,
) -> date:
    """This day if it is a good one, else the nearest good day after it."""
    return _walk(day, _ONE_DAY, _good(zone, department, avoid_school_holidays))


def add_months(day: date, months: int) -> date:
    """Same day some months later (or earlier), brought back to the end of a shorter month.

    31 December + 6 months is 30 June: a report due six months after the end of an exercise.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (after - _ONE_DAY).day
    return date(year, month + 1, min(day.day, last))


def _good(zone: str, department: str | None, avoid: bool) -> Callable[[date], bool]:
    return lambda d: obstacle(d, zone, department=department, avoid_school_holidays=avoid) is None


def _walk(day: date, step: timedelta, accepts: Callable[[date], bool]) -> date:
    while not accepts(day):
        day += step
    return day
