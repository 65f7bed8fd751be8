"""Sending a sheet to the federation, taking it back in hand; the federation's reading."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from capitalisation.forms.review import ReviewForm
from capitalisation.models import ExperienceSheet, SheetReview
from capitalisation.queries.content import sheet_content
from capitalisation.queries.presentation import present
from capitalisation.queries.sheet_page import reviews_of
from capitalisation.services.review import (
    reopen_sheet,
    send_back_sheet,
    submit_sheet,
    validate_sheet,
)
from capitalisation.views.sheet_page import SheetPage, put_refusal, say_refusal, sheet_page

State = ExperienceSheet.State
READABLE = {State.IN_REVIEW, State.VALIDATED}


@login_required
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Who will read it and what happens next; one button."""
    page = sheet_page(request, pk).for_the_team()
    page.can_decide.or_deny()
    if request.method == "POST":
        try:
            sent = submit_sheet(actor=page.person, sheet=page.sheet)
        except ValidationError as refusal:
            say_refusal(request, refusal)
        else:
            messages.success(request, f"La fiche est envoyée à {sent.reviewer_organisation}.")
        return redirect("capitalisation:sheet", pk=pk)
    return render(request, "capitalisation/submit.html", page.context())


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The team takes its sheet back in hand."""
    page = sheet_page(request, pk).for_the_team()
    page.can_decide.or_deny()
    try:
        reopen_sheet(actor=page.person, sheet=page.sheet)
    except ValidationError as refusal:
        say_refusal(request, refusal)
    else:
        messages.success(request, "La fiche est de nouveau entre vos mains.")
    return redirect("capitalisation:sheet", pk=pk)


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet, the grid, the verdict: for the federation it was sent to, and nobody else."""
    page = sheet_page(request, pk)
    if not page.access.of_the_reviewer:
        raise Http404
    form = ReviewForm(request.POST or None, sheet=page.sheet)
    if request.method == "POST":
        page.can_review.or_deny()
        if form.is_valid() and _give(page, form):
            messages.success(request, "Votre avis est transmis à l’équipe.")
            return redirect("capitalisation:review", pk=pk)
    readable = page.sheet.state in READABLE
    context = page.context(
        form=form,
        readable=readable,
        content=present(sheet_content(page.sheet)) if readable else None,
        reviews=reviews_of(page.standing.scope, page.sheet),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "capitalisation/review.html", context, status=status)


def _give(page: SheetPage, form: ReviewForm) -> bool:
    """Give the opinion; False when the service refused, with its reasons in the form."""
    given = form.cleaned_data
    organisation = page.sheet.reviewer_organisation
    assert organisation is not None  # noqa: S101 (said by of_the_reviewer)
    try:
        if given["verdict"] == SheetReview.Verdict.VALIDATED:
            validate_sheet(
                actor=page.person,
                sheet=page.sheet,
                organisation=organisation,
                grid=form.grid(),
                evidence_level=given["evidence_level"],
                comment=given["comment"],
            )
        else:
            send_back_sheet(
                actor=page.person,
                sheet=page.sheet,
                organisation=organisation,
                comment=given["comment"],
                grid=form.grid(),
            )
    except ValidationError as refusal:
        put_refusal(form, refusal)
        return False
    return True
