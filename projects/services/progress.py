"""Progress as it is felt: a dot placed by hand on the hill, with one line."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from projects.models import ProgressNote, Project
from projects.services.project_activity import record_project_event


@transaction.atomic
def place_dot(
    *, actor: Person, project: Project, position: int, note: str = "", now: datetime | None = None
) -> ProgressNote:
    """Place the dot at ``position`` (0 to 100: up to 50 one is still searching, then it is under
    way) and keep the former places. Raises ``ValidationError`` outside 0–100."""
    if not 0 <= position <= 100:
        raise ValidationError({"position": "Le point se pose entre 0 et 100."})
    moment = now or clock.now()
    current = Project.unscoped.select_for_update().get(  # unscoped: the caller holds the project
        pk=project.pk
    )
    old = current.hill_position
    placed: ProgressNote = ProgressNote.objects.create(
        project=current, position=position, note=note.strip(), at=moment, by=actor
    )
    Project.unscoped.filter(pk=current.pk).update(hill_position=position)  # unscoped: as above
    project.hill_position = position
    record_project_event(
        actor=actor,
        project=current,
        verb="project.progress",
        changes={"hill_position": [old, position]},
        now=moment,
    )
    return placed
