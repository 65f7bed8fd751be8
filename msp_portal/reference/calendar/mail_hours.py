"""When a mail may leave (rule 7 of the product: « mails »).

Never from Friday 18:00 to Monday 7:30 nor on a public holiday, Paris time. A date mail moves
earlier, never later; the weekly mail leaves on Monday at 8:00, or at 8:00 on the next working day
when that Monday is a holiday. Moments are aware; answers are in Paris time.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msp_portal.reference.calendar.days import add_working_days, is_public_holiday

PARIS = ZoneInfo("Europe/Paris")
QUIET_FROM = time(18, 0)  # on Friday
QUIET_UNTIL = time(7, 30)  # on Monday
LAST_SLOT = time(17, 30)  # a mail moved to another day leaves within office hours
WEEKLY_AT = time(8, 0)
_MONDAY, _FRIDAY = 0, 4


def _in_paris(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone: give an aware datetime.")
    return moment.astimezone(PARIS)


def is_quiet(moment: datetime) -> bool:
    """Must mails wait at this moment?"""
    local = _in_paris(moment)
    weekday, hour = local.weekday(), local.time()
    if weekday > _FRIDAY or is_public_holiday(local.date()):
        return True
    if weekday == _FRIDAY and hour >= QUIET_FROM:
        return True
    return weekday == _MONDAY and hour < QUIET_UNTIL


def mail_slot_before(moment: datetime) -> datetime:
    """The moment itself when mails may leave, else the nearest allowed day before it.

    The hour is kept, within office hours: due on Sunday at 8:00, it leaves on Friday at 8:00.
    """
    local = _in_paris(moment)
    if not is_quiet(local):
        return local
    hour = min(max(local.time(), QUIET_UNTIL), LAST_SLOT)
    day = local.date()
    slot = _at(day, hour)
    while slot > local or is_quiet(slot):
        day -= timedelta(days=1)
        slot = _at(day, hour)
    return slot


def next_weekly_slot(moment: datetime) -> datetime:
    """The first weekly slot strictly after this moment."""
    local = _in_paris(moment)
    monday = local.date() - timedelta(days=local.weekday())
    while (slot := _at(add_working_days(monday, 0), WEEKLY_AT)) <= local:
        monday += timedelta(days=7)
    return slot


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=PARIS)
