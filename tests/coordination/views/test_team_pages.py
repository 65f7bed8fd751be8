"""The page of a team: whole for its members, short for its federation, absent for others."""

import pytest
from django.urls import reverse

from coordination.models import BearingStructure, Team, TeamMembership
from coordination.queries.shares import visit_card_team_ids
from msp_portal.kit import clock
from tests.access.world import with_second_factor
from tests.factories import (
    CommuneFactory,
    OrganisationMembershipFactory,
    PersonFactory,
    TeamMembershipFactory,
    TeamSiteFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(team):
    person = PersonFactory(first_name="Fédora", email="fedora@exemple.test", account=True)
    OrganisationMembershipFactory(person=person, organisation=team.federation)
    return with_second_factor(person)


@pytest.fixture
def url(team):
    return reverse("coordination:team", args=[team.pk])


def text_of(answer):
    return answer.content.decode()


def test_members_see_everybody_by_profession(as_person, teammate, owner, url):
    page = text_of(as_person(teammate).get(url))
    assert owner.full_name in page
    assert "2 personnes" in page.replace("\u00a0", " ")
    assert "Ajouter un professionnel" not in page


def test_the_coordination_gets_the_buttons(as_person, owner, url):
    page = text_of(as_person(owner).get(url))
    assert "Ajouter un professionnel" in page
    assert "Montrer la carte de visite" in page


def test_the_federation_sees_who_coordinates_and_no_list(as_person, officer, owner, teammate, url):
    page = text_of(as_person(officer).get(url))
    assert owner.full_name in page
    assert teammate.full_name not in page
    assert "Inviter qui coordonne" in page


def test_another_team_gets_404(as_person, stranger, url):
    assert as_person(stranger).get(url).status_code == 404


@pytest.mark.parametrize("members", [1, 3])
def test_the_page_costs_the_same_whatever_the_members(
    as_person, owner, team, url, members, django_assert_num_queries
):
    for _ in range(members):
        TeamMembershipFactory(team=team)
        TeamSiteFactory(team=team, name=f"Site {_}")
    client = as_person(owner)
    client.get(url)
    # session, person, memberships, posts, team, then: consents, members, coordinators, sites,
    # structures, invitations.
    with django_assert_num_queries(11):
        client.get(url)


def test_a_teammate_may_see_but_not_change(as_person, teammate, team):
    client = as_person(teammate)
    for name in ("team_edit", "structure_add", "member_add", "members_paste", "team_invite"):
        assert client.get(reverse(f"coordination:{name}", args=[team.pk])).status_code == 403, name
    card = client.post(reverse("coordination:visit_card", args=[team.pk]), {"agree": "yes"})
    assert card.status_code == 403
    assert visit_card_team_ids(team.federation, clock.today()) == set()


def test_the_visit_card_is_shown_and_taken_back(as_person, owner, team, url):
    client = as_person(owner)
    card = reverse("coordination:visit_card", args=[team.pk])
    client.post(card, {"agree": "yes"})
    assert visit_card_team_ids(team.federation, clock.today()) == {team.pk}
    assert "Ne plus la montrer" in text_of(client.get(url))
    client.post(card, {"agree": "no"})
    assert visit_card_team_ids(team.federation, clock.today()) == set()


@pytest.mark.parametrize(
    ("siret", "refusal"),
    [("732 829 320 00074", ""), ("73282932000075", "comporte une erreur"), ("123", "14 chiffres")],
)
def test_a_siret_is_checked_to_its_last_digit(as_person, owner, team, siret, refusal):
    url = reverse("coordination:structure_add", args=[team.pk])
    answer = as_person(owner).post(url, {"kind": "SISA", "name": "SISA du Canal", "siret": siret})
    saved = BearingStructure.unscoped.filter(team=team, siret="73282932000074")
    assert saved.exists() is (refusal == "")
    if refusal:
        assert refusal in text_of(answer).replace("\u00a0", " ")
        assert siret in text_of(answer)


def test_only_an_association_has_an_rna(as_person, owner, team):
    url = reverse("coordination:structure_add", args=[team.pk])
    client = as_person(owner)
    refused = client.post(url, {"kind": "SISA", "name": "SISA", "rna": "W123456789"})
    assert "Seule une association" in text_of(refused)
    client.post(url, {"kind": "ASSOCIATION", "name": "Asso", "rna": "w 123456789"})
    assert BearingStructure.unscoped.get().rna == "W123456789"


def test_a_structure_of_another_team_is_not_found(as_person, owner, team, other_team):
    theirs = BearingStructure.objects.create(team=other_team, kind="SISA", name="La leur")
    url = reverse("coordination:structure", args=[team.pk, theirs.pk])
    assert as_person(owner).post(url, {"kind": "SISA", "name": "Volée"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.name == "La leur"


def test_the_federation_opens_a_team_then_invites_who_coordinates(as_person, officer):
    CommuneFactory(code="35900", name="Essai-sur-Vilaine", postal_codes=["35999"])
    client = as_person(officer)
    federation = officer.organisationmemberships.get().organisation
    answer = client.post(
        reverse("coordination:team_new"),
        {"name": "MSP Neuve", "kind": "MSP", "commune": "35999", "federation": federation.pk},
    )
    team = Team.objects.get(name="MSP Neuve")
    assert answer["Location"] == reverse("coordination:team_invite", args=[team.pk])
    assert (team.department_id, team.federation) == ("35", federation)
    assert not TeamMembership.unscoped.filter(team=team).exists()
    sent = client.post(
        answer["Location"],
        {"email": "co@ex.test", "first_name": "Co", "last_name": "Ordo", "role": "COORDINATOR"},
    )
    assert sent.status_code == 302
    refused = client.post(
        answer["Location"],
        {"email": "pro@ex.test", "first_name": "P", "last_name": "Ro", "role": "PROFESSIONAL"},
    )
    assert refused.status_code == 200


def test_a_team_is_not_opened_by_a_team(as_person, owner):
    assert as_person(owner).get(reverse("coordination:team_new")).status_code == 403


def test_a_site_is_added_by_postal_code_and_the_last_one_stays(as_person, owner, team):
    CommuneFactory(code="35900", name="Essai-sur-Vilaine", postal_codes=["35999"])
    client = as_person(owner)
    client.post(reverse("coordination:site_add", args=[team.pk]), {"site-commune": "35999"})
    site = team.sites.get()
    client.post(reverse("coordination:site_remove", args=[team.pk, site.pk]))
    assert team.sites.count() == 1


def test_several_communes_are_offered_rather_than_guessed(as_person, owner, team):
    CommuneFactory(code="35901", name="Saint-Essai", postal_codes=["35140"])
    CommuneFactory(code="35902", name="Saint-Essai", postal_codes=["35250"])
    client = as_person(owner)
    add = reverse("coordination:site_add", args=[team.pk])
    page = text_of(client.post(add, {"site-commune": "Saint-Essai", "site-name": "Pôle"}))
    assert "Saint-Essai (35250)" in page
    assert "Pôle" in page
    client.post(add, {"site-commune": "Saint-Essai (35250)"})
    assert team.sites.get().commune_id == "35902"
