"""Inviting to an account, and accepting from the mail."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from coordination.emails.invitations import role_words
from coordination.forms.people import InviteToOrganisationForm, InviteToTeamForm
from coordination.models import Invitation, Organisation, Person, TeamMembership
from coordination.permissions import (
    may_invite_to_organisation,
    may_invite_to_team,
    may_withdraw_invitation,
)
from coordination.queries.scopes import standing_for
from coordination.services.invitations import (
    INVITATION,
    accept_invitation,
    invite_again,
    invite_person,
    withdraw_invitation,
)
from coordination.views.common import me, say_refusal, team_for, try_service
from msp_portal.kit.models.links import ActionLink
from msp_portal.kit.typed import whole_number
from msp_portal.kit.views.links import link_view


@login_required
def team_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """An account in the team: anybody for its coordination, who coordinates for its federation."""
    standing, team = team_for(request, pk)
    coordinator = TeamMembership.Role.COORDINATOR
    may_invite_to_team(standing, team, coordinator).or_deny()
    form = InviteToTeamForm(
        request.POST or None,
        only_coordinator=not standing.coordinates(team.pk),
        initial=_known_member(request, pk),
    )
    if request.method == "POST" and form.is_valid():
        may_invite_to_team(standing, team, form.cleaned_data["role"]).or_deny()
        sent = try_service(
            form, lambda: invite_person(actor=me(request), team=team, **form.cleaned_data)
        )
        if sent:
            messages.success(request, f"L’invitation part vers {sent.person.email}.")
            return redirect("coordination:team", pk=pk)
    return render(request, "coordination/team_invite.html", {"team": team, "form": form})


def _known_member(request: HttpRequest, team_id: int) -> dict[str, Any]:
    """Fields of the member one comes from (``?personne=``), so that nothing is typed twice."""
    wanted = whole_number(request.GET.get("personne"))
    initial: dict[str, Any] = {"role": TeamMembership.Role.COORDINATOR}
    if wanted is not None:
        membership = (
            TeamMembership.objects.for_scope(standing_for(request).scope)
            .filter(team_id=team_id, person_id=wanted, until__isnull=True)
            .select_related("person")
            .first()
        )
        if membership:
            person = membership.person
            names = ("email", "first_name", "last_name", "profession")
            initial = {name: getattr(person, name) for name in names} | {"role": membership.role}
    return initial


@login_required
def organisation_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """An account in an organisation."""
    organisation = get_object_or_404(Organisation, pk=pk)
    may_invite_to_organisation(standing_for(request), organisation).or_deny()
    form = InviteToOrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        sent = try_service(
            form, lambda: invite_person(actor=me(request), organisation=organisation, **values)
        )
        if sent:
            messages.success(request, f"L’invitation part vers {sent.person.email}.")
            return redirect("coordination:organisation", pk=pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "coordination/org_invite.html", context)


@login_required
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it once more."""
    invitation = _theirs(request, pk)
    try:
        invite_again(actor=me(request), invitation=invitation)
        messages.success(request, f"L’invitation repart vers {invitation.person.email}.")
    except ValidationError as refusal:
        say_refusal(request, refusal)
    return redirect(_place_url(invitation))


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back; its link closes at once."""
    invitation = _theirs(request, pk)
    try:
        withdraw_invitation(actor=me(request), invitation=invitation)
        messages.success(request, "L’invitation est retirée, son lien ne s’ouvre plus.")
    except ValidationError as refusal:
        say_refusal(request, refusal)
    return redirect(_place_url(invitation))


def _theirs(request: HttpRequest, pk: int) -> Invitation:
    """The invitation if this person may act on it; Http404 otherwise, never a hint."""
    invitations = Invitation.objects.select_related("person", "team", "organisation")
    invitation = get_object_or_404(invitations, pk=pk)
    if not may_withdraw_invitation(standing_for(request), invitation):
        raise Http404
    return invitation


def _place_url(invitation: Invitation) -> str:
    if invitation.team_id:
        return reverse("coordination:team", args=[invitation.team_id])
    return reverse("coordination:organisation", args=[invitation.organisation_id])


@link_view(INVITATION)
def accept(request: HttpRequest, link: ActionLink, person: Person) -> HttpResponse:
    """GET shows who invites, where, as what; POST opens the account and signs in, once only.

    The link proves the address, as a code would; who has a second factor gives it next.
    """
    invitation = link.about
    if not isinstance(invitation, Invitation):
        return render(request, "links/unknown.html", {"token": "", "guest": False}, status=404)
    if request.method != "POST" or invitation.accepted_at:
        return render(request, "coordination/invitation.html", _invitation_context(invitation))
    try:
        accepted = accept_invitation(invitation=invitation)
    except ValidationError as refusal:
        context = _invitation_context(invitation) | {"refusal": refusal.messages[0]}
        return render(request, "coordination/invitation.html", context, status=409)
    welcome = _place_url(accepted)
    return perform_login(
        request,
        accepted.person,
        email_verification="none",
        redirect_url=welcome,
        email=accepted.person.email,
    )


def _invitation_context(invitation: Invitation) -> dict[str, Any]:
    inviter = invitation.invited_by
    return {
        "invitation": invitation,
        "place": invitation.place,
        "role": role_words(invitation),
        "inviter": inviter.name_and_role if inviter else "",
        "refusal": "",
    }
