"""The calendars of reminders: J-30, -15, -7, -2, 0 and the others. 2026-03-12 is a Thursday."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from msp_portal.kit.reminders.schedules import (
    call_schedule,
    report_schedule,
    request_reminder_at,
    task_schedule,
)
from msp_portal.reference.calendar import is_quiet
from tests.kit.support import PARIS, paris

# A call closing on Thursday 30 April 2026 at noon.
CLOSING = paris("2026-04-30", 12)


def told(schedule: list) -> list[tuple[str, str]]:
    return [(step.step, f"{step.at.astimezone(PARIS):%Y-%m-%d %H:%M}") for step in schedule]


def test_a_call_known_early_is_recalled_five_times() -> None:
    assert told(call_schedule(CLOSING, paris("2026-01-05"))) == [
        ("J-30", "2026-03-31 08:00"),
        ("J-15", "2026-04-15 08:00"),
        ("J-7", "2026-04-23 08:00"),
        ("J-2", "2026-04-28 08:00"),
        ("J0", "2026-04-30 08:00"),
    ]


def test_a_call_known_late_is_told_at_once_then_what_remains() -> None:
    known = paris("2026-04-20", 11)
    assert told(call_schedule(CLOSING, known)) == [
        ("J-15", "2026-04-20 11:00"),
        ("J-7", "2026-04-23 08:00"),
        ("J-2", "2026-04-28 08:00"),
        ("J0", "2026-04-30 08:00"),
    ]


def test_a_call_known_the_last_morning_is_told_once() -> None:
    assert told(call_schedule(CLOSING, paris("2026-04-30", 9))) == [("J0", "2026-04-30 09:00")]


def test_a_closed_call_is_not_recalled() -> None:
    assert call_schedule(CLOSING, CLOSING) == []


def test_steps_in_quiet_hours_move_earlier() -> None:
    # Closing on Sunday 29 March: J0 moves to Friday, where J-2 already is; one of them is left.
    schedule = told(call_schedule(paris("2026-03-29", 23, 59), paris("2026-01-05")))
    assert schedule == [
        ("J-30", "2026-02-27 08:00"),
        ("J-15", "2026-03-13 08:00"),  # 14 March is a Saturday
        ("J-7", "2026-03-20 08:00"),  # 22 March is a Sunday
        ("J0", "2026-03-27 08:00"),
    ]


def test_the_last_reminder_of_a_call_closing_at_dawn_comes_before_it() -> None:
    schedule = call_schedule(paris("2026-04-30", 6), paris("2026-04-25"))
    assert schedule[-1].at == paris("2026-04-30", 6)


def test_a_task_is_recalled_three_days_before_and_on_its_day() -> None:
    assert told(task_schedule(date(2026, 3, 12), paris("2026-03-01"))) == [
        ("J-3", "2026-03-09 08:00"),
        ("J0", "2026-03-12 08:00"),
    ]


def test_a_report_is_recalled_four_times_and_not_on_its_day() -> None:
    steps = [step for step, _at in told(report_schedule(date(2026, 9, 30), paris("2026-03-01")))]
    assert steps == ["J-90", "J-30", "J-15", "J-7"]


def test_a_date_that_moves_makes_other_occurrences() -> None:
    first = {s.occurrence for s in task_schedule(date(2026, 3, 12), paris("2026-03-01"))}
    moved = {s.occurrence for s in task_schedule(date(2026, 3, 19), paris("2026-03-01"))}
    assert first == {"J-3:2026-03-12", "J0:2026-03-12"}
    assert not first & moved


def test_a_request_is_recalled_after_four_working_days() -> None:
    # Thursday; Friday, Monday, Tuesday, Wednesday.
    assert request_reminder_at(paris("2026-03-12", 17)) == paris("2026-03-18", 8)
    # Over Easter Monday: Friday 3 April, Tuesday 7, Wednesday 8, Thursday 9.
    assert request_reminder_at(paris("2026-04-02", 17)) == paris("2026-04-09", 8)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(PARIS)),  # noqa: DTZ001
    st.integers(0, 60),
)
def test_no_step_is_late_nor_quiet_except_the_one_told_at_once(
    deadline: datetime, days_before: int
) -> None:
    known = deadline - timedelta(days=days_before, hours=1)
    schedule = call_schedule(deadline, known)
    assert schedule
    for step in schedule:
        assert step.at <= deadline
        assert step.at == known or not is_quiet(step.at)
    days = [step.at.astimezone(PARIS).date() for step in schedule]
    assert days == sorted(set(days)), "one mail a day, in order"
