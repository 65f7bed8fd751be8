"""When mails may leave: the rules are those written in the product, in Paris time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_portal.reference.calendar import (
    is_public_holiday,
    is_quiet,
    mail_slot_before,
    next_weekly_slot,
)
from msp_portal.reference.calendar.mail_hours import PARIS

moments = st.datetimes(datetime(2024, 1, 8), datetime(2028, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-11-20 17:59", False),
        ("2026-11-20 18:00", True),
        ("2026-11-21 10:00", True),
        ("2026-11-22 23:59", True),
        ("2026-11-23 07:29", True),
        ("2026-11-23 07:30", False),
        ("2026-11-18 22:00", False),  # a Wednesday evening
        ("2026-11-11 10:00", True),  # Armistice, a Wednesday
        ("2026-05-01 08:00", True),
        ("2027-03-29 08:00", True),  # Easter Monday
    ],
)
def test_the_quiet_hours(moment: str, quiet: bool):
    assert is_quiet(paris(moment)) is quiet


@pytest.mark.parametrize(
    ("utc", "quiet"),
    [
        ("2026-10-23 15:59", False),  # summer time: 17:59 in Paris
        ("2026-10-23 16:00", True),
        ("2026-10-26 06:29", True),  # winter time since the day before: 7:29 in Paris
        ("2026-10-26 06:30", False),
        ("2027-03-26 16:59", False),  # winter time: 17:59
        ("2027-03-30 05:30", False),  # summer time, the Tuesday after Easter
    ],
)
def test_the_hours_are_those_of_paris_on_both_sides_of_a_clock_change(utc: str, quiet: bool):
    assert is_quiet(datetime.fromisoformat(utc).replace(tzinfo=UTC)) is quiet


@pytest.mark.parametrize(
    ("due", "leaves"),
    [
        ("2026-11-18 08:00", "2026-11-18 08:00"),
        ("2026-11-22 08:00", "2026-11-20 08:00"),  # Sunday to Friday
        ("2026-11-23 07:00", "2026-11-20 07:30"),  # early Monday
        ("2026-11-20 20:00", "2026-11-20 17:30"),  # Friday evening
        ("2026-11-11 08:00", "2026-11-10 08:00"),
        ("2027-03-29 08:00", "2027-03-26 08:00"),  # Easter Monday to Friday
        ("2026-05-09 08:00", "2026-05-07 08:00"),  # Saturday after 8 May: the Thursday
        ("2026-10-25 08:00", "2026-10-23 08:00"),  # across the clock change, still 8:00
    ],
)
def test_a_date_mail_moves_earlier_at_the_same_hour(due: str, leaves: str):
    assert mail_slot_before(paris(due)) == paris(leaves)


@pytest.mark.parametrize(
    ("after", "slot"),
    [
        ("2026-11-18 12:00", "2026-11-23 08:00"),
        ("2026-11-23 07:59", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-30 08:00"),
        ("2027-03-27 08:00", "2027-03-30 08:00"),  # Easter Monday: Tuesday at 8
        ("2027-03-29 12:00", "2027-03-30 08:00"),
        ("2026-10-24 12:00", "2026-10-26 08:00"),  # across the clock change
    ],
)
def test_the_weekly_mail_leaves_on_monday_at_eight_or_the_next_working_day(after: str, slot: str):
    assert next_weekly_slot(paris(after)) == paris(slot)


def test_a_moment_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        is_quiet(datetime(2026, 11, 20, 18))  # noqa: DTZ001


@given(moments)
def test_a_date_mail_never_leaves_later_nor_in_quiet_hours(moment: datetime):
    slot = mail_slot_before(moment)
    assert slot <= moment
    assert not is_quiet(slot)
    assert mail_slot_before(slot) == slot
    assert moment - slot < timedelta(days=7)


@given(moments)
def test_there_is_one_weekly_slot_per_week_and_it_is_never_quiet(moment: datetime):
    slot = next_weekly_slot(moment)
    assert slot > moment
    assert not is_quiet(slot)
    assert (slot.hour, slot.minute) == (8, 0)
    monday = slot.date() - timedelta(days=slot.weekday())
    assert slot.weekday() == 0 or is_public_holiday(monday)
    following = next_weekly_slot(slot)
    assert (following.date() - timedelta(days=following.weekday())) - monday == timedelta(days=7)


def test_a_monday_christmas_and_a_monday_new_year_both_move_to_tuesday():
    assert next_weekly_slot(paris("2028-12-22 12:00")).date() == date(2028, 12, 26)
    assert next_weekly_slot(paris("2028-12-26 12:00")).date() == date(2029, 1, 2)
