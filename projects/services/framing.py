"""Writing the framing note, by several hands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.events import row_diff
from msp_portal.kit.locking import save_if_current
from projects.models import FramingNote
from projects.services.project_activity import record_project_event


@transaction.atomic
def save_framing(
    *,
    actor: Person,
    note: FramingNote,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> FramingNote:
    """Write what was typed, autosave included; the arguments are those of ``save_if_current``.

    Two people writing different parts are both kept. Saving the same words again writes nothing.
    Raises ``StaleSave`` when somebody wrote the same part meanwhile.
    """
    moment = now or clock.now()
    current, _new = FramingNote.unscoped.get_or_create(  # unscoped: the caller holds the note
        project=note.project, defaults={"updated_at": moment}
    )
    told = row_diff(current, changes)
    if not told:
        return current
    saved = save_if_current(
        current,
        expected_version=expected_version,
        changes={**{name: changes[name] for name in told}, "updated_at": moment},
        base={**base, "updated_at": current.updated_at} if base is not None else None,
    )
    record_project_event(
        actor=actor,
        project=saved.project,
        verb="framing.edited",
        subject=saved,
        changes=told,
        now=moment,
    )
    return saved
