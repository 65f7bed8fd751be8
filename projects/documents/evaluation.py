"""The evaluation as a document of two to four pages."""

from typing import Any

from django.utils import timezone

from coordination.models import Person
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.kit.documents import DocumentKind
from msp_portal.kit.french import month_span
from msp_portal.kit.models.documents import RenderedDocument
from msp_portal.kit.scoping import Scope
from projects.models import Evaluation, Partner, Project, ProjectTeam
from projects.queries.evaluation import QUESTIONS, evaluation_view, evaluations_of


def evaluation_context(evaluation: Evaluation, scope: Scope) -> dict[str, Any]:
    """What the template needs; raises ``Evaluation.DoesNotExist`` outside the scope."""
    found = evaluations_of(scope, evaluation.project).get(pk=evaluation.pk)
    project: Project = found.project
    view = evaluation_view(scope, found)
    places = ProjectTeam.objects.for_scope(scope).filter(project=project, left_at__isnull=True)
    teams = [place.team.name for place in places.select_related("team").order_by("-is_lead", "pk")]
    partners = Partner.objects.for_scope(scope).filter(project=project)
    return {
        "document_title": f"Bilan – {project.title}",
        "document_date": timezone.localtime(found.updated_at).date(),
        "document_who": ", ".join(teams),
        "document_foot": f"{project.title}, {view.period.label}",
        "illustration": view.has_illustration or project.illustration,
        "evaluation": found,
        "project": project,
        "view": view,
        "when": month_span(project.start_date, project.end_date),
        "theme": project.main_theme.label if project.main_theme else "",
        "publics": ", ".join(project.publics.values_list("label", flat=True)),
        "communes": ", ".join(project.communes.values_list("name", flat=True)),
        "partners": list(partners.values_list("name", flat=True)),
        "words": [(label, getattr(found, name)) for name, (label, _help) in QUESTIONS.items()],
    }


def may_read_evaluation(person: Person, document: RenderedDocument) -> bool:
    """The teams of the project."""
    scope = standing_of(person, clock.today()).scope
    return bool(Evaluation.objects.for_scope(scope).filter(pk=document.about_id).exists())


EVALUATION_REPORT = DocumentKind(
    key="evaluation_report",
    label="Bilan",
    template="documents/evaluation_report.html",
    context=evaluation_context,
    filename=lambda evaluation: f"bilan-{evaluation.period_end:%Y}-{evaluation.project.title}",
    may_read=may_read_evaluation,
)
