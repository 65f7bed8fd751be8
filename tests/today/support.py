"""What the tests of « Aujourd'hui » share."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from coordination.models import Person
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.kit.today import Part, TodayLine
from msp_portal.today.queries.page import all_lines

PARIS = ZoneInfo("Europe/Paris")
# A Monday morning, in a week without holiday.
MONDAY = datetime(2026, 9, 14, 8, 0, tzinfo=PARIS)


def lines_of(
    person: Person,
    part: Part | None = None,
    *,
    day: date | None = None,
    now: datetime | None = None,
) -> list[TodayLine]:
    """The lines every room has for this person."""
    today = day or clock.today()
    found = all_lines(standing_of(person, today), today, now or clock.now())
    return [each.line for each in found if part is None or each.line.part == part]


def texts(person: Person, part: Part | None = None) -> list[str]:
    """Their words."""
    return [line.text for line in lines_of(person, part)]
