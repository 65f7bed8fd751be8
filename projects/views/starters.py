"""« Partir d’un modèle »: the list, one model to be read, and the project opened from it."""

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from coordination.models import Person
from coordination.queries.scopes import Standing, standing_for
from msp_portal.kit import clock
from msp_portal.kit.french import count
from msp_portal.kit.permissions import no
from projects.forms.starters import StarterForm
from projects.models import Project
from projects.permissions import may_open_project
from projects.queries.starters import next_campaigns, starter_cards, starter_page
from projects.services.starters import StarterChoice, start_from_starter
from projects.starters import Starter, starter_of
from projects.views.method_saving import add_errors


@login_required
@require_safe
def starters(request: HttpRequest) -> HttpResponse:
    """Every model, in a few words each."""
    standing = standing_for(request)
    context = {"cards": starter_cards(), "may_open": bool(standing.teams)}
    return render(request, "projects/starters.html", context)


@login_required
@require_safe
def starter(request: HttpRequest, code: str) -> HttpResponse:
    """One model, to be read as a whole, on screen or on paper."""
    standing = standing_for(request)
    context = {
        "page": starter_page(_offered(code), clock.today()),
        "may_open": bool(standing.teams),
    }
    return render(request, "projects/starter.html", context)


@login_required
def starter_start(request: HttpRequest, code: str) -> HttpResponse:
    """The team, the day, what one takes; then the project is open."""
    standing = standing_for(request)
    found = _offered(code)
    if not standing.teams:
        no("Un projet s’ouvre dans une équipe : vous n’êtes membre d’aucune.").or_deny()
    initial = {"team": request.GET["team"]} if request.GET.get("team") else {}
    data = request.POST if request.method == "POST" else None
    form = StarterForm(data, starter=found, standing=standing, initial=initial)
    if request.method == "POST" and form.is_valid():
        project = _start(standing, found, form)
        if project is not None:
            messages.success(request, _told(project, form))
            return redirect("projects:detail", pk=project.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {
        "starter": found,
        "form": form,
        "campaigns": next_campaigns(found, clock.today()),
    }
    return render(request, "projects/starter_start.html", context, status=status)


def _start(standing: Standing, found: Starter, form: StarterForm) -> Project | None:
    typed = form.cleaned_data
    may_open_project(standing, typed["team"].pk).or_deny()
    choice = StarterChoice(
        team=typed["team"],
        title=typed["title"],
        anchor=typed["anchor"],
        picked=form.picked(),
        carries=typed["carries"],
    )
    try:
        return start_from_starter(
            actor=cast("Person", standing.person), starter=found, choice=choice
        )
    except ValidationError as refusal:
        add_errors(form, refusal)
        return None


def _told(project: Project, form: StarterForm) -> str:
    steps = len(form.picked().steps)
    dated = "" if project.anchor_date else ", à dater"
    tasks = f" Il compte {count(steps, 'tâche')}{dated}." if steps else ""
    return f"Le projet « {project.title} » est ouvert.{tasks} Tout peut encore changer."


def _offered(code: str) -> Starter:
    found = starter_of(code)
    if found is None:
        raise Http404
    return found
