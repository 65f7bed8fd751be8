"""The page of a partner's link: three short questions, no account, no script.

GET shows, POST writes; the answer is changed or taken back for thirty days by the same link.
"""

from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coordination.models import Ask, Person
from msp_portal.kit.models import ActionLink
from msp_portal.kit.views.links import link_view
from projects.emails.opinions import LINK_ACTION, OVER
from projects.forms.partners import OpinionForm
from projects.models import Partner
from projects.queries.partners import opinion_given
from projects.services.opinions import record_opinion, take_back_opinion

TEMPLATE = "projects/participant/opinion.html"
TAKE_BACK = "retirer"


@link_view(LINK_ACTION)
def opinion_link(request: HttpRequest, link: ActionLink, person: Person) -> HttpResponse:
    """What is missing, what one can bring, what one thinks."""
    ask = link.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, Partner):
        return render(
            request, "projects/participant/gone.html", {"declined": False}, status=HTTPStatus.GONE
        )
    if request.method == "POST":
        return _act(request, link, ask)
    given = opinion_given(ask)
    if given is None and ask.about.project.status in OVER:
        return _closed(request, ask, "Le projet est arrêté ou terminé : il n’attend plus d’avis.")
    start = {name: getattr(given, name) for name in OpinionForm.base_fields} if given else {}
    return render(request, TEMPLATE, _context(request, ask, OpinionForm(initial=start)))


def _partner_of(ask: Ask) -> Partner:
    """Who was asked: the view answered « gone » when the ask was about nothing any more."""
    return cast("Partner", ask.about)


def _act(request: HttpRequest, link: ActionLink, ask: Ask) -> HttpResponse:
    partner = _partner_of(ask)
    given = opinion_given(ask)
    if TAKE_BACK in request.POST:
        try:
            if given is not None:
                take_back_opinion(actor=ask.person, opinion=given, via_link=link)
        except ValidationError as error:
            return _closed(request, ask, error.messages[0])
        return redirect(f"{request.path}?retire=1")
    form = OpinionForm(request.POST)
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in OpinionForm.base_fields}
        try:
            record_opinion(
                actor=ask.person, partner=partner, person=ask.person, via_link=link, **typed
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{request.path}?merci=1")
    context = _context(request, ask, form)
    return render(request, TEMPLATE, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _context(request: HttpRequest, ask: Ask, form: OpinionForm) -> dict[str, Any]:
    given = opinion_given(ask)
    return {
        "ask": ask,
        "project": _partner_of(ask).project,
        "partner": _partner_of(ask),
        "given": given,
        "form": form,
        "thanks": bool(given and "merci" in request.GET and request.method == "GET"),
        "taken_back": given is None and "retire" in request.GET,
        "changing": "changer" in request.GET,
    }


def _closed(request: HttpRequest, ask: Ask, why: str) -> HttpResponse:
    context = {"ask": ask, "project": _partner_of(ask).project, "why_closed": why}
    return render(request, "projects/participant/closed.html", context, status=HTTPStatus.GONE)
