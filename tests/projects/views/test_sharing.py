"""The page of shares: explicit acts, told in words, taken back at once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coordination.models import Share, VisitCardConsent
from msp_portal.kit import clock
from tests.factories import EvaluationFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def of(name, project, *args):
    return reverse(f"projects:{name}", args=[project.pk, *args])


@pytest.fixture
def ars():
    return OrganisationFactory(name="ARS Bretagne", kind="ARS")


def share(client, project, organisation, thing="PROJECT", **more):
    data = {"organisation": organisation.pk, "thing": thing, **more}
    return client.post(of("sharing", project), data, follow=True)


def test_the_coordination_shares_and_takes_back(as_person, owner, project, ars):
    client = as_person(owner)
    page = share(client, project, ars, "FIGURES").content.decode()
    assert "ARS Bretagne voit la carte de visite et les chiffres du projet" in page
    (made,) = Share.unscoped.all()
    assert (made.what, made.thing, made.shared_by) == ("FIGURES", project, owner)
    page = client.post(of("sharing_withdraw", project, made.pk), follow=True).content.decode()
    assert "Personne d’autre ne voit" in page.replace("\u00a0", " ")


def test_a_validated_evaluation_can_be_shared_and_a_draft_cannot(as_person, owner, project, ars):
    draft = EvaluationFactory(project=project)
    client = as_person(owner)
    assert share(client, project, ars, f"REPORT:{draft.pk}").status_code == 422
    draft.validated_at = clock.now()
    draft.save()
    share(client, project, ars, f"REPORT:{draft.pk}")
    (made,) = Share.unscoped.all()
    assert (made.what, made.thing) == ("REPORT", draft)


def test_passing_on_is_for_federations_and_the_last_day_is_to_come(
    as_person, owner, project, team, ars
):
    client = as_person(owner)
    assert share(client, project, ars, may_pass_on="on").status_code == 422
    past = (clock.today() - timedelta(days=1)).isoformat()
    assert share(client, project, ars, until=past).status_code == 422
    share(client, project, team.federation, may_pass_on="on")
    assert Share.unscoped.get().may_pass_on


def test_an_organisation_that_is_not_offered_is_refused(as_person, owner, project):
    response = share(as_person(owner), project, OrganisationFactory(kind="PARTNER"))
    assert response.status_code == 422


def test_the_card_is_agreed_hidden_shown_and_withdrawn(as_person, owner, project):
    client, url = as_person(owner), of("sharing_card", project)
    client.post(url, {"act": "agree"})
    assert "voit exactement ceci" in client.get(of("sharing", project)).content.decode()
    client.post(url, {"act": "hide"})
    project.refresh_from_db()
    assert project.visit_card_hidden
    client.post(url, {"act": "show"})
    client.post(url, {"act": "withdraw"})
    assert VisitCardConsent.unscoped.get().withdrawn_at is not None


def test_a_professional_reads_the_page_and_lets_nothing_out(as_person, teammate, project, ars):
    client = as_person(teammate)
    page = client.get(of("sharing", project)).content.decode()
    assert "Partager</button>" not in page
    assert share(client, project, ars).status_code == 403
    assert client.post(of("sharing_card", project), {"act": "agree"}).status_code == 403
    assert not Share.unscoped.exists()


def test_a_share_of_another_project_is_not_found(
    as_person, owner, stranger, project, other_team, ars
):
    from tests.factories import ProjectFactory

    other = ProjectFactory(team=other_team)
    share(as_person(stranger), other, ars)
    made = Share.unscoped.get()
    client = as_person(owner)
    assert client.post(of("sharing_withdraw", project, made.pk)).status_code == 404
    assert client.post(of("sharing_withdraw", other, made.pk)).status_code == 404


def test_who_coordinates_another_team_of_the_project_does_not_decide_for_the_carrying_one(
    as_person, project, other_team
):
    from tests.factories import ProjectTeamFactory

    ProjectTeamFactory(project=project, team=other_team, is_lead=False)
    other = PersonFactory(account=True, member_of=other_team, member_of__role="COORDINATOR")
    response = as_person(other).post(of("sharing_card", project), {"act": "agree"})
    assert response.status_code == 403


@pytest.mark.parametrize("size", [1, 5])
def test_the_page_costs_the_same_queries_whatever_the_shares(
    as_person, owner, project, size, django_assert_num_queries
):
    client = as_person(owner)
    for number in range(size):
        share(client, project, OrganisationFactory(kind="ARS", name=f"ARS {number}"))
    with django_assert_num_queries(14):
        assert client.get(of("sharing", project)).status_code == 200
