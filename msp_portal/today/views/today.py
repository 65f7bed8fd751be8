"""« Aujourd'hui »: the page, and what is done from its lines."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from coordination.models import Person
from coordination.queries.scopes import standing_for
from msp_portal.kit import clock
from msp_portal.kit.today import today_source
from msp_portal.kit.typed import whole_number
from msp_portal.today.queries.news import news_since
from msp_portal.today.queries.page import reader_of, today_page

NEWS_READ_AT = "news_read_at"
UNDO = "retour"


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be done, on its line: the typed text stays, with what to do about it."""

    key: str
    typed: str
    reason: str


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Everybody's first page: the portal in plain words, or what waits for her."""
    if not request.user.is_authenticated:
        return render(request, "today/welcome.html")
    return _page(request)


def _page(
    request: HttpRequest, refused: Refused | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    standing, day, now = standing_for(request), clock.today(), clock.now()
    everything = request.GET.get("tout") == "1"
    page = today_page(standing, day, now, everything=everything)
    news = news_since(standing, day, now, _read_at(request))
    shown = {each.key for each in (*page.actions, *page.waits)}
    context = {
        "page": page,
        "news": news,
        "day": day,
        "everything": everything,
        "many_teams": len(standing.teams) > 1,
        "refused": refused,
        "refused_elsewhere": bool(refused and refused.key not in shown),
        "undo": _undo(request),
        "first_name": getattr(request.user, "first_name", ""),
        "may_open": bool(standing.teams),
    }
    return render(request, "today/today.html", context, status=status)


@login_required
@require_POST
def act(request: HttpRequest, source: str, pk: int, name: str) -> HttpResponse:
    """Do what a line offers, and come back to the list."""
    found, person = today_source(source), request.user
    if found is None or found.perform is None or not isinstance(person, Person):
        raise Http404
    reader = reader_of(standing_for(request), clock.today(), clock.now())
    typed = request.POST.get("value", "")[:40]
    try:
        done = found.perform(person, reader, pk, name, typed)
    except ValidationError as error:
        refused = Refused(f"{source}:{pk}", typed, " ".join(error.messages))
        return _page(request, refused, HTTPStatus.UNPROCESSABLE_ENTITY)
    if done.goes_to:
        return redirect(done.goes_to)
    messages.success(request, done.message)
    back = f"?{urlencode({UNDO: f'{source}:{pk}:{done.undo}'})}" if done.undo else ""
    return redirect(f"{reverse('today')}{back}")


@login_required
@require_POST
def news_read(request: HttpRequest) -> HttpResponse:
    """« J'ai lu »: said by a button, never supposed from a visit."""
    request.session[NEWS_READ_AT] = clock.now().isoformat()
    return redirect("today")


def _read_at(request: HttpRequest) -> datetime | None:
    kept = request.session.get(NEWS_READ_AT)
    return parse_datetime(kept) if isinstance(kept, str) else None


def _undo(request: HttpRequest) -> dict[str, Any] | None:
    """The button that takes back what was just done. What it does is checked when pressed."""
    source, _, rest = request.GET.get(UNDO, "").partition(":")
    typed, _, name = rest.partition(":")
    found, number = today_source(source), whole_number(typed)
    if found is None or number is None:
        return None
    act = next((each for each in found.undo if each.name == name), None)
    return {"source": source, "pk": number, "act": act} if act else None
