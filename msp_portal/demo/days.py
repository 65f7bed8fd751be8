"""The days of the demo, written relative to the day it is loaded (rule in data/README.md)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import overload

from django.utils import timezone

from msp_portal.reference.calendar import is_working_day

_EXPRESSION = re.compile(
    r"(?P<anchor>today|closed|this)"
    r"(?:\s+(?:(?P<shift>[+-]\d+)|(?P<month>\d{2})-(?P<day>\d{2})))?"
    r"(?P<working>,\s*working)?"
)

FIRST_HOUR, USUAL_HOUR = time(6), time(10)


class DayError(ValueError):
    """A day of the data files that cannot be read."""


@dataclass(frozen=True, slots=True)
class Days:
    """Turns « closed -300 » or « today +15 » into a date.

    ``today`` is the day of loading; ``closed`` the last full year, whose end is 31 December.
    """

    today: date

    @property
    def closed_year(self) -> int:
        """The last full calendar year."""
        return self.today.year - 1

    @overload
    def day(self, written: str | date) -> date: ...

    @overload
    def day(self, written: None) -> None: ...

    def day(self, written: str | date | None) -> date | None:
        """The date of an expression; a date stays itself. Raises ``DayError``."""
        if written is None or isinstance(written, date):
            return written
        found = _EXPRESSION.fullmatch(written.strip())
        if found is None:
            raise DayError(f"Jour illisible dans les données de démonstration : {written!r}")
        year = self.closed_year if found["anchor"] == "closed" else self.today.year
        if found["month"]:
            day = date(year, int(found["month"]), int(found["day"]))
        elif found["anchor"] == "today":
            day = self.today + timedelta(days=int(found["shift"] or 0))
        else:
            day = date(year, 12, 31) + timedelta(days=int(found["shift"] or 0))
        return self._working(day) if found["working"] else day

    @overload
    def moment(self, written: str | date) -> datetime: ...

    @overload
    def moment(self, written: None) -> None: ...

    def moment(self, written: str | date | None) -> datetime | None:
        """That day at ten, in Paris; on the day of loading, at six."""
        if written is None:
            return None
        day = self.day(written)
        if day == self.today:
            return self.first_moment()
        return timezone.make_aware(datetime.combine(day, USUAL_HOUR))

    def first_moment(self) -> datetime:
        """Six o'clock on the day of loading: nothing told of the past is later."""
        return timezone.make_aware(datetime.combine(self.today, FIRST_HOUR))

    def _working(self, day: date) -> date:
        """The first working day from ``day`` on, within its year (the last one otherwise)."""
        forward, back = day, day
        while not is_working_day(forward):
            forward += timedelta(days=1)
        while not is_working_day(back):
            back -= timedelta(days=1)
        return forward if forward.year == day.year else back
