"""The tree of objectives: general, specific, operational, each with its indicators."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from projects.models import Objective, Project
from projects.services.indicators import IndicatorSave, save_indicator
from projects.services.part_changes import next_position, save_part
from projects.services.project_activity import record_project_event
from projects.services.project_removal import moved_in_order

RANK = {
    Objective.Level.GENERAL.value: 0,
    Objective.Level.SPECIFIC.value: 1,
    Objective.Level.OPERATIONAL.value: 2,
}
WRONG_PARENT = "Un objectif contribue à un objectif d’un niveau au-dessus, dans le même projet."
HAS_CHILDREN = (
    "Des objectifs de ce niveau ou d’un niveau au-dessus en dépendent : déplacez-les d’abord."
)


@transaction.atomic
def save_objective(
    *,
    actor: Person,
    project: Project,
    changes: Mapping[str, Any],
    objective: Objective | None = None,
    expected_version: int = 0,
    base: Mapping[str, Any] | None = None,
    indicators: Sequence[IndicatorSave] = (),
    now: datetime | None = None,
) -> Objective:
    """Write an objective and its indicators together: all of it, or nothing.

    Raises ``ValidationError`` for a parent that is not of a level above, ``StaleSave`` when
    somebody changed the same part of the objective or of an indicator meanwhile.
    """
    moment = now or clock.now()
    _check_place(project, objective, changes)
    if objective is None:
        saved = _create(actor, project, changes, moment)
    else:
        saved = _edit(actor, objective, changes, (expected_version, base), moment)
    for typed in indicators:
        save_indicator(actor=actor, project=project, typed=typed, objective=saved, now=moment)
    return saved


@transaction.atomic
def move_objective(*, actor: Person, objective: Objective, up: bool) -> None:
    """One place up or down among those that contribute to the same one. An order is no event."""
    siblings = Objective.unscoped.select_for_update().filter(  # unscoped: the caller's project
        project_id=objective.project_id, parent_id=objective.parent_id, level=objective.level
    )
    changed = moved_in_order(siblings, objective, up=up)
    Objective.unscoped.bulk_update(changed, ["position"])  # unscoped: found just above


def _create(
    actor: Person, project: Project, changes: Mapping[str, Any], now: datetime
) -> Objective:
    rows = Objective.unscoped.filter(project=project)  # unscoped: the caller holds the project
    made: Objective = Objective.objects.create(
        project=project, position=next_position(rows), **changes
    )
    record_project_event(
        actor=actor, project=project, verb="objective.written", subject=made, now=now
    )
    return made


def _edit(
    actor: Person,
    objective: Objective,
    changes: Mapping[str, Any],
    started_from: tuple[int, Mapping[str, Any] | None],
    now: datetime,
) -> Objective:
    current = Objective.unscoped.get(pk=objective.pk)  # unscoped: the caller holds it
    version, base = started_from
    return save_part(
        actor=actor,
        part=current,
        verb="objective.edited",
        expected_version=version,
        changes=changes,
        base=base,
        now=now,
    )


def _check_place(project: Project, objective: Objective | None, changes: Mapping[str, Any]) -> None:
    """Levels grow downwards, so that no objective can contribute to itself."""
    level = changes.get("level", objective.level if objective else "")
    parent = changes.get("parent", objective.parent if objective else None)
    if parent is not None and (
        parent.project_id != project.pk or RANK[parent.level] >= RANK[level]
    ):
        raise ValidationError({"parent": WRONG_PARENT})
    if objective is None or "level" not in changes:
        return
    below = Objective.unscoped.filter(parent=objective)  # unscoped: the caller holds it
    if any(RANK[child.level] <= RANK[level] for child in below):
        raise ValidationError({"level": HAS_CHILDREN})
