"""What a region learned: sheets counted by level, projects that went from team to team."""

import pytest
from django.core.management import call_command

from capitalisation.models import LibraryEntry
from capitalisation.queries.evidence import evidence_levels_in, reuse_in, sheets_about
from tests.factories import (
    DepartmentFactory,
    EvidenceLevelFactory,
    RegionFactory,
    TakeoverFactory,
    TeamFactory,
    listed_sheet,
)

pytestmark = pytest.mark.django_db


def proved(title: str, code: str, **said: object):
    EvidenceLevelFactory(code=code)
    return listed_sheet(title, evidence={"code": code, "label": code}, **said)


def elsewhere():
    region = RegionFactory(code="52", name="Pays de la Loire", ars_name="ARS")
    return TeamFactory(
        department=DepartmentFactory(code="44", name="Loire-Atlantique", region=region)
    )


def test_sheets_of_the_region_by_level_without_the_name_of_a_method() -> None:
    for title, code in (("Un", "EXPERIENCE"), ("Deux", "EXPERIENCE"), ("Trois", "PROMETTEUR")):
        proved(title, code)
    proved("Ailleurs", "EFFICACE", team=elsewhere())
    counts = {line.code: line.sheets for line in evidence_levels_in("53")}
    assert counts == {"EXPERIENCE": 2, "PROMETTEUR": 1}
    assert not any("CAPS" in line.label for line in evidence_levels_in("53"))


def test_takeovers_are_counted_and_only_public_ones_told() -> None:
    source = listed_sheet("Ici")
    TakeoverFactory(sheet=source)
    shown = TakeoverFactory(sheet=source, shown_publicly=True)
    TakeoverFactory(sheet=listed_sheet("Là-bas", team=elsewhere()))
    reuse = reuse_in("53")
    assert (reuse.total, reuse.sheets) == (2, 1)
    (line,) = reuse.told
    assert (line.from_team, line.to_team) == (source.team.name, shown.team.name)


def test_where_nothing_is_done_the_best_proved_sheets_come_first() -> None:
    experience = proved("Récit", "EXPERIENCE", themes=["TABAC"])
    efficient = proved("Preuve", "EFFICACE", themes=["TABAC"])
    unrated = listed_sheet("Rien", themes=["TABAC"])
    proved("Autre thème", "EFFICACE", themes=["CHUTES"])
    found = [entry.pk for entry in sheets_about(["TABAC"])]
    assert found == [efficient.pk, experience.pk, unrated.pk]
    assert not sheets_about(["TABAC"], except_region="53").exists()


def test_the_library_is_rebuilt_by_one_command(capsys: pytest.CaptureFixture[str]) -> None:
    listed_sheet("Une fiche")
    LibraryEntry.objects.all().delete()
    call_command("rebuild_library")
    assert LibraryEntry.objects.count() == 1
    assert "1\u00a0fiche" in capsys.readouterr().out
