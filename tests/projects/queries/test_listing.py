from datetime import date, timedelta

import pytest

from coordination.models import Team
from msp_portal.kit import clock
from msp_portal.kit.facets import Facet
from msp_portal.kit.scoping import Scope
from projects.models import Project
from projects.queries.listing import Listing, list_projects, read_filters
from tests.factories import ProjectFactory, TeamFactory, ThemeFactory


def listed(teams: list[Team], **asked: str) -> Listing:
    return list_projects(Scope.of(team_ids=[team.pk for team in teams]), read_filters(asked))


def titles(teams: list[Team], **asked: str) -> list[str]:
    return [project.title for project in listed(teams, **asked).page.object_list]


def facet(listing: Listing, name: str) -> Facet:
    return next(each for each in listing.facets if each.name == name)


def counts(listing: Listing, name: str) -> dict[str, int]:
    return {choice.value: choice.count for choice in facet(listing, name).choices}


@pytest.mark.parametrize(
    "typed", ["écrans", "ecrans", "ÉCRANS", "ecranz", "collège écrans", "l'écran"]
)
def test_accents_capitals_and_one_wrong_letter_do_not_matter(team: Team, typed: str) -> None:
    ProjectFactory(team=team, title="Moins d’écrans au collège")
    ProjectFactory(team=team, title="Vaccination antigrippale")
    assert titles([team], q=typed) == ["Moins d’écrans au collège"]


def test_a_word_that_is_nowhere_finds_nothing(team: Team) -> None:
    ProjectFactory(team=team, title="Moins d’écrans au collège")
    listing = listed([team], q="diabète")
    assert (listing.total, list(listing.page.object_list)) == (0, [])


def test_all_teams_of_the_person_in_one_list_and_no_other(team: Team, other_team: Team) -> None:
    second = TeamFactory()
    ProjectFactory(team=team, title="A")
    ProjectFactory(team=second, title="B")
    ProjectFactory(team=other_team, title="C")
    assert titles([team, second], tri="titre") == ["A", "B"]


def test_a_project_of_two_of_my_teams_is_listed_and_counted_once(team: Team) -> None:
    second = TeamFactory()
    ProjectFactory(team=team, other_teams=[second])
    listing = listed([team, second])
    assert (listing.total, len(listing.page.object_list)) == (1, 1)
    assert counts(listing, "equipe") == {str(team.pk): 1, str(second.pk): 1}


def test_a_theme_finds_what_stands_under_it(team: Team) -> None:
    ProjectFactory(team=team, title="Tabac", main_theme=ThemeFactory(code="TABAC"))
    ProjectFactory(team=team, title="Autre", main_theme=ThemeFactory(code="VACCINATION"))
    assert titles([team], theme="ADDICTIONS") == ["Tabac"]
    assert titles([team], theme="VACCINATION") == ["Autre"]


def test_counts_of_a_filter_say_what_changing_it_alone_would_show(team: Team) -> None:
    for stage, status in (
        (Project.Stage.NEED, Project.Status.ONGOING),
        (Project.Stage.NEED, Project.Status.DONE),
        (Project.Stage.ACTION, Project.Status.ONGOING),
    ):
        ProjectFactory(team=team, stage=stage, status=status)
    listing = listed([team], etape="BESOIN", etat="EN_COURS")
    assert listing.total == 1
    assert counts(listing, "etape") == {"BESOIN": 1, "ACTION": 1}
    assert counts(listing, "etat") == {"EN_COURS": 1, "TERMINE": 1}


def test_the_team_filter_narrows_the_other_counts_but_not_its_own(team: Team) -> None:
    second = TeamFactory()
    ProjectFactory(team=team, stage=Project.Stage.NEED)
    ProjectFactory(team=second, stage=Project.Stage.ACTION)
    listing = listed([team, second], equipe=str(team.pk))
    assert listing.total == 1
    assert counts(listing, "etape") == {"BESOIN": 1}
    assert counts(listing, "equipe") == {str(team.pk): 1, str(second.pk): 1}


def test_the_year_is_that_of_the_action_else_of_the_opening(team: Team) -> None:
    ProjectFactory(team=team, title="Action", anchor_date=date(2024, 5, 2))
    ProjectFactory(team=team, title="Ouverture")
    assert titles([team], annee="2024") == ["Action"]
    assert titles([team], annee=str(clock.today().year)) == ["Ouverture"]


def test_sorting(team: Team) -> None:
    now = clock.now()
    ProjectFactory(team=team, title="Bravo", last_activity_at=now, anchor_date=date(2027, 5, 1))
    ProjectFactory(
        team=team,
        title="Alpha",
        last_activity_at=now - timedelta(days=3),
        anchor_date=date(2027, 6, 1),
    )
    assert titles([team]) == ["Bravo", "Alpha"]
    assert titles([team], tri="titre") == ["Alpha", "Bravo"]
    assert titles([team], tri="date") == ["Bravo", "Alpha"]


def test_fifty_lines_a_page_and_the_total_of_all(team: Team) -> None:
    for _number in range(51):
        ProjectFactory(team=team)
    listing = listed([team], page="2")
    assert (listing.total, len(listing.page.object_list)) == (51, 1)


@pytest.mark.parametrize(
    "asked",
    [
        {"equipe": "abc"},
        {"annee": "-1"},
        {"annee": "99999999999999999999"},
        {"etape": "AILLEURS"},
        {"page": "x"},
        {"page": "999"},
        {"tri": "hasard"},
    ],
)
def test_an_address_that_makes_no_sense_still_shows_the_list(
    team: Team, asked: dict[str, str]
) -> None:
    ProjectFactory(team=team, title="Là")
    assert titles([team], **asked) == ["Là"]
