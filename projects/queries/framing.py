"""The framing note of a project."""

from msp_portal.kit import clock
from projects.models import FramingNote
from projects.queries.access import ProjectAccess


def framing_of(access: ProjectAccess) -> FramingNote:
    """The note of this project; a blank one, not kept, when it was made without (imports)."""
    found: FramingNote | None = (
        FramingNote.objects.for_scope(access.scope)
        .select_related("project")
        .filter(project=access.project)
        .first()
    )
    return found or FramingNote(project=access.project, updated_at=clock.now())
