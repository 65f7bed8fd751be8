"""Figures of a sheet: computed, with their source, and safe for everybody's eyes."""

from datetime import timedelta

import pytest

from capitalisation.queries.figures import SheetFigure, sheet_figures
from msp_portal.kit import clock
from projects.models import Indicator, Project
from tests.factories import FactFactory, IndicatorFactory

PEOPLE = Indicator.Counts.PEOPLE


def count(project: Project, name: str, value: int | None, counts: str = PEOPLE) -> Indicator:
    indicator = IndicatorFactory(project=project, name=name, counts=counts)
    FactFactory(indicator=indicator, value=value, not_measured=value is None)
    return indicator


def shown(project: Project, **options: object) -> dict[str, SheetFigure]:
    return {line.name: line for line in sheet_figures(project, **options)}  # type: ignore[arg-type]


def test_a_figure_has_its_unit_its_source_and_its_months(
    told_project: Project, passages: Indicator
) -> None:
    (line,) = sheet_figures(told_project)
    assert line.words == "214\u00a0passages"
    assert line.source == "Feuille de pointage"
    assert str(clock.today().year) in line.months


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (10, "< 11\u00a0personnes"),
        (11, "11\u00a0personnes"),
        (0, "0\u00a0personne"),
        (1, "< 11\u00a0personne"),
    ],
)
def test_fewer_than_eleven_people_are_not_given(project: Project, value: int, words: str) -> None:
    count(project, "Élèves", value)
    assert shown(project)["Élèves"].words == words


def test_sessions_and_professionals_are_no_people_of_the_public(project: Project) -> None:
    count(project, "Séances", 3, Indicator.Counts.SESSIONS)
    count(project, "Soignants", 7, Indicator.Counts.PROFESSIONALS)
    lines = shown(project)
    assert (lines["Séances"].words, lines["Soignants"].words) == (
        "3\u00a0séances",
        "7\u00a0professionnels",
    )


def test_a_second_figure_is_withheld_when_it_gives_the_first_away(project: Project) -> None:
    """120 pupils of whom 112 girls: the boys are eight."""
    count(project, "Élèves", 120)
    count(project, "Filles", 112)
    count(project, "Garçons", 8)
    lines = shown(project)
    assert lines["Garçons"].status == "< 11"
    assert lines["Filles"].status == "secret secondaire"
    assert lines["Filles"].words == "non montré"
    assert lines["Élèves"].words == "120\u00a0personnes"
    assert not any(number in str(lines) for number in ("112", "'8"))


def test_the_same_with_three_parts(project: Project) -> None:
    for name, value in (("Tous", 100), ("Sixièmes", 60), ("Quatrièmes", 35), ("Troisièmes", 5)):
        count(project, name, value)
    lines = shown(project)
    assert lines["Troisièmes"].status == "< 11"
    assert lines["Quatrièmes"].status == "secret secondaire"
    assert (lines["Tous"].status, lines["Sixièmes"].status) == ("", "")


def test_not_measured_is_told(project: Project) -> None:
    count(project, "Arrêts à un an", None)
    assert shown(project)["Arrêts à un an"].words == "non mesuré"


def test_nothing_noted_is_not_told(project: Project) -> None:
    IndicatorFactory(project=project, name="Rien")
    assert shown(project) == {}


def test_what_the_team_hides_is_not_told(project: Project) -> None:
    hidden = count(project, "Élèves", 120)
    assert shown(project, hidden={hidden.pk}) == {}


def test_figures_up_to_a_day(project: Project, passages: Indicator) -> None:
    FactFactory(indicator=passages, value=1000, date=clock.today() + timedelta(days=3))
    assert shown(project)["Passages au stand"].number == "1\u00a0214"
    assert shown(project, until=clock.today())["Passages au stand"].number == "214"


def test_a_total_is_withheld_when_the_years_shown_elsewhere_would_say_a_masked_one(
    project: Project,
) -> None:
    """48 pupils in two years, of whom 40 the second: the workbook shows 40 and masks the first."""
    this_year = clock.today().replace(month=1, day=15)
    pupils = IndicatorFactory(project=project, name="Élèves", counts=PEOPLE)
    steady = IndicatorFactory(project=project, name="Parents", counts=PEOPLE)
    for indicator, values in ((pupils, (8, 40)), (steady, (12, 31))):
        for value, year in zip(values, (this_year.year - 1, this_year.year), strict=True):
            FactFactory(indicator=indicator, value=value, date=this_year.replace(year=year))
    lines = shown(project)
    assert lines["Élèves"].words == "non montré"
    assert "48" not in str(lines["Élèves"])
    assert lines["Parents"].words == "43\u00a0personnes"
