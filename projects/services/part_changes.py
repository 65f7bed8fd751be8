"""Correcting a part of a project: what every correction shares.

Public names::

    save_part(*, actor, part, verb, expected_version, changes, base=None, now=None)
    next_position(parts) -> int
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Max, QuerySet

from coordination.models import Person
from msp_portal.kit.events import row_diff
from msp_portal.kit.locking import VersionedModel, save_if_current
from projects.services.project_activity import record_project_event

Part = TypeVar("Part", bound=VersionedModel)


def save_part(
    *,
    actor: Person,
    part: Part,
    verb: str,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Part:
    """Write ``changes`` to ``part``, read afresh by the caller, with its event.

    Inside the caller's transaction. The same words again write nothing and tell nothing. Raises
    ``StaleSave`` when somebody wrote the same thing meanwhile.
    """
    told = row_diff(part, changes)
    if not told:
        return part
    saved = save_if_current(part, expected_version=expected_version, changes=changes, base=base)
    record_project_event(
        actor=actor,
        project=saved.project,  # type: ignore[attr-defined]
        verb=verb,
        subject=saved,
        changes=told,
        now=now,
    )
    return saved


def next_position(parts: "QuerySet[Any]") -> int:
    """The place after the last of ``parts``."""
    last: int | None = parts.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1
