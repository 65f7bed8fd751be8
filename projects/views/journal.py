"""The journal of a project, readable by its teams."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.queries.journal import journal_days, project_events
from projects.views.project_page import project_page

PER_PAGE = 50


@login_required
@require_safe
def journal(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what, when; the latest first."""
    page = project_page(request, pk).for_the_team()
    found = Paginator(project_events(page.access, page.standing.scope), PER_PAGE)
    events = found.get_page(request.GET.get("page"))
    context = page.context(events=events, days=journal_days(events.object_list))
    return render(request, "projects/journal.html", context)
