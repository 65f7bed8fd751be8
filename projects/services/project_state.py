"""Where a project is: its station on the ligne de vie, and whether it goes on.

Steps are taken in any order: the method guides, it never blocks.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from projects.models import EngagementRound, Project
from projects.services.engagement import close_round
from projects.services.project_activity import record_project_event


@transaction.atomic
def move_to_stage(
    *, actor: Person, project: Project, stage: str, reason: str = "", now: datetime | None = None
) -> Project:
    """Put the project on another station; its dot starts again at the foot of the new hill.

    Moving where it already is changes nothing. Raises ``ValidationError`` for an unknown station.
    """
    if stage not in Project.Stage.values:
        raise ValidationError({"stage": "Cette étape n’existe pas."})
    return _change(
        actor=actor,
        project=project,
        values={"stage": stage, "hill_position": 0},
        verb="project.moved",
        reason=reason,
        now=now,
    )


@transaction.atomic
def pause_project(
    *, actor: Person, project: Project, reason: str = "", now: datetime | None = None
) -> Project:
    """The team has something else to do for a while. No reminder leaves meanwhile."""
    return _change(
        actor=actor,
        project=project,
        values={"status": Project.Status.PAUSED},
        verb="project.paused",
        reason=reason,
        now=now,
    )


@transaction.atomic
def resume_project(
    *, actor: Person, project: Project, reason: str = "", now: datetime | None = None
) -> Project:
    """The project goes on, whether it was paused, stopped or finished."""
    return _change(
        actor=actor,
        project=project,
        values={"status": Project.Status.ONGOING},
        verb="project.resumed",
        reason=reason,
        now=now,
    )


@transaction.atomic
def stop_project(
    *, actor: Person, project: Project, reason: str, now: datetime | None = None
) -> Project:
    """The team gives the project up; the reason is what the next team will learn from.

    What was asked about it and still waits is closed. Raises ``ValidationError`` without reason.
    """
    if not reason.strip():
        raise ValidationError(
            {"reason": "Dites en une phrase pourquoi : cela servira à d’autres équipes."}
        )
    _close_rounds(actor, project, now)
    return _change(
        actor=actor,
        project=project,
        values={"status": Project.Status.STOPPED},
        verb="project.stopped",
        reason=reason,
        now=now,
    )


@transaction.atomic
def finish_project(
    *, actor: Person, project: Project, reason: str = "", now: datetime | None = None
) -> Project:
    """The project is over. What was asked about it and still waits is closed."""
    _close_rounds(actor, project, now)
    return _change(
        actor=actor,
        project=project,
        values={"status": Project.Status.DONE},
        verb="project.finished",
        reason=reason,
        now=now,
    )


def _close_rounds(actor: Person, project: Project, now: datetime | None) -> None:
    opened = EngagementRound.unscoped.filter(  # unscoped: the caller holds the project
        project=project, closed_at__isnull=True
    )
    for opened_round in opened:
        close_round(actor=actor, engagement_round=opened_round, now=now)


def _change(
    *,
    actor: Person,
    project: Project,
    values: dict[str, object],
    verb: str,
    reason: str,
    now: datetime | None,
) -> Project:
    """Write ``values`` and the event; nothing at all when the project is already there."""
    moment = now or clock.now()
    current = Project.unscoped.select_for_update().get(  # unscoped: the caller holds the project
        pk=project.pk
    )
    told = next(iter(values))
    old = getattr(current, told)
    if old != values[told]:
        for name, value in values.items():
            setattr(current, name, value)
        current.save(update_fields=list(values))
        changes: dict[str, object] = {told: [old, values[told]]}
        if reason.strip():
            changes["reason"] = ["", reason.strip()]
        record_project_event(actor=actor, project=current, verb=verb, changes=changes, now=moment)
    for name in values:
        setattr(project, name, getattr(current, name))
    return project
