"""An evaluation computes its figures from the facts, in a fixed number of queries."""

from datetime import date

import pytest

from projects.models import Action
from projects.queries.evaluation import counted_in, evaluation_view, usual_dates
from projects.queries.figures import totals
from projects.queries.figures_periods import year_period
from tests.factories import (
    ActionFactory,
    EvaluationFactory,
    FactFactory,
    IndicatorFactory,
    ObjectiveFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


def test_the_figures_are_those_of_every_other_document(project, owner, scope_of):
    indicator = IndicatorFactory(project=project, objective=ObjectiveFactory(project=project))
    FactFactory(indicator=indicator, value=80, date=date(2026, 3, 12), label="Théâtre-forum")
    FactFactory(indicator=indicator, value=9, date=date(2025, 3, 12))
    view = evaluation_view(scope_of(owner), EvaluationFactory(project=project))
    assert view.totals.passages == totals(project, year_period(2026)).passages == 80
    (aim,) = view.aims
    assert aim.lines[0].value == 80
    assert [sentence.text[:13] for sentence in view.sentences] == ["Théâtre-forum"]


def test_axes_and_taps_of_one_occasion_make_one_sentence(project, owner, scope_of):
    indicator = IndicatorFactory(project=project)
    for gender, value in (("FEMMES", 30), ("HOMMES", 12)):
        FactFactory(
            indicator=indicator, date=date(2026, 3, 12), label="Stand", gender=gender, value=value
        )
    (counted,) = counted_in(scope_of(owner), project, year_period(2026))
    assert counted.value == 42


def test_nothing_measured_is_said_kindly(project, owner, scope_of):
    view = evaluation_view(scope_of(owner), EvaluationFactory(project=project))
    assert "« non mesuré » est une réponse" in view.missing[0]
    assert view.sentences == []


def test_actions_of_the_period_are_those_held_and_cancelled(project, owner, scope_of):
    for state, day in (("FAITE", 3), ("ANNULEE", 4), ("PREVUE", 5)):
        ActionFactory(project=project, state=state, date=date(2026, day, 1), label=state)
    ActionFactory(project=project, state="FAITE", date=date(2025, 1, 1))
    view = evaluation_view(scope_of(owner), EvaluationFactory(project=project))
    assert [action.state for action in view.actions] == [Action.State.DONE, Action.State.CANCELLED]


def test_a_stranger_s_scope_reads_no_sentence(project, stranger, scope_of):
    FactFactory(indicator=IndicatorFactory(project=project), date=date(2026, 3, 12))
    assert counted_in(scope_of(stranger), project, year_period(2026)) == []


@pytest.mark.parametrize("size", [1, 8])
def test_an_evaluation_costs_the_same_queries_whatever_its_size(
    project, owner, scope_of, size, django_assert_num_queries
):
    for number in range(size):
        indicator = IndicatorFactory(project=project, objective=ObjectiveFactory(project=project))
        for month in (1, 2, 3):
            FactFactory(indicator=indicator, date=date(2026, month, 1 + number), label=f"A{number}")
        ActionFactory(project=project, state="FAITE", date=date(2026, 3, 1))
    evaluation, scope = EvaluationFactory(project=project), scope_of(owner)
    with django_assert_num_queries(7):
        evaluation_view(scope, evaluation)


def test_the_whole_project_goes_from_its_first_sign_to_today():
    today = date(2026, 6, 1)
    project = ProjectFactory(start_date=date(2026, 2, 1))
    assert usual_dates(project, date(2025, 5, 5), today) == (date(2025, 5, 5), today)
    project.end_date = date(2026, 3, 1)
    assert usual_dates(project, None, today) == (date(2026, 2, 1), date(2026, 3, 1))
