"""An application: opened with a project, read, settled, signed, planned, given up, printed."""

from copy import copy
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.queries.scopes import standing_for
from funding.forms.applications import AbandonForm, SettleForm, SignForm
from funding.permissions import may_answer_call, may_answer_with
from funding.queries.answering import offers_for
from funding.queries.applications import content_of, printed
from funding.queries.calls import call_for
from funding.queries.corrections import corrected_since_filing
from funding.queries.grants import instalments_of, reports_of
from funding.queries.missing import missing_of
from funding.services.applications import (
    abandon_application,
    open_application,
    resume_application,
    settle_application,
    sign_application,
)
from funding.services.filing import DOCUMENT
from funding.services.planning import plan_draft, steps_of
from funding.views.common import (
    ApplicationPage,
    actor_of,
    application_page,
    try_act,
    try_service,
)
from msp_portal.kit import clock
from msp_portal.kit.documents import request_document
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import compare, settled
from msp_portal.kit.permissions import no


@login_required
def call_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """« Répondre avec un projet »: one button for each project one may answer with."""
    standing = standing_for(request)
    call = call_for(standing.scope, pk, clock.now())
    may_answer_call(standing).or_deny()
    offers = offers_for(standing, call)
    if request.method != "POST":
        return render(request, "funding/call_answer.html", {"call": call, "offers": offers})
    chosen = next((offer for offer in offers if offer.key == request.POST.get("offer")), None)
    if chosen is None:
        no("Choisissez un projet que vous portez.").or_deny()
    assert chosen is not None  # noqa: S101 (or_deny has just raised)
    may_answer_with(standing, chosen.team, chosen.team_ids, chosen.carrier_ids).or_deny()
    if chosen.application is not None:
        return redirect("funding:application", pk=chosen.application.pk)
    application = open_application(
        actor=actor_of(standing), call=call, project=chosen.project, team=chosen.team
    )
    messages.success(
        request, "Le dossier est ouvert. Ce que le projet dit déjà y est ; rien n’est déposé."
    )
    return redirect("funding:application", pk=application.pk)


@login_required
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft with what is missing; once filed, what was filed."""
    page = application_page(request, pk)
    if page.application.is_filed and page.application.snapshot is not None:
        return _filed(request, page)
    content = content_of(page.application)
    context = page.context(
        content=content,
        missing=missing_of(content) if page.application.is_draft else [],
        steps=steps_of(page.application),
    )
    return render(request, "funding/application.html", context)


def _filed(request: HttpRequest, page: ApplicationPage) -> HttpResponse:
    found, scope = page.application, page.standing.scope
    grant = getattr(found, "grant", None)
    assert found.snapshot is not None  # noqa: S101 (asked by the caller)
    context = page.context(
        printed=printed(found.snapshot.data),
        corrected=corrected_since_filing(found),
        decision=getattr(found, "decision", None),
        grant=grant,
        instalments=instalments_of(scope, grant) if grant else [],
        reports=reports_of(scope, grant) if grant else [],
    )
    return render(request, "funding/application_filed.html", context)


@login_required
def application_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signs, which budget, how much, who files."""
    page = application_page(request, pk)
    page.can_manage.or_deny()
    found = page.application
    instance = copy(found)  # what is typed stays off the page's own
    if request.method != "POST":
        context = page.context("Réglages", form=SettleForm(instance=instance))
        return render(request, "funding/application_settle.html", context)
    form = SettleForm(settled(request.POST), instance=instance)
    saved = None
    if form.is_valid():
        try:
            saved = try_service(
                form,
                lambda: settle_application(actor=page.actor, application=found, **form.saving()),
            )
        except StaleSave as stale:
            context = page.context("Réglages", stale=compare(form, stale))
            return render(
                request, "funding/application_stale.html", context, status=HTTPStatus.CONFLICT
            )
    if saved is None:
        return render(
            request,
            "funding/application_settle.html",
            page.context("Réglages", form=form),
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    messages.success(request, "C’est enregistré.")
    return redirect("funding:application", pk=pk)


@login_required
def application_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the signature, or take it back."""
    page = application_page(request, pk)
    page.can_manage.or_deny()
    found = page.application
    initial = {"signed_on": found.signed_on or clock.today()}
    form = SignForm(request.POST or None, structure=found.bearing_structure, initial=initial)
    if request.method == "POST":
        if "retirer" in request.POST:
            act = lambda: sign_application(  # noqa: E731
                actor=page.actor, application=found, signed_on=None
            )
            try_act(request, act, "La signature n’est plus notée.")
            return redirect("funding:application", pk=pk)
        if form.is_valid() and try_service(
            form,
            lambda: sign_application(
                actor=page.actor,
                application=found,
                signed_on=form.cleaned_data["signed_on"],
            ),
        ):
            messages.success(request, "La signature est notée.")
            return redirect("funding:application", pk=pk)
    return render(request, "funding/application_sign.html", page.context("Signature", form=form))


@login_required
@require_POST
def application_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the steps back from the deadline, or again after it moved."""
    page = application_page(request, pk)
    page.can_manage.or_deny()
    try_act(
        request,
        lambda: plan_draft(actor=page.actor, application=page.application),
        "Les étapes sont comptées à rebours. Ce qui a été déplacé à la main n’a pas bougé.",
    )
    return redirect("funding:application", pk=pk)


@login_required
def application_abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up, saying why."""
    page = application_page(request, pk)
    page.can_manage.or_deny()
    form = AbandonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = try_service(
            form,
            lambda: abandon_application(
                actor=page.actor,
                application=page.application,
                reason=form.cleaned_data["reason"],
            ),
        )
        if done:
            messages.success(request, "C’est noté. Le dossier reste lisible et peut être repris.")
            return redirect("funding:application", pk=pk)
    return render(request, "funding/application_abandon.html", page.context("Renoncer", form=form))


@login_required
@require_POST
def application_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up again a draft that was given up."""
    page = application_page(request, pk)
    page.can_manage.or_deny()
    try_act(
        request,
        lambda: resume_application(actor=page.actor, application=page.application),
        "Le dossier est repris. Il n’est toujours pas déposé.",
    )
    return redirect("funding:application", pk=pk)


@login_required
@require_POST
def application_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the PDF of the whole file; what was filed gives what was filed."""
    page = application_page(request, pk)
    document = request_document(
        actor=page.actor,
        kind=DOCUMENT,
        about=page.application,
        scope=page.standing.scope,
    )
    return redirect("document_status", public_id=document.public_id)
