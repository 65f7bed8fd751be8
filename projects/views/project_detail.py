"""The page of one project."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from msp_portal.kit import clock
from msp_portal.kit.templatetags.portal import nav_url
from projects.forms.project_state import ProgressForm
from projects.models import Project
from projects.queries.next_steps import Step, next_steps
from projects.queries.project_overview import Overview, project_overview
from projects.views.project_page import project_page


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A project, understood in ten seconds."""
    page = project_page(request, pk)
    of_the_team = bool(page.can_contribute)
    overview = project_overview(page.access, clock.today())
    context = page.context(
        overview=overview,
        steps=_steps(page.project, overview) if of_the_team else [],
        of_the_team=of_the_team,
        progress_form=ProgressForm(initial={"position": page.project.hill_position}),
    )
    return render(request, "projects/detail.html", context)


def _steps(project: Project, overview: Overview) -> list[tuple[Step, str]]:
    """What would help next, with the address of the page where it is done."""
    steps = next_steps(project, overview.numbers)
    placed = [(step, nav_url(step.url_name, project.pk)) for step in steps]
    return [(step, url) for step, url in placed if url]
