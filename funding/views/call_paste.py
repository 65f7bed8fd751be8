"""« Coller l’appel »: a text or a PDF, what was understood beside it, then the call.

Nothing is written before who pasted has seen it: the text travels in the form.
"""

from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from coordination.models import Organisation
from coordination.queries.scopes import Standing, standing_for
from funding.call_reader import Problem, ReadCall, read_call
from funding.forms.call_parts import DateForm, parts_formset
from funding.forms.call_paste import (
    PastedCallForm,
    PasteForm,
    initial_dates,
    initial_of,
)
from funding.forms.calls import OwnerField, funders_near
from funding.models import CallDate
from funding.permissions import may_answer_with, may_note_call
from funding.queries.answering import Offer, offers_for
from funding.queries.call_paste import (
    home_departments,
    marked_text,
    match_funder,
    reader_places,
    twins_of,
)
from funding.services.calls import FunderSaid
from funding.services.pasted_calls import Noted, PastedParts, note_pasted_call
from funding.views.call_read_lines import dates_summary, lines_of, named_values
from funding.views.common import actor_of, try_service
from msp_portal.kit import clock
from msp_portal.kit.french import moment

DATES = "dates"
TOO_BIG = (
    "Ce texte est trop long pour être reçu. Revenez en arrière : il est toujours dans la page. "
    "Ne gardez que l’appel lui-même, une trentaine de pages au plus."
)
WHY_NOT = {
    Problem.EMPTY: "Collez le texte de l’appel, ou choisissez son PDF.",
    Problem.LANGUAGE: "Ce texte ne semble pas être en français : le portail ne lit que le français.",
    Problem.NOT_A_CALL: "Ce texte ne ressemble pas à un appel : le portail n’y a pas cherché de date "
    "limite.",
}


@csrf_exempt  # only to say kindly that a text is too long; the page itself is protected
def call_paste(request: HttpRequest) -> HttpResponse:
    """The three steps; a text longer than the portal receives gets an answer, not a broken page."""
    try:
        request.POST  # noqa: B018 (reading it is what may be refused)
    except RequestDataTooBig:
        context = {"too_big": TOO_BIG}
        return render(
            request, "funding/call_paste.html", context, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        )
    return _paste(request)


@csrf_protect
@login_required
def _paste(request: HttpRequest) -> HttpResponse:
    standing = standing_for(request)
    may_note_call(standing).or_deny()
    if request.method != "POST":
        return _ask(request, PasteForm())
    if "noter" in request.POST:
        return _save(request, standing)
    if "revenir" in request.POST:
        return _ask(request, PasteForm(initial={"text": request.POST.get("source_text", "")}))
    return _read(request, standing)


def _ask(
    request: HttpRequest, form: PasteForm, problem: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """Step one, with what was pasted still there."""
    context = {"form": form, "problem": problem}
    return render(request, "funding/call_paste.html", context, status=status)


def _read(request: HttpRequest, standing: Standing) -> HttpResponse:
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    page = _Page(standing, form.text_read, anyway="quand_meme" in request.POST)
    if page.read.problem and "quand_meme" not in request.POST:
        again = PasteForm(initial={"text": page.read.text or form.text_read})
        return _ask(request, again, WHY_NOT[page.read.problem], HTTPStatus.UNPROCESSABLE_ENTITY)
    return _show(request, page, page.form(), page.dates(), twins=page.twins())


@dataclass
class _Page:
    """What step two stands on: the reading, the projects one may answer with, the funder."""

    standing: Standing
    text: str
    anyway: bool = True

    @cached_property
    def read(self) -> ReadCall:
        """Read again from the text at each step: nothing is kept between two."""
        home = home_departments(self.standing)
        today = clock.today()
        return read_call(self.text, today, reader_places(), home=home, anyway=self.anyway)

    @cached_property
    def offers(self) -> list[Offer]:
        """One's own projects, those on a theme of the call first."""
        return offers_for(self.standing, None, [value.value for value in self.read.themes])

    @cached_property
    def initial(self) -> dict[str, Any]:
        """What was understood, as the form starts."""
        name = self.read.funder.value if self.read.funder else ""
        funder = match_funder(name, funders_near(self.standing)) if name else None
        return initial_of(self.read, funder_id=funder.id if funder else None, owner=None)

    def form(self, data: Any = None) -> PastedCallForm:
        """The fields, filled with what was read or with what was typed."""
        initial = {name: value for name, value in self.initial.items() if value is not None}
        return PastedCallForm(
            data, standing=self.standing, read=self.read, offers=self.offers, initial=initial
        )

    def dates(self, data: Any = None) -> Any:
        """The other dates, a row each."""
        return parts_formset(DateForm, spare=1)(
            data, initial=initial_dates(self.read), prefix=DATES
        )

    def twins(self) -> list[Any]:
        """Calls already noted that this one may be."""
        from django.utils.timezone import make_aware

        deadline = self.read.deadline
        return twins_of(
            self.standing.scope,
            title=self.read.title.value if self.read.title else "",
            funder_id=self.initial["funder"],
            closes_at=make_aware(deadline.value) if deadline else None,
        )


def _show(
    request: HttpRequest,
    page: _Page,
    form: PastedCallForm,
    dates: Any,
    *,
    twins: list[Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Step two: the fields beside the text."""
    read = page.read
    form.initial["seen"] = " ".join(str(twin.pk) for twin in twins)
    context = {
        "form": form,
        "dates": dates,
        "date_values": read.dates,
        "dates_summary": dates_summary(read),
        "dates_wrong": dates.is_bound and not dates.is_valid(),
        "read": read,
        "groups": lines_of(form, read),
        "pieces": marked_text(read, named_values(read)),
        "twins": twins,
        "seen": form.initial["seen"],
        "problem": WHY_NOT[read.problem] if read.problem else "",
    }
    return render(request, "funding/call_read.html", context, status=status)


def _save(request: HttpRequest, standing: Standing) -> HttpResponse:
    page = _Page(standing, request.POST.get("source_text", ""))
    form, dates = page.form(request.POST), page.dates(request.POST)
    valid = form.is_valid()
    if not (dates.is_valid() and valid):
        return _show(request, page, form, dates, twins=[], status=HTTPStatus.UNPROCESSABLE_ENTITY)
    twins = _new_twins(standing, form)
    if twins:
        return _show(
            request, page, form, dates, twins=twins, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    offer = form.offer
    if offer is not None:
        may_answer_with(standing, offer.team, offer.team_ids, offer.carrier_ids).or_deny()
    noted = try_service(form, lambda: _note(standing, form, dates, offer))
    if noted is None:
        return _show(request, page, form, dates, twins=[], status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _noted(request, noted)


def _new_twins(standing: Standing, form: PastedCallForm) -> list[Any]:
    """Twins that were not shown yet: said once, never in the way twice."""
    typed = form.cleaned_data
    seen = set(typed["seen"].split())
    funder: Organisation | None = typed["funder"]
    found = twins_of(
        standing.scope,
        title=typed["title"],
        funder_id=funder.pk if funder else None,
        closes_at=form.deadline,
    )
    return found if any(str(twin.pk) not in seen for twin in found) else []


def _note(standing: Standing, form: PastedCallForm, dates: Any, offer: Offer | None) -> Noted:
    typed = form.cleaned_data
    owner = OwnerField.owner(typed["owner"], standing)
    funder = typed["funder"] or FunderSaid(typed["other_funder"], standing.home_region)
    return note_pasted_call(
        actor=actor_of(standing),
        title=typed["title"],
        funder=funder,
        closes_at=form.deadline,
        kind=typed["kind"],
        team=owner.team,
        federation=owner.federation,
        parts=PastedParts(_dates(form, dates), typed["pieces"], typed["questions"]),
        more=form.more(),
        project=offer.project if offer else None,
        answering_team=offer.team if offer else None,
    )


def _dates(form: PastedCallForm, dates: Any) -> list[tuple[str, Any, str]]:
    """The rows kept; a round typed as the deadline becomes one of them."""
    rows = [row for each in dates if (row := each.row()) is not None]
    found = [(row["kind"], row["date"], row["label"]) for row in rows]
    day = form.cleaned_data.get("day")
    in_rounds = form.cleaned_data["filing"] == "RELEVES"
    if in_rounds and day and not any(kind == "RELEVE" and day == d for kind, d, _ in found):
        found.insert(0, (CallDate.Kind.ROUND, day, ""))
    return found


def _noted(request: HttpRequest, noted: Noted) -> HttpResponse:
    call = noted.call
    when = f", à déposer avant le {moment(call.closes_at)}" if call.closes_at else ""
    messages.success(request, f"Noté : « {call.title} », {call.funder}{when}.")
    if noted.application is None:
        return redirect("funding:call", pk=call.pk)
    messages.success(
        request, "Le dossier est ouvert, avec son déroulé à rebours. Rien n’est déposé."
    )
    return redirect("funding:application", pk=noted.application.pk)
