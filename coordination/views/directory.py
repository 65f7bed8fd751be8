"""The directory of organisations: who can help, by theme and territory."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from coordination.forms.support import DirectoryForm
from coordination.models import Organisation, OrganisationMembership
from coordination.permissions import may_ask_support, may_invite_to_organisation
from coordination.queries.directory import find_organisations
from coordination.queries.scopes import standing_for
from coordination.queries.teams import open_invitations
from coordination.services.support import HELPERS
from msp_portal.kit import clock

PER_PAGE = 50


@login_required
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
        "helpers": HELPERS,
    }
    return render(request, "coordination/organisations.html", context)


@login_required
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
        "invitations": open_invitations(row) if can_invite else (),
        "can_ask": may_ask_support(standing) and row.kind in HELPERS,
    }
    return render(request, "coordination/organisation.html", context)
