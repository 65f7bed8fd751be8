"""Which projects a reader sees, and how much of each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordination.models import Share
from msp_portal.kit import clock
from msp_portal.region.queries.readers import Reader
from msp_portal.region.queries.rows import project_rows
from projects.models import Indicator
from projects.queries.figures import totals_of
from projects.queries.figures_periods import year_period
from tests.factories import (
    IndicatorFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PartnerFactory,
    ProjectFactory,
    ProjectRoleFactory,
    RegionFactory,
    TeamFactory,
)
from tests.region.region import (
    TODAY,
    YEAR,
    Counts,
    agree_card,
    ars,
    count,
    cpam,
    rows_of,
    share,
)

pytestmark = pytest.mark.django_db
What = Share.What


@pytest.fixture
def federation():
    return OrganisationFactory(name="Fédération de Bretagne")


@pytest.fixture
def project(federation):
    project = ProjectFactory(title="Écrans", team=TeamFactory(federation=federation))
    ObjectiveFactory(project=project, text="Moins d’écrans le matin.")
    PartnerFactory(project=project)
    ProjectRoleFactory(project=project, since=date(2024, 9, 1))
    count(project, Counts.PASSAGES, 40)
    count(project, Counts.PEOPLE, 25)
    return project


# ---- Who sees it ----------------------------------------------------------------------------


def test_nothing_is_seen_without_an_act(project, federation):
    assert rows_of(ars()) == {}
    assert rows_of(cpam()) == {}
    assert rows_of(federation) == {}


def test_what_is_shared_with_the_ars_is_seen_by_it_alone(project, federation):
    agency = ars()
    share(project, agency)
    assert list(rows_of(agency)) == ["Écrans"]
    assert rows_of(federation) == {}
    assert rows_of(cpam()) == {}
    assert rows_of(ars("ARS Normandie", "28")) == {}


def test_the_federation_passes_on_what_it_may_to_the_ars_of_its_region_only(project, federation):
    share(project, federation, may_pass_on=True)
    assert list(rows_of(ars())) == ["Écrans"]
    assert rows_of(ars("ARS Normandie", "28")) == {}
    assert rows_of(cpam()) == {}


def test_what_may_not_be_passed_on_stays_with_the_federation(project, federation):
    share(project, federation, may_pass_on=False)
    assert list(rows_of(federation)) == ["Écrans"]
    assert rows_of(ars()) == {}


def test_a_federation_of_another_region_sees_nothing(project, federation):
    share(project, federation, may_pass_on=True)
    agree_card(project.teams.get())
    elsewhere = OrganisationFactory(name="Ailleurs", region=RegionFactory(code="52"))
    assert rows_of(elsewhere) == {}


@pytest.mark.parametrize("what", What.values)
def test_any_thing_shared_makes_a_row(project, what):
    agency = ars()
    share(project, agency, what)
    assert list(rows_of(agency)) == ["Écrans"]


def test_a_share_whose_last_day_is_past_shows_nothing(project):
    agency = ars()
    share(project, agency, until=TODAY - timedelta(days=1))
    assert rows_of(agency) == {}


# ---- How much of it -------------------------------------------------------------------------


def test_the_whole_project_shows_story_and_figures(project):
    agency = ars()
    share(project, agency)
    row = rows_of(agency)["Écrans"]
    assert (row.objective, row.partners, row.professionals) == ("Moins d’écrans le matin.", 1, 1)
    assert (row.passages.value, row.people.value, row.status) == (40, 25, "mesuré")


def test_the_application_alone_shows_no_figure(project):
    agency = ars()
    share(project, agency, What.APPLICATION)
    row = rows_of(agency)["Écrans"]
    assert row.objective == "Moins d’écrans le matin."
    assert (row.passages.value, row.people.value, row.sessions) == (None, None, None)
    assert (row.status, row.evaluation) == ("non partagé", "")


def test_the_figures_alone_show_no_story(project):
    agency = ars()
    share(project, agency, What.FIGURES)
    row = rows_of(agency)["Écrans"]
    assert (row.passages.value, row.people.value) == (40, 25)
    assert (row.objective, row.partners, row.professionals, row.is_aci) == ("", None, None, None)


def test_two_shares_add_up(project):
    agency = ars()
    share(project, agency, What.FIGURES)
    share(project, agency, What.APPLICATION)
    row = rows_of(agency)["Écrans"]
    assert (row.passages.value, row.partners) == (40, 1)


def test_the_carte_de_visite_shows_no_figure_and_no_story(project, federation):
    agree_card(project.teams.get())
    row = rows_of(federation)["Écrans"]
    assert row.card_only
    assert (row.passages.value, row.sessions, row.partners, row.objective) == (None,) * 3 + ("",)
    assert row.shared_by.endswith("(carte de visite)")


def test_a_project_may_hide_its_carte_de_visite(project, federation):
    agree_card(project.teams.get())
    project.visit_card_hidden = True
    project.save()
    assert rows_of(federation) == {}


# ---- Its figures ----------------------------------------------------------------------------


def test_small_numbers_are_withheld_from_outside_and_shown_inside_down_to_five(federation):
    project = ProjectFactory(title="Petit", team=TeamFactory(federation=federation))
    count(project, Counts.PASSAGES, 30)
    count(project, Counts.PEOPLE, 8)
    share(project, federation, may_pass_on=True)
    outside, inside = rows_of(ars())["Petit"], rows_of(federation)["Petit"]
    assert (outside.passages.value, outside.people.value) == (30, None)
    assert outside.status == "passages : mesuré ; personnes : < 11"
    assert (inside.people.value, inside.status) == (8, "mesuré")


def test_not_measured_and_nothing_noted_are_two_things():
    agency = ars()
    asked, silent = ProjectFactory(title="Demandé"), ProjectFactory(title="Rien")
    count(asked, Counts.PASSAGES, None)
    count(asked, Counts.PEOPLE, None)
    for each in (asked, silent):
        share(each, agency)
    rows = rows_of(agency)
    assert rows["Demandé"].status == "non mesuré"
    assert rows["Rien"].status == "rien de noté"


def test_people_of_the_present_year_are_withheld_until_it_is_over(project):
    agency = ars()
    count(project, Counts.PASSAGES, 500, year=TODAY.year)
    share(project, agency)
    row = rows_of(agency, TODAY.year)["Écrans"]
    assert (row.passages.value, row.passages.status) == (None, "année en cours")


def test_corrected_and_withdrawn_facts_do_not_count(project):
    agency = ars()
    share(project, agency)
    gone = count(project, Counts.PASSAGES, 1000)
    gone.withdrawn_at = clock.now()
    gone.save()
    wrong = count(project, Counts.PASSAGES, 900)
    right = count(project, Counts.PASSAGES, 9)
    right.replaces, right.correction_reason = wrong, "Erreur de saisie"
    right.save()
    assert rows_of(agency)["Écrans"].passages.value == 49


def test_the_figures_are_those_of_every_other_document(project):
    """The streamed sums and ``totals_of`` read the same facts the same way."""
    agency = ars()
    share(project, agency)
    IndicatorFactory(project=project, counts=Counts.PASSAGES, name="Un autre compte")
    other = Indicator.unscoped.filter(project=project, name="Un autre compte").get()
    moved = count(project, Counts.PASSAGES, 17)
    moved.indicator = other
    moved.save()
    count(project, Counts.SESSIONS, 3)
    count(project, Counts.PASSAGES, 11, year=YEAR - 1)
    told = totals_of([project.pk], year_period(YEAR))[project.pk]
    row = rows_of(agency)["Écrans"]
    assert (row.passages.value, row.people.value, row.sessions) == (
        told.passages,
        told.people,
        told.sessions,
    )


def test_professionals_are_persons_who_said_yes_and_had_not_left_before_the_year(project):
    agency = ars()
    share(project, agency)
    ProjectRoleFactory(project=project, since=date(2023, 1, 1), until=date(2024, 6, 1))
    ProjectRoleFactory(project=project, accepted_at=None)
    assert rows_of(agency)["Écrans"].professionals == 1


def test_who_shared_is_the_latest_with_the_date(project):
    agency = ars()
    sharer = ProjectRoleFactory(project=project).person
    share(project, agency, What.FIGURES, since=datetime(2025, 2, 3, 9, tzinfo=UTC))
    share(project, agency, since=datetime(2026, 2, 3, 9, tzinfo=UTC), shared_by=sharer)
    row = rows_of(agency)["Écrans"]
    assert row.shared_on.date() == date(2026, 2, 3)
    assert sharer.full_name in row.shared_by


def test_rows_come_as_a_stream(project):
    agency = ars()
    share(project, agency)
    stream = project_rows(Reader(agency, TODAY), YEAR)
    assert next(stream).title == "Écrans"
