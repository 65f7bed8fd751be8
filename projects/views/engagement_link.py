"""The page of an engagement link: two taps from the mail, no account, no script.

GET shows, with the level of the button pressed in the mail already chosen; POST writes. What was
answered can be changed or taken back for thirty days.
"""

from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coordination.models import Ask, Person
from msp_portal.kit import clock
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.models import ActionLink
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.kit.scoping import Scope
from msp_portal.kit.views.links import link_view
from projects.emails.engagement import CONFIRMATION
from projects.forms.engagement import AnswerForm
from projects.models import EngagementAnswer, EngagementRound
from projects.queries.engagement import level_choices, read_level
from projects.services.engagement import may_answer, record_engagement, take_back_engagement

TEMPLATE = "projects/participant/engagement.html"
ACTION = "projects.engagement"
CONFIRM, TAKE_BACK = "confirmation", "retirer"


@link_view(ACTION)
def engagement_link(request: HttpRequest, link: ActionLink, person: Person) -> HttpResponse:
    """One question, five answers."""
    ask = link.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, EngagementRound):
        return _gone(request)
    answer = _answer_of(ask)
    if request.method == "POST":
        return _act(request, link, ask, answer)
    allowed = may_answer(ask.about, answer, clock.now())
    level = read_level(request.GET.get("niveau", ""))
    if answer is not None and answer.level == level:
        level = None  # already noted: the button of the mail was pressed again
    context = _context(ask, answer, chosen=level)
    if not allowed and answer is None:
        return render(request, "projects/participant/closed.html", context)
    return render(request, TEMPLATE, {**context, "allowed": allowed})


def _act(
    request: HttpRequest, link: ActionLink, ask: Ask, answer: EngagementAnswer | None
) -> HttpResponse:
    if CONFIRM in request.POST and answer is not None:
        return _confirm(request, ask, answer)
    try:
        if TAKE_BACK in request.POST:
            if answer is not None:
                take_back_engagement(actor=ask.person, answer=answer, via_link=link)
            return redirect(f"{request.path}?retiree=1")
        return _record(request, link, ask)
    except ValidationError as error:
        context = _context(ask, _answer_of(ask))
        context["why_closed"] = error.messages[0]
        return render(request, "projects/participant/closed.html", context, status=HTTPStatus.GONE)


def _record(request: HttpRequest, link: ActionLink, ask: Ask) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        level = read_level(request.POST.get("level", ""))
        context = _context(ask, _answer_of(ask), chosen=level, form=form)
        return render(request, TEMPLATE, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    typed = form.cleaned_data
    try:
        record_engagement(
            actor=ask.person,
            engagement_round=_round_of(ask),
            person=ask.person,
            level=typed["level"],
            comment=typed["comment"],
            expected_version=typed["version"] or 0,
            via_link=link,
        )
    except StaleSave as stale:
        context = _context(
            ask, cast("EngagementAnswer", stale.current), chosen=typed["level"], form=form
        )
        context["stale"] = True
        return render(request, TEMPLATE, context, status=HTTPStatus.CONFLICT)
    return redirect(f"{request.path}?notee=1")


@transaction.atomic
def _confirm(request: HttpRequest, ask: Ask, answer: EngagementAnswer) -> HttpResponse:
    """The person asks for a written trace of her own answer (DECISIONS 7c)."""
    if ask.person.email:
        queue_mail(
            kind=CONFIRMATION,
            recipient=ask.person,
            about=ask,
            occurrence=f"version-{answer.version}",
        )
    return redirect(f"{request.path}?envoyee=1")


def _round_of(ask: Ask) -> EngagementRound:
    """What the ask is about: the view answered « gone » when it was withdrawn."""
    return cast("EngagementRound", ask.about)


def _answer_of(ask: Ask) -> EngagementAnswer | None:
    """The answer of the person this link was given to, by whatever way it came."""
    found: EngagementAnswer | None = (
        EngagementAnswer.objects.for_scope(Scope.of(team_ids=[ask.team_id]))
        .filter(round_id=ask.about_id, person_id=ask.person_id)
        .first()
    )
    return found


def _context(
    ask: Ask,
    answer: EngagementAnswer | None,
    *,
    chosen: int | None = None,
    form: AnswerForm | None = None,
) -> dict[str, Any]:
    choices = level_choices(chosen)
    return {
        "ask": ask,
        "round": _round_of(ask),
        "project": _round_of(ask).project,
        "answer": answer,
        "answer_choice": next(
            (choice for choice in choices if answer and choice.level == answer.level), None
        ),
        "choices": choices,
        "chosen": next((choice for choice in choices if choice.chosen), None),
        "form": form,
        "version": answer.version if answer else 0,
        "stale": False,
        "allowed": True,
        "why_closed": "",
    }


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "projects/participant/gone.html", status=HTTPStatus.GONE)
