"""Backward plans."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from msp_portal.reference.calendar import backward_plan, is_working_day, obstacle

NBSP = "\u00a0"
days = st.dates(date(2025, 1, 1), date(2028, 6, 30))
zones = st.sampled_from(["A", "B", "C", ""])
steps = st.lists(st.integers(-120, 180), min_size=1, max_size=12)


def plan(anchor: date, *offsets: int, zone: str = "B", **kwargs):
    return backward_plan(anchor, [(str(n), n) for n in offsets], zone, **kwargs)


def test_a_sunday_becomes_the_friday_before_and_says_why():
    (step,) = plan(date(2026, 10, 12), 1)
    assert step.day == date(2026, 10, 9)
    assert step.reason == f"avancé du dimanche 11 au vendredi 9{NBSP}octobre{NBSP}: week-end"


def test_a_public_holiday_and_the_weekend_it_touches_are_both_named():
    (step,) = plan(date(2027, 5, 31), 14)  # lundi de Pentecôte
    assert step.day == date(2027, 5, 14)
    assert step.reason == (
        f"avancé du lundi 17 au vendredi 14{NBSP}mai{NBSP}: lundi de Pentecôte et week-end"
    )


def test_school_holidays_of_the_zone_are_passed_over_in_one_move():
    (zone_b,) = plan(date(2026, 11, 12), 14)
    assert zone_b.reason == (
        f"avancé du jeudi 29 au vendredi 16{NBSP}octobre{NBSP}: vacances de la Toussaint"
    )
    (no_zone,) = plan(date(2026, 11, 12), 14, zone="")
    assert no_zone.day == date(2026, 10, 29)
    assert no_zone.reason == ""


def test_a_step_after_the_date_moves_later():
    (step,) = plan(date(2026, 10, 12), -6)
    assert step.reason == (
        f"reculé du dimanche 18{NBSP}octobre au lundi 2{NBSP}novembre{NBSP}: vacances de la Toussaint"
    )


def test_two_years_are_both_written():
    (step,) = plan(date(2027, 1, 10), 9)
    assert step.reason == (
        f"avancé du vendredi 1er{NBSP}janvier 2027 au vendredi 18{NBSP}décembre 2026{NBSP}: "
        "vacances de Noël"
    )


def test_the_anchor_never_moves_even_on_a_sunday():
    (step,) = plan(date(2026, 10, 11), 0)
    assert (step.day, step.reason, step.moved) == (date(2026, 10, 11), "", False)


def test_a_call_learned_late_gives_no_date_in_the_past():
    holidays, late = plan(date(2026, 11, 10), 14, 30, not_before=date(2026, 10, 20))
    assert holidays.day == date(2026, 10, 27)
    assert holidays.reason == (
        f"gardé pendant les vacances de la Toussaint{NBSP}: plus de date libre avant"
    )
    assert late.day == date(2026, 10, 20)
    assert late.reason == (
        f"ramené du dimanche 11 au mardi 20{NBSP}octobre{NBSP}: la date calculée est déjà passée"
    )


def test_a_deadline_tomorrow_keeps_every_step_before_it():
    anchor = date(2026, 11, 23)  # a Monday; it is Sunday
    steps = plan(anchor, 14, 7, 2, 0, not_before=date(2026, 11, 22))
    assert [s.day for s in steps] == [anchor] * 4


def test_steps_come_back_in_the_order_and_with_the_keys_given():
    steps = backward_plan(date(2026, 11, 24), [("b", 2), ("z", -3), ("a", 14)], "B")
    assert [s.key for s in steps] == ["b", "z", "a"]


@given(days, steps, zones)
def test_dates_fall_on_good_days_on_the_right_side(anchor: date, offsets: list[int], zone: str):
    for step, offset in zip(plan(anchor, *offsets, zone=zone), offsets, strict=True):
        assert step.wanted == anchor - timedelta(days=offset)
        assert bool(step.reason) == step.moved
        if offset == 0:
            assert step.day == anchor
        else:
            assert obstacle(step.day, zone) is None
            assert step.day <= step.wanted if offset > 0 else step.day >= step.wanted


@given(days, steps, zones, st.integers(-10, 200))
def test_steps_never_change_order(anchor: date, offsets: list[int], zone: str, notice: int):
    for not_before in (None, anchor - timedelta(days=max(notice, 0))):
        planned = plan(anchor, *sorted(offsets, reverse=True), zone=zone, not_before=not_before)
        found = [step.day for step in planned]
        assert found == sorted(found)


@given(days, steps, zones, st.integers(-40, 200))
def test_no_date_before_the_first_possible_day(
    anchor: date, offsets: list[int], zone: str, notice: int
):
    not_before = anchor - timedelta(days=notice)
    for step in plan(anchor, *offsets, zone=zone, not_before=not_before):
        if step.wanted != anchor:
            assert step.day >= not_before
            assert step.day == anchor or is_working_day(step.day)


# ---- Laid out one a day ----------------------------------------------------------------------


def test_a_summer_does_not_leave_everything_for_its_eve():
    """Zone B: classes end on Friday 2 July 2027."""
    laid = plan(date(2027, 10, 13), 91, 77, 70, spread=True)
    assert [step.day for step in laid] == [date(2027, 6, 30), date(2027, 7, 1), date(2027, 7, 2)]
    assert all(step.reason.endswith("vacances d’été") for step in laid)
    together = plan(date(2027, 10, 13), 91, 77, 70)
    assert {step.day for step in together} == {date(2027, 7, 2)}


def test_steps_wanted_on_the_same_day_stay_together():
    laid = backward_plan(date(2027, 10, 13), [("a", 70), ("b", 70), ("c", 77)], "B", spread=True)
    assert [step.day for step in laid] == [date(2027, 7, 2), date(2027, 7, 2), date(2027, 7, 1)]
    assert [step.key for step in laid] == ["a", "b", "c"]


def test_a_step_that_stood_on_a_good_day_gives_way_and_says_why():
    first, _, _ = plan(date(2027, 10, 13), 103, 77, 70, spread=True)
    assert (first.wanted, first.day) == (date(2027, 7, 2), date(2027, 6, 30))
    assert first.reason.endswith("pour garder l’ordre des étapes")


def test_after_the_date_they_are_laid_out_later():
    laid = plan(date(2027, 10, 13), -14, -21, spread=True)
    assert [step.day for step in laid] == [date(2027, 11, 8), date(2027, 11, 9)]


@given(days, steps, zones)
def test_laid_out_steps_keep_their_order_and_fall_on_good_days(anchor, offsets, zone):
    laid = backward_plan(anchor, [(str(n), n) for n in offsets], zone, spread=True)
    for sign in (-1, 1):
        side = [step for step in laid if (step.wanted - anchor).days * sign > 0]
        in_order = sorted(side, key=lambda step: step.wanted)
        assert [s.day for s in in_order] == sorted(s.day for s in in_order)
        assert all(obstacle(step.day, zone) is None for step in side)
