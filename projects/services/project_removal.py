"""Taking something out of a project, and putting it back.

What is removed is kept, whole, in the event that tells it: for thirty days anybody who may edit
the project puts it back as it was, with what hung from it. The journal is append-only, so nothing
is ever lost by a wrong click.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.deletion import Collector

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.models import Event
from projects.models import Project, ProjectOwnedModel
from projects.services.project_activity import record_project_event

REVERSIBLE = timedelta(days=30)
TOO_LATE = "Il est trop tard pour le remettre : plus de trente jours ont passé."
ALREADY = "C’est déjà remis en place."


@transaction.atomic
def remove_row(
    *, actor: Person, row: ProjectOwnedModel, verb: str, now: datetime | None = None
) -> Event:
    """Delete ``row`` with what hangs from it, and tell it under ``verb`` (« {label} » in its
    sentence). Raises ``django.db.models.ProtectedError`` when something must not lose it."""
    project: Project = row.project  # type: ignore[attr-defined]
    label = str(row)
    kept, pointers = _gathered(row)
    row.delete()
    return record_project_event(
        actor=actor,
        project=project,
        verb=verb,
        changes={"label": [None, label], "removed": [kept, None], "pointers": [pointers, None]},
        now=now,
    )


@transaction.atomic
def restore_removed(
    *, actor: Person, project: Project, event: Event, now: datetime | None = None
) -> str:
    """Put back what ``event`` removed; returns its words. Twice changes nothing.

    Raises ``ValidationError`` after thirty days, or when what it hung from is gone.
    """
    moment = now or clock.now()
    if moment > event.at + REVERSIBLE:
        raise ValidationError(TOO_LATE)
    # One after the other: two clicks put one row back.
    Project.unscoped.select_for_update().get(pk=project.pk)  # unscoped: the caller holds it
    label = str(event.changes["label"][1])
    objects = list(serializers.deserialize("python", event.changes["removed"][0]))
    if _exists(objects[0].object):
        raise ValidationError(ALREADY)
    for each in objects:
        each.save()
    for pointer in event.changes["pointers"][0]:
        _point_again(pointer)
    record_project_event(
        actor=actor,
        project=project,
        verb="project.put_back",
        changes={"label": [None, label]},
        now=moment,
    )
    return label


def _gathered(row: ProjectOwnedModel) -> tuple[list[Any], list[Any]]:
    """``row`` and what its deletion takes along, then the columns its deletion empties."""
    collector = Collector(using="default", origin=row)
    collector.collect([row])
    rows: list[models.Model] = [row]
    for instances in collector.data.values():
        rows += [each for each in instances if each != row]
    for queryset in collector.fast_deletes:
        rows += list(cast("models.QuerySet[models.Model]", queryset))
    pointers = [
        {
            "model": field.model._meta.label_lower,
            "pk": each.pk,
            "column": field.attname,
            "value": getattr(each, field.attname),
        }
        for (field, value), groups in collector.field_updates.items()
        if value is None
        for group in cast("list[Iterable[models.Model]]", groups)
        for each in group
    ]
    return json.loads(serializers.serialize("json", rows)), pointers


def _exists(row: Any) -> bool:
    rows = type(row)._base_manager.filter(pk=row.pk)  # unscoped: of the caller's project
    return bool(rows.exists())


def _point_again(pointer: dict[str, Any]) -> None:
    """Fill a column that the removal emptied, unless somebody has filled it since."""
    model = apps.get_model(pointer["model"])
    empty = {f"{pointer['column']}__isnull": True}
    rows = model._base_manager.filter(pk=pointer["pk"], **empty)  # unscoped: caller's project
    rows.update(**{pointer["column"]: pointer["value"]})


Row = TypeVar("Row", bound=models.Model)


def moved_in_order(rows: Iterable[Row], row: Row, *, up: bool) -> list[Row]:
    """``rows`` with ``row`` one place up or down, and their ``position`` renumbered.

    Gives those whose position changed: the caller saves them. At the end of the list nothing moves.
    """
    ordered = list(rows)
    here = ordered.index(row)
    there = here - 1 if up else here + 1
    if 0 <= there < len(ordered):
        ordered[here], ordered[there] = ordered[there], ordered[here]
    changed = []
    for place, each in enumerate(ordered):
        if each.position != place:  # type: ignore[attr-defined]
            each.position = place  # type: ignore[attr-defined]
            changed.append(each)
    return changed
