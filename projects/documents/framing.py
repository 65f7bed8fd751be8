"""The framing note as a sheet to print or to hand over."""

from collections.abc import Mapping
from typing import Any

from coordination.models import Person
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.kit.documents import DocumentKind
from msp_portal.kit.models import RenderedDocument
from msp_portal.kit.scoping import Scope
from projects.models import FramingNote
from projects.queries.life_line import life_line_of

FRAMING_NOTE = "framing_note"


def framing_context(note: FramingNote, scope: Scope) -> Mapping[str, Any]:
    """The note with the project's teams and station."""
    note = (
        FramingNote.objects.for_scope(scope).select_related("project__main_theme").get(pk=note.pk)
    )
    project = note.project
    teams = list(project.teams.filter(project_teams__left_at__isnull=True).order_by("name"))
    return {
        "document_title": project.title,
        "document_date": note.updated_at,
        "document_who": ", ".join(team.name for team in teams),
        "document_foot": f"Note de cadrage – {project.title}",
        "illustration": project.illustration,
        "note": note,
        "project": project,
        "line": life_line_of(project),
    }


def may_read_framing(person: Person, document: RenderedDocument) -> bool:
    """The teams of the project, today."""
    scope = standing_of(person, clock.today()).scope
    return FramingNote.objects.for_scope(scope).filter(pk=document.about_id).exists()


KIND = DocumentKind(
    key=FRAMING_NOTE,
    label="Note de cadrage",
    template="projects/documents/framing_note.html",
    context=framing_context,
    filename=lambda note: f"Note de cadrage - {note.project.title}",
    may_read=may_read_framing,
)
