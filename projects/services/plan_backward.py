"""The backward plan: dated tasks around one date, and what a change of that date would move.

``preview_backward_plan`` reads and says; ``apply_backward_plan`` writes. A task done, or whose
date somebody chose by hand, is never moved. Other rooms plan around their own dates (the closing
of a call) under their own ``plan_key_prefix``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.locking import save_if_current
from msp_portal.reference.calendar import PlannedDate, backward_plan
from projects.data.plan_steps import PlanStep
from projects.models import Project, Task
from projects.services.project_activity import lead_team_of, record_project_event
from projects.services.starter_actions import date_starter_actions
from projects.services.tasks import add_task

ACTION_PREFIX = "action"
LONGEST_KEY = 60
PAST = "Cette date est déjà passée : choisissez-en une à venir."


class Effect(StrEnum):
    """What the plan does of one step."""

    NEW = "nouvelle"
    MOVES = "déplacée"
    SAME = "inchangée"
    DONE = "faite"
    BY_HAND = "à la main"


@dataclass(frozen=True, slots=True)
class StepChange:
    """One step with its date, why it is there, and what becomes of the task it may already have."""

    step: PlanStep
    planned: PlannedDate
    effect: Effect
    task: Task | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the task stays where it is, whatever the plan says."""
        return self.effect in {Effect.DONE, Effect.BY_HAND}


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """What was written, in tasks."""

    created: tuple[Task, ...] = ()
    moved: tuple[Task, ...] = ()
    kept: tuple[Task, ...] = ()


def preview_backward_plan(
    *,
    project: Project,
    anchor: date,
    steps: Sequence[PlanStep],
    plan_key_prefix: str = ACTION_PREFIX,
    today: date | None = None,
) -> list[StepChange]:
    """What planning ``steps`` around ``anchor`` would do, in the order of the dates.

    Weekends, public holidays and the school holidays of the porteuse team's zone are skipped; no
    date falls before ``today``. Two queries.
    """
    day = today or clock.today()
    team = lead_team_of(project)
    dates = backward_plan(
        anchor,
        [(step.key, step.before) for step in steps],
        team.school_zone,
        department=team.department_id,
        not_before=day,
        spread=bool(project.starter_code),
    )
    tasks = _tasks_of_plan(project, plan_key_prefix)
    changes = [
        _change(step, planned, tasks.get(_key(plan_key_prefix, step)))
        for step, planned in zip(steps, dates, strict=True)
    ]
    return sorted(changes, key=lambda change: (change.planned.day, -change.step.before))


@transaction.atomic
def apply_backward_plan(
    *,
    actor: Person,
    project: Project,
    anchor: date,
    steps: Sequence[PlanStep],
    plan_key_prefix: str = ACTION_PREFIX,
    now: datetime | None = None,
) -> PlanOutcome:
    """Write the tasks of ``steps`` around ``anchor``, or move those that are already there.

    The same plan twice changes nothing. Steps left out keep the task they have. Raises
    ``ValidationError`` for a date already past.
    """
    moment = now or clock.now()
    today = timezone.localtime(moment).date()
    if anchor < today:
        raise ValidationError({"anchor": PAST})
    Project.unscoped.select_for_update().get(pk=project.pk)  # unscoped: the caller holds it
    changes = preview_backward_plan(
        project=project, anchor=anchor, steps=steps, plan_key_prefix=plan_key_prefix, today=today
    )
    created = _create(actor, project, changes, plan_key_prefix, moment)
    moved = [
        _move(change.task, change.planned)
        for change in changes
        if change.effect is Effect.MOVES and change.task
    ]
    if created or moved:
        record_project_event(
            actor=actor,
            project=project,
            verb=_told(created=bool(created), moved=bool(moved)),
            changes={
                "anchor": [None, anchor],
                "created": [None, len(created)],
                "moved": [None, len(moved)],
            },
            now=moment,
        )
    kept = tuple(change.task for change in changes if change.is_kept and change.task)
    return PlanOutcome(tuple(created), tuple(moved), kept)


def _told(*, created: bool, moved: bool) -> str:
    """The verb whose sentence gives the counts that are not zero."""
    if not moved:
        return "plan.applied"
    return "plan.redone" if created else "plan.moved"


def _create(
    actor: Person, project: Project, changes: Sequence[StepChange], prefix: str, now: datetime
) -> list[Task]:
    """The tasks of the steps that have none yet."""
    people = Person.objects.in_bulk(
        {change.step.owner_id for change in changes if change.step.owner_id}
    )
    return [
        add_task(
            actor=actor,
            project=project,
            label=change.step.label,
            due_on=change.planned.day,
            owner=people.get(change.step.owner_id or 0),
            plan_key=_key(prefix, change.step),
            date_note=change.planned.reason[:200],
            now=now,
        )
        for change in changes
        if change.effect is Effect.NEW
    ]


@transaction.atomic
def plan_action_date(
    *,
    actor: Person,
    project: Project,
    anchor: date,
    label: str,
    steps: Sequence[PlanStep],
    now: datetime | None = None,
) -> PlanOutcome:
    """Set the date of the project's action, and plan around it; the actions that came from a
    project model follow."""
    current = Project.unscoped.select_for_update().get(pk=project.pk)  # unscoped: caller's project
    old = current.anchor_date
    changes = {"anchor_date": anchor, "anchor_label": label.strip()}
    if (current.anchor_date, current.anchor_label) != (anchor, label.strip()):
        save_if_current(current, expected_version=current.version, changes=changes)
        record_project_event(
            actor=actor,
            project=current,
            verb="plan.dated",
            changes={"anchor_date": [old, anchor]},
            now=now,
        )
        if old != anchor:
            moment = now or clock.now()
            date_starter_actions(
                actor=actor,
                project=current,
                team=lead_team_of(current),
                old_anchor=old,
                anchor=anchor,
                now=moment,
                today=timezone.localtime(moment).date(),
            )
    project.anchor_date, project.anchor_label = anchor, label.strip()
    return apply_backward_plan(actor=actor, project=current, anchor=anchor, steps=steps, now=now)


def _key(prefix: str, step: PlanStep) -> str:
    key = f"{prefix}:{step.key}"
    if len(key) > LONGEST_KEY:
        raise ValueError(f"{key} holds more than {LONGEST_KEY} letters.")
    return key


def _tasks_of_plan(project: Project, prefix: str) -> dict[str, Task]:
    rows = Task.unscoped.filter(  # unscoped: the caller holds the project
        project=project, plan_key__startswith=f"{prefix}:"
    ).select_related("owner")
    return {task.plan_key: task for task in rows}


def _change(step: PlanStep, planned: PlannedDate, task: Task | None) -> StepChange:
    if task is None:
        return StepChange(step, planned, Effect.NEW)
    if task.is_done:
        return StepChange(step, planned, Effect.DONE, task)
    if task.moved_by_hand:
        return StepChange(step, planned, Effect.BY_HAND, task)
    effect = Effect.SAME if task.due_on == planned.day else Effect.MOVES
    return StepChange(step, planned, effect, task)


def _move(task: Task, planned: PlannedDate) -> Task:
    return save_if_current(
        task,
        expected_version=task.version,
        changes={
            "due_on": planned.day,
            "planned_on": planned.day,
            "date_note": planned.reason[:200],
        },
    )
