"""What a project says of itself: title, themes, publics, places, dates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.locking import save_with_lists
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
    saved, told = save_with_lists(
        current,
        expected_version=expected_version,
        changes={name: changes[name] for name in (*COLUMNS, *LISTS) if name in changes},
        lists=LISTS,
        base=base,
    )
    if told:
        record_project_event(
            actor=actor, project=saved, verb="project.described", changes=told, now=moment
        )
    return saved
