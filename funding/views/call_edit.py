"""Correcting and completing a call, by several hands."""

from copy import copy
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coordination.queries.scopes import Standing, standing_for
from funding.forms.call_parts import PARTS, initial_of, parts_formset, with_rows_added_since
from funding.forms.calls import CallForm
from funding.permissions import may_edit_call
from funding.queries.calls import call_for
from funding.services.call_parts import save_parts
from funding.services.calls import add_standard_questions, edit_call, remove_call
from funding.views.common import actor_of, try_act, try_service
from msp_portal.kit import clock
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import compare, settled
from msp_portal.kit.typed import whole_number


def _held(request: HttpRequest, pk: int) -> tuple[Standing, Any]:
    """The call, for who keeps it up to date."""
    standing = standing_for(request)
    found = call_for(standing.scope, pk, clock.now())
    may_edit_call(standing, found).or_deny()
    return standing, found


@login_required
def call_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole call, in folds."""
    standing, found = _held(request, pk)
    instance = copy(found)  # what is typed stays off the page's own
    if request.method != "POST":
        return _page(request, found, CallForm(instance=instance))
    form = CallForm(settled(request.POST), instance=instance)
    if not form.is_valid():
        return _page(request, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        saved = try_service(
            form, lambda: edit_call(actor=actor_of(standing), call=found, **form.saving())
        )
    except StaleSave as stale:
        context = {"call": found, "stale": compare(form, stale)}
        return render(request, "funding/call_stale.html", context, status=HTTPStatus.CONFLICT)
    if saved is None:
        return _page(request, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, "L’appel est enregistré.")
    return redirect("funding:call", pk=pk)


def _page(
    request: HttpRequest, found: Any, form: CallForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"call": found, "form": form}
    return render(request, "funding/call_edit.html", context, status=status)


@login_required
def call_parts(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """The dates, the pieces or the questions, row by row."""
    standing, found = _held(request, pk)
    if part not in PARTS:
        raise Http404
    model, form_class, title, help_text = PARTS[part]
    formset_class = parts_formset(form_class)
    context = {"call": found, "part": part, "title": title, "help": help_text}
    context["version"] = found.version
    if request.method != "POST":
        formset = formset_class(initial=initial_of(model, found, form_class))
        return render(request, "funding/call_parts.html", {**context, "formset": formset})
    formset = formset_class(request.POST)
    version = whole_number(request.POST.get("version"))
    # Refused rows still carry the version they were made from: a conflict stays one.
    context["version"] = version or 0
    if not formset.is_valid() or version is None:
        return _again(request, context, formset, HTTPStatus.UNPROCESSABLE_ENTITY)
    rows = [row for form in formset if (row := form.row()) is not None]
    try:
        save_parts(
            actor=actor_of(standing),
            call=found,
            part=model,
            expected_version=version,
            rows=rows,
        )
    except StaleSave:
        theirs = initial_of(model, found, form_class)
        found.refresh_from_db(fields=["version"])
        context |= {
            "theirs": [_words(form_class, row) for row in theirs],
            "version": found.version,
        }
        both = formset_class(with_rows_added_since(request.POST, form_class, theirs))
        return _again(request, context, both, HTTPStatus.CONFLICT)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return _again(request, context, formset, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, "C’est enregistré.")
    more = "plus" in request.POST
    return (
        redirect("funding:call_parts", pk=pk, part=part)
        if more
        else redirect("funding:call", pk=pk)
    )


def _again(
    request: HttpRequest, context: dict[str, Any], formset: Any, status: int
) -> HttpResponse:
    """The same rows as typed, under the version they carry."""
    return render(
        request, "funding/call_parts.html", {**context, "formset": formset}, status=status
    )


def _words(form_class: Any, row: dict[str, Any]) -> str:
    """A row as people read it."""
    form = form_class()
    said = []
    for name in form_class.columns:
        value = row[name]
        choices = dict(getattr(form.fields[name], "choices", []))
        if value not in (None, "", True, False):
            said.append(str(choices.get(value, value)))
    return ", ".join(said)


@login_required
@require_POST
def call_standard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the usual questions to a call whose own form is not known."""
    standing, found = _held(request, pk)
    add_standard_questions(actor=actor_of(standing), call=found)
    messages.success(request, "Le questionnaire courant est là : adaptez-le si besoin.")
    return redirect("funding:call_parts", pk=pk, part="questions")


@login_required
@require_POST
def call_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a call noted by mistake."""
    standing, found = _held(request, pk)
    done = f"L’appel « {found.title} » est retiré."
    if try_act(request, lambda: remove_call(actor=actor_of(standing), call=found), done):
        return redirect("funding:calls")
    return redirect("funding:call", pk=pk)
