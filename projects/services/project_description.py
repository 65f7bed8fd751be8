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
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Project:
    """Write the descriptors in ``changes``; the arguments are those of ``save_if_current``.

    Lists (themes, publics, communes…) hold rows or codes. What two people add to a list is added,
    what one of them takes away is taken away; columns both changed raise ``StaleSave``. Writes
    nothing when nothing changed.
    """
    moment = now or clock.now()
    current = Project.unscoped.select_for_update().get(  # unscoped: the caller holds the project
        pk=project.pk
    )
    columns = {name: changes[name] for name in COLUMNS if name in changes}
    told = diff({name: getattr(current, name) for name in columns}, columns)
    lists = _merged_lists(current, changes, base)
    if not told and not lists:
        return current
    saved = save_if_current(
        current,
        expected_version=expected_version,
        changes={name: columns[name] for name in told},
        base=base,
    )
    for name, (_was, codes) in lists.items():
        getattr(saved, name).set(codes)
    record_project_event(
        actor=actor,
        project=saved,
        verb="project.described",
        changes={**told, **{name: list(pair) for name, pair in lists.items()}},
        now=moment,
    )
    return saved


def _merged_lists(
    current: Project, changes: Mapping[str, Any], base: Mapping[str, Any] | None
) -> dict[str, tuple[list[Any], list[Any]]]:
    """For each list that changes: what it is and what it becomes."""
    merged = {}
    for name in LISTS:
        if name not in changes:
            continue
        was, wanted = _codes(getattr(current, name).all()), _codes(changes[name])
        started = set(_codes((base or {}).get(name) or ())) if base is not None else set(was)
        added, removed = set(wanted) - started, started - set(wanted)
        becomes = sorted((set(was) | added) - removed)
        if becomes != was:
            merged[name] = (was, becomes)
    return merged


def _codes(rows: Any) -> list[Any]:
    """Keys of the rows of a list, in a fixed order."""
    return sorted(getattr(row, "pk", row) for row in rows)
