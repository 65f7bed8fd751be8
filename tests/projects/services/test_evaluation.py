"""Evaluations: one a period, written by several hands, validated, reopened."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from msp_portal.kit.locking import StaleSave
from msp_portal.kit.models import Event
from projects.models import Evaluation, Project
from projects.services.evaluation import (
    open_evaluation,
    reopen_evaluation,
    save_evaluation,
    validate_evaluation,
)
from tests.factories import EvaluationFactory

pytestmark = pytest.mark.django_db
State = Project.EvaluationState
YEAR = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}


def state_of(project):
    return Project.unscoped.get(pk=project.pk).evaluation_state


def save(actor, evaluation, version=1, base=None, **changes):
    return save_evaluation(
        actor=actor, evaluation=evaluation, expected_version=version, changes=changes, base=base
    )


def test_a_period_is_opened_once_and_the_project_says_it_is_under_way(owner, project):
    first = open_evaluation(actor=owner, project=project, **YEAR)
    assert open_evaluation(actor=owner, project=project, **YEAR) == first
    assert state_of(project) == State.ONGOING
    assert Event.unscoped.filter(verb="evaluation.opened").count() == 1


def test_a_period_cannot_end_before_it_begins(owner, project):
    with pytest.raises(ValidationError, match="finit avant"):
        open_evaluation(
            actor=owner, project=project, period_start=date(2026, 2, 1), period_end=date(2026, 1, 1)
        )


def test_two_people_on_two_questions_are_both_kept(owner, teammate, project):
    evaluation = EvaluationFactory(project=project)
    save(owner, evaluation, went_well="Le collectif", base={"went_well": ""})
    save(teammate, evaluation, was_hard="Les agendas", base={"was_hard": ""})
    kept = Evaluation.unscoped.get(pk=evaluation.pk)
    assert (kept.went_well, kept.was_hard) == ("Le collectif", "Les agendas")


def test_on_the_same_question_the_second_is_told(owner, teammate, project):
    evaluation = EvaluationFactory(project=project)
    save(owner, evaluation, went_well="Le collectif", base={"went_well": ""})
    with pytest.raises(StaleSave) as stale:
        save(teammate, evaluation, went_well="Le budget", base={"went_well": ""})
    assert stale.value.attempted["went_well"] == "Le budget"
    assert Evaluation.unscoped.get(pk=evaluation.pk).went_well == "Le collectif"


def test_validating_locks_the_words_and_says_who(owner, project):
    evaluation = EvaluationFactory(project=project)
    validate_evaluation(actor=owner, evaluation=evaluation)
    validate_evaluation(actor=owner, evaluation=evaluation)
    kept = Evaluation.unscoped.get(pk=evaluation.pk)
    assert kept.validated_by == owner
    assert state_of(project) == State.DONE
    with pytest.raises(ValidationError, match="validé"):
        save(owner, kept, version=kept.version, went_well="Autre chose")
    assert Event.unscoped.filter(verb="evaluation.validated").count() == 1


def test_reopening_lets_one_write_again(owner, project):
    evaluation = EvaluationFactory(project=project)
    validate_evaluation(actor=owner, evaluation=evaluation)
    reopened = reopen_evaluation(actor=owner, evaluation=evaluation)
    assert state_of(project) == State.ONGOING
    save(owner, reopened, version=reopened.version, went_well="Autre chose")


def test_reopening_one_of_two_leaves_the_project_evaluated(owner, project):
    first = EvaluationFactory(project=project)
    other = EvaluationFactory(
        project=project, period_start=date(2025, 1, 1), period_end=date(2025, 12, 31)
    )
    for one in (first, other):
        validate_evaluation(actor=owner, evaluation=one)
    reopen_evaluation(actor=owner, evaluation=first)
    assert state_of(project) == State.DONE
