"""Weekends, public holidays and school holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_portal.reference.calendar import (
    add_months,
    add_working_days,
    is_public_holiday,
    is_working_day,
    next_good_day,
    obstacle,
    previous_good_day,
    public_holiday,
    school_calendar_known,
    school_holiday,
    working_days_between,
)

days = st.dates(date(2024, 1, 1), date(2028, 6, 30))
zones = st.sampled_from(["A", "B", "C", ""])


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 5, 1), "Fête du Travail"),
        (date(2027, 3, 29), "lundi de Pâques"),
        (date(2026, 5, 8), "Fête de la Victoire"),
        (date(2026, 5, 14), "Ascension"),
        (date(2027, 5, 17), "lundi de Pentecôte"),
        (date(2027, 1, 1), "jour de l’an"),
        (date(2026, 11, 11), "Armistice"),
    ],
)
def test_a_public_holiday_has_its_french_name_as_written_in_a_sentence(day: date, name: str):
    assert public_holiday(day) == name
    assert not is_working_day(day)


@pytest.mark.parametrize(
    ("day", "departments"),
    [
        (date(2027, 3, 26), {"57", "67", "68", "971"}),  # vendredi saint
        (date(2026, 12, 26), {"57", "67", "68"}),  # Saint-Étienne
        (date(2026, 5, 27), {"971"}),
        (date(2026, 5, 22), {"972"}),
        (date(2026, 6, 10), {"973"}),
        (date(2026, 12, 20), {"974"}),
        (date(2026, 4, 27), {"976"}),
    ],
)
def test_a_local_holiday_counts_only_in_its_departments(day: date, departments: set[str]):
    everywhere = ["35", "2A", "57", "67", "68", "971", "972", "973", "974", "976", None]
    assert {d for d in everywhere if is_public_holiday(day, d)} == departments


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 10, 16), ""),  # Friday, last day of class
        (date(2026, 10, 17), "ABC"),  # the Saturday is already free
        (date(2026, 11, 1), "ABC"),
        (date(2026, 11, 2), ""),
        (date(2027, 2, 6), "C"),
        (date(2027, 2, 15), "AC"),
        (date(2027, 2, 24), "AB"),
        (date(2027, 3, 7), "B"),
        (date(2027, 3, 8), ""),
        (date(2027, 5, 5), ""),
        (date(2027, 5, 7), "ABC"),  # the Friday after Ascension
        (date(2027, 7, 2), ""),
        (date(2027, 8, 15), "ABC"),
        (date(2027, 9, 2), ""),
        (date(2028, 2, 7), "B"),
        (date(2028, 5, 1), "AC"),
        (date(2028, 5, 24), ""),  # a Wednesday: no Saturday rule before a Thursday start
        (date(2028, 7, 4), ""),  # classes end that evening
        (date(2028, 7, 5), "ABC"),
    ],
)
def test_school_holidays_of_the_two_years_of_our_file(day: date, closed: str):
    assert "".join(z for z in "ABC" if school_holiday(day, z)) == closed


def test_school_holidays_before_our_file_come_from_the_library():
    assert school_holiday(date(2026, 2, 16), "B") == "vacances d’hiver"
    assert school_holiday(date(2026, 2, 9), "A") == "vacances d’hiver"
    assert school_holiday(date(2026, 2, 9), "B") is None


def test_corsica_and_overseas_have_no_zone_hence_no_school_holiday():
    assert school_holiday(date(2026, 10, 20), "") is None


def test_a_year_not_published_yet_is_said_to_be_unknown_rather_than_guessed():
    assert not school_calendar_known(date(2029, 2, 15))
    assert school_holiday(date(2029, 2, 15), "B") is None
    assert school_calendar_known(date(2027, 2, 15))


def test_the_bridge_friday_is_worked_but_is_not_a_good_day_for_a_team():
    bridge = date(2027, 5, 7)
    assert is_working_day(bridge)
    assert obstacle(bridge, "B") == "pont de l’Ascension"
    assert obstacle(bridge, "") is None


def test_all_saints_in_zone_b_sends_a_date_back_to_the_friday_before_the_holidays():
    assert previous_good_day(date(2026, 10, 29), "B") == date(2026, 10, 16)
    assert next_good_day(date(2026, 10, 17), "B") == date(2026, 11, 2)
    assert previous_good_day(date(2026, 10, 29), "B", avoid_school_holidays=False) == date(
        2026, 10, 29
    )


def test_victory_day_on_a_friday_leaves_the_thursday():
    assert previous_good_day(date(2026, 5, 10), "A") == date(2026, 5, 7)


def test_working_days_across_a_long_weekend():
    friday = date(2027, 3, 26)
    assert add_working_days(friday, 1) == date(2027, 3, 30)  # Easter Monday is skipped
    assert add_working_days(date(2027, 3, 30), -1) == friday
    assert add_working_days(date(2027, 3, 28), 0) == date(2027, 3, 30)
    assert working_days_between(friday, date(2027, 3, 30)) == 1
    assert working_days_between(date(2026, 11, 2), date(2026, 11, 10)) == 6
    assert working_days_between(date(2026, 11, 10), date(2026, 11, 2)) == -6
    assert working_days_between(friday, friday) == 0


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2026, 12, 5), 0, date(2026, 12, 5)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_are_added_without_leaving_the_calendar(day: date, months: int, expected: date):
    assert add_months(day, months) == expected


@given(days, st.integers(-60, 60))
def test_adding_working_days_then_counting_them_gives_the_number_back(day: date, count: int):
    start = add_working_days(day, 0)
    end = add_working_days(start, count)
    assert is_working_day(end)
    assert working_days_between(start, end) == count


@given(days, zones)
def test_good_days_are_good_and_no_good_day_is_skipped(day: date, zone: str):
    before, after = previous_good_day(day, zone), next_good_day(day, zone)
    assert before <= day <= after
    assert obstacle(before, zone) is None
    assert obstacle(after, zone) is None
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert all(obstacle(d, zone) for d in between if d != day or before != after)
    assert (obstacle(day, zone) is None) == (before == day == after)
