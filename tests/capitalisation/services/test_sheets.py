"""A sheet is born from the project, then written by several hands."""

import pytest
from django.core.exceptions import ValidationError

from capitalisation.models import ExperienceSheet, SheetSection
from capitalisation.services.sheets import choose_figures, create_sheet, save_identity, save_section
from coordination.models import Person, Team
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.models import Event
from projects.models import Indicator, Project
from tests.factories import IndicatorFactory


@pytest.fixture
def sheet(told_project: Project, owner: Person, team: Team) -> ExperienceSheet:
    return create_sheet(actor=owner, project=told_project, team=team)


def text_of(sheet: ExperienceSheet, key: str) -> str:
    return SheetSection.unscoped.get(sheet=sheet, key=key).text


def test_its_first_words_come_from_the_project(sheet: ExperienceSheet) -> None:
    assert text_of(sheet, "NAISSANCE") == (
        "Une matinée sans tabac au collège.\n\nDes élèves de quatrième fument déjà."
    )
    assert "Stand à la récréation (" in text_of(sheet, "ETAPES")
    assert "Débat du soir" not in text_of(sheet, "ETAPES")
    assert "Collège Jean-Moulin : prête la salle" in text_of(sheet, "PARTENAIRES")
    assert text_of(sheet, "PARTICIPATION") == "Les délégués : Un lieu pour en parler"
    assert text_of(sheet, "LEVIERS") == "Les pairs."
    assert text_of(sheet, "FREINS") == "Le planning."


def test_no_person_is_named_and_no_money_is_told_by_the_prefilling(sheet: ExperienceSheet) -> None:
    everything = " ".join(SheetSection.unscoped.filter(sheet=sheet).values_list("text", flat=True))
    for secret in ("Secret", "Untel", "5 000"):
        assert secret not in everything
    assert "témoigne au stand" in everything


def test_a_project_that_says_nothing_gives_nine_parts_to_write(
    project: Project, owner: Person, team: Team
) -> None:
    sheet = create_sheet(actor=owner, project=project, team=team)
    texts = SheetSection.unscoped.filter(sheet=sheet).values_list("text", flat=True)
    assert list(texts) == [""] * 9


def test_a_project_has_one_sheet(sheet: ExperienceSheet, owner: Person, team: Team) -> None:
    again = create_sheet(actor=owner, project=sheet.project, team=team)
    assert again.pk == sheet.pk
    assert Event.unscoped.filter(verb="sheet.created").count() == 1


def test_a_team_that_does_not_carry_the_project_writes_no_sheet(
    project: Project, owner: Person, other_team: Team
) -> None:
    with pytest.raises(ValidationError, match="ne porte pas"):
        create_sheet(actor=owner, project=project, team=other_team)
    assert not ExperienceSheet.unscoped.exists()


def test_of_two_hands_on_one_part_none_is_lost(
    sheet: ExperienceSheet, owner: Person, teammate: Person
) -> None:
    section = SheetSection.unscoped.get(sheet=sheet, key="FREINS")
    first = save_section(
        actor=owner, section=section, expected_version=1, changes={"text": "Le temps."}
    )
    assert first.version == 2
    with pytest.raises(StaleSave) as stale:
        save_section(
            actor=teammate,
            section=section,
            expected_version=1,
            changes={"text": "L’argent."},
            base={"text": "Le planning."},
        )
    assert stale.value.attempted["text"] == "L’argent."
    assert text_of(sheet, "FREINS") == "Le temps."


def test_the_same_words_again_write_nothing(sheet: ExperienceSheet, owner: Person) -> None:
    section = SheetSection.unscoped.get(sheet=sheet, key="FREINS")
    before = Event.unscoped.count()
    save_section(
        actor=owner, section=section, expected_version=1, changes={"text": " Le planning. "}
    )
    assert SheetSection.unscoped.get(pk=section.pk).version == 1
    assert Event.unscoped.count() == before


def test_a_sheet_keeps_a_title(sheet: ExperienceSheet, owner: Person) -> None:
    with pytest.raises(ValidationError, match="titre"):
        save_identity(
            actor=owner, sheet=sheet, expected_version=sheet.version, changes={"title": "  "}
        )


def test_only_indicators_of_the_project_can_be_hidden(
    sheet: ExperienceSheet, passages: Indicator, owner: Person
) -> None:
    foreign = IndicatorFactory()
    choose_figures(actor=owner, sheet=sheet, hidden=[passages.pk, foreign.pk])
    assert list(sheet.hidden_indicators.all()) == [passages]
