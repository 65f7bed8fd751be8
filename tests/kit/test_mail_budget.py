"""When a mail may leave. Times are Paris; 2026-03-12 is a Thursday, 2026-04-06 Easter Monday."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_portal.kit.mail_budget import (
    allowed_moment,
    budget_day,
    may_leave,
    next_budget_moment,
    next_opening,
)
from msp_portal.reference.calendar import is_quiet
from tests.kit.support import PARIS, paris

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(PARIS))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (paris("2026-03-13", 17, 59), True),  # Friday
        (paris("2026-03-13", 18, 0), False),
        (paris("2026-03-15", 11, 0), False),  # Sunday
        (paris("2026-03-16", 7, 29), False),  # Monday
        (paris("2026-03-16", 7, 30), True),
        (paris("2026-04-06", 11, 0), False),  # Easter Monday
        (paris("2026-05-14", 11, 0), False),  # Ascension
    ],
)
def test_dated_and_weekly_mails_respect_quiet_hours(moment: datetime, open_: bool) -> None:
    assert may_leave("dated", moment) is open_
    assert may_leave("weekly", moment) is open_


def test_what_was_asked_for_leaves_at_any_hour() -> None:
    sunday = paris("2026-03-15", 23, 0)
    assert may_leave("asked", sunday)
    assert allowed_moment("asked", sunday, sunday) == sunday


def test_a_date_mail_due_on_sunday_moves_to_friday_before() -> None:
    wanted, now = paris("2026-03-15", 8), paris("2026-03-02", 8)
    assert allowed_moment("dated", wanted, now) == paris("2026-03-13", 8)


def test_a_date_mail_due_on_easter_monday_moves_before_the_week_end() -> None:
    wanted, now = paris("2026-04-06", 8), paris("2026-03-02", 8)
    assert allowed_moment("dated", wanted, now) == paris("2026-04-03", 8)


def test_a_date_mail_whose_earlier_moment_is_past_leaves_at_once() -> None:
    now = paris("2026-03-12", 15)
    assert allowed_moment("dated", paris("2026-03-10", 8), now) == now


def test_a_date_mail_known_on_saturday_for_sunday_waits_for_the_opening() -> None:
    now = paris("2026-03-14", 10)
    assert allowed_moment("dated", paris("2026-03-15", 8), now) == paris("2026-03-16", 7, 30)


def test_the_weekly_mail_leaves_on_monday_at_eight() -> None:
    thursday = paris("2026-03-12", 15)
    assert allowed_moment("weekly", thursday, thursday) == paris("2026-03-16", 8)


def test_the_weekly_mail_written_at_its_very_hour_leaves_then() -> None:
    monday = paris("2026-03-16", 8)
    assert allowed_moment("weekly", monday, monday) == monday


def test_the_weekly_mail_of_easter_leaves_on_tuesday() -> None:
    saturday = paris("2026-04-04", 12)
    assert allowed_moment("weekly", saturday, saturday) == paris("2026-04-07", 8)


def test_the_budget_of_a_week_is_counted_on_its_monday() -> None:
    assert budget_day("weekly", paris("2026-03-19", 9)) == date(2026, 3, 16)
    assert budget_day("dated", paris("2026-03-19", 9)) == date(2026, 3, 19)
    assert budget_day("asked", paris("2026-03-19", 9)) is None


def test_after_a_spent_budget_comes_the_next_day_or_the_next_monday() -> None:
    assert next_budget_moment("dated", paris("2026-03-12", 9)) == paris("2026-03-13", 8)
    assert next_budget_moment("dated", paris("2026-03-13", 9)) == paris("2026-03-16", 7, 30)
    assert next_budget_moment("weekly", paris("2026-03-16", 9)) == paris("2026-03-23", 8)


@given(MOMENTS)
def test_an_opening_is_never_quiet_never_earlier_and_never_skips_an_open_half_hour(
    moment: datetime,
) -> None:
    opening = next_opening(moment)
    assert not is_quiet(opening)
    assert opening >= moment
    assert opening == moment or is_quiet(moment)


@given(MOMENTS, MOMENTS)
def test_a_date_mail_is_never_put_later_than_wanted_unless_it_is_already_late(
    wanted: datetime, now: datetime
) -> None:
    moment = allowed_moment("dated", wanted, now)
    assert not is_quiet(moment)
    assert moment <= wanted or moment == next_opening(now)


@given(MOMENTS, st.sampled_from(["weekly", "dated"]))
def test_the_next_budget_moment_is_in_another_period(moment: datetime, category: str) -> None:
    later = next_budget_moment(category, moment)
    assert later > moment
    assert not is_quiet(later)
    assert budget_day(category, later) != budget_day(category, moment)
