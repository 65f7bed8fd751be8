"""Opening an account: by invitation only, accepted from the mail.

Public names::

    invite_person(*, actor, email, first_name, last_name, role, team=None, organisation=None,
                  profession=None, function="", now=None) -> Invitation
    invite_again(*, actor, invitation, now=None) -> Invitation
    withdraw_invitation(*, actor, invitation, now=None) -> Invitation
    accept_invitation(*, invitation, now=None) -> Invitation

Refusals are ``ValidationError`` with a sentence for the screen.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone

from coordination.models import (
    DatedRole,
    Invitation,
    Organisation,
    OrganisationMembership,
    Person,
    Team,
    TeamMembership,
)
from coordination.services.accounts import keep_one_address
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.kit.links.services import issue_link, mark_used, revoke_link
from msp_portal.kit.models.links import ActionLink
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.reference.models import Profession

INVITATION = "coordination.invitation"  # the kind of mail and the action of the link


@transaction.atomic
def invite_person(
    *,
    actor: Person,
    email: str,
    first_name: str,
    last_name: str,
    role: str,
    team: Team | None = None,
    organisation: Organisation | None = None,
    profession: Profession | None = None,
    function: str = "",
    now: datetime | None = None,
) -> Invitation:
    """Offer an account and a role; nothing is given before she accepts.

    A person already known by this address keeps her name. Inviting again while an invitation to
    the same role waits returns that one, and no second mail leaves. Refused when she already
    holds this role with an account.
    """
    moment = now or clock.now()
    address = email.strip().lower()
    validate_email(address)
    _check_role(role, team, organisation)
    _one_at_a_time(team, organisation)
    person = Person.objects.filter(email=address).first() or Person.objects.create_user(
        email=address,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        profession=profession,
        function=function.strip(),
    )
    waiting = Invitation.objects.filter(
        person=person, team=team, organisation=organisation, role=role,
        accepted_at__isnull=True, withdrawn_at__isnull=True,
    ).first()  # fmt: skip
    if waiting:
        return waiting
    if person.can_sign_in and _held(person, role, team, organisation, moment).exists():
        raise ValidationError(f"{person.full_name} a déjà ce rôle et un compte.")
    invitation = Invitation.objects.create(
        person=person,
        team=team,
        organisation=organisation,
        role=role,
        invited_by=actor,
        created_at=moment,
    )
    _send(actor, invitation, "première", moment)
    _record(actor, "invitation.sent", invitation, moment)
    return invitation


@transaction.atomic
def invite_again(
    *, actor: Person, invitation: Invitation, now: datetime | None = None
) -> Invitation:
    """Send the invitation once more, with a fresh link; at most once a day."""
    moment = now or clock.now()
    if not is_open(invitation):
        raise ValidationError("Cette invitation n’est plus en attente.")
    _send(actor, invitation, f"{timezone.localtime(moment):%Y-%m-%d}", moment)
    return invitation


@transaction.atomic
def withdraw_invitation(
    *, actor: Person, invitation: Invitation, now: datetime | None = None
) -> Invitation:
    """Take it back: its link closes at once. Refused once accepted: the role is then ended."""
    moment = now or clock.now()
    locked = _locked(invitation)
    if locked.accepted_at:
        raise ValidationError("Cette invitation a été acceptée : mettez plutôt fin au rôle.")
    if locked.withdrawn_at is None:
        locked.withdrawn_at = moment
        locked.save(update_fields=["withdrawn_at"])
        for link in links_of(locked):
            revoke_link(link, now=moment)
        _record(actor, "invitation.withdrawn", locked, moment)
    return locked


@transaction.atomic
def accept_invitation(*, invitation: Invitation, now: datetime | None = None) -> Invitation:
    """Open the account and give the role. The person is the one invited; twice changes nothing.

    Refused when the invitation was taken back.
    """
    moment = now or clock.now()
    locked = _locked(invitation)
    if locked.withdrawn_at:
        raise ValidationError("Cette invitation a été retirée.")
    if locked.accepted_at:
        return locked
    person = locked.person
    Person.objects.filter(pk=person.pk).update(can_sign_in=True)
    person.refresh_from_db()
    keep_one_address(person=person)
    _give_role(locked, moment)
    locked.accepted_at = moment
    locked.save(update_fields=["accepted_at"])
    for link in links_of(locked):
        mark_used(link, now=moment)
    _record(person, "invitation.accepted", locked, moment)
    return locked


def is_open(invitation: Invitation) -> bool:
    """Whether accepting still means something."""
    return invitation.accepted_at is None and invitation.withdrawn_at is None


def links_of(invitation: Invitation) -> models.QuerySet[ActionLink]:
    """The links of this invitation, alive or not."""
    return ActionLink.objects.filter(
        action=INVITATION,
        about_type__app_label="coordination",
        about_type__model="invitation",
        about_id=invitation.pk,
    )


def _check_role(role: str, team: Team | None, organisation: Organisation | None) -> None:
    if (team is None) == (organisation is None):
        raise ValidationError("On invite dans une équipe ou dans une organisation.")
    roles = TeamMembership.Role if team else OrganisationMembership.Role
    if role not in roles.values:
        raise ValidationError("Ce rôle n’existe pas ici.")


def _one_at_a_time(team: Team | None, organisation: Organisation | None) -> None:
    if team:
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    elif organisation:
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _held(
    person: Person,
    role: str,
    team: Team | None,
    organisation: Organisation | None,
    moment: datetime,
) -> models.QuerySet[TeamMembership] | models.QuerySet[OrganisationMembership]:
    in_force = DatedRole.in_force(timezone.localtime(moment).date())
    if team:
        return TeamMembership.unscoped.filter(  # unscoped: the caller holds the team
            in_force, person=person, team=team, role=role
        )
    return OrganisationMembership.objects.filter(
        in_force, person=person, organisation=organisation, role=role
    )


def _give_role(invitation: Invitation, moment: datetime) -> None:
    team, organisation = invitation.team, invitation.organisation
    if _held(invitation.person, invitation.role, team, organisation, moment).exists():
        return
    fields = {
        "person": invitation.person,
        "role": invitation.role,
        "since": timezone.localtime(moment).date(),
    }
    if team:
        TeamMembership.objects.create(team=team, **fields)
    elif organisation:
        OrganisationMembership.objects.create(organisation=organisation, **fields)


def _send(actor: Person, invitation: Invitation, occurrence: str, moment: datetime) -> None:
    issue_link(
        person=invitation.person, action=INVITATION, about=invitation, issued_by=actor, now=moment
    )
    queue_mail(
        kind=INVITATION,
        recipient=invitation.person,
        about=invitation,
        occurrence=occurrence,
        now=moment,
    )


def _locked(invitation: Invitation) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("person", "team", "organisation")
        .get(pk=invitation.pk)
    )


def _record(actor: Person, verb: str, invitation: Invitation, moment: datetime) -> None:
    record_event(
        actor=actor,
        verb=verb,
        subject=invitation.person,
        changes={"role": [None, invitation.role], "place": [None, invitation.place.name]},
        team_ids=[invitation.team_id] if invitation.team_id else [],
        now=moment,
    )
