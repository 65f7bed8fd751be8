"""Programmes: read by anybody signed in, entered by a team, followed by it alone."""

import pytest
from django.urls import reverse

from msp_portal.kit import clock
from projects.models import ProgrammeAdoption, ProgrammeIndemnity, Project
from tests.factories import (
    OrganisationMembershipFactory,
    PersonFactory,
    ProgrammeAdoptionFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    made = ProgrammeFactory(title="Bref, j’arrête", frictions="Pas de formation.\nSuivi trop long.")
    ProgrammeIndemnity.objects.create(programme=made, amount=100, per="MOIS", months=18)
    return made


def test_what_it_pays_and_what_went_wrong_are_shown(as_person, teammate, programme):
    page = (
        as_person(teammate)
        .get(reverse("projects:programme", args=[programme.key]))
        .content.decode()
    )
    assert "1\u00a0800\u00a0€" in page
    assert "Suivi trop long." in page
    assert "Adopter ce programme" in page


def test_a_federation_officer_reads_but_has_no_team_to_enter(as_person, programme):
    officer = PersonFactory(account=True)
    OrganisationMembershipFactory(person=officer, organisation=programme.publisher)
    response = as_person(officer).get(reverse("projects:programmes"), follow=True)
    assert "Adopter ce programme" not in response.content.decode()


def test_an_unpublished_programme_is_not_found(as_person, owner):
    hidden = ProgrammeFactory(published_at=None)
    assert as_person(owner).get(reverse("projects:programme", args=[hidden.key])).status_code == 404


def test_a_member_opens_the_project_and_lands_on_the_adhesion(as_person, teammate, team, programme):
    url = reverse("projects:programme_adopt", args=[programme.key])
    client = as_person(teammate)
    response = client.post(url, {"team": team.pk})
    made = Project.unscoped.get(origin="CLE_EN_MAIN")
    assert response["Location"] == reverse("projects:adoption", args=[made.pk])
    again = client.post(url, {"team": team.pk})
    assert again.status_code == 422
    assert "déjà ouvert" in again.content.decode()


def test_one_does_not_enter_it_for_another_team(as_person, teammate, other_team, programme):
    url = reverse("projects:programme_adopt", args=[programme.key])
    assert as_person(teammate).post(url, {"team": other_team.pk}).status_code == 422
    assert not Project.unscoped.exists()


def test_the_adhesion_is_followed_and_decided(as_person, owner, project):
    adoption = ProgrammeAdoptionFactory(project=project)
    client, url = as_person(owner), reverse("projects:adoption", args=[project.pk])
    data = {"version": "1", "presented_on": clock.today().isoformat(), "dropouts": "3"}
    blank = {"initial-presented_on": "", "initial-dropouts": "", "initial-volunteers_at_launch": ""}
    refused = client.post(url, {**data, **blank, "volunteers_at_launch": "2"})
    assert refused.status_code == 422
    assert "plus de départs" in refused.content.decode()
    client.post(url, {**data, **blank, "volunteers_at_launch": "11"})
    client.post(reverse("projects:adoption_decide", args=[project.pk]))
    adoption = ProgrammeAdoption.unscoped.get(pk=adoption.pk)
    assert (adoption.volunteers_at_launch, adoption.dropouts) == (11, 3)
    assert adoption.decided_by == owner


def test_a_project_without_a_programme_has_no_adhesion(as_person, owner, project):
    assert as_person(owner).get(reverse("projects:adoption", args=[project.pk])).status_code == 404


def test_a_professional_reads_it_and_changes_nothing(as_person, teammate, stranger, project):
    ProgrammeAdoptionFactory(project=project)
    url = reverse("projects:adoption", args=[project.pk])
    assert as_person(teammate).get(url).status_code == 200
    assert as_person(teammate).post(url, {}).status_code == 403
    assert as_person(stranger).get(url).status_code == 404
