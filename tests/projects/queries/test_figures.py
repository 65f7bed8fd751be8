"""Totals come from the dated facts: every period adds up, and every document agrees."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.models import Fact, Indicator
from projects.queries.figures import Found, breakdown, series, totals, totals_of, years_of
from projects.queries.figures_periods import (
    days_period,
    month_period,
    months_of,
    semester_period,
    whole_project,
    year_period,
)
from tests.factories import CommuneFactory, FactFactory, IndicatorFactory, ProjectFactory

pytestmark = pytest.mark.django_db
Counts = Indicator.Counts


@pytest.fixture
def passages(project):
    return IndicatorFactory(project=project, counts=Counts.PASSAGES, name="Participants")


def note(indicator, day, value, **more):
    return FactFactory(indicator=indicator, date=day, value=value, **more)


def value_of(project, period, indicator):
    line = totals(project, period).line(indicator.pk)
    return line.value if line else None


def test_a_total_is_the_sum_of_the_facts_of_the_period(project, passages):
    note(passages, date(2026, 3, 12), 80)
    note(passages, date(2026, 6, 30), 20)
    note(passages, date(2026, 7, 1), 5)
    assert value_of(project, semester_period(2026, 1), passages) == 100
    assert value_of(project, semester_period(2026, 2), passages) == 5
    assert value_of(project, whole_project(), passages) == 105


def test_two_reports_over_different_periods_agree_with_the_facts(project, passages):
    """Trap 15: a half-year report and the year's report read the same facts."""
    for month in range(1, 13):
        note(passages, date(2026, month, 15), month)
    first = totals(project, semester_period(2026, 1))
    second = totals(project, semester_period(2026, 2))
    year = totals(project, year_period(2026))
    assert (first.passages, second.passages, year.passages) == (21, 57, 78)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 364), st.integers(0, 5000), st.booleans()), max_size=30))
def test_the_months_of_a_year_always_add_up_to_the_year(project, noted):
    indicator = IndicatorFactory(project=project, counts=Counts.PASSAGES)
    for day, value, withdrawn in noted:
        fact = note(indicator, date(2026, 1, 1) + timedelta(days=day), value)
        if withdrawn:
            Fact.unscoped.filter(pk=fact.pk).update(withdrawn_at=fact.recorded_at)
    year = value_of(project, year_period(2026), indicator) or Decimal(0)
    months = [value_of(project, month, indicator) for month in months_of(year_period(2026))]
    halves = [value_of(project, semester_period(2026, half), indicator) for half in (1, 2)]
    kept = sum(value for _day, value, withdrawn in noted if not withdrawn)
    assert year == sum(filter(None, months)) == sum(filter(None, halves)) == kept
    points = series(project, year_period(2026)).get(indicator.pk, [])
    assert sum((point.value for point in points), Decimal(0)) == year


def test_corrected_and_withdrawn_facts_count_nowhere(project, passages):
    wrong = note(passages, date(2026, 3, 1), 800)
    note(passages, date(2026, 3, 1), 80, replaces=wrong, correction_reason="faute de frappe")
    note(passages, date(2026, 3, 2), 7, withdrawn_at=wrong.recorded_at)
    assert totals(project).passages == 80
    assert series(project, year_period(2026))[passages.pk][0].value == 80


def test_passages_are_never_turned_into_different_people(project, passages):
    note(passages, date(2026, 3, 1), 80)
    assert totals(project).people is None
    people = IndicatorFactory(project=project, counts=Counts.PEOPLE)
    note(people, date(2026, 12, 15), 55)
    found = totals(project)
    assert (found.passages, found.people) == (80, 55)


def test_not_measured_is_a_result_and_nothing_noted_is_another(project, passages):
    assert totals(project).line(passages.pk).found is Found.NOTHING
    note(passages, date(2026, 3, 1), None, not_measured=True)
    line = totals(project).line(passages.pk)
    assert (line.found, line.value, line.words) == (Found.NOT_MEASURED, None, "non mesuré")
    note(passages, date(2026, 4, 1), 0)
    line = totals(project).line(passages.pk)
    assert (line.found, line.value, line.not_measured) == (Found.MEASURED, 0, 1)


@pytest.mark.parametrize(
    ("counts", "unit"),
    [(Counts.PROFESSIONALS, ""), (Counts.OTHER, "%"), (Counts.OTHER, "/ 10")],
)
def test_states_are_not_added_up_the_last_value_holds(project, counts, unit):
    indicator = IndicatorFactory(project=project, counts=counts, unit=unit, name="Volontaires")
    note(indicator, date(2026, 5, 1), 9)
    note(indicator, date(2026, 1, 1), 11)
    assert value_of(project, year_period(2026), indicator) == 9
    assert value_of(project, month_period(2026, 1), indicator) == 11


def test_what_is_counted_otherwise_adds_up(project):
    forms = IndicatorFactory(project=project, counts=Counts.OTHER, unit="questionnaires")
    note(forms, date(2026, 1, 1), 11)
    note(forms, date(2026, 5, 1), 9)
    assert totals(project).line(forms.pk).value == 20


def test_an_indicator_set_aside_stays_in_the_periods_it_was_counted_in(project, passages):
    note(passages, date(2026, 3, 1), 4)
    Indicator.unscoped.filter(pk=passages.pk).update(archived_at="2026-06-01T00:00Z")
    assert value_of(project, year_period(2026), passages) == 4
    assert totals(project, year_period(2025)).line(passages.pk) is None


def test_the_parts_of_an_axis_add_up_to_the_total(project, passages):
    guipel = CommuneFactory()
    note(passages, date(2026, 3, 1), 80, commune=guipel)
    note(passages, date(2026, 3, 2), 7)
    parts = breakdown(project, year_period(2026), passages, "commune")
    assert {part.label: part.value for part in parts} == {guipel.name: 80, "non précisé": 7}
    assert breakdown(project, year_period(2026), passages, "genre") == []


def test_many_projects_in_one_query_say_the_same_as_one(
    project, passages, django_assert_num_queries
):
    note(passages, date(2026, 3, 1), 80)
    other = IndicatorFactory(project=ProjectFactory(), counts=Counts.SESSIONS)
    note(other, date(2026, 3, 1), 2)
    period = year_period(2026)
    with django_assert_num_queries(1):
        found = totals_of([project.pk, other.project_id], period)
    assert found[project.pk].passages == totals(project, period).passages == 80
    assert found[other.project_id].sessions == 2


@pytest.mark.parametrize("size", [1, 30])
def test_totals_cost_one_query_whatever_the_number_of_indicators(
    project, size, django_assert_num_queries
):
    for number in range(size):
        note(IndicatorFactory(project=project), date(2026, 3, 1), number)
    with django_assert_num_queries(1):
        assert len(totals(project, year_period(2026)).lines) == size


def test_years_are_those_with_a_fact_that_stands(project, passages):
    note(passages, date(2024, 3, 1), 1)
    gone = note(passages, date(2023, 3, 1), 1)
    Fact.unscoped.filter(pk=gone.pk).update(withdrawn_at=gone.recorded_at)
    assert years_of(project) == [2024]


def test_a_period_of_two_days_takes_both_ends(project, passages):
    for day, value in ((9, 1), (10, 10), (20, 100), (21, 1000)):
        note(passages, date(2026, 3, day), value)
    period = days_period(date(2026, 3, 10), date(2026, 3, 20))
    assert value_of(project, period, passages) == 110
