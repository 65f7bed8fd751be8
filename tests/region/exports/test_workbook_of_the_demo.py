"""On the demo, the workbook of the ARS says exactly what the teams let it see."""

import pytest

from coordination.models import Organisation
from tests.region.region import table, workbook_of

EXPECTED = {
    "Grandir avec les écrans": (214, 163, 6, 7, 11, None, None),
    "Santé ! Prévention alcool": (96, 71, 4, 5, 1, 9500, 8000),
    "Ma ville en rose": (540, 402, 9, 18, 9, None, None),
}


def sheet(demo, name, which):
    organisation = Organisation.objects.get(name=name)
    return table(workbook_of(organisation, day=demo, year=demo.year - 1), which)


def plain(title):
    return title.replace("\u00a0", " ")


def test_the_ars_reads_three_projects_with_these_figures(demo):
    found = {
        plain(row["intitulé"]): (
            row["passages"],
            row["personnes touchées"],
            row["séances réalisées"],
            row["professionnels (nombre)"],
            row["partenaires (nombre)"],
            row["montant demandé"],
            row["montant accordé"],
        )
        for row in sheet(demo, "ARS Bretagne", "Actions")
    }
    assert found == EXPECTED


def test_the_summary_shows_people_only_where_three_teams_share_a_project(demo):
    found = {
        (row["thème"], row["équipes"]): (row["personnes touchées"], row["statut du chiffre"])
        for row in sheet(demo, "ARS Bretagne", "Synthèse")
    }
    shown = {key: value for key, value in found.items() if value[0] is not None}
    assert list(shown.values()) == [(402, "mesuré")]
    assert [teams for _, teams in shown] == [3]
    assert {status for people, status in found.values() if people is None} == {"moins de 3 équipes"}


def test_who_passes_a_project_on_is_said(demo):
    by = {plain(row["intitulé"]): row["par"] for row in sheet(demo, "ARS Bretagne", "Actions")}
    assert by["Grandir avec les écrans"].endswith("transmis par ESSORT")
    assert "transmis" not in by["Santé ! Prévention alcool"]


def test_the_cpam_reads_the_one_report_shared_with_it(demo):
    rows = sheet(demo, "CPAM du Morbihan", "Actions")
    assert [row["intitulé"] for row in rows] == ["Mois sans tabac"]


@pytest.mark.parametrize("name", ["APMSL", "ARS Pays de la Loire", "CPAM bretonnes"])
def test_nobody_else_reads_anything(demo, name):
    assert sheet(demo, name, "Actions") == []
    assert sheet(demo, name, "Synthèse") == []


def test_the_federation_reads_figures_of_what_was_shared_and_cards_of_the_rest(demo):
    rows = {plain(row["intitulé"]): row for row in sheet(demo, "ESSORT", "Actions")}
    assert rows["Mois sans tabac"]["statut du chiffre"] == "mesuré"
    assert rows["Santé ! Prévention alcool"]["statut du chiffre"] == "carte de visite seule"
    assert rows["Santé ! Prévention alcool"]["montant demandé"] is None
    assert rows["Santé ! Prévention alcool"]["objectif général"] is None
    assert "Bouger sans tomber" not in rows  # its team keeps its cartes de visite
