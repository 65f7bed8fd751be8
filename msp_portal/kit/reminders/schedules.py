"""The calendars of DECISIONS 7. Pure functions: dates in, moments out, quiet hours included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from msp_portal.reference.calendar import add_working_days, mail_slot_before

CALL_DAYS = (30, 15, 7, 2, 0)
TASK_DAYS = (3, 0)
REPORT_DAYS = (90, 30, 15, 7)
REQUEST_WORKING_DAYS = 4
CHASE_EVERY = timedelta(days=7)
MORNING = time(8, 0)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One reminder of a calendar: ``J-7``, its moment, and an occurrence that holds the date."""

    step: str
    at: datetime
    occurrence: str


def call_schedule(deadline: datetime, known_at: datetime) -> list[Scheduled]:
    """Reminders of a call closing at ``deadline``, learnt of at ``known_at``."""
    return countdown(deadline, CALL_DAYS, known_at)


def task_schedule(due: date, known_at: datetime) -> list[Scheduled]:
    """Reminders of a task to be done by the end of ``due``."""
    return countdown(_end_of(due), TASK_DAYS, known_at)


def report_schedule(due: date, known_at: datetime) -> list[Scheduled]:
    """Reminders of a report owed by the end of ``due``."""
    return countdown(_end_of(due), REPORT_DAYS, known_at)


def countdown(deadline: datetime, days: Sequence[int], known_at: datetime) -> list[Scheduled]:
    """The reminders that remain, in order, moved earlier out of quiet hours.

    Known late: what is already past becomes one reminder at once, then what remains. Two that
    fall on the same day are one, the nearer. Nothing once the deadline has passed.
    """
    if known_at >= deadline:
        return []
    last_day = timezone.localtime(deadline).date()
    late: Scheduled | None = None
    remaining: dict[date, Scheduled] = {}
    for before in sorted(days, reverse=True):
        at = mail_slot_before(min(_at(last_day - timedelta(days=before)), deadline))
        step = f"J-{before}" if before else "J0"
        scheduled = Scheduled(step, at, f"{step}:{last_day.isoformat()}")
        if at <= known_at:
            late = Scheduled(step, known_at, scheduled.occurrence)
        else:
            remaining[timezone.localtime(at).date()] = scheduled
    known_day = timezone.localtime(known_at).date()
    if late and known_day not in remaining:
        return [late, *remaining.values()]
    return list(remaining.values())


def request_reminder_at(asked_at: datetime) -> datetime:
    """The one automatic reminder of a request: four working days after it was asked."""
    day = add_working_days(timezone.localtime(asked_at).date(), REQUEST_WORKING_DAYS)
    return _at(day)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, MORNING))


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
