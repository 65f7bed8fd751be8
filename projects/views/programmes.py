"""Turnkey programmes: reading them, entering one, following the adhesion of the team."""

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.models import Person, Team
from coordination.queries.scopes import Standing, standing_for
from msp_portal.kit import clock
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import compare, settled
from projects.forms.programmes import AdoptForm, AdoptionForm
from projects.models import Programme, ProgrammeAdoption
from projects.permissions import may_open_project
from projects.queries.programmes import (
    adoption_of,
    buy_in,
    indemnity_words,
    programme_view,
    programmes_published,
    published,
    teams_without,
)
from projects.services.programmes import adopt_programme, decide_adoption, follow_adoption
from projects.views.facts import status_of
from projects.views.project_page import ProjectPage, project_page


@login_required
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """Every published programme, with what it pays and who publishes it."""
    standing = standing_for(request)
    found = programmes_published(standing.scope)
    today = clock.today()
    rows = [(one, one.present_phase(today)) for one in found]
    return render(request, "projects/programmes.html", {"rows": rows})


@login_required
@require_safe
def programme(request: HttpRequest, key: str) -> HttpResponse:
    """One programme, to be read by the whole team before it decides."""
    standing = standing_for(request)
    found = _published(key)
    return _programme_page(request, standing, found, AdoptForm(teams=_teams(standing, found)))


@login_required
@require_POST
def programme_adopt(request: HttpRequest, key: str) -> HttpResponse:
    """Open a project of this programme in one's team; the adhesion comes next."""
    standing = standing_for(request)
    found = _published(key)
    form = AdoptForm(request.POST, teams=standing.teams)
    if form.is_valid():
        team = form.cleaned_data["team"]
        may_open_project(standing, team.pk).or_deny()
        actor = cast("Person", standing.person)
        try:
            project = adopt_programme(actor=actor, team=team, programme=found)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, "Le projet est ouvert. Présentez-le à l’équipe avant de commencer."
            )
            return redirect("projects:adoption", pk=project.pk)
    return _programme_page(request, standing, found, form)


@login_required
def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """The adhesion: presented to all, each one's yes, the minimum, those who left."""
    page = project_page(request, pk).for_the_team()
    found = _adoption(page)
    form = AdoptionForm(instance=found)
    if request.method == "POST":
        page.can_edit.or_deny()
        copy = ProgrammeAdoption(pk=found.pk, version=found.version, project=found.project)
        form = AdoptionForm(settled(request.POST), instance=copy)
        if form.is_valid():
            try:
                follow_adoption(actor=page.person, adoption=found, **form.saving())
            except StaleSave as stale:
                context = page.context(stale=compare(form, stale))
                template = "projects/programme_stale.html"
                return render(request, template, context, status=HTTPStatus.CONFLICT)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, "C’est noté.")
                return redirect("projects:adoption", pk=pk)
    context = page.context(form=form, buy_in=buy_in(page.access.scope, found))
    return render(request, "projects/programme_adoption.html", context, status=status_of(form))


@login_required
@require_POST
def adoption_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The team said yes together."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    found = _adoption(page)
    volunteers = buy_in(page.access.scope, found).volunteers
    decide_adoption(actor=page.person, adoption=found, volunteers=volunteers)
    messages.success(request, "L’adhésion de l’équipe est notée.")
    return redirect("projects:adoption", pk=pk)


def _published(key: str) -> Programme:
    found = published(key)
    if found is None:
        raise Http404
    return found


def _teams(standing: Standing, found: Programme) -> list[Team]:
    adoptions = programme_view(standing.scope, found).adoptions
    return teams_without(adoptions, standing.teams)


def _adoption(page: ProjectPage) -> ProgrammeAdoption:
    found = adoption_of(page.access.scope, page.project)
    if found is None:
        raise Http404
    return found


def _programme_page(
    request: HttpRequest, standing: Standing, found: Programme, form: AdoptForm
) -> HttpResponse:
    view = programme_view(standing.scope, found)
    context = {
        "view": view,
        "programme": found,
        "form": form,
        "free_teams": teams_without(view.adoptions, standing.teams),
        "present": view.present_phase(clock.today()),
        "indemnities": [indemnity_words(one) for one in view.indemnities],
    }
    return render(request, "projects/programme.html", context, status=status_of(form))
