"""Publishing: the team sees exactly what becomes public, then decides. Withdrawing. The draft PDF."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from capitalisation.documents.sheet import KIND
from capitalisation.models import ExperienceSheet
from capitalisation.queries.content import corrected_parts, sheet_content
from capitalisation.queries.presentation import present
from capitalisation.services.publication import publish_sheet, withdraw_sheet
from capitalisation.views.sheet_page import say_refusal, sheet_page
from msp_portal.kit import clock
from msp_portal.kit.documents import request_document

State = ExperienceSheet.State


@login_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview of the public page and of what others may take over; one button."""
    page = sheet_page(request, pk).for_the_team()
    page.can_decide.or_deny()
    if request.method == "POST":
        try:
            out = publish_sheet(actor=page.person, sheet=page.sheet)
        except ValidationError as refusal:
            say_refusal(request, refusal)
            return redirect("capitalisation:sheet", pk=pk)
        messages.success(request, "La fiche est dans la bibliothèque, ouverte à tous.")
        return redirect("capitalisation:published", slug=out.slug)
    sheet = page.sheet
    if sheet.state not in {State.VALIDATED, State.PUBLISHED}:
        return redirect("capitalisation:sheet", pk=pk)
    again = sheet.state == State.PUBLISHED
    context = page.context(
        again=again,
        corrected=corrected_parts(sheet, sheet.snapshot) if again and sheet.snapshot else [],
        content=present(sheet_content(sheet, until=clock.today())),
    )
    return render(request, "capitalisation/publish.html", context)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """What withdrawing does and does not do; one button."""
    page = sheet_page(request, pk).for_the_team()
    page.can_decide.or_deny()
    if request.method == "POST":
        try:
            withdraw_sheet(actor=page.person, sheet=page.sheet)
        except ValidationError as refusal:
            say_refusal(request, refusal)
        else:
            messages.success(request, "La fiche n’est plus dans la bibliothèque.")
        return redirect("capitalisation:sheet", pk=pk)
    return render(request, "capitalisation/withdraw.html", page.context())


@login_required
@require_POST
def draft_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the sheet as it stands, on paper; the next page shows it being made."""
    page = sheet_page(request, pk).for_the_team()
    document = request_document(actor=page.person, kind=KIND, about=page.sheet)
    return redirect("document_status", public_id=document.public_id)
