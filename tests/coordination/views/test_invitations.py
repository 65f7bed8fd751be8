"""From the mail to the first useful screen: two gestures, and nothing a scanner can trigger."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from coordination.models import Person
from coordination.services.invitations import invite_person, withdraw_invitation
from msp_portal.kit import clock
from msp_portal.kit.models import ActionLink
from msp_portal.kit.outbox.sending import sweep
from tests.access.world import with_second_factor
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(owner, team):
    return invite_person(
        actor=owner, email="lea@exemple.test", first_name="Léa", last_name="Martin",
        role="COORDINATOR", team=team,
    )  # fmt: skip


@pytest.fixture
def path(invitation, mailoutbox):
    """The link as it is in the mail received."""
    sweep()
    return re.search(r"/lien/invitation/[\w-]+/", mailoutbox[-1].body).group()


def post(client, path):
    return client.post(path, {"link_token": path.rstrip("/").rpartition("/")[2]})


def test_a_thousand_openings_accept_nothing(path, invitation):
    client = Client()
    for _ in range(50):
        client.head(path)
        assert client.get(path).status_code == 200
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not invitation.person.can_sign_in


def test_from_the_mail_to_the_page_of_the_team_in_two_gestures(path, team):
    client = Client()
    page = client.get(path)  # 1: the button of the mail
    assert "J’accepte et j’entre" in page.content.decode()
    answer = post(client, path)  # 2: the button of the page
    assert answer["Location"] == reverse("coordination:team", args=[team.pk])
    assert client.get(answer["Location"]).status_code == 200


def test_it_works_without_any_cookie_of_ours(path):
    client = Client(enforce_csrf_checks=True)
    assert post(client, path).status_code == 302


def test_the_link_signs_in_once_only(path):
    post(Client(), path)
    again = Client()
    page = post(again, path)
    assert page.status_code == 200
    assert "déjà accepté" in page.content.decode()
    assert "_auth_user_id" not in again.session


def test_who_has_a_second_factor_gives_it_before_entering(path, invitation):
    with_second_factor(invitation.person)
    client = Client()
    assert post(client, path)["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session


def test_a_withdrawn_invitation_says_so(path, invitation, owner):
    withdraw_invitation(actor=owner, invitation=invitation)
    client = Client()
    assert client.get(path).status_code == 410
    assert post(client, path).status_code == 410
    assert not Person.objects.get(pk=invitation.person_id).can_sign_in


def test_an_expired_link_offers_a_new_one(path, invitation, mailoutbox):
    moment = clock.now()
    ActionLink.objects.update(issued_at=moment.replace(year=2020), expires_at=moment)
    client = Client()
    page = client.get(path)
    assert page.status_code == 410
    assert "Renvoyez-moi mon lien" in page.content.decode()
    client.post(reverse("link_renew"), {"token": path.rstrip("/").rpartition("/")[2]})
    sweep()
    fresh = re.search(r"/lien/invitation/[\w-]+/", mailoutbox[-1].body).group()
    assert fresh != path
    assert post(client, fresh).status_code == 302


def test_the_coordination_withdraws_and_sends_again_a_stranger_does_not(
    as_person, owner, stranger, teammate, invitation
):
    again = reverse("coordination:invitation_again", args=[invitation.pk])
    withdraw = reverse("coordination:invitation_withdraw", args=[invitation.pk])
    for person in (stranger, teammate):
        assert as_person(person).post(again).status_code == 404
        assert as_person(person).post(withdraw).status_code == 404
    assert as_person(owner).post(again).status_code == 302
    as_person(owner).post(withdraw)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_a_member_is_invited_without_typing_her_again(as_person, owner, team):
    member = PersonFactory(first_name="Nina", last_name="Le Goff", member_of=team)
    url = reverse("coordination:team_invite", args=[team.pk])
    page = as_person(owner).get(f"{url}?personne={member.pk}")
    assert page.context["form"].initial["email"] == member.email
    assert page.context["form"].initial["role"] == "PROFESSIONAL"


def test_somebody_of_another_team_is_not_shown_by_the_invitation(as_person, owner, team, stranger):
    url = reverse("coordination:team_invite", args=[team.pk])
    page = as_person(owner).get(f"{url}?personne={stranger.pk}")
    assert stranger.email not in page.content.decode()
