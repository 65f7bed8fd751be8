"""The calls: list, calendar feed, one call, noting one in a line."""

from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.models import Organisation
from coordination.queries.scopes import Standing, standing_for
from funding.forms.calls import OwnerField, ShortCallForm, funders_near
from funding.models import Call
from funding.permissions import may_answer_call, may_edit_call, may_note_call
from funding.queries.applications import applications_on
from funding.queries.call_deadlines import is_open, window_days, working_days_left
from funding.queries.call_feed import calls_feed
from funding.queries.call_line import CallLine, read_call_line
from funding.queries.calls import STATES, call_for, list_calls, read_filters
from funding.services.calls import FunderSaid, note_call
from funding.views.common import actor_of, try_service
from msp_portal.kit import clock
from msp_portal.kit.french import moment
from msp_portal.reference.models import CallKind


@login_required
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Calls by deadline, the nearest first."""
    standing = standing_for(request)
    filters = read_filters(request.GET)
    now = clock.now()
    states = [
        {"name": label, "url": f"?etat={key}", "current": key == filters.state}
        for key, label in STATES.items()
    ]
    context = {
        "listing": list_calls(standing.scope, filters, now),
        "filters": filters,
        "states": states,
        "line_form": _line_form(standing) if may_note_call(standing) else None,
        "can_note": may_note_call(standing),
        "can_answer": may_answer_call(standing),
    }
    return render(request, "funding/calls.html", context)


@require_safe
def calls_ics(request: HttpRequest) -> HttpResponse:
    """The open calls of everybody, for a calendar: no account, since calendars have none."""
    now = clock.now()
    content = calls_feed(read_filters(request.GET), now, request.build_absolute_uri("/"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="appels.ics"'
    response["Cache-Control"] = "public, max-age=3600"
    return response


@login_required
@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call: when, how much, what it does not pay, what it asks."""
    standing = standing_for(request)
    now = clock.now()
    found = call_for(standing.scope, pk, now)
    context = {
        "call": found,
        "is_open": is_open(found, now),
        "working_days": working_days_left(found, now),
        "window": window_days(found),
        "mine": applications_on(standing.scope, found.pk),
        "can_edit": may_edit_call(standing, found),
        "can_answer": may_answer_call(standing),
    }
    return render(request, "funding/call.html", context)


@login_required
def call_new(request: HttpRequest) -> HttpResponse:
    """Note a call: from one line when all of it was understood, else with four answers."""
    standing = standing_for(request)
    may_note_call(standing).or_deny()
    if request.method != "POST":
        return _short(request, _line_form(standing))
    if "line" in request.POST:
        return _from_line(request, standing)
    form = ShortCallForm(request.POST, standing=standing)
    noted = form.is_valid() and try_service(form, lambda: _note(standing, form))
    if not noted:
        return _short(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _noted(request, noted)


def _from_line(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Sure: noted at once. Doubtful: the four answers, filled with what was understood."""
    typed = request.POST.get("line", "")
    read = read_call_line(typed, funders_near(standing), clock.today())
    owner = OwnerField.owner(_owner_key(request, standing), standing)
    if read.is_sure and read.day and read.funder and owner.is_known:
        noted = note_call(
            actor=actor_of(standing),
            title=read.title,
            funder=_funder(read.funder.id),
            closes_at=timezone.make_aware(datetime.combine(read.day, read.hour)),
            kind=CallKind.objects.get(pk=read.kind),
            team=owner.team,
            federation=owner.federation,
        )
        return _noted(request, noted)
    form = _line_form(standing, _initial(read, _owner_key(request, standing)))
    return _short(request, form, read=read, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _initial(read: CallLine, owner: str) -> dict[str, object]:
    funder = read.funder or (read.funders[0] if read.funders else None)
    return {
        "title": read.title,
        "day": read.day,
        "hour": read.hour if read.hour_said else None,
        "kind": read.kind,
        "funder": funder.id if funder else None,
        "owner": owner,
    }


def _line_form(standing: Standing, initial: dict[str, object] | None = None) -> ShortCallForm:
    return ShortCallForm(standing=standing, initial={"kind": "AAP", **(initial or {})})


def _owner_key(request: HttpRequest, standing: Standing) -> str:
    offered = dict(_line_form(standing).fields["owner"].choices)  # type: ignore[attr-defined]
    asked = request.POST.get("owner", "")
    return asked if asked in offered else next(iter(offered))


def _note(standing: Standing, form: ShortCallForm) -> Call:
    typed = form.cleaned_data
    owner = OwnerField.owner(typed["owner"], standing)
    funder = typed["funder"] or FunderSaid(typed["other_funder"], standing.home_region)
    return note_call(
        actor=actor_of(standing),
        title=typed["title"],
        funder=funder,
        closes_at=form.closes_at,
        kind=typed["kind"],
        published_on=typed["published_on"],
        url=typed["url"],
        team=owner.team,
        federation=owner.federation,
    )


def _noted(request: HttpRequest, noted: Call) -> HttpResponse:
    when = f", à déposer avant le {moment(noted.closes_at)}" if noted.closes_at else ""
    messages.success(request, f"Noté : « {noted.title} », {noted.funder}{when}.")
    return redirect("funding:call", pk=noted.pk)


def _short(
    request: HttpRequest,
    form: ShortCallForm,
    *,
    read: CallLine | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {"form": form, "read": read}
    return render(request, "funding/call_new.html", context, status=status)


def _funder(pk: int) -> Organisation:
    return Organisation.objects.get(pk=pk)
