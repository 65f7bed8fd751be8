"""Days written relative to the day of loading."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from msp_portal.demo.days import DayError, Days
from msp_portal.reference.calendar import is_working_day

DAYS = Days(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (None, None),
        (date(2018, 9, 1), date(2018, 9, 1)),
        ("today", date(2026, 11, 24)),
        ("today +15", date(2026, 12, 9)),
        ("today -30", date(2026, 10, 25)),
        ("closed 03-15", date(2025, 3, 15)),
        ("closed -300", date(2025, 3, 6)),
        ("this 06-30", date(2026, 6, 30)),
        ("closed 05-01, working", date(2025, 5, 2)),
        ("closed 10-18, working", date(2025, 10, 20)),
    ],
)
def test_an_expression_gives_its_day(written, expected):
    assert DAYS.day(written) == expected


def test_a_working_day_stays_in_its_year():
    day = Days(date(2023, 6, 1)).day("closed 12-31, working")  # a Saturday, before 1 January
    assert day == date(2022, 12, 30)
    assert is_working_day(day)


@pytest.mark.parametrize("written", ["tomorrow", "closed 300", "closed 13", "-300", ""])
def test_what_cannot_be_read_is_said(written):
    with pytest.raises(DayError):
        DAYS.day(written)


def test_a_moment_of_the_day_of_loading_is_early():
    assert DAYS.moment("today") == timezone.make_aware(datetime(2026, 11, 24, 6))  # noqa: DTZ001
    assert DAYS.moment("today -1") == timezone.make_aware(datetime(2026, 11, 23, 10))  # noqa: DTZ001
