"""A draft: opened, written by several hands, settled, planned, given up, taken up again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.models import BearingStructure, Organisation, Person, Team
from funding.models import Application, ApplicationAnswer, Call
from funding.queries.applications import content_of
from funding.queries.missing import missing_of
from funding.queries.standard import standard_questions
from funding.services.applications import (
    abandon_application,
    open_application,
    resume_application,
    settle_application,
    sign_application,
    write_answer,
)
from funding.services.planning import plan_draft, steps_of
from msp_portal.kit import clock
from msp_portal.kit.events import events_about
from msp_portal.kit.locking import StaleSave
from projects.models import Budget, FramingNote, Objective, Project, Task
from projects.services.tasks import edit_task
from tests.factories import (
    ApplicationFactory,
    BearingStructureFactory,
    BudgetFactory,
    BudgetLineFactory,
    CallFactory,
    CallQuestionFactory,
    ProjectFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db


def line(application: Application, label: str):
    """The answer to one question, read afresh."""
    fresh = Application.unscoped.get(pk=application.pk)  # unscoped: tests
    return next(x for x in content_of(fresh).answers if x.question.label == label)


# ---- Opening --------------------------------------------------------------------------------


def test_a_draft_takes_what_the_project_already_says(
    draft: Application, owner: Person, budget: Budget, structure: BearingStructure
) -> None:
    assert draft.state == Application.State.DRAFT
    assert (draft.responsible, draft.budget, draft.bearing_structure) == (owner, budget, structure)
    assert draft.amount_requested == 1000
    assert line(draft, "Objectifs").text.startswith("Objectif général")
    assert not line(draft, "Objectifs").own


def test_between_two_structures_none_is_chosen_for_the_team(
    call: Call, rich: Project, team: Team, owner: Person
) -> None:
    BearingStructureFactory(team=team, kind="ASSOCIATION")
    application = open_application(actor=owner, call=call, project=rich, team=team)
    assert application.bearing_structure is None


def test_a_call_whose_form_is_not_known_receives_the_usual_questions(
    rich: Project, team: Team, owner: Person
) -> None:
    call = CallFactory()
    open_application(actor=owner, call=call, project=rich, team=team)
    assert call.questions.count() == len(standard_questions())


def test_the_same_team_answers_a_call_once_with_a_project(
    draft: Application, owner: Person
) -> None:
    with pytest.raises(ValidationError, match="déjà"):
        open_application(actor=owner, call=draft.call, project=draft.project, team=draft.team)
    assert Application.unscoped.count() == 1  # unscoped: tests


def test_another_team_of_the_project_reads_nothing_of_it(
    draft: Application, other_team: Team, stranger: Person, scope_of
) -> None:
    """Each team keeps its own drafts and its own money."""
    draft.project.project_teams.create(team=other_team, joined_at=clock.now())
    assert not Application.objects.for_scope(scope_of(stranger)).exists()
    assert events_about(draft).get().team_ids == [draft.team_id]


# ---- Answers --------------------------------------------------------------------------------


def test_an_untouched_answer_follows_the_project(draft: Application) -> None:
    Objective.unscoped.filter(project=draft.project).update(
        text="Aider à arrêter"
    )  # unscoped: tests
    assert "Aider à arrêter" in line(draft, "Objectifs").text


def test_the_team_s_own_text_does_not_move_with_the_project(
    draft: Application, owner: Person
) -> None:
    question = line(draft, "Objectifs").question
    write_answer(
        actor=owner, application=draft, question=question, text="Nos mots.", expected_version=1
    )
    Objective.unscoped.filter(project=draft.project).update(text="Autre")  # unscoped: tests
    assert line(draft, "Objectifs").text == "Nos mots."
    assert line(draft, "Objectifs").own


def test_an_empty_text_gives_the_project_s_words_back(draft: Application, owner: Person) -> None:
    question = line(draft, "Objectifs").question
    for version, text in ((1, "Nos mots."), (2, "")):
        write_answer(
            actor=owner,
            application=draft,
            question=question,
            text=text,
            expected_version=version,
        )
    assert not line(draft, "Objectifs").own
    assert line(draft, "Objectifs").text.startswith("Objectif général")


def test_a_stale_answer_shows_both_and_overwrites_nothing(
    draft: Application, owner: Person, teammate: Person
) -> None:
    question = line(draft, "Suites").question
    write_answer(actor=owner, application=draft, question=question, text="A", expected_version=1)
    with pytest.raises(StaleSave) as caught:
        write_answer(
            actor=teammate,
            application=draft,
            question=question,
            text="B",
            expected_version=1,
            base={"text": ""},
        )
    assert (caught.value.current.text, caught.value.attempted["text"]) == ("A", "B")
    assert line(draft, "Suites").text == "A"


def test_who_changed_nothing_conflicts_with_nobody(
    draft: Application, owner: Person, teammate: Person
) -> None:
    question = line(draft, "Suites").question
    write_answer(actor=owner, application=draft, question=question, text="A", expected_version=1)
    write_answer(
        actor=teammate,
        application=draft,
        question=question,
        text="",
        expected_version=1,
        base={"text": ""},
    )
    assert line(draft, "Suites").text == "A"


def test_the_same_words_again_write_nothing(draft: Application, owner: Person) -> None:
    question = line(draft, "Suites").question
    for _ in range(2):
        write_answer(
            actor=owner, application=draft, question=question, text="A", expected_version=1
        )
    answer = ApplicationAnswer.unscoped.get(question=question)  # unscoped: tests
    assert answer.version == 2


def test_a_question_of_another_call_is_refused(draft: Application, owner: Person) -> None:
    with pytest.raises(ValidationError, match="pas de cet appel"):
        write_answer(
            actor=owner,
            application=draft,
            question=CallQuestionFactory(),
            text="A",
            expected_version=1,
        )


# ---- What is missing ------------------------------------------------------------------------


def told(application: Application) -> str:
    fresh = Application.unscoped.get(pk=application.pk)  # unscoped: tests
    return " ".join(item.text for item in missing_of(content_of(fresh)))


def test_what_is_missing_is_told_with_its_place(draft: Application) -> None:
    items = missing_of(content_of(draft))
    assert [item.text for item in items] == [
        "« Suites » reste à écrire.",
        "Pièce à joindre : RIB.",
        "La signature n’est pas notée.",
    ]
    assert all(item.url for item in items)


def test_an_answer_over_its_limit_is_told_and_never_cut(draft: Application, owner: Person) -> None:
    question = line(draft, "Objectifs").question
    text = "é" * 2003
    write_answer(actor=owner, application=draft, question=question, text=text, expected_version=1)
    assert line(draft, "Objectifs").over == 3
    assert line(draft, "Objectifs").text == text
    assert "3\u00a0caractères de trop" in told(draft)


def test_a_budget_that_does_not_balance_is_told_in_words(
    draft: Application, budget: Budget
) -> None:
    BudgetLineFactory(budget=budget, account_id="625", amount=150)
    assert "Les charges dépassent les produits de 150\u00a0€." in told(draft)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"amount_max": 900}, "dépasse le plafond"),
        ({"amount_min": 1100}, "sous le plancher"),
        ({"rate_max": 80}, "100 % du budget"),
    ],
)
def test_an_amount_outside_the_rules_of_the_call_is_told(
    limits: dict[str, int], words: str, draft: Application
) -> None:
    Call.unscoped.filter(pk=draft.call_id).update(**limits)  # unscoped: tests
    assert words in told(draft)


# ---- Settling, signing, planning ------------------------------------------------------------


def test_another_team_s_structure_cannot_sign(draft: Application, owner: Person) -> None:
    with pytest.raises(ValidationError, match="pas celle de l’équipe"):
        settle_application(
            actor=owner,
            application=draft,
            expected_version=draft.version,
            changes={"bearing_structure": BearingStructureFactory()},
        )


def test_another_project_s_budget_is_refused(draft: Application, owner: Person) -> None:
    with pytest.raises(ValidationError, match="autre projet"):
        settle_application(
            actor=owner,
            application=draft,
            expected_version=draft.version,
            changes={"budget": BudgetFactory()},
        )


def test_the_steps_are_counted_back_from_the_deadline(
    call: Call, rich: Project, team: Team, owner: Person
) -> None:
    application = open_application(actor=owner, call=call, project=rich, team=team)
    last = timezone.localtime(call.closes_at).date()
    before = [(last - task.due_on).days for task in steps_of(application)]
    assert [task.plan_key.split(":")[1] for task in steps_of(application)] == [
        "budget", "pieces", "accord", "signature", "depot",
    ]  # fmt: skip
    assert all(real >= wanted for real, wanted in zip(before, (14, 10, 7, 5, 2), strict=True))


def test_a_deadline_that_moves_moves_the_steps_but_not_those_moved_by_hand(
    call: Call, rich: Project, team: Team, owner: Person
) -> None:
    application = open_application(actor=owner, call=call, project=rich, team=team)
    budget_step, *_others, filing = steps_of(application)
    mine = budget_step.due_on - timedelta(days=1)
    edit_task(
        actor=owner,
        task=budget_step,
        expected_version=budget_step.version,
        changes={"due_on": mine},
    )
    Call.unscoped.filter(pk=call.pk).update(  # unscoped: tests
        closes_at=call.closes_at + timedelta(days=14)
    )
    plan_draft(actor=owner, application=application)
    steps = {task.plan_key.split(":")[1]: task.due_on for task in steps_of(application)}
    assert steps["budget"] == mine
    assert steps["depot"] > filing.due_on


def test_without_deadline_nothing_is_planned_and_it_is_said(
    rich: Project, team: Team, owner: Person
) -> None:
    call = CallFactory(filing=Call.Filing.ROLLING, closes_at=None)
    application = open_application(actor=owner, call=call, project=rich, team=team)
    assert steps_of(application) == []
    with pytest.raises(ValidationError, match="date limite"):
        plan_draft(actor=owner, application=application)


def test_the_signature_does_its_step(call: Call, rich: Project, team: Team, owner: Person) -> None:
    application = open_application(actor=owner, call=call, project=rich, team=team)
    sign_application(actor=owner, application=application, signed_on=clock.today())
    done = {task.plan_key.split(":")[1]: task.is_done for task in steps_of(application)}
    assert done["signature"]
    assert not done["depot"]


def test_a_signature_is_not_dated_from_tomorrow(draft: Application, owner: Person) -> None:
    with pytest.raises(ValidationError):
        sign_application(
            actor=owner, application=draft, signed_on=clock.today() + timedelta(days=1)
        )


# ---- Giving up ------------------------------------------------------------------------------


def test_giving_up_says_why_and_takes_the_steps_away(
    call: Call, rich: Project, team: Team, owner: Person
) -> None:
    application = open_application(actor=owner, call=call, project=rich, team=team)
    with pytest.raises(ValidationError):
        abandon_application(actor=owner, application=application, reason="  ")
    abandon_application(actor=owner, application=application, reason="Délai trop court")
    application.refresh_from_db()
    assert application.state == Application.State.ABANDONED
    assert application.abandon_reason == "Délai trop court"
    assert not Task.unscoped.filter(project=rich).exists()  # unscoped: tests


def test_what_was_given_up_can_be_taken_up_again(
    call: Call, rich: Project, team: Team, owner: Person
) -> None:
    application = open_application(actor=owner, call=call, project=rich, team=team)
    abandon_application(actor=owner, application=application, reason="Délai trop court")
    resume_application(actor=owner, application=application)
    application.refresh_from_db()
    assert application.is_draft
    assert len(steps_of(application)) == 5


def test_it_is_not_taken_up_again_beside_another_one(draft: Application, owner: Person) -> None:
    abandon_application(actor=owner, application=draft, reason="Délai trop court")
    open_application(actor=owner, call=draft.call, project=draft.project, team=draft.team)
    with pytest.raises(ValidationError, match="déjà"):
        resume_application(actor=owner, application=draft)
    draft.refresh_from_db()
    assert draft.state == Application.State.ABANDONED


def test_what_was_given_up_is_not_written_any_more(draft: Application, owner: Person) -> None:
    question = line(draft, "Suites").question
    abandon_application(actor=owner, application=draft, reason="Délai trop court")
    with pytest.raises(ValidationError):
        write_answer(
            actor=owner, application=draft, question=question, text="A", expected_version=1
        )


def test_an_application_needs_no_budget_nor_note(
    team: Team, funder: Organisation, owner: Person
) -> None:
    bare = ProjectFactory(team=team)
    application = open_application(
        actor=owner, call=CallFactory(funder=funder), project=bare, team=team
    )
    assert (application.budget, application.amount_requested) == (None, None)
    assert not FramingNote.unscoped.filter(project=bare).exists()  # unscoped: tests
    assert missing_of(content_of(application))
    assert ApplicationFactory(team=TeamFactory()).is_draft
