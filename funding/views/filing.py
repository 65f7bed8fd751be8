"""Recording the filing and its proof; what the funder decided; the payments."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coordination.queries.scopes import standing_for
from funding.forms.applications import FilingForm
from funding.forms.decisions import GrantForm, RefusalForm
from funding.models import Application, Instalment
from funding.queries.applications import application_for, content_of
from funding.queries.missing import missing_of
from funding.services.decisions import (
    note_instalment_received,
    record_grant,
    record_refusal,
    withdraw_decision,
)
from funding.services.filing import file_application, withdraw_filing
from funding.views.common import ApplicationPage, actor_of, application_page, try_act, try_service
from msp_portal.kit import clock
from msp_portal.kit.files import UploadRefused, file_response
from msp_portal.kit.permissions import no


@login_required
def application_file(request: HttpRequest, pk: int) -> HttpResponse:
    """« Noter le dépôt »: day, hour, number or proof. What is missing is shown, never blocks."""
    page = application_page(request, pk)
    page.can_manage.or_deny()
    page.can_write.or_deny()
    now = timezone.localtime(page.now)
    initial = {"day": now.date(), "hour": now.time().replace(second=0, microsecond=0)}
    form = FilingForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        filed = _receiving(
            form,
            lambda: file_application(
                actor=page.actor,
                application=page.application,
                filed_at=form.filed_at,
                reference=form.cleaned_data["reference"],
                proof=form.cleaned_data["proof"],
            ),
        )
        if filed:
            messages.success(request, "Déposé. Ce qui a été envoyé est gardé tel quel.")
            return redirect("funding:application", pk=pk)
    missing = missing_of(content_of(page.application))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = page.context("Dépôt", form=form, missing=missing)
    return render(request, "funding/application_file.html", context, status=status)


def _receiving(form: FilingForm, call: Callable[[], Any]) -> Any:
    try:
        return try_service(form, call)
    except UploadRefused as refusal:
        form.add_error("proof", str(refusal))
        return None


@login_required
@require_safe
def filing_proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The proof of filing, for the team."""
    page = application_page(request, pk)
    if page.application.filing_proof is None:
        raise Http404
    return file_response(page.application.filing_proof, inline="lire" in request.GET)


@login_required
@require_POST
def filing_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The filing was noted by mistake."""
    page = application_page(request, pk)
    page.can_manage.or_deny()
    try_act(
        request,
        lambda: withdraw_filing(actor=page.actor, application=page.application),
        "Le dossier est de nouveau « NON déposé ».",
    )
    return redirect("funding:application", pk=pk)


@login_required
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Granted or refused: two forms on one page, one of them sent."""
    page = application_page(request, pk)
    page.can_manage.or_deny()
    found = page.application
    if found.state != Application.State.FILED:
        no("La décision se note une fois, après le dépôt.").or_deny()
    refused = "refus" in request.POST
    granted = request.method == "POST" and not refused
    grant_form = GrantForm(
        request.POST if granted else None,
        months=found.call.report_months_after,
        initial=_likely(page),
    )
    refusal_form = RefusalForm(
        request.POST if refused else None, initial={"decided_on": clock.today()}
    )
    if granted and grant_form.is_valid():
        if try_service(
            grant_form,
            lambda: record_grant(actor=page.actor, application=found, **grant_form.decision()),
        ):
            messages.success(request, "Accord noté. Le compte rendu à remettre est déjà daté.")
            return redirect("funding:application", pk=pk)
    elif refused and refusal_form.is_valid():
        typed = {name: refusal_form.cleaned_data[name] for name in ("decided_on", "reason")}
        if try_service(
            refusal_form,
            lambda: record_refusal(actor=page.actor, application=found, **typed),
        ):
            messages.success(
                request, "C’est noté. Le dossier reste utilisable pour un autre appel."
            )
            return redirect("funding:application", pk=pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    context = page.context(
        "Décision", grant_form=grant_form, refusal_form=refusal_form, refused=refused
    )
    return render(request, "funding/decision.html", context, status=status)


def _likely(page: ApplicationPage) -> dict[str, Any]:
    """The exercise of the budget, and the amount asked for: usually right, always to check."""
    found = page.application
    year = found.budget.year if found.budget else clock.today().year
    return {
        "decided_on": clock.today(),
        "amount": found.amount_requested,
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
    }


@login_required
@require_POST
def decision_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision was noted by mistake."""
    page = application_page(request, pk)
    page.can_manage.or_deny()
    try_act(
        request,
        lambda: withdraw_decision(actor=page.actor, application=page.application),
        "La décision n’est plus notée.",
    )
    return redirect("funding:application", pk=pk)


@login_required
@require_POST
def instalment(request: HttpRequest, pk: int) -> HttpResponse:
    """The money came today; or, after all, not yet."""
    standing = standing_for(request)
    found = get_object_or_404(
        Instalment.objects.for_scope(standing.scope)
        .select_related("grant__application")
        .filter(grant__application__isnull=False),
        pk=pk,
    )
    application = application_for(standing.scope, found.grant.application_id)
    page = ApplicationPage(standing, application, clock.now())
    page.can_manage.or_deny()
    day = None if found.received_on else clock.today()
    try_act(
        request,
        lambda: note_instalment_received(
            actor=actor_of(standing), instalment=found, received_on=day
        ),
        "Versement noté." if day else "Le versement est de nouveau attendu.",
    )
    return redirect("funding:application", pk=application.pk)
