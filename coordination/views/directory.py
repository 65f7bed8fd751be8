"""The directory of organisations: who can help, by theme and territory."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from coordination.forms.organisations import OrganisationForm
from coordination.forms.support import DirectoryForm
from coordination.models import Organisation, OrganisationMembership
from coordination.permissions import (
    is_administrator,
    may_add_organisation,
    may_ask_support,
    may_change_organisation,
    may_invite_to_organisation,
)
from coordination.queries.directory import find_organisations
from coordination.queries.scopes import Standing, standing_for
from coordination.queries.teams import open_invitations
from coordination.services.organisations import add_organisation, change_organisation
from coordination.services.support import HELPERS
from coordination.views.common import me, try_service
from msp_portal.kit import clock
from msp_portal.reference.models import Region

PER_PAGE = 50


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Everybody around the teams; the territory of my own team by default."""
    standing = standing_for(request)
    data = request.GET.copy()
    if not data and standing.teams:
        data["department"] = standing.teams[0].department_id
    form = DirectoryForm(data)
    asked = form.cleaned_data if form.is_valid() else {}
    found = find_organisations(
        words=asked.get("q", ""), theme=asked.get("theme"), department=asked.get("department")
    )
    context = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "can_ask": may_ask_support(standing),
        "can_add": may_add_organisation(standing),
        "helpers": HELPERS,
    }
    return render(request, "coordination/organisations.html", context)


@login_required
def organisation_new(request: HttpRequest) -> HttpResponse:
    """One more organisation in the directory; then one invites who works there."""
    standing = standing_for(request)
    may_add_organisation(standing).or_deny()
    form = OrganisationForm(request.POST or None, regions=_regions(standing))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        made = try_service(form, lambda: add_organisation(actor=me(request), values=values))
        if made:
            messages.success(request, f"{made.name} est dans la liste. Qui y travaille\u00a0?")
            return redirect("coordination:org_invite", pk=made.pk)
    return render(request, "coordination/organisation_form.html", {"form": form})


@login_required
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the directory says of an organisation."""
    standing = standing_for(request)
    found = get_object_or_404(Organisation, pk=pk)
    may_change_organisation(standing, found).or_deny()
    regions = None if is_administrator(standing) else [found.region] if found.region else []
    form = OrganisationForm(request.POST or None, instance=found, regions=regions)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if try_service(
            form,
            lambda: change_organisation(actor=me(request), organisation=found, values=values),
        ):
            messages.success(request, "La page est enregistrée.")
            return redirect("coordination:organisation", pk=pk)
    context = {"form": form, "organisation": found}
    return render(request, "coordination/organisation_form.html", context)


def _regions(standing: Standing) -> list[Region] | None:
    """Where one may add an organisation; None: anywhere."""
    if is_administrator(standing):
        return None
    return [fed.region for fed in standing.federations if fed.region]


@login_required
@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """What one organisation does, where, and how to reach it."""
    standing = standing_for(request)
    row = get_object_or_404(
        Organisation.objects.select_related("region").prefetch_related("themes", "departments"),
        pk=pk,
    )
    inside = row.pk in standing.scope.organisation_ids
    staff = OrganisationMembership.objects.filter(
        OrganisationMembership.in_force(clock.today()), organisation=row
    ).select_related("person__profession")
    can_invite = may_invite_to_organisation(standing, row)
    context = {
        "organisation": row,
        "inside": inside,
        "staff": staff if inside else (),
        "can_invite": can_invite,
        "can_change": may_change_organisation(standing, row),
        "invitations": open_invitations(row) if can_invite else (),
        "can_ask": may_ask_support(standing) and row.kind in HELPERS,
    }
    return render(request, "coordination/organisation.html", context)
