"""The page of a figure asked by link: one number, one keypad, no account, no script."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coordination.models import Ask, Person
from msp_portal.kit import clock
from msp_portal.kit.models import ActionLink
from msp_portal.kit.views.links import link_view
from projects.forms.figures import FigureAnswerForm
from projects.models import Fact, FigureRequest
from projects.queries.figures_asked import last_known
from projects.services.figures import REVERSIBLE, answer_figure

TEMPLATE = "projects/participant/figure.html"


@link_view("projects.figure")
def figure_link(request: HttpRequest, link: ActionLink, person: Person) -> HttpResponse:
    """GET shows the question, with the number already given; POST writes it."""
    ask = link.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, FigureRequest):
        return _over(request)
    figure = ask.about
    given = figure.figure_given(ask.person)
    if request.method == "POST":
        return _answer(request, link, ask, figure)
    if figure.closed_at is not None and given is None:
        return _over(request)
    return render(request, TEMPLATE, _context(ask, figure, given))


def _answer(
    request: HttpRequest, link: ActionLink, ask: Ask, figure: FigureRequest
) -> HttpResponse:
    form = FigureAnswerForm(request.POST, request_for=figure)
    if form.is_valid():
        try:
            answer_figure(
                actor=ask.person,
                ask=ask,
                value=form.cleaned_data["value"],
                client_uuid=form.cleaned_data["client_uuid"],
                via_link=link,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{request.path}?notee=1")
    context = _context(ask, figure, figure.figure_given(ask.person), form=form)
    return render(request, TEMPLATE, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _context(
    ask: Ask, figure: FigureRequest, given: Fact | None, form: FigureAnswerForm | None = None
) -> dict[str, Any]:
    initial = {"value": given.value} if given else {}
    return {
        "ask": ask,
        "figure": figure,
        "project": figure.project,
        "given": given,
        "given_words": _words(given),
        "may_change": given is None or clock.now() <= given.recorded_at + REVERSIBLE,
        "last": last_known(figure.indicator, other_than=figure),
        "form": form or FigureAnswerForm(request_for=figure, initial=initial),
    }


def _words(given: Fact | None) -> str:
    if given is None:
        return ""
    return "non mesuré" if given.value is None else given.indicator.in_unit(given.value)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "projects/participant/figure_over.html", status=HTTPStatus.GONE)
