"""Describing a project: themes, publics, places, dates."""

from copy import copy
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from coordination.models import TeamSite
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import compare, settled
from msp_portal.reference.models import Commune
from projects.forms.project_description import (
    DescriptionForm,
    communes_of,
    found_communes,
)
from projects.services.project_description import describe_project
from projects.views.project_page import ProjectPage, project_page

SEARCH, ENTER_KEY = "chercher_commune", "entree"


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Every descriptor on one page; what is secondary is folded."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    instance = copy(page.project)  # what is typed stays off the page's own
    prefetch_related_objects(
        [instance],
        Prefetch("communes", Commune.objects.select_related("department").order_by("name", "code")),
    )
    if request.method != "POST":
        return _page(request, page, DescriptionForm(instance=instance))
    form = DescriptionForm(settled(request.POST), instance=instance)
    if _searches(request):
        form.errors.clear()
        return _page(request, page, form, searched=True)
    if not form.is_valid():
        return _page(request, page, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        describe_project(actor=page.person, project=page.project, **form.saving())
    except StaleSave as stale:
        context = page.context(stale=compare(form, stale))
        return render(request, "projects/project_stale.html", context, status=HTTPStatus.CONFLICT)
    messages.success(request, "La description du projet est enregistrée.")
    return redirect("projects:detail", pk=pk)


@login_required
@require_safe
def communes(request: HttpRequest) -> HttpResponse:
    """Communes for what is being typed: ticks to add to the form."""
    text, codes = request.GET.get("commune", ""), request.GET.getlist("communes")
    context = {
        "chosen": communes_of(codes),
        "found": found_communes(text, codes),
        "searched": text,
    }
    return render(request, "projects/components/communes_ticks.html", context)


def _searches(request: HttpRequest) -> bool:
    """« Chercher » without a script: its button, or the Enter key with a commune being typed."""
    typing = ENTER_KEY in request.POST and bool(request.POST.get("commune", "").strip())
    return SEARCH in request.POST or typing


def _page(
    request: HttpRequest,
    page: ProjectPage,
    form: DescriptionForm,
    *,
    searched: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    typed = form["communes"].value() if form.is_bound else None
    chosen = form.initial["communes"] if typed is None else communes_of(typed)
    text = request.POST.get("commune", "")
    codes = [commune.pk for commune in chosen]
    context = page.context(
        form=form,
        chosen=chosen,
        found=found_communes(text, codes) if searched else _around(page, codes),
        searched=text,
    )
    return render(request, "projects/project_edit.html", context, status=status)


def _around(page: ProjectPage, without: list[str]) -> list[Commune]:
    """The communes where the project's teams are: the likeliest first answers."""
    sites = TeamSite.objects.filter(team__in=page.access.team_ids)
    around = Commune.objects.filter(pk__in=sites.values("commune_id"))
    return list(around.exclude(pk__in=without).select_related("department").order_by("name"))
