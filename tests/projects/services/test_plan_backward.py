"""The backward plan: good days, reasons, and hands that are respected when the date changes."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.models import Ask, Person
from projects.data.plan_steps import PlanStep, standard_steps
from projects.models import Project, Task
from projects.services.plan_backward import (
    Effect,
    apply_backward_plan,
    plan_action_date,
    preview_backward_plan,
)
from projects.services.tasks import edit_task, mark_task

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 1)
NOW = timezone.make_aware(datetime(2026, 9, 1, 9))  # noqa: DTZ001
ANCHOR = date(2027, 3, 18)  # a Thursday
# Zone B (Ille-et-Vilaine): winter holidays from 20 February to 7 March 2027.
STEPS = (
    PlanStep("poster", "Affiche", 21),
    PlanStep("roles", "Rôles", 4),
    PlanStep("action", "L’action", 0),
    PlanStep("debrief", "Faire le point", -2),
)


def days(project: Project) -> dict[str, date | None]:
    return {task.label: task.due_on for task in Task.unscoped.filter(project=project)}


def test_steps_skip_weekends_and_school_holidays_and_say_why(project: Project) -> None:
    changes = preview_backward_plan(project=project, anchor=ANCHOR, steps=STEPS, today=TODAY)
    found = {change.step.key: change.planned for change in changes}
    assert found["poster"].day == date(2027, 2, 19)  # the Friday before the winter holidays
    assert "vacances d’hiver" in found["poster"].reason
    assert found["roles"].day == date(2027, 3, 12)  # not Sunday the 14th
    assert "week-end" in found["roles"].reason
    assert found["action"].day == ANCHOR
    assert found["debrief"].day == date(2027, 3, 22)  # not Saturday the 20th: later, it comes after
    assert [change.planned.day for change in changes] == sorted(c.planned.day for c in changes)


def test_public_holidays_are_skipped(project: Project) -> None:
    (change,) = preview_backward_plan(
        project=project,
        anchor=date(2026, 11, 18),
        steps=[PlanStep("x", "X", 7)],
        today=TODAY,
    )
    assert change.planned.day == date(2026, 11, 10)
    assert "Armistice" in change.planned.reason or "11 novembre" in change.planned.reason


def test_nothing_is_planned_in_the_past(project: Project) -> None:
    near = TODAY + timedelta(days=10)
    for change in preview_backward_plan(
        project=project, anchor=near, steps=standard_steps(), today=TODAY
    ):
        assert change.planned.day >= TODAY


def test_the_plan_is_written_once(project: Project, owner: Person) -> None:
    first = apply_backward_plan(actor=owner, project=project, anchor=ANCHOR, steps=STEPS, now=NOW)
    assert len(first.created) == 4
    again = apply_backward_plan(actor=owner, project=project, anchor=ANCHOR, steps=STEPS, now=NOW)
    assert (again.created, again.moved) == ((), ())
    assert Task.unscoped.filter(project=project).count() == 4
    assert "vacances d’hiver" in Task.unscoped.get(label="Affiche").date_note


def test_another_date_moves_what_nobody_touched_and_leaves_the_rest(
    project: Project, owner: Person
) -> None:
    apply_backward_plan(actor=owner, project=project, anchor=ANCHOR, steps=STEPS, now=NOW)
    poster, roles = (Task.unscoped.get(label=label) for label in ("Affiche", "Rôles"))
    mark_task(actor=owner, task=poster, state="done", now=NOW)
    by_hand = date(2027, 3, 9)
    edit_task(actor=owner, task=roles, expected_version=1, changes={"due_on": by_hand})
    later = ANCHOR + timedelta(days=21)
    effects = {
        change.step.key: change.effect
        for change in preview_backward_plan(project=project, anchor=later, steps=STEPS, today=TODAY)
    }
    assert effects == {
        "poster": Effect.DONE,
        "roles": Effect.BY_HAND,
        "action": Effect.MOVES,
        "debrief": Effect.MOVES,
    }
    before = days(project)
    outcome = apply_backward_plan(actor=owner, project=project, anchor=later, steps=STEPS, now=NOW)
    after = days(project)
    assert (len(outcome.moved), len(outcome.kept)) == (2, 2)
    assert after["Affiche"] == before["Affiche"]
    assert after["Rôles"] == by_hand
    assert after["L’action"] == later


def test_seeing_what_would_move_writes_nothing(project: Project, owner: Person) -> None:
    apply_backward_plan(actor=owner, project=project, anchor=ANCHOR, steps=STEPS, now=NOW)
    before = days(project)
    preview_backward_plan(
        project=project, anchor=ANCHOR + timedelta(days=30), steps=STEPS, today=TODAY
    )
    assert days(project) == before


def test_two_plans_live_side_by_side_under_their_own_names(project: Project, owner: Person) -> None:
    apply_backward_plan(actor=owner, project=project, anchor=ANCHOR, steps=STEPS, now=NOW)
    budget = [PlanStep("budget", "Budget arrêté", 14)]
    outcome = apply_backward_plan(
        actor=owner,
        project=project,
        anchor=date(2026, 12, 1),
        steps=budget,
        plan_key_prefix="dossier-7",
        now=NOW,
    )
    assert [task.plan_key for task in outcome.created] == ["dossier-7:budget"]
    assert Task.unscoped.filter(project=project).count() == 5


def test_who_is_named_is_asked_not_assigned(
    project: Project, owner: Person, teammate: Person
) -> None:
    steps = [PlanStep("poster", "Affiche", 21, owner_id=teammate.pk)]
    outcome = apply_backward_plan(actor=owner, project=project, anchor=ANCHOR, steps=steps, now=NOW)
    (task,) = outcome.created
    assert (task.owner, task.owner_accepted_at) == (teammate, None)
    assert Ask.unscoped.get(person=teammate).waits


def test_a_date_already_past_is_refused(project: Project, owner: Person) -> None:
    with pytest.raises(ValidationError, match="déjà passée"):
        apply_backward_plan(
            actor=owner, project=project, anchor=TODAY - timedelta(days=1), steps=STEPS, now=NOW
        )


def test_the_date_of_the_action_is_kept_with_its_words(project: Project, owner: Person) -> None:
    plan_action_date(
        actor=owner, project=project, anchor=ANCHOR, label="Stand au collège", steps=[], now=NOW
    )
    project.refresh_from_db()
    assert (project.anchor_date, project.anchor_label) == (ANCHOR, "Stand au collège")


def test_the_usual_steps_are_in_order_with_keys_of_their_own() -> None:
    steps = standard_steps()
    assert len({step.key for step in steps}) == len(steps) >= 12
    assert [step.before for step in steps] == sorted((s.before for s in steps), reverse=True)
    assert not any("'" in step.label for step in steps)
