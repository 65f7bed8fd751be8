"""The sheets one has something to do with, and the page of one of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from capitalisation.models import ExperienceSheet, Takeover
from capitalisation.queries.access import sheets_of_teams, sheets_sent_to
from capitalisation.queries.content import corrected_parts, evidence_label, written_in
from capitalisation.queries.figures import sheet_figures
from capitalisation.queries.lineage import ancestors_of, descent_of
from capitalisation.queries.prefill import project_words
from capitalisation.queries.sheet_page import (
    messages_of,
    parts_of,
    reviews_of,
    witnesses_of,
)
from capitalisation.services.sheets import create_sheet
from capitalisation.views.sheet_page import SheetPage, sheet_page
from coordination.queries.scopes import standing_for
from msp_portal.kit import clock
from projects.views.project_page import project_page

PER_PAGE = 50
State = ExperienceSheet.State


@login_required
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets of my teams; for a federation, those that were sent to it."""
    standing = standing_for(request)
    reviewing = bool(standing.federations)
    rows = sheets_sent_to(standing) if reviewing else sheets_of_teams(standing.scope)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "capitalisation/sheets.html",
        {"page": page, "reviewing": reviewing, "has_teams": bool(standing.teams)},
    )


@login_required
def project_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of a project: opened in one gesture, filled with what the project already says."""
    page = project_page(request, pk).for_the_team()
    project = page.project
    existing = ExperienceSheet.objects.for_scope(page.access.scope).filter(project=project).first()
    if request.method == "POST":
        page.can_edit.or_deny()
        mine = [team for team in page.access.teams if team.pk in page.standing.scope.team_ids]
        lead = page.access.lead_team
        team = lead if lead in mine else mine[0]
        opened = create_sheet(
            actor=page.standing.person,  # type: ignore[arg-type]  # behind login_required
            project=project,
            team=team,
        )
        messages.success(request, "La fiche est ouverte, avec ce que le projet dit déjà.")
        return redirect("capitalisation:sheet", pk=opened.pk)
    if existing is not None:
        return redirect("capitalisation:sheet", pk=existing.pk)
    words = project_words(project)
    takeover = Takeover.objects.for_scope(page.access.scope).filter(project=project).first()
    context = page.context(
        told=sum(bool(text) for text in words.values()),
        parts=len(words),
        ancestors=ancestors_of(project.pk),
        takeover=takeover,
    )
    return render(request, "capitalisation/project_sheet.html", context)


@login_required
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a sheet, for its team; the federation and the public have their own."""
    page = sheet_page(request, pk)
    if page.access.of_the_team:
        return render(request, "capitalisation/sheet.html", page.context(**_team_view(page)))
    if page.access.of_the_reviewer:
        return redirect("capitalisation:review", pk=pk)
    if page.sheet.state == State.PUBLISHED:
        return redirect("capitalisation:published", slug=page.sheet.slug)
    raise Http404


def _team_view(page: SheetPage) -> dict[str, Any]:
    sheet, scope = page.sheet, page.access.scope
    written = written_in(sheet)
    parts = parts_of(written.sections)
    frozen = sheet.snapshot if sheet.state == State.PUBLISHED else None
    witnesses = witnesses_of(scope, sheet, clock.now())
    return {
        "parts": parts,
        "evidence_label": evidence_label(sheet),
        "told": sum(part.is_told for part in parts),
        "quotes": written.quotes,
        "figures": sheet_figures(sheet.project, hidden=written.hidden),
        "asked": len(witnesses),
        "answered": sum(each.testimony is not None for each in witnesses),
        "reviews": reviews_of(scope, sheet),
        "readers_messages": messages_of(scope, sheet),
        "ancestors": ancestors_of(sheet.project_id),
        "descent": descent_of(sheet, page.standing.scope),
        "corrected": corrected_parts(sheet, frozen, written) if frozen else [],
    }
