"""Actions of a project: planned, held, cancelled with a reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.locking import save_if_current
from projects.models import Action, Project
from projects.services.part_changes import next_position, save_part
from projects.services.project_activity import record_project_event

WHY_CANCELLED = "Dites en une phrase pourquoi : un bilan honnête le reprendra."
DATES = "La fin ne peut pas précéder le début."


@transaction.atomic
def save_action(
    *,
    actor: Person,
    project: Project,
    changes: Mapping[str, Any],
    action: Action | None = None,
    expected_version: int = 0,
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Action:
    """Plan an action, or correct it. Raises ``ValidationError`` when it ends before it begins,
    ``StaleSave`` when somebody corrected the same part meanwhile."""
    moment = now or clock.now()
    start = changes.get("date", action.date if action else None)
    end = changes.get("end_date", action.end_date if action else None)
    if start and end and end < start:
        raise ValidationError({"end_date": DATES})
    if action is None:
        rows = Action.unscoped.filter(project=project)  # unscoped: the caller holds the project
        made: Action = Action.objects.create(
            project=project, position=next_position(rows), **changes
        )
        record_project_event(
            actor=actor, project=project, verb="action.planned", subject=made, now=moment
        )
        return made
    current = Action.unscoped.get(pk=action.pk)  # unscoped: the caller holds it
    return save_part(
        actor=actor,
        part=current,
        verb="action.edited",
        expected_version=expected_version,
        changes=changes,
        base=base,
        now=moment,
    )


@transaction.atomic
def set_action_state(
    *,
    actor: Person,
    action: Action,
    state: str,
    reason: str = "",
    now: datetime | None = None,
) -> Action:
    """Held, cancelled, or planned again. The same twice changes nothing.

    Raises ``ValidationError`` for a cancellation without a reason.
    """
    reason = reason.strip()
    if state == Action.State.CANCELLED and not reason:
        raise ValidationError({"reason": WHY_CANCELLED})
    current: Action = Action.unscoped.select_for_update().get(pk=action.pk)  # unscoped: caller's
    if current.state == state and current.state_reason == reason:
        return current
    old = current.state
    saved = save_if_current(
        current,
        expected_version=current.version,
        changes={"state": state, "state_reason": reason},
    )
    verbs = {
        Action.State.PLANNED: "action.planned_again",
        Action.State.DONE: "action.held",
        Action.State.CANCELLED: "action.cancelled",
    }
    record_project_event(
        actor=actor,
        project=saved.project,
        verb=verbs[Action.State(state)],
        subject=saved,
        changes={"state": [old, state], "reason": [None, reason]},
        now=now,
    )
    return saved
