"""Writing the framing note, by several hands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.events import diff
from msp_portal.kit.locking import save_if_current
from projects.models import FramingNote
from projects.services.project_activity import record_project_event

FIELDS = (
    "idea",
    "need",
    "publics_text",
    "actions_text",
    "referents_text",
    "budget_order",
    "funding_text",
)


@transaction.atomic
def save_framing(
    *,
    actor: Person,
    note: FramingNote,
    expected_version: int,
    values: Mapping[str, Any],
    now: datetime | None = None,
) -> FramingNote:
    """Write what was typed, autosave included, if nobody wrote in between.

    Saving the same words again writes nothing. Raises ``StaleSave`` when the note moved on.
    """
    moment = now or clock.now()
    current = FramingNote.unscoped.select_for_update().get(  # unscoped: the caller holds the note
        pk=note.pk
    )
    typed = {name: values[name] for name in FIELDS if name in values}
    changes = diff({name: getattr(current, name) for name in typed}, typed)
    if not changes:
        return current
    new_values = {name: typed[name] for name in changes}
    saved = save_if_current(
        current,
        expected_version=expected_version,
        changes={**new_values, "updated_at": moment},
    )
    record_project_event(
        actor=actor,
        project=saved.project,
        verb="framing.edited",
        subject=saved,
        changes=changes,
        now=moment,
    )
    return saved
