"""The pages of the region: what each reader sees, and how many queries it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coordination.models import Share
from coordination.queries.readings import readings_of_shares
from msp_portal.kit import clock
from msp_portal.kit.links.services import issue_guest_link
from msp_portal.kit.models import AccessLog, ActionLink, Mail
from msp_portal.region.queries.data_links import DATA_LINK
from tests.factories import (
    OrganisationFactory,
    OrganisationMembershipFactory,
    PersonFactory,
    ProjectFactory,
    RegionFactory,
    TeamFactory,
)
from tests.region.region import Counts, agree_card, ars, count, share

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"region:{name}", args=args)


def works_for(organisation):
    return OrganisationMembershipFactory(
        person=PersonFactory(account=True), organisation=organisation
    ).person


@pytest.fixture
def federation():
    return OrganisationFactory(name="Fédération de Bretagne")


@pytest.fixture
def officer(federation):
    return works_for(federation)


@pytest.fixture
def agency():
    return ars()


@pytest.fixture
def shown(federation):
    """Shared with the federation, that may pass it on."""
    team = TeamFactory(name="MSP du Canal", federation=federation)
    project = ProjectFactory(title="Écrans", team=team, main_theme_id="TABAC", stage="ACTION")
    count(project, Counts.PASSAGES, 40, year=clock.today().year - 1)
    share(project, federation, may_pass_on=True)
    return project


@pytest.fixture
def card(federation):
    """Seen by its carte de visite only."""
    team = TeamFactory(name="MSP des Dunes", federation=federation)
    agree_card(team)
    project = ProjectFactory(title="Chutes", team=team, main_theme_id="ALCOOL")
    count(project, Counts.PASSAGES, 77, year=clock.today().year - 1)
    return project


# ---- The overview ---------------------------------------------------------------------------


def test_the_federation_sees_what_is_shared_and_the_cards(as_person, officer, shown, card):
    page = as_person(officer).get(url("overview")).text
    assert "Écrans" in page
    assert "Chutes" in page
    assert "Carte de visite" in page


def test_a_project_kept_by_its_team_is_nowhere(as_person, officer, federation, shown):
    ProjectFactory(title="Secret", team=TeamFactory(federation=federation))
    client = as_person(officer)
    for name in ("overview", "data", "white_zones", "advocacy"):
        assert "Secret" not in client.get(url(name)).text


def test_the_ars_sees_what_is_passed_on_and_no_card(as_person, agency, shown, card):
    page = as_person(works_for(agency)).get(url("overview")).text
    assert "Écrans" in page
    assert "Chutes" not in page


def test_another_federation_sees_nothing(as_person, shown, card):
    elsewhere = OrganisationFactory(name="Ailleurs", region=RegionFactory(code="52"))
    page = as_person(works_for(elsewhere)).get(url("overview")).text
    assert "Écrans" not in page
    assert "Chutes" not in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=ecran", ["Écrans"]),
        ("theme=TABAC", ["Écrans"]),
        ("theme=ADDICTIONS", ["Chutes", "Écrans"]),
        ("departement=35", ["Chutes", "Écrans"]),
        ("departement=22", []),
        ("etape=ACTION", ["Écrans"]),
        ("vu=carte", ["Chutes"]),
        ("vu=partage", ["Écrans"]),
        ("annee=1999", []),
        ("etape=n'importe&annee=abc&vu=?", ["Chutes", "Écrans"]),
    ],
)
def test_filters(as_person, officer, shown, card, query, titles):
    found = as_person(officer).get(f"{url('overview')}?{query}").context["overview"]
    assert [line.project.title for line in found.lines] == titles
    assert found.total == len(titles)


def test_counts_of_a_filter_are_what_choosing_it_gives(as_person, officer, shown, card):
    found = as_person(officer).get(f"{url('overview')}?vu=carte").context["overview"]
    kinds = {choice.value: choice.count for choice in found.facets[-1].choices}
    themes = {choice.value: choice.count for choice in found.facets[1].choices}
    assert kinds == {"partage": 1, "carte": 1}
    assert themes == {"ADDICTIONS": 1, "ALCOOL": 1}


@pytest.mark.parametrize("size", [1, 3])
def test_the_overview_costs_the_same_whatever_the_rows(
    as_person, officer, federation, shown, size, django_assert_num_queries
):
    for _ in range(size - 1):
        share(ProjectFactory(team=TeamFactory(federation=federation)), federation)
    client = as_person(officer)
    client.get(url("overview"))
    with django_assert_num_queries(11):
        assert client.get(url("overview")).status_code == 200


def silent_for(federation, days, title):
    project = ProjectFactory(title=title, team=TeamFactory(federation=federation))
    project.last_activity_at = clock.now() - timedelta(days=days)
    project.save()
    return project


def test_silence_is_a_regional_count_that_names_nobody(as_person, officer, federation):
    for rank in range(3):
        silent_for(federation, 45, f"Muet {rank}")
    page = as_person(officer).get(url("overview"))
    assert page.context["silent"] == 3
    assert "Muet" not in page.text


def test_under_three_teams_silence_would_point_at_somebody(as_person, officer, federation):
    silent_for(federation, 45, "Muet")
    assert as_person(officer).get(url("overview")).context["silent"] is None


def test_the_ars_is_told_nothing_of_silence(as_person, agency, federation):
    for rank in range(3):
        silent_for(federation, 45, f"Muet {rank}")
    assert as_person(works_for(agency)).get(url("overview")).context["silent"] is None


# ---- One project ----------------------------------------------------------------------------


def test_the_page_of_a_shared_project_shows_its_figures(as_person, officer, shown):
    page = as_person(officer).get(url("project", shown.pk))
    assert page.context["row"].passages.value == 40
    assert "peut être montré à l’ARS" in page.text


def test_the_page_of_a_card_shows_no_figure(as_person, officer, card):
    page = as_person(officer).get(url("project", card.pk))
    assert page.status_code == 200
    assert "77" not in page.text
    assert "chiffres de" not in page.text


def test_a_withdrawn_share_closes_the_page_at_once(as_person, officer, shown):
    client = as_person(officer)
    assert client.get(url("project", shown.pk)).status_code == 200
    Share.unscoped.update(withdrawn_at=clock.now())
    assert client.get(url("project", shown.pk)).status_code == 404


# ---- The data page --------------------------------------------------------------------------


def test_the_screen_says_what_the_workbook_says(as_person, agency, shown):
    page = as_person(works_for(agency)).get(url("data"))
    (line,) = page.context["data"].lines
    said = {cell.label: cell.text for cell in line.cells}
    assert (said["passages"], said["équipe(s)"]) == ("40", "MSP du Canal")
    assert 'href="/region/classeur.xlsx' in page.text


def test_a_year_that_is_not_over_shows_no_number_of_people(as_person, agency, shown):
    count(shown, Counts.PASSAGES, 90, year=clock.today().year)
    page = as_person(works_for(agency)).get(f"{url('data')}?annee={clock.today().year}")
    (line,) = page.context["data"].lines
    assert line.row.passages.value is None
    assert ">90<" not in page.text


def test_reading_by_a_funder_is_noted_and_told_to_the_team(as_person, agency, shown):
    as_person(works_for(agency)).get(url("data"))
    assert AccessLog.objects.get().about == agency
    (reading,) = readings_of_shares(Share.unscoped.filter(project_id=shown.pk))
    assert (reading.organisation, reading.times) == ("ARS Bretagne", 1)


def test_reading_by_the_federation_is_not_logged(as_person, officer, shown):
    as_person(officer).get(url("data"))
    assert not AccessLog.objects.exists()


def test_who_works_for_two_organisations_chooses(as_person, agency, officer, shown, card):
    OrganisationMembershipFactory(person=officer, organisation=agency)
    client = as_person(officer)
    assert client.get(url("data")).context["data"].projects == 2
    assert client.get(f"{url('data')}?organisation={agency.pk}").context["data"].projects == 1


# ---- White zones, advocacy ------------------------------------------------------------------


def test_white_zones_count_general_themes_by_department(as_person, officer, shown, card):
    zones = as_person(officer).get(url("white_zones")).context["zones"]
    row = next(row for row in zones.rows if row.theme.code == "ADDICTIONS")
    assert {place.code: count for place, count in row.counts} == {
        "22": 0,
        "29": 0,
        "35": 2,
        "56": 0,
    }
    assert [place.code for place in row.empty] == ["22", "29", "56"]


@pytest.mark.parametrize("name", ["white_zones", "advocacy"])
def test_these_pages_are_the_federation_s(as_person, agency, name):
    assert as_person(works_for(agency)).get(url(name)).status_code == 404


# ---- Links given ----------------------------------------------------------------------------


def test_the_federation_gives_a_link_that_it_does_not_see(as_person, officer, agency):
    client = as_person(officer)
    typed = {"organisation": agency.pk, "given_to": "Référente", "address": "ref@ars.test"}
    page = client.post(url("links"), typed, follow=True)
    link = ActionLink.objects.get()
    assert Mail.objects.get().to_address == "ref@ars.test"
    assert "Référente" in page.text
    assert "/lien/ars/" not in page.text
    client.post(url("link_close", link.pk))
    link.refresh_from_db()
    assert link.revoked_at is not None


def test_an_organisation_of_another_region_is_not_offered(as_person, officer):
    elsewhere = ars("ARS Normandie", "28")
    typed = {"organisation": elsewhere.pk, "given_to": "R", "address": "ref@ars.test"}
    page = as_person(officer).post(url("links"), typed)
    assert page.status_code == 200
    assert not ActionLink.objects.exists()


def test_a_refused_address_keeps_what_was_typed(as_person, officer, agency):
    typed = {"organisation": agency.pk, "given_to": "Référente", "address": officer.email}
    page = as_person(officer).post(url("links"), typed)
    assert 'value="Référente"' in page.text
    assert "fédération" in page.text
    assert not ActionLink.objects.exists()


def test_openings_are_shown(as_person, officer, agency, client):
    from msp_portal.kit.links.services import link_path

    link = issue_guest_link(label="Référente", action=DATA_LINK, about=agency)
    client.get(link_path(link))
    client.get(link_path(link))
    assert "2\u00a0ouvertures" in as_person(officer).get(url("links")).text
