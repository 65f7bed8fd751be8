"""The workbook as a file: exact columns, typed cells, nothing that runs as a formula."""

import csv
from datetime import date, datetime
from io import StringIO

import pytest

from coordination.models import Share
from msp_portal.kit.exports import Format
from msp_portal.region.exports.columns import ACTION_COLUMNS, SUMMARY_COLUMNS
from tests.factories import PartnerFactory, ProjectFactory
from tests.region.region import Counts, ars, count, opened, share, table, workbook_of

pytestmark = pytest.mark.django_db

ACTIONS = """identifiant · année · intitulé · équipe(s) · type d’équipe · département(s) · communes ·
thème principal · autres thèmes · publics · tranches d’âge · niveau (patients / patientèle /
population) · milieux · types d’action · étape · début · fin · financements (types) · montant
demandé · montant accordé · ACI (oui/non) · partenaires (nombre) · professionnels (nombre) ·
professions · objectif général · indicateurs suivis (nombre) · séances réalisées · passages ·
personnes touchées · statut du chiffre · évaluation (faite / en cours / non prévue) · fiche publiée
(adresse) · partagé le · par"""
SUMMARY = """département · thème · actions · équipes · professionnels · passages · personnes touchées ·
statut du chiffre"""


def names(written: str) -> list[str]:
    return [name.strip() for name in " ".join(written.split()).split("·")]


@pytest.fixture
def agency():
    return ars()


@pytest.fixture
def shown(agency):
    """A project shared with the agency, with a title that a spreadsheet could run."""
    project = ProjectFactory(
        title='=HYPERLINK("http://exemple.test";"ici")',
        start_date=date(2025, 1, 6),
        main_theme_id="TABAC",
    )
    PartnerFactory(project=project, name="Collège")
    count(project, Counts.PASSAGES, 30)
    count(project, Counts.PEOPLE, 12)
    count(project, Counts.SESSIONS, 2)
    share(project, agency, Share.What.PROJECT)
    return project


def test_columns_are_those_agreed_in_their_order():
    assert [column.label for column in ACTION_COLUMNS] == names(ACTIONS)
    assert [column.label for column in SUMMARY_COLUMNS] == names(SUMMARY)


def test_three_sheets_in_their_order(agency, shown):
    assert opened(workbook_of(agency)).sheetnames == ["Actions", "Synthèse", "Lisez-moi"]


def test_the_header_is_frozen_and_filterable(agency, shown):
    book = opened(workbook_of(agency))
    for sheet, last in (("Actions", "AH2"), ("Synthèse", "H2")):
        assert book[sheet].freeze_panes == "A2"
        assert book[sheet].auto_filter.ref == f"A1:{last}"


def test_numbers_are_numbers_and_dates_are_dates(agency, shown):
    (row,) = table(workbook_of(agency), "Actions")
    assert (row["séances réalisées"], row["passages"], row["personnes touchées"]) == (2, 30, 12)
    assert row["début"].date() == date(2025, 1, 6)
    assert isinstance(row["partagé le"], datetime)
    assert row["ACI (oui/non)"] == "non"
    assert row["fin"] is None


def test_a_title_never_runs_as_a_formula(agency, shown):
    cell = opened(workbook_of(agency))["Actions"]["C2"]
    assert (cell.data_type, cell.value) == ("s", shown.title)
    text = workbook_of(agency, Format.CSV).decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text), delimiter=";")
    assert row["intitulé"] == f"'{shown.title}"


def test_csv_holds_the_actions_alone(agency, shown):
    text = workbook_of(agency, Format.CSV).decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text), delimiter=";"))
    assert lines[0] == names(ACTIONS)
    assert len(lines) == 2


def test_the_read_me_says_who_when_what_and_the_rule(agency, shown):
    said = dict(opened(workbook_of(agency))["Lisez-moi"].iter_rows(values_only=True))
    assert said["Pour qui"] == "ARS Bretagne"
    assert "l’essai" in said["Établi le"]
    assert "2025" in said["Filtres"]
    assert "inférieur à 11" in said["Petits nombres"]
    assert "moins de 3 équipes" in said["Petits nombres"]


def test_the_same_number_of_queries_for_one_project_and_for_many(
    agency, shown, django_assert_num_queries
):
    with django_assert_num_queries(10):
        workbook_of(agency)
    for rank in range(4):
        more = ProjectFactory(title=f"Projet {rank}")
        count(more, Counts.PASSAGES, 20)
        share(more, agency)
    with django_assert_num_queries(10):
        assert len(table(workbook_of(agency), "Actions")) == 5


def test_a_share_withdrawn_leaves_the_workbook_at_once(agency, shown):
    Share.unscoped.update(withdrawn_at=datetime.now().astimezone())
    assert table(workbook_of(agency), "Actions") == []
    assert table(workbook_of(agency), "Synthèse") == []


def test_invented_data_say_so(agency, shown):
    read = lambda: dict(opened(workbook_of(agency))["Lisez-moi"].iter_rows(values_only=True))  # noqa: E731
    assert "Illustration" not in read()
    shown.illustration = True
    shown.save()
    assert str(shown.pk) in read()["Illustration"]
