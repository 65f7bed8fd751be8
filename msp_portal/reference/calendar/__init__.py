"""Working days, holidays, hours of mails and backward plans: pure functions, no database."""

from msp_portal.reference.calendar.days import (
    add_months,
    add_working_days,
    is_public_holiday,
    is_weekend,
    is_working_day,
    next_good_day,
    obstacle,
    previous_good_day,
    public_holiday,
    school_calendar_known,
    school_holiday,
    working_days_between,
)
from msp_portal.reference.calendar.mail_hours import is_quiet, mail_slot_before, next_weekly_slot
from msp_portal.reference.calendar.planning import PlannedDate, backward_plan

__all__ = [
    "PlannedDate",
    "add_months",
    "add_working_days",
    "backward_plan",
    "is_public_holiday",
    "is_quiet",
    "is_weekend",
    "is_working_day",
    "mail_slot_before",
    "next_good_day",
    "next_weekly_slot",
    "obstacle",
    "previous_good_day",
    "public_holiday",
    "school_calendar_known",
    "school_holiday",
    "working_days_between",
]
