"""A report to a funder: read, completed, sent; and the money of a project on its own page."""

from copy import copy
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.queries.scopes import Standing, standing_for
from funding.forms.decisions import ReportForm
from funding.models import ReportDue
from funding.permissions import may_send
from funding.queries.corrections import corrected_parts
from funding.queries.fundings import fundings_of
from funding.queries.report_content import printed_data, printed_report, report_content
from funding.queries.reports import open_share, report_for, sendings_of
from funding.services.reports import DOCUMENT, edit_report, send_report
from funding.views.common import actor_of, try_act
from msp_portal.kit import clock
from msp_portal.kit.documents import request_document
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import compare, settled
from msp_portal.kit.permissions import Allowed, no
from projects.permissions import may_contribute
from projects.views.project_page import project_page


def _mine(request: HttpRequest, pk: int) -> tuple[Standing, ReportDue]:
    """The report of one's own team, else Http404: a funder only reads what was sent."""
    standing = standing_for(request)
    access = report_for(standing, pk, clock.today())
    if not access.mine:
        raise Http404
    return standing, access.report


def _team_id(report: ReportDue) -> int | None:
    application = report.grant.application
    return application.team_id if application else None


def _can_send(standing: Standing, report: ReportDue) -> Allowed:
    team_id = _team_id(report)
    if team_id is None:
        return no("Ce compte rendu n’est rattaché à aucune équipe.")
    return may_send(standing, team_id)


@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it stands for its team; as it was sent for who received it."""
    standing = standing_for(request)
    access = report_for(standing, pk, clock.today())
    found = access.report
    if not access.mine:
        context = {"report": found, "printed": printed_report(found)}
        return render(request, "funding/report_received.html", context)
    team_id = _team_id(found)
    can_write = may_contribute(standing, [team_id] if team_id else [])
    if request.method == "POST":
        can_write.or_deny()
        return _save(request, standing, found)
    return _page(request, standing, found, ReportForm(instance=copy(found)))


def _page(
    request: HttpRequest,
    standing: Standing,
    found: ReportDue,
    form: ReportForm,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    content = report_content(found)
    snapshot = found.snapshot
    context = {
        "report": found,
        "project": found.project,
        "content": content,
        "printed": printed_data(content.data),
        "form": form,
        "can_send": _can_send(standing, found),
        "sendings": list(sendings_of(found)),
        "corrected": corrected_parts(snapshot, content.data) if snapshot else [],
        "share": open_share(found, clock.today()),
    }
    return render(request, "funding/report.html", context, status=status)


def _save(request: HttpRequest, standing: Standing, found: ReportDue) -> HttpResponse:
    form = ReportForm(settled(request.POST), instance=copy(found))
    if not form.is_valid():
        return _page(request, standing, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        edit_report(actor=actor_of(standing), report=found, **form.saving())
    except StaleSave as stale:
        context = {"report": found, "stale": compare(form, stale)}
        return render(request, "funding/report_stale.html", context, status=HTTPStatus.CONFLICT)
    messages.success(request, "C’est enregistré.")
    return redirect("funding:report", pk=found.pk)


@login_required
def report_send(request: HttpRequest, pk: int) -> HttpResponse:
    """« Envoyer »: says what leaves, to whom; then freezes it."""
    standing, found = _mine(request, pk)
    _can_send(standing, found).or_deny()
    if request.method == "POST":
        share = request.POST.get("partager") == "1"
        try_act(
            request,
            lambda: send_report(actor=actor_of(standing), report=found, share=share),
            "Envoyé. Cette version est gardée telle quelle.",
        )
        return redirect("funding:report", pk=pk)
    content = report_content(found)
    context = {
        "report": found,
        "missing": content.missing,
        "share": open_share(found, clock.today()),
    }
    return render(request, "funding/report_send.html", context)


@login_required
@require_POST
def report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the PDF: of what was sent, else of the report as it stands."""
    standing, found = _mine(request, pk)
    document = request_document(
        actor=actor_of(standing), kind=DOCUMENT, about=found, scope=standing.scope
    )
    return redirect("document_status", public_id=document.public_id)


@login_required
@require_safe
def project_fundings(request: HttpRequest, pk: int) -> HttpResponse:
    """« Financements »: what was asked, granted, owed for one project."""
    page = project_page(request, pk).for_the_team()
    fundings = fundings_of(page.standing.scope, page.project, clock.now())
    return render(request, "funding/project.html", page.context(fundings=fundings))
