"""Periods: their names, their keys, their days."""

from datetime import date

import pytest

from projects.queries.figures_periods import (
    days_period,
    months_of,
    periods_offered,
    read_period,
    semester_period,
    year_period,
)


@pytest.mark.parametrize(
    ("key", "label", "start", "end"),
    [
        ("2026", "année 2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-S1", "1er semestre 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-S2", "2e semestre 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("2024-02", "février 2024", date(2024, 2, 1), date(2024, 2, 29)),
        (
            "2026-03-10_2026-03-20",
            "du 10\u00a0mars au 20\u00a0mars 2026",
            date(2026, 3, 10),
            date(2026, 3, 20),
        ),
        ("projet", "tout le projet", None, None),
    ],
)
def test_a_key_gives_its_period_back(key, label, start, end):
    period = read_period(key)
    assert (period.key, period.label, period.start, period.end) == (key, label, start, end)


@pytest.mark.parametrize(
    "key", ["", "2026-13", "2026-S3", "1926", "2026-02-30_2026-03-01", "2026-03-02_2026-03-01", "x"]
)
def test_anything_else_is_no_period(key):
    assert read_period(key) is None


def test_two_days_that_make_a_year_are_called_a_year():
    assert days_period(date(2026, 1, 1), date(2026, 12, 31)) == year_period(2026)
    assert days_period(date(2026, 7, 1), date(2026, 12, 31)) == semester_period(2026, 2)


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="begins"):
        days_period(date(2026, 3, 2), date(2026, 3, 1))


def test_months_cover_a_period_without_gap_nor_overlap():
    months = list(months_of(days_period(date(2025, 11, 20), date(2026, 2, 5))))
    days = [day for month in months for day in (month.start, month.end)]
    assert days == [
        date(2025, 11, 20), date(2025, 11, 30), date(2025, 12, 1), date(2025, 12, 31),
        date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 5),
    ]  # fmt: skip


def test_no_period_to_come_is_offered():
    offered = [period.key for period in periods_offered([2024], date(2026, 3, 1))]
    assert offered == ["projet", "2026", "2026-S1", "2024", "2024-S2", "2024-S1"]
