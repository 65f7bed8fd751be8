"""The ligne de vie in full, on screen and on one A4."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from msp_portal.kit import clock
from msp_portal.kit.documents import request_document
from projects.documents.life_line_page import KEY
from projects.queries.life_line_page import life_line_page
from projects.views.project_page import project_page


@login_required
@require_safe
def life_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Six stations, the months below, the next two dates in words, who."""
    page = project_page(request, pk).for_the_team()
    context = page.context(page=life_line_page(page.project, page.access.scope, clock.today()))
    return render(request, "projects/life_line.html", context)


@login_required
@require_POST
def life_line_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the sheet; its page says how far it is."""
    page = project_page(request, pk).for_the_team()
    document = request_document(
        actor=page.person, kind=KEY, about=page.project, scope=page.access.scope
    )
    return redirect("document_status", public_id=document.public_id)
