"""When a call closes: its deadline, or its next round, as one moment SQL can sort by.

Every queryset of calls goes through :func:`with_deadlines`; the rows then have ``deadline``: the
first of the closing hour and the next round (23:59 in Paris), None when there is none to come.
"""

from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.db.models import Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Least
from django.utils import timezone

from funding.models import Call, CallDate
from msp_portal.reference.calendar import working_days_between

END_OF_DAY = time(23, 59)


class EndOfDay(Func):
    """23:59 in Paris of a date column: a round gives a day, a deadline an hour."""

    template = "((%(expressions)s + TIME '23:59') AT TIME ZONE 'Europe/Paris')"
    output_field = models.DateTimeField()


def end_of(day: date) -> datetime:
    """23:59 in Paris, when a call gives a day without an hour."""
    return timezone.make_aware(datetime.combine(day, END_OF_DAY))


def with_deadlines(calls: "QuerySet[Any]", now: datetime) -> "QuerySet[Any]":
    """Give each call its ``deadline``, seen from ``now``."""
    today = timezone.localtime(now).date()
    rounds = CallDate.objects.filter(
        call=OuterRef("pk"), kind=CallDate.Kind.ROUND, date__gte=today
    ).order_by("date")
    dated: QuerySet[Any] = calls.annotate(
        deadline=Least("closes_at", EndOfDay(Subquery(rounds.values("date")[:1])))
    )
    return dated


def still_open(now: datetime) -> Q:
    """Calls one may still answer: before their deadline, or open all year."""
    return Q(deadline__gte=now) | Q(filing=Call.Filing.ROLLING, closes_at__isnull=True)


def awaited(now: datetime) -> Q:
    """Calls that come back every year and whose next date is not known yet."""
    return Q(recurs_yearly=True, deadline__isnull=True) & ~Q(filing=Call.Filing.ROLLING)


def closed(now: datetime) -> Q:
    """Calls one can no longer answer."""
    return Q(deadline__lt=now) | Q(
        deadline__isnull=True, filing=Call.Filing.ROUNDS, recurs_yearly=False
    )


def is_open(call: Any, now: datetime) -> bool:
    """Whether one may still answer ``call``, a row of :func:`with_deadlines`."""
    if call.deadline is not None:
        return bool(call.deadline >= now)
    return bool(call.filing == Call.Filing.ROLLING)


def working_days_left(call: Any, now: datetime) -> int | None:
    """Working days from tomorrow to the day of the deadline included; None without deadline."""
    if call.deadline is None or call.deadline < now:
        return None
    today = timezone.localtime(now).date()
    return working_days_between(today, timezone.localtime(call.deadline).date())


def window_days(call: Call) -> int | None:
    """Days between publication and deadline: what teams really had, measured for advocacy."""
    if call.published_on is None or call.closes_at is None:
        return None
    return (timezone.localtime(call.closes_at).date() - call.published_on).days
