"""The data interface: rights, masks, filters, pages, and no address that breaks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from coordination.models import Organisation, Share
from funding.models import Call
from msp_portal.kit import clock
from msp_portal.reference.models import CallKind
from msp_portal.region.exports.columns import ACTION_COLUMNS
from tests.factories import (
    OrganisationFactory,
    OrganisationMembershipFactory,
    PersonFactory,
    ProjectFactory,
    TeamFactory,
)
from tests.region.region import Counts, ars, count, share

pytestmark = pytest.mark.django_db
PROJECTS, CALLS, SHEETS = "/api/v1/projets/", "/api/v1/appels/", "/api/v1/fiches/"
LAST_YEAR = clock.today().year - 1


@pytest.fixture
def agency():
    return ars()


@pytest.fixture
def liaison(agency):
    person = PersonFactory(account=True)
    OrganisationMembershipFactory(person=person, organisation=agency)
    return person


@pytest.fixture
def counted(project):
    """Team A's project, with seven people: too few for anybody outside."""
    count(project, Counts.PASSAGES, 40, year=LAST_YEAR)
    count(project, Counts.PEOPLE, 7, year=LAST_YEAR)
    return project


def titles(response):
    return [row["intitule"] for row in response.json()["results"]]


# ---- Projects -------------------------------------------------------------------------------


def test_without_account_no_project(client, counted):
    response = client.get(PROJECTS)
    assert response.status_code == 403
    assert "Informations d'authentification" in response.json()["detail"]


def test_a_team_reads_its_own_projects_whole(as_person, teammate, counted):
    (row,) = as_person(teammate).get(PROJECTS).json()["results"]
    assert (row["intitule"], row["passages"], row["personnes_touchees"]) == (
        counted.title, 40, 7,
    )  # fmt: skip


def test_another_team_reads_nothing_of_it(as_person, stranger, counted):
    client = as_person(stranger)
    assert titles(client.get(PROJECTS)) == []
    assert client.get(f"{PROJECTS}{counted.pk}/").status_code == 404


def test_an_agency_reads_what_is_shared_masked_as_in_its_workbook(
    as_person, liaison, agency, counted
):
    client = as_person(liaison)
    assert titles(client.get(PROJECTS)) == []
    share(counted, agency)
    (row,) = client.get(PROJECTS).json()["results"]
    assert (row["passages"], row["personnes_touchees"]) == (40, None)
    assert row["statut_chiffre"] == "passages : mesuré ; personnes : < 11"
    assert client.get(f"{PROJECTS}{counted.pk}/").json()["personnes_touchees"] is None


def test_a_share_withdrawn_leaves_at_once(as_person, liaison, agency, counted):
    share(counted, agency)
    client = as_person(liaison)
    assert len(titles(client.get(PROJECTS))) == 1
    Share.unscoped.update(withdrawn_at=clock.now() + timedelta(seconds=1))
    assert titles(client.get(PROJECTS)) == []
    assert client.get(f"{PROJECTS}{counted.pk}/").status_code == 404


def test_no_filter_tells_what_is_not_shown(as_person, liaison, agency, counted):
    """A project out of sight is out of every count."""
    client = as_person(liaison)
    for query in ("", "?etape=BESOIN", "?departement=35", f"?organisation={agency.pk}"):
        assert client.get(PROJECTS + query).json()["count"] == 0


def test_one_does_not_read_for_an_organisation_one_does_not_work_for(as_person, liaison):
    other = OrganisationFactory()
    assert as_person(liaison).get(f"{PROJECTS}?organisation={other.pk}").status_code == 404


def test_the_columns_are_those_of_the_workbook_in_their_order(as_person, owner, counted):
    (row,) = as_person(owner).get(PROJECTS).json()["results"]
    assert list(row) == [column.name for column in ACTION_COLUMNS]


def test_amounts_and_dates_are_typed(as_person, owner, counted):
    counted.start_date = "2025-01-06"
    counted.save()
    (row,) = as_person(owner).get(PROJECTS).json()["results"]
    assert row["debut"] == "2025-01-06"
    assert row["aci"] is False
    assert row["montant_demande"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("theme=ADDICTIONS", 1), ("theme=TABAC", 1), ("theme=CHUTES", 0), ("theme=inconnu", 0),
        ("departement=35", 1), ("departement=22", 0), ("etape=ACTION", 0), ("etape=BESOIN", 1),
        ("debut_apres=2030-01-01", 0),
    ],
)  # fmt: skip
def test_filters_of_projects(as_person, owner, counted, query, found):
    counted.main_theme_id = "TABAC"
    counted.save()
    assert as_person(owner).get(f"{PROJECTS}?{query}").json()["count"] == found


@pytest.mark.parametrize("query", ["etape=rien", "debut_apres=hier"])
def test_a_filter_that_makes_no_sense_is_refused_in_french(as_person, owner, query):
    response = as_person(owner).get(f"{PROJECTS}?{query}")
    assert response.status_code == 400
    name = query.partition("=")[0]
    assert response.json()[name][0].endswith(".")


def test_pages_of_fifty(as_person, owner, team):
    for _ in range(51):
        ProjectFactory(team=team)
    client = as_person(owner)
    first = client.get(PROJECTS).json()
    assert (first["count"], len(first["results"])) == (51, 50)
    assert len(client.get(first["next"]).json()["results"]) == 1


@pytest.mark.parametrize("size", [1, 3])
def test_projects_cost_the_same_whatever_the_rows(
    as_person, owner, team, size, django_assert_num_queries
):
    for _ in range(size):
        count(ProjectFactory(team=team), Counts.PASSAGES, 12, year=LAST_YEAR)
    client = as_person(owner)
    client.get(PROJECTS)
    with django_assert_num_queries(14):
        assert len(titles(client.get(PROJECTS))) == size


# ---- Calls ----------------------------------------------------------------------------------


def call(title, **more):
    return Call.objects.create(
        title=title,
        funder=OrganisationFactory(kind=Organisation.Kind.ARS),
        kind=CallKind.objects.first(),
        closes_at=clock.now() + timedelta(days=20),
        created_at=clock.now(),
        **more,
    )


def test_public_calls_are_for_all_and_private_ones_for_their_team(
    client, as_person, owner, stranger, team
):
    call("Ouvert")
    private = call("Repéré par l’équipe", owner_team=team)
    assert titles(client.get(CALLS)) == ["Ouvert"]
    assert titles(as_person(stranger).get(CALLS)) == ["Ouvert"]
    assert len(titles(as_person(owner).get(CALLS))) == 2
    assert client.get(f"{CALLS}{private.pk}/").status_code == 404


def test_calls_by_theme_department_and_date(client):
    named = call("Tabac en Ille-et-Vilaine")
    named.themes.add("TABAC")
    named.departments.add("35")
    call("Tous thèmes")
    assert len(titles(client.get(f"{CALLS}?theme=ADDICTIONS"))) == 2
    assert titles(client.get(f"{CALLS}?theme=CHUTES")) == ["Tous thèmes"]
    assert titles(client.get(f"{CALLS}?departement=29")) == ["Tous thèmes"]
    assert titles(client.get(f"{CALLS}?ferme_avant={clock.today()}")) == []
    row = client.get(f"{CALLS}{named.pk}/").json()
    assert (row["themes"], row["departements"]) == ("Tabac", "Ille-et-Vilaine")


@pytest.mark.parametrize("size", [1, 3])
def test_calls_cost_two_queries_whatever_the_rows(client, size, django_assert_num_queries):
    for rank in range(size):
        call(f"Appel {rank}")
    with django_assert_num_queries(2):
        assert len(titles(client.get(CALLS))) == size


# ---- The interface itself -------------------------------------------------------------------

ODD = (
    "?page=0", "?page=abc", "?page=99999999999999999999", "?annee=20%3025", "?annee=%00",
    "?theme=%00", "?theme=" + "x" * 500, "?organisation=-1", "?organisation=%F0%9F%98%80",
    "?financeur=1e400", "?financeur=-5", "?financeur=99999999999999999999999", "?annee=1.5",
    "?ferme_apres=9999-12-31", "?departement='%20OR%201=1--", "?etape[]=x", "?unknown=1",
)  # fmt: skip


@pytest.mark.parametrize("address", [PROJECTS, CALLS, SHEETS])
@pytest.mark.parametrize("odd", ODD)
def test_no_odd_address_breaks_it(as_person, owner, counted, address, odd):
    response = as_person(owner).get(address + odd)
    assert response.status_code in {200, 400, 404}
    assert response["Content-Type"] == "application/json"


@pytest.mark.parametrize("address", [PROJECTS, CALLS, SHEETS])
@pytest.mark.parametrize("number", ["999999999999999", "99999999999999999999", "abc", "-1"])
def test_unknown_numbers_are_not_found(as_person, owner, address, number):
    assert as_person(owner).get(f"{address}{number}/").status_code == 404


@pytest.mark.parametrize("address", [PROJECTS, CALLS, SHEETS])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written(as_person, owner, counted, address, method):
    assert getattr(as_person(owner), method)(address).status_code in {403, 405}


def test_there_is_no_browsable_page(as_person, owner):
    response = as_person(owner).get(CALLS, headers={"Accept": "text/html"})
    assert response.status_code == 406 or response["Content-Type"] == "application/json"


def test_the_schema_describes_each_column_of_each_resource(client):
    response = client.get("/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})
    schemas = response.json()["components"]["schemas"]
    described = schemas["Projet"]["properties"]
    assert list(described) == [column.name for column in ACTION_COLUMNS]
    assert described["passages"]["description"].startswith("Dans l’année")
    assert {"Appel", "Fiche"} <= set(schemas)


def test_the_page_in_words_names_every_column(client):
    page = client.get(reverse("api:docs")).text
    assert all(f"<code>{column.name}</code>" in page for column in ACTION_COLUMNS)


def test_too_many_requests_without_account_are_held_back():
    client = Client()
    answers = [client.get(SHEETS).status_code for _ in range(61)]
    assert answers[:60] == [200] * 60
    assert answers[60] == 429


def test_a_member_of_a_team_and_of_an_organisation_chooses(as_person, liaison, agency, counted):
    from tests.factories import TeamMembershipFactory

    own = ProjectFactory(title="À nous", team=TeamFactory())
    TeamMembershipFactory(person=liaison, team=own.teams.get())
    share(counted, agency)
    client = as_person(liaison)
    assert titles(client.get(PROJECTS)) == ["À nous"]
    assert titles(client.get(f"{PROJECTS}?organisation={agency.pk}")) == [counted.title]
