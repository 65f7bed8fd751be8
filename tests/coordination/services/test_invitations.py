"""Sign-up is closed: an invitation, accepted, is the only way to an account."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from coordination.models import Invitation, OrganisationMembership, Person, TeamMembership
from coordination.services.invitations import (
    INVITATION,
    accept_invitation,
    invite_again,
    invite_person,
    links_of,
    withdraw_invitation,
)
from msp_portal.kit.links.services import LinkStatus, read_link
from msp_portal.kit.links.tokens import token_of
from msp_portal.kit.models import Event, Mail
from msp_portal.kit.outbox.sending import sweep
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")

NOW = datetime(2026, 3, 14, 22, 0, tzinfo=PARIS)  # a Saturday night: asked for, at once


def invite(actor, *, now=NOW, **more):
    values = {
        "email": "Lea.Martin@Exemple.test",
        "first_name": "Léa",
        "last_name": "Martin",
        "role": TeamMembership.Role.COORDINATOR,
    }
    return invite_person(actor=actor, now=now, **values | more)


def test_an_invitation_gives_nothing_before_it_is_accepted(owner, team, mailoutbox):
    invitation = invite(owner, team=team)
    person = invitation.person
    assert (person.email, person.can_sign_in) == ("lea.martin@exemple.test", False)
    assert not person.teammemberships.exists()
    sweep(now=NOW)
    (message,) = mailoutbox
    assert message.subject == f"{owner.full_name} vous invite\u00a0: {team.name}"
    assert "/lien/invitation/" in message.body
    assert message.reply_to == [owner.email]


def test_inviting_twice_writes_once(owner, team):
    assert invite(owner, team=team) == invite(owner, team=team, now=NOW + timedelta(hours=1))
    assert Mail.objects.filter(kind=INVITATION).count() == 1


def test_a_known_address_is_the_same_person_under_her_own_name(owner, team):
    known = PersonFactory(first_name="Nadia", email="lea.martin@exemple.test")
    assert invite(owner, team=team).person == known
    known.refresh_from_db()
    assert known.first_name == "Nadia"


def test_accepting_opens_the_account_the_role_and_one_proved_address(owner, team):
    invitation = accept_invitation(invitation=invite(owner, team=team), now=NOW)
    person = invitation.person
    assert person.can_sign_in
    assert [m.role for m in person.teammemberships.all()] == ["COORDINATOR"]
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == (person.email, True, True)
    accept_invitation(invitation=invitation, now=NOW + timedelta(days=1))
    assert person.teammemberships.count() == 1
    assert Event.unscoped.filter(verb="invitation.accepted", actor=person).count() == 1


def test_a_professional_of_the_team_keeps_her_single_role(owner, team, teammate):
    Person.objects.filter(pk=teammate.pk).update(can_sign_in=False)
    invitation = invite(owner, team=team, email=teammate.email, role="PROFESSIONAL")
    accept_invitation(invitation=invitation, now=NOW)
    assert teammate.teammemberships.count() == 1
    teammate.refresh_from_db()
    assert teammate.can_sign_in


def test_one_is_invited_into_an_organisation_too(owner):
    ars = OrganisationFactory(name="ARS", kind="ARS")
    invitation = invite(owner, organisation=ars, role=OrganisationMembership.Role.LIAISON)
    accept_invitation(invitation=invitation, now=NOW)
    assert invitation.person.organisationmemberships.get().organisation == ars


def test_a_withdrawn_invitation_opens_nothing(owner, team):
    invitation = invite(owner, team=team)
    token = token_of(links_of(invitation).get())
    withdraw_invitation(actor=owner, invitation=invitation, now=NOW)
    assert read_link(token, INVITATION, now=NOW).status is LinkStatus.REVOKED
    with pytest.raises(ValidationError, match="retirée"):
        accept_invitation(invitation=invitation, now=NOW)
    invitation.person.refresh_from_db()
    assert not invitation.person.can_sign_in


def test_a_withdrawn_invitation_is_not_mailed(owner, team, mailoutbox):
    withdraw_invitation(actor=owner, invitation=invite(owner, team=team), now=NOW)
    sweep(now=NOW)
    assert mailoutbox == []


def test_an_accepted_invitation_is_not_withdrawn(owner, team):
    invitation = accept_invitation(invitation=invite(owner, team=team), now=NOW)
    with pytest.raises(ValidationError, match="mettez plutôt fin au rôle"):
        withdraw_invitation(actor=owner, invitation=invitation, now=NOW)


def test_it_is_sent_again_at_most_once_a_day(owner, team):
    invitation = invite(owner, team=team)
    for hours in (0.5, 1, 30):
        invite_again(actor=owner, invitation=invitation, now=NOW + timedelta(hours=hours))
    assert Mail.objects.filter(kind=INVITATION).count() == 3  # the first, Saturday's, Monday's


@pytest.mark.parametrize("role", ["OFFICER", "PATRON", ""])
def test_a_role_of_another_place_is_refused(owner, team, role):
    with pytest.raises(ValidationError, match="rôle"):
        invite(owner, team=team, role=role)
    assert not Invitation.objects.exists()


def test_a_wrong_address_is_refused_and_creates_nobody(owner, team):
    before = Person.objects.count()
    with pytest.raises(ValidationError):
        invite(owner, team=team, email="lea.martin")
    assert Person.objects.count() == before


def test_who_has_the_role_and_an_account_is_not_invited(owner, team, teammate):
    with pytest.raises(ValidationError, match="a déjà ce rôle et un compte"):
        invite(owner, team=team, email=teammate.email, role="PROFESSIONAL")
