"""The ligne de vie on one A4, for the staff room."""

from collections.abc import Mapping
from typing import Any

from coordination.models import Person
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.kit.documents import DocumentKind
from msp_portal.kit.models.documents import RenderedDocument
from msp_portal.kit.scoping import Scope
from projects.models import Project
from projects.queries.life_line_page import life_line_page
from projects.services.project_activity import team_ids_of

KEY = "life_line"


def context(project: Project, scope: Scope) -> Mapping[str, Any]:
    """What the sheet says today."""
    today = clock.today()
    return {
        "document_title": project.title,
        "document_date": today,
        "document_who": " · ".join(
            team.name for team in project.teams.filter(pk__in=team_ids_of(project))
        ),
        "document_foot": "Ligne de vie. Affichée dans l’équipe, elle n’est montrée à personne "
        "d’autre.",
        "illustration": project.illustration,
        "project": project,
        "page": life_line_page(project, scope, today),
    }


def filename(project: Project) -> str:
    """« Ligne de vie – Mois sans tabac »."""
    return f"Ligne de vie – {project.title}"


def may_read(person: Person, document: RenderedDocument) -> bool:
    """The teams of the project, and nobody else."""
    project = document.about
    if not isinstance(project, Project):
        return False
    standing = standing_of(person, clock.today())
    return bool(standing.scope.team_ids & set(team_ids_of(project)))


LIFE_LINE = DocumentKind(
    key=KEY,
    label="Ligne de vie",
    template="projects/life_line_document.html",
    context=context,
    filename=filename,
    may_read=may_read,
)
