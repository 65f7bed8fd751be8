"""The counter of a stand: prepared by the team, opened by as many phones as there are hands."""

import re
from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.links.services import link_url
from msp_portal.kit.models import ActionLink
from msp_portal.kit.views.links import link_view
from projects.forms.figures import StandForm
from projects.models import FigureRequest
from projects.models.figure_requests import STAND_ACTION
from projects.services.figures import close_request, count_taps, open_stand, reopen_stand
from projects.views.facts import posted, status_of
from projects.views.figures import indicators_of, request_of, square_of
from projects.views.project_page import project_page

PHONE_TEMPLATE = "projects/participant/stand.html"
TALLY_LINES, TALLY_GROUPS = 20, 10
_UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


@login_required
def facts_stand_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A name, a day, what is counted: the counter is ready."""
    page = project_page(request, pk).for_the_team()
    form = StandForm(
        posted(request),
        indicators=[one for one in indicators_of(page) if one.takes_whole_numbers and one.adds_up],
        initial={"indicator": request.GET.get("chiffre")},
    )
    if request.method == "POST" and form.is_valid():
        stand = open_stand(actor=page.person, **form.cleaned_data)
        messages.success(request, "Le compteur est prêt : montrez le carré aux téléphones.")
        return redirect("projects:facts_stand", pk=pk, figure=stand.pk)
    return render(
        request, "projects/figure_stand_new.html", page.context(form=form), status=status_of(form)
    )


@login_required
@require_safe
def facts_stand(request: HttpRequest, pk: int, figure: int) -> HttpResponse:
    """The number so far, the square that opens the counter, the paper tally."""
    page = project_page(request, pk).for_the_team()
    stand = request_of(page, figure)
    if not stand.is_stand:
        return redirect("projects:facts_request", pk=pk, figure=figure)
    link = stand.live_link(clock.now())
    url = link_url(link) if link else ""
    context = page.context(
        stand=stand, counted=stand.counted(), url=url, square=square_of(url) if url else ""
    )
    return render(request, "projects/figure_stand.html", context)


@login_required
@require_POST
def facts_stand_act(request: HttpRequest, pk: int, figure: int) -> HttpResponse:
    """Stop counting, or count again with a new link."""
    page = project_page(request, pk).for_the_team()
    stand = request_of(page, figure)
    if request.POST.get("act") == "close":
        page.can_edit.or_deny()
        close_request(actor=page.person, request=stand)
        messages.success(request, "Le comptage est terminé. Le lien ne s’ouvre plus.")
    else:
        reopen_stand(actor=page.person, stand=stand)
        messages.success(request, "Le compteur est ouvert.")
    return redirect("projects:facts_stand", pk=pk, figure=figure)


@login_required
@require_safe
def facts_stand_tally(request: HttpRequest, pk: int, figure: int) -> HttpResponse:
    """The same on paper: squares to tick, for a day without telephone."""
    page = project_page(request, pk).for_the_team()
    stand = request_of(page, figure)
    context = page.context(
        stand=stand,
        rows=range(TALLY_LINES),
        groups=[
            (group, [group * 58 + mark * 10 for mark in range(5)]) for group in range(TALLY_GROUPS)
        ],
        per_row=TALLY_GROUPS * 5,
        in_all=TALLY_LINES * TALLY_GROUPS * 5,
    )
    return render(request, "projects/figure_tally.html", context)


# ---- On the phones --------------------------------------------------------------------------


@link_view(STAND_ACTION)
def stand_link(request: HttpRequest, link: ActionLink, _person: Person | None) -> HttpResponse:
    """One big button. With a script the number moves at once and taps wait for the network;
    without, each tap is a form."""
    stand = link.about
    if not isinstance(stand, FigureRequest) or stand.closed_at is not None:
        return render(request, "projects/participant/figure_over.html", status=HTTPStatus.GONE)
    if request.method == "POST":
        return _count(request, link, stand)
    last = request.GET.get("dernier", "")
    context = {
        "stand": stand,
        "project": stand.project,
        "counted": stand.counted(),
        "tap": uuid4(),
        "last": last if _UUID.match(last) else "",
    }
    return render(request, PHONE_TEMPLATE, context)


def _count(request: HttpRequest, link: ActionLink, stand: FigureRequest) -> HttpResponse:
    taps, undone = (_uuids(request.POST.getlist(name)) for name in ("tap", "undo"))
    by_script = request.headers.get("Accept") == "application/json"
    try:
        counted = count_taps(
            stand=stand, taps=taps, undone=undone, actor=link.person, via_link=link
        )
    except ValidationError as error:
        if by_script:
            return JsonResponse({"error": error.messages[0]}, status=HTTPStatus.GONE)
        return render(request, "projects/participant/figure_over.html", status=HTTPStatus.GONE)
    if by_script:
        return JsonResponse({"counted": counted})
    return redirect(f"{request.path}?dernier={taps[-1]}" if taps else request.path)


def _uuids(typed: list[str]) -> list[UUID]:
    """What is an identifier among what was posted."""
    return [UUID(text) for text in typed if _UUID.match(text)]
