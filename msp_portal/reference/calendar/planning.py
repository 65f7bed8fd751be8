"""Backward plans: the dates of what must be done before (and after) one date."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from msp_portal.reference.calendar.days import (
    add_working_days,
    next_good_day,
    obstacle,
    previous_good_day,
)

NBSP = "\u00a0"
IN_ORDER = "pour garder l’ordre des étapes"
_ONE_DAY = timedelta(days=1)
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """One step with its date, the date first computed, and in French why they differ."""

    key: str
    day: date
    wanted: date
    reason: str = ""

    @property
    def moved(self) -> bool:
        """Was the computed date changed?"""
        return self.day != self.wanted


def backward_plan(
    anchor: date,
    steps: Iterable[tuple[str, int]],
    zone: str,
    *,
    department: str | None = None,
    avoid_school_holidays: bool = True,
    not_before: date | None = None,
    spread: bool = False,
) -> list[PlannedDate]:
    """Dates of ``steps`` around ``anchor``, in the order the steps are given.

    A step is (key, days before the anchor); a negative number is days after it; 0 is the anchor
    itself, which never moves. A step before moves earlier to a good day for the team (weekends,
    public holidays, school holidays of its zone); a step after moves later. Two steps never
    change order, unless the anchor itself is already past. With ``not_before`` (usually today) no date falls in the past: school holidays
    are then accepted rather than passed, and what is already late is brought to the first
    working day left.

    ``spread``: days that holidays bring to the same one are laid out one by one, further from the
    anchor, in their order: a summer does not leave eight tasks for its eve.
    """
    rules = _Rules(zone, department, avoid_school_holidays, not_before)
    asked = list(steps)
    planned = [_place(key, anchor, before, rules) for key, before in asked]
    return _spread(planned, anchor, rules) if spread else planned


@dataclass(frozen=True, slots=True)
class _Rules:
    zone: str
    department: str | None
    avoid_school_holidays: bool
    not_before: date | None

    def obstacle(self, day: date) -> str | None:
        return obstacle(
            day,
            self.zone,
            department=self.department,
            avoid_school_holidays=self.avoid_school_holidays,
        )

    def too_early(self, day: date) -> bool:
        return self.not_before is not None and day < self.not_before


def _place(key: str, anchor: date, before: int, rules: _Rules) -> PlannedDate:
    wanted = anchor - timedelta(days=before)
    if before == 0:
        return PlannedDate(key, anchor, anchor)
    if before < 0:
        return _place_after(key, wanted, rules)
    day = previous_good_day(
        wanted, rules.zone, rules.avoid_school_holidays, department=rules.department
    )
    if rules.too_early(day):
        return _place_late(key, anchor, wanted, rules)
    return PlannedDate(key, day, wanted, _reason(wanted, day, rules))


def _spread(planned: list[PlannedDate], anchor: date, rules: _Rules) -> list[PlannedDate]:
    """Moved days one by one, each side of the anchor from the nearest step to the furthest.

    Steps wanted on the same day stay together, and none passes another.
    """
    becomes: dict[date, PlannedDate] = {}
    nearest = sorted(planned, key=lambda each: abs((each.wanted - anchor).days))
    last: dict[int, date] = {}
    for each in nearest:
        sign = 1 if each.wanted > anchor else -1
        if each.wanted == anchor or each.wanted in becomes:
            continue
        becomes[each.wanted] = _beyond(each, last.get(sign), sign, rules)
        last[sign] = becomes[each.wanted].day
    return [
        replace(becomes[each.wanted], key=each.key) if each.wanted in becomes else each
        for each in planned
    ]


def _beyond(each: PlannedDate, last: date | None, sign: int, rules: _Rules) -> PlannedDate:
    """``each`` on a good day beyond ``last``, unless it is there already."""
    if last is None or (each.day - last).days * sign > 0:
        return each
    find = next_good_day if sign > 0 else previous_good_day
    start = last + sign * _ONE_DAY
    day = find(start, rules.zone, rules.avoid_school_holidays, department=rules.department)
    if rules.too_early(day):
        return each
    if each.moved:
        return replace(each, day=day, reason=_reason(each.wanted, day, rules))
    verb = "avancé" if sign < 0 else "reculé"
    return replace(each, day=day, reason=f"{verb} {_from_to(each.wanted, day)}{NBSP}: {IN_ORDER}")


def _place_after(key: str, wanted: date, rules: _Rules) -> PlannedDate:
    start = max(wanted, rules.not_before) if rules.not_before else wanted
    day = next_good_day(start, rules.zone, rules.avoid_school_holidays, department=rules.department)
    if start != wanted:
        return PlannedDate(key, day, wanted, _brought_back(wanted, day))
    return PlannedDate(key, day, wanted, _reason(wanted, day, rules))


def _place_late(key: str, anchor: date, wanted: date, rules: _Rules) -> PlannedDate:
    """The good day has passed: accept school holidays, else the first working day left."""
    worked = previous_good_day(wanted, rules.zone, False, department=rules.department)
    if not rules.too_early(worked):
        holiday = rules.obstacle(worked)
        kept = _kept_during(holiday) if holiday else ""
        moved = _reason(wanted, worked, _without_school(rules))
        return PlannedDate(key, worked, wanted, f"{NBSP}; ".join(filter(None, (moved, kept))))
    day = add_working_days(rules.not_before or wanted, 0, rules.department)
    if not rules.too_early(anchor):
        day = min(day, anchor)
    return PlannedDate(key, day, wanted, _brought_back(wanted, day))


def _without_school(rules: _Rules) -> _Rules:
    return _Rules(rules.zone, rules.department, False, rules.not_before)


def _reason(wanted: date, day: date, rules: _Rules) -> str:
    """« avancé du dimanche 11 au vendredi 9 octobre : week-end »."""
    if day == wanted:
        return ""
    verb = "avancé" if day < wanted else "reculé"
    return f"{verb} {_from_to(wanted, day)}{NBSP}: {_obstacles(wanted, day, rules)}"


def _kept_during(holiday: str) -> str:
    article = "le" if holiday.startswith("pont") else "les"
    return f"gardé pendant {article} {holiday}{NBSP}: plus de date libre avant"


def _brought_back(wanted: date, day: date) -> str:
    if day == wanted:
        return ""
    return f"ramené {_from_to(wanted, day)}{NBSP}: la date calculée est déjà passée"


def _obstacles(wanted: date, day: date, rules: _Rules) -> str:
    """What stands between the two dates, each once; weekends go without saying in holidays."""
    step = _ONE_DAY if day > wanted else -_ONE_DAY
    met: list[str] = []
    current = wanted
    while current != day:
        name = rules.obstacle(current)
        if name and name not in met:
            met.append(name)
        current += step
    if any("vacances" in name or "pont" in name for name in met):
        met = [name for name in met if name != "week-end"]
    return met[0] if len(met) == 1 else f"{', '.join(met[:-1])} et {met[-1]}"


def _from_to(first: date, second: date) -> str:
    """« du dimanche 11 au vendredi 9 octobre »: month and year said once when they are the same."""
    same_year = first.year == second.year
    same_month = same_year and first.month == second.month
    start = _named(first, month=not same_month, year=not same_year)
    return f"du {start} au {_named(second, month=True, year=not same_year)}"


def _named(day: date, *, month: bool, year: bool) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    words = f"{_DAYS[day.weekday()]} {number}"
    if month:
        words += f"{NBSP}{_MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words
