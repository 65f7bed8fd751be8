"""Moving dates over several years, against calendars that were checked by hand."""

from datetime import date

import pytest

from msp_portal.reference.campaigns.rules import (
    FixedDays,
    MonthPart,
    NthWeekday,
    PartOfMonth,
    WeeksAround,
    WholeMonth,
    read_rule,
)
from msp_portal.reference.data_files import DataFileError, DataRow


def rule(written: object) -> object:
    return read_rule(DataRow("essai.yml", "campagne ESSAI", {"quand": written}))


@pytest.mark.parametrize(
    ("year", "second_thursday_of_march", "second_saturday_of_september", "third_wednesday_of_nov"),
    [
        (2025, date(2025, 3, 13), date(2025, 9, 13), date(2025, 11, 19)),
        (2026, date(2026, 3, 12), date(2026, 9, 12), date(2026, 11, 18)),
        (2027, date(2027, 3, 11), date(2027, 9, 11), date(2027, 11, 17)),
        (2028, date(2028, 3, 9), date(2028, 9, 9), date(2028, 11, 15)),
    ],
)
def test_the_nth_weekday(
    year: int,
    second_thursday_of_march: date,
    second_saturday_of_september: date,
    third_wednesday_of_nov: date,
) -> None:
    assert NthWeekday(2, 3, 3).span(year).first == second_thursday_of_march
    assert NthWeekday(2, 5, 9).span(year).first == second_saturday_of_september
    assert NthWeekday(3, 2, 11).span(year).first == third_wednesday_of_nov


def test_the_first_weekday_when_the_month_begins_on_it_and_the_last_one() -> None:
    assert NthWeekday(1, 4, 5).span(2026).first == date(2026, 5, 1)  # a Friday
    assert NthWeekday(-1, 4, 5).span(2026).first == date(2026, 5, 29)
    assert NthWeekday(-1, 6, 5).span(2026).first == date(2026, 5, 31)  # the very last day


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2021, date(2021, 10, 4), date(2021, 10, 17)),  # the 10th is a Sunday
        (2022, date(2022, 10, 10), date(2022, 10, 23)),  # the 10th is a Monday
        (2024, date(2024, 10, 7), date(2024, 10, 20)),
        (2025, date(2025, 10, 6), date(2025, 10, 19)),
        (2026, date(2026, 10, 5), date(2026, 10, 18)),
        (2027, date(2027, 10, 4), date(2027, 10, 17)),
        (2028, date(2028, 10, 9), date(2028, 10, 22)),
    ],
)
def test_two_weeks_around_a_day_as_the_mental_health_weeks_fall(
    year: int, first: date, last: date
) -> None:
    span = WeeksAround(2, (10, 10)).span(year)
    assert (span.first, span.last, span.exact) == (first, last, True)


def test_a_whole_month_ends_with_it_in_leap_years_too() -> None:
    assert WholeMonth(2).span(2028).last == date(2028, 2, 29)
    assert WholeMonth(2).span(2027).last == date(2027, 2, 28)


def test_a_date_decided_each_year_is_never_exact() -> None:
    span = PartOfMonth(MonthPart.END, 2).span(2027)
    assert (span.first, span.last, span.exact) == (date(2027, 2, 21), date(2027, 2, 28), False)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"mois": 10}, WholeMonth(10)),
        ({"jour": 31, "mois": 5}, FixedDays((31, 5), (31, 5))),
        ({"du": [16, 9], "au": [22, 9]}, FixedDays((16, 9), (22, 9))),
        ({"rang": -1, "jour": "dimanche", "mois": 5}, NthWeekday(-1, 6, 5)),
        ({"semaines": 2, "autour": [10, 10]}, WeeksAround(2, (10, 10))),
        ({"partie": "debut", "mois": 6}, PartOfMonth(MonthPart.START, 6)),
    ],
)
def test_every_form_is_read(written: dict, read: object) -> None:
    assert rule(written) == read


@pytest.mark.parametrize(
    "written",
    [
        None, "le 31 mai", {}, {"mois": 13}, {"jour": 31, "mois": 6}, {"jour": 29, "mois": 2},
        {"rang": 5, "jour": "jeudi", "mois": 3}, {"rang": 2, "jour": "thursday", "mois": 3},
        {"du": [16], "au": [22, 9]}, {"partie": "vers", "mois": 6}, {"jour": 1, "mois": 5, "an": 1},
    ],
)  # fmt: skip
def test_a_rule_that_means_nothing_is_refused_in_words(written: object) -> None:
    with pytest.raises(DataFileError, match=r"essai\.yml, campagne ESSAI, «\u00a0quand\u00a0»"):
        rule(written)
