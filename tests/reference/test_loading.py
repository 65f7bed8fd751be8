"""Loading the lists: as often as one likes, never losing what was said or corrected."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from msp_portal.reference import loading
from msp_portal.reference.loading import load_reference, read_communes, read_list
from msp_portal.reference.models import (
    AgeBand,
    BudgetAccount,
    Commune,
    Department,
    Profession,
    Region,
    Theme,
)

pytestmark = pytest.mark.django_db


def rows_of(name, model):
    return list(read_list(name, model))


def test_a_second_run_changes_nothing():
    counts = load_reference(departments=["22", "29", "35", "56"])
    assert not any(count.changed for count in counts)
    assert {c.name: c.unchanged for c in counts}["départements"] == 101


def test_the_whole_country_loads_and_a_second_run_changes_nothing():
    load_reference()
    assert 34_800 < Commune.objects.filter(active=True).count() < 35_100
    assert not any(count.changed for count in load_reference())
    paris = Commune.objects.get(code="75056")
    assert paris.postal_codes[0] == "75001"
    assert paris.population > 2_000_000
    without_group = Commune.objects.filter(epci_code="").values_list("name", flat=True)
    assert set(without_group) == {"Île-de-Bréhat", "Île-de-Sein", "Ouessant", "L'Île-d'Yeu"}


def test_a_row_that_left_its_file_is_switched_off_and_comes_back(monkeypatch):
    kept = [row for row in rows_of("themes", Theme) if row["code"] != "SOMMEIL"]
    full = read_list
    monkeypatch.setattr(
        loading, "read_list", lambda n, m: iter(kept) if n == "themes" else full(n, m)
    )
    count = next(c for c in load_reference(communes=False) if c.name == "thèmes")
    assert (count.deactivated, count.added, count.updated) == (1, 0, 0)
    assert not Theme.objects.get(code="SOMMEIL").active
    assert not any(c.changed for c in load_reference(communes=False))

    monkeypatch.setattr(loading, "read_list", full)
    count = next(c for c in load_reference(communes=False) if c.name == "thèmes")
    assert count.updated == 1
    assert Theme.objects.get(code="SOMMEIL").active


def test_a_row_that_changed_elsewhere_is_put_right():
    Theme.objects.filter(code="TABAC").update(label="Tabagisme", parent=None)
    count = next(c for c in load_reference(communes=False) if c.name == "thèmes")
    assert count.updated == 1
    tobacco = Theme.objects.get(code="TABAC")
    assert (tobacco.label, tobacco.parent_id) == ("Tabac", "ADDICTIONS")


def test_what_an_administrator_corrected_or_added_stays():
    Theme.objects.filter(code="TABAC").update(label="Tabac et vapotage", edited_here=True)
    Theme.objects.create(code="CLIMAT", label="Santé et climat", edited_here=True)
    count = next(c for c in load_reference(communes=False) if c.name == "thèmes")
    assert (count.kept, count.deactivated, count.updated) == (1, 0, 0)
    assert Theme.objects.get(code="TABAC").label == "Tabac et vapotage"
    assert Theme.objects.get(code="CLIMAT").active


def test_loading_some_departments_leaves_the_communes_of_the_others_alone():
    before = Commune.objects.filter(active=True).count()
    load_reference(departments=["35"])
    assert Commune.objects.filter(active=True).count() == before


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"code": "A", "label": "a", "source": "K"}] * 2, "deux fois"),
        ([{"code": "A", "label": "a", "source": "?"}], "marque inconnue"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_and_nothing_is_written(
    monkeypatch, rows, message
):
    full = read_list
    monkeypatch.setattr(
        loading, "read_list", lambda n, m: iter(rows) if n == "settings" else full(n, m)
    )
    Theme.objects.filter(code="TABAC").update(label="Autre chose")
    with pytest.raises(ValueError, match=message):
        load_reference(communes=False)
    assert Theme.objects.get(code="TABAC").label == "Autre chose"


def test_the_command_says_what_it_did():
    out = StringIO()
    call_command("load_reference", "--without-communes", stdout=out)
    assert "régions : 0 ajoutées, 0 mises à jour, 0 désactivées, 18 inchangées" in out.getvalue()
    assert "communes" not in out.getvalue()
    assert "Rien n’a changé." in out.getvalue()


def test_the_command_refuses_an_unknown_department():
    with pytest.raises(CommandError, match="99"):
        call_command("load_reference", "--departments", "35,99")


def test_communes_can_be_read_for_some_departments_only():
    assert {row["department_id"] for row in read_communes(["29"])} == {"29"}


# ---- What the lists must say ----------------------------------------------------------------


def test_the_school_zones_cover_the_country():
    zones = Department.objects.values_list("school_zone", flat=True)
    assert {z: list(zones).count(z) for z in ("A", "B", "C", "")} == {
        "A": 32, "B": 41, "C": 21, "": 7,
    }  # fmt: skip
    assert Region.objects.count() == 18
    assert Department.objects.get(code="35").region.ars_name == "ARS Bretagne"


def test_themes_have_two_levels_at_most():
    assert not Theme.objects.filter(parent__parent__isnull=False).exists()
    assert set(Theme.objects.filter(parent_id="ADDICTIONS").values_list("code", flat=True)) == {
        "ALCOOL", "TABAC", "CANNABIS_DROGUES", "ECRANS_JEUX",
    }  # fmt: skip


def test_the_age_bands_hold_every_age_once():
    bands = list(AgeBand.objects.exclude(code="NR"))
    for age in range(110):
        fitting = [b.code for b in bands if b.min_age <= age <= (b.max_age or 200)]
        assert len(fitting) == 1, f"{age} ans : {fitting}"


def test_the_plan_of_accounts_is_that_of_the_state():
    lines = BudgetAccount.objects
    assert set(lines.filter(collapsed_by_default=True, parent=None, is_balance=False)
               .values_list("code", flat=True)) == {"66", "67", "69", "76", "77"}  # fmt: skip
    assert list(lines.filter(hidden_by_default=True).values_list("code", flat=True)) == ["73"]
    assert set(lines.filter(asks_funder=True).values_list("parent_id", flat=True)) == {"74"}
    assert lines.get(code="622").parent_id == "62"
    assert lines.get(code="864").side == "EMPLOI_VOLONTAIRE"
    assert lines.get(code="870").side == "RESSOURCE_VOLONTAIRE"
    for line in lines.filter(parent__isnull=False).select_related("parent"):
        assert line.side == line.parent.side
        assert line.parent.parent_id is None


def test_professions_of_the_directory_keep_their_official_code():
    assert Profession.objects.get(code="60").label == "Infirmier"
    assert Profession.objects.get(code="70").kind == Profession.Kind.RPPS
    assert Profession.objects.get(code="COORDINATEUR").kind == Profession.Kind.FUNCTION
