"""The diagnostic and the priorities: adding, correcting, ordering, choosing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.locking import save_if_current
from projects.models import DiagnosticItem, Priority, Project
from projects.services.part_changes import next_position, save_part
from projects.services.project_activity import record_project_event
from projects.services.project_removal import moved_in_order

NO_REASON = "Dites en une phrase pourquoi l’équipe la retient : le dossier la reprendra."


@transaction.atomic
def add_item(
    *, actor: Person, project: Project, kind: str, now: datetime | None = None, **values: Any
) -> DiagnosticItem:
    """One more line, at the end of its kind. Raises ``ValidationError`` for a datum without
    source or year."""
    moment = now or clock.now()
    item = DiagnosticItem(project=project, kind=kind, created_by=actor, **values)
    item.full_clean(exclude=["project", "created_by"])
    rows = DiagnosticItem.unscoped.filter(project=project, kind=kind)  # unscoped: caller's project
    item.position = next_position(rows)
    item.save()
    record_project_event(
        actor=actor, project=project, verb="diagnostic.added", subject=item, now=moment
    )
    return item


@transaction.atomic
def edit_item(
    *,
    actor: Person,
    item: DiagnosticItem,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> DiagnosticItem:
    """Correct a line. Raises ``StaleSave`` when somebody corrected the same part meanwhile."""
    current = DiagnosticItem.unscoped.get(pk=item.pk)  # unscoped: the caller holds the line
    return save_part(
        actor=actor,
        part=current,
        verb="diagnostic.edited",
        expected_version=expected_version,
        changes=changes,
        base=base,
        now=now,
    )


@transaction.atomic
def move_item(*, actor: Person, item: DiagnosticItem, up: bool) -> None:
    """One place up or down among the lines of its kind. An order is no event."""
    rows = DiagnosticItem.unscoped.select_for_update().filter(  # unscoped: the caller's project
        project_id=item.project_id, kind=item.kind
    )
    changed = moved_in_order(rows, item, up=up)
    DiagnosticItem.unscoped.bulk_update(changed, ["position"])  # unscoped: found just above


@transaction.atomic
def save_priority(
    *,
    actor: Person,
    project: Project,
    values: Mapping[str, Any],
    priority: Priority | None = None,
    expected_version: int = 0,
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Priority:
    """Weigh a problem, or weigh it again. ``values`` may hold the label and the five criteria.

    Raises ``StaleSave`` for a problem weighed by somebody else meanwhile.
    """
    moment = now or clock.now()
    if priority is None:
        rows = Priority.unscoped.filter(project=project)  # unscoped: the caller holds the project
        made: Priority = Priority.objects.create(
            project=project, position=next_position(rows), **values
        )
        record_project_event(
            actor=actor, project=project, verb="priority.weighed", subject=made, now=moment
        )
        return made
    current = Priority.unscoped.get(pk=priority.pk)  # unscoped: the caller holds it
    return save_part(
        actor=actor,
        part=current,
        verb="priority.weighed",
        expected_version=expected_version,
        changes=values,
        base=base,
        now=moment,
    )


@transaction.atomic
def choose_priority(
    *,
    actor: Person,
    priority: Priority,
    chosen: bool,
    reason: str = "",
    now: datetime | None = None,
) -> Priority:
    """The team keeps a priority, or lets it go: never the sum. A reason is given when kept.

    Raises ``ValidationError`` without one.
    """
    reason = reason.strip()
    if chosen and not reason:
        raise ValidationError({"reason": NO_REASON})
    current = Priority.unscoped.select_for_update().get(  # unscoped: the caller holds it
        pk=priority.pk
    )
    kept_reason = reason or current.reason
    if (current.chosen, current.reason) == (chosen, kept_reason):
        return current
    old = current.chosen
    saved = save_if_current(
        current,
        expected_version=current.version,
        changes={"chosen": chosen, "reason": kept_reason},
    )
    record_project_event(
        actor=actor,
        project=saved.project,
        verb="priority.chosen" if chosen else "priority.let_go",
        subject=saved,
        changes={"chosen": [old, chosen], "reason": [None, kept_reason]},
        now=now,
    )
    return saved
