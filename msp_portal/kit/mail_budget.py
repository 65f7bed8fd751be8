"""When a mail may leave, and how many (DECISIONS 7). Pure functions.

* weekly: Monday 8:00 (the first working morning when Monday is a holiday), one a week;
* dated: one a day; never in quiet hours (Friday 18:00 – Monday 7:30, public holidays). A date
  mail moves earlier, never later. When the earlier moment is already past, because the thing was
  made known late or the portal was stopped, it leaves at once, or at the first opening when now is
  quiet: late is better than silent, and usefulness is read again at sending, so that what has
  closed meanwhile is not announced;
* asked for: at once, at any hour, without limit here (its own pages are throttled).
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from msp_portal.kit.models.outbox import MailCategory
from msp_portal.reference.calendar import is_quiet, mail_slot_before, next_weekly_slot

_STEP = timedelta(minutes=30)


def may_leave(category: str, moment: datetime) -> bool:
    """Whether a mail of this category may leave at ``moment``."""
    return category == MailCategory.ASKED or not is_quiet(moment)


def open_categories(moment: datetime) -> list[str]:
    """The categories that may leave at ``moment``."""
    return [category for category in MailCategory.values if may_leave(category, moment)]


def next_opening(moment: datetime) -> datetime:
    """``moment`` itself, or the end of the quiet hours it falls in."""
    if not is_quiet(moment):
        return moment
    local = timezone.localtime(moment)
    opening = local.replace(minute=local.minute // 30 * 30, second=0, microsecond=0)
    while is_quiet(opening):
        opening = _add_on_the_clock(opening)
    return opening


def _add_on_the_clock(local: datetime) -> datetime:
    """Half an hour later on the wall clock of Paris, whatever the change of hour."""
    naive = local.replace(tzinfo=None) + _STEP
    return timezone.make_aware(naive)


def allowed_moment(category: str, wanted: datetime, now: datetime) -> datetime:
    """When a mail wanted at ``wanted`` will be free to leave, seen from ``now``."""
    if category == MailCategory.ASKED:
        return wanted
    if category == MailCategory.WEEKLY:
        # The slot itself is a slot: « strictly after » starts a moment before.
        return next_weekly_slot(max(wanted, now) - timedelta(microseconds=1))
    slot = mail_slot_before(wanted)
    return slot if slot > now else next_opening(now)


def budget_day(category: str, moment: datetime) -> date | None:
    """The day a mail leaving at ``moment`` counts for: its own day, or the Monday of its week."""
    if category == MailCategory.ASKED:
        return None
    day = timezone.localtime(moment).date()
    if category == MailCategory.WEEKLY:
        return day - timedelta(days=day.weekday())
    return day


def next_budget_moment(category: str, moment: datetime) -> datetime:
    """When the next mail may leave for a person whose budget at ``moment`` is spent."""
    if category == MailCategory.WEEKLY:
        week = timedelta(days=7 - timezone.localtime(moment).weekday())
        return next_weekly_slot(_morning(timezone.localtime(moment).date() + week, hour=0))
    return next_opening(_morning(timezone.localtime(moment).date() + timedelta(days=1)))


def _morning(day: date, hour: int = 8) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001
