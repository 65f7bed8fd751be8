"""What a project says of itself: title, themes, publics, places, dates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.events import diff
from msp_portal.kit.locking import save_if_current
from projects.models import Project
from projects.services.project_activity import record_project_event

COLUMNS = (
    "title",
    "summary",
    "level",
    "main_theme",
    "start_date",
    "end_date",
    "anchor_date",
    "anchor_label",
    "recurrence_month",
    "is_aci",
    "evaluation_state",
)
LISTS = (
    "other_themes",
    "publics",
    "age_bands",
    "places_of_action",
    "action_kinds",
    "communes",
    "funding_kinds",
)


@transaction.atomic
def describe_project(
    *,
    actor: Person,
    project: Project,
    expected_version: int,
    values: Mapping[str, Any],
    now: datetime | None = None,
) -> Project:
    """Write the descriptors given in ``values`` (lists hold rows or codes), if nobody changed them
    in between. Raises ``StaleSave``; writes nothing when nothing changed."""
    current = Project.unscoped.select_for_update().get(  # unscoped: the caller holds the project
        pk=project.pk
    )
    columns = {name: values[name] for name in COLUMNS if name in values}
    lists = {name: _codes(values[name]) for name in LISTS if name in values}
    was = {name: _codes(getattr(current, name).all()) for name in lists}
    column_changes = diff({name: getattr(current, name) for name in columns}, columns)
    list_changes = diff(was, lists)
    if not column_changes and not list_changes:
        return current
    saved = save_if_current(
        current,
        expected_version=expected_version,
        changes={name: columns[name] for name in column_changes},
    )
    for name in list_changes:
        getattr(saved, name).set(lists[name])
    record_project_event(
        actor=actor,
        project=saved,
        verb="project.described",
        changes={**column_changes, **list_changes},
        now=now or clock.now(),
    )
    return saved


def _codes(rows: Any) -> list[Any]:
    """Keys of the rows of a list, in a fixed order."""
    return sorted(getattr(row, "pk", row) for row in rows)
