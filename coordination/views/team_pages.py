"""The page of a team, and what its coordination changes there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.forms.teams import BearingStructureForm, NewTeamForm, SiteForm, TeamForm
from coordination.models import BearingStructure, Team, TeamSite
from coordination.permissions import (
    may_invite_to_team,
    may_manage_team,
    may_open_team,
    may_share_from,
)
from coordination.queries.scopes import standing_for
from coordination.queries.shares import visit_card_consents_of
from coordination.queries.teams import coordinators_of, open_invitations, team_members
from coordination.services.shares import agree_visit_card, withdraw_visit_card
from coordination.services.teams import (
    add_site,
    change_team,
    open_team,
    remove_site,
    save_bearing_structure,
)
from coordination.views.common import me, say_refusal, team_for, try_service
from msp_portal.kit import clock


@login_required
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """My teams and organisations: no switch, all are open at once."""
    standing = standing_for(request)
    context = {
        "teams": standing.teams,
        "organisations": standing.organisations,
        "may_open": may_open_team(standing),
    }
    return render(request, "coordination/teams.html", context)


@login_required
def team_new(request: HttpRequest) -> HttpResponse:
    """The federation opens the space of a team, then invites who coordinates it."""
    standing = standing_for(request)
    may_open_team(standing).or_deny()
    form = NewTeamForm(request.POST or None, federations=list(standing.federations))
    if request.method == "POST" and form.is_valid():
        team = try_service(form, lambda: open_team(actor=me(request), **form.cleaned_data))
        if team:
            messages.success(request, f"L’espace de {team.name} est ouvert. Qui coordonne ?")
            return redirect("coordination:team_invite", pk=team.pk)
    return render(request, "coordination/team_new.html", {"form": form})


@login_required
@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Members by profession, sites, structures porteuses; a shorter page for the federation."""
    standing, team = team_for(request, pk)
    today = clock.today()
    inside = team.pk in standing.scope.team_ids
    consents = visit_card_consents_of(standing.scope, team.pk)
    context = {
        "team": team,
        "inside": inside,
        "members": team_members(standing.scope, team, today) if inside else None,
        "coordinators": coordinators_of(team, today),
        "sites": team.sites.select_related("commune"),
        "structures": BearingStructure.objects.for_scope(standing.scope).filter(team=team),
        "invitations": open_invitations(team) if inside or standing.federations else (),
        "consent": next((c for c in consents if c.withdrawn_at is None), None),
        "can_manage": may_manage_team(standing, team),
        "can_share": may_share_from(standing, team.pk),
        "can_invite": may_invite_to_team(standing, team, "COORDINATOR"),
        "today": today,
    }
    return render(request, "coordination/team.html", context)


@login_required
def team_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the team says of itself, and its places."""
    standing, team = team_for(request, pk)
    may_manage_team(standing, team).or_deny()
    form = TeamForm(request.POST or None, instance=team)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if try_service(form, lambda: change_team(actor=me(request), team=team, values=values)):
            messages.success(request, "La fiche de l’équipe est enregistrée.")
            return redirect("coordination:team", pk=pk)
    return _team_edit_page(request, team, form, SiteForm(prefix="site"))


def _team_edit_page(
    request: HttpRequest, team: Team, form: TeamForm, site_form: SiteForm
) -> HttpResponse:
    sites = TeamSite.objects.filter(team=team).select_related("commune")
    context = {"team": team, "form": form, "site_form": site_form, "sites": sites}
    return render(request, "coordination/team_edit.html", context)


@login_required
def site_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more place of the team."""
    standing, team = team_for(request, pk)
    may_manage_team(standing, team).or_deny()
    if request.method != "POST":
        return redirect("coordination:team_edit", pk=pk)
    form = SiteForm(request.POST, prefix="site")
    if form.is_valid():
        values = form.cleaned_data
        if try_service(form, lambda: add_site(actor=me(request), team=team, **values)):
            messages.success(request, "Le site est ajouté.")
            return redirect("coordination:team_edit", pk=pk)
    return _team_edit_page(request, team, TeamForm(instance=team), form)


@login_required
@require_POST
def site_remove(request: HttpRequest, pk: int, site: int) -> HttpResponse:
    """A place the team no longer has."""
    standing, team = team_for(request, pk)
    may_manage_team(standing, team).or_deny()
    row = get_object_or_404(TeamSite.objects.select_related("team", "commune"), pk=site, team=team)
    try:
        remove_site(actor=me(request), site=row)
        messages.success(request, "Le site est retiré.")
    except ValidationError as refusal:
        say_refusal(request, refusal)
    return redirect("coordination:team_edit", pk=pk)


@login_required
def structure(request: HttpRequest, pk: int, structure: int | None = None) -> HttpResponse:
    """Who signs and receives the money."""
    standing, team = team_for(request, pk)
    may_manage_team(standing, team).or_deny()
    row = None
    if structure is not None:
        mine = BearingStructure.objects.for_scope(standing.scope).filter(team=team)
        row = get_object_or_404(mine, pk=structure)
    form = BearingStructureForm(request.POST or None, instance=row or BearingStructure(team=team))
    if request.method == "POST" and form.is_valid():
        current = BearingStructure.objects.for_scope(standing.scope).get(pk=row.pk) if row else None
        saved = try_service(
            form,
            lambda: save_bearing_structure(
                actor=me(request), team=team, structure=current, values=form.cleaned_data
            ),
        )
        if saved:
            messages.success(request, f"{saved.name} est enregistrée.")
            return redirect("coordination:team", pk=pk)
    return render(
        request, "coordination/structure.html", {"team": team, "form": form, "structure": row}
    )


@login_required
@require_POST
def visit_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the carte de visite of the projects to the federation, or stop showing it."""
    standing, team = team_for(request, pk)
    may_share_from(standing, team.pk).or_deny()
    federation = team.federation
    if federation is None:
        messages.error(request, "Cette équipe n’est rattachée à aucune fédération.")
    elif request.POST.get("agree") == "yes":
        agree_visit_card(actor=me(request), team=team, federation=federation)
        messages.success(request, f"{federation.name} voit la carte de visite de vos projets.")
    else:
        withdraw_visit_card(actor=me(request), team=team, federation=federation)
        messages.success(request, f"{federation.name} ne voit plus la carte de visite.")
    return redirect("coordination:team", pk=pk)
