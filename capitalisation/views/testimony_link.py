"""The page of a testimony link: six questions, no account, no script. GET shows, POST writes."""

from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from capitalisation.forms.testimonies import TestimonyForm
from capitalisation.models import ExperienceSheet, Testimony
from capitalisation.services.testimonies import (
    QUESTIONS,
    TESTIMONY_ACTION,
    record_testimony,
    take_back_testimony,
)
from capitalisation.views.sheet_page import put_refusal
from coordination.models import Ask, Person
from msp_portal.kit.french import in_sentence
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.models import ActionLink
from msp_portal.kit.scoping import Scope
from msp_portal.kit.views.links import link_view

TEMPLATE = "capitalisation/participant/testimony.html"
TAKE_BACK = "retirer"


@link_view(TESTIMONY_ACTION)
def testimony_link(request: HttpRequest, link: ActionLink, person: Person) -> HttpResponse:
    """Six questions; what was answered comes back to be changed or taken back."""
    ask = link.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, ExperienceSheet):
        return _closed(request)
    if ask.about.state == ExperienceSheet.State.WITHDRAWN or ask.closed_at:
        return _closed(request)
    if request.method == "POST":
        return _act(request, link, ask)
    given = _given(ask)
    form = TestimonyForm(initial=_initial(ask.person, given))
    return render(request, TEMPLATE, _context(ask, form, given))


def _act(request: HttpRequest, link: ActionLink, ask: Ask) -> HttpResponse:
    if TAKE_BACK in request.POST:
        take_back_testimony(ask=ask, via_link=link)
        return redirect(f"{request.path}?retire=1")
    form = TestimonyForm(request.POST)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    stale = False
    if form.is_valid():
        try:
            record_testimony(
                ask=ask,
                answers=form.answers(),
                said_by=form.cleaned_data["said_by"],
                may_quote=form.cleaned_data["may_quote"],
                expected_version=form.cleaned_data["version"] or 0,
                via_link=link,
            )
        except StaleSave:
            stale, status = True, HTTPStatus.CONFLICT
        except ValidationError as refusal:
            put_refusal(form, refusal)
        else:
            return redirect(f"{request.path}?note=1")
    context = _context(ask, form, _given(ask), stale=stale)
    return render(request, TEMPLATE, context, status=status)


def _given(ask: Ask) -> Testimony | None:
    found: Testimony | None = (
        Testimony.objects.for_scope(Scope.of(person_id=ask.person_id))
        .filter(sheet=ask.about, person=ask.person)
        .first()
    )
    return found


def _initial(person: Person, given: Testimony | None) -> dict[str, Any]:
    if given is None:
        trade = person.function or (person.profession.label if person.profession else "")
        return {"said_by": in_sentence(trade), "version": 0}
    kept = (*QUESTIONS, "said_by", "may_quote", "version")
    return {name: getattr(given, name) for name in kept}


def _context(
    ask: Ask, form: TestimonyForm, given: Testimony | None, *, stale: bool = False
) -> dict[str, Any]:
    sheet = cast("ExperienceSheet", ask.about)
    return {
        "ask": ask,
        "sheet": sheet,
        "project": sheet.project,
        "form": form,
        "questions": [
            (form[name], _saved_meanwhile(form, given, name) if stale else "") for name in QUESTIONS
        ],
        "given": given,
        "version": given.version if given else 0,
        "stale": stale,
        "published": sheet.state == ExperienceSheet.State.PUBLISHED,
    }


def _saved_meanwhile(form: TestimonyForm, given: Testimony | None, name: str) -> str:
    """What another of her windows saved for this question, when it is not what she types here."""
    saved: str = getattr(given, name) if given else ""
    return saved if saved != (form[name].value() or "") else ""


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "capitalisation/participant/gone.html", status=HTTPStatus.GONE)
