"""One search for the whole portal, within what one may see."""

import pytest

from coordination.models import Organisation, Person
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.today.queries.search import Found, clean_words, search
from projects.models import Project
from tests.factories import (
    CallFactory,
    OrganisationFactory,
    ProjectFactory,
    published_sheet,
)

pytestmark = pytest.mark.django_db


def find(person: Person, words: str) -> Found:
    return search(standing_of(person, clock.today()), words, clock.now())


def titles(found: Found) -> dict[str, list[str]]:
    return {group.name: [str(hit.title) for hit in group.hits] for group in found.groups}


@pytest.mark.parametrize("words", ["tabac", "TABAC college", "tabac  au collège", "collége"])
def test_accents_capitals_and_order_do_not_matter(
    owner: Person, project: Project, words: str
) -> None:
    assert titles(find(owner, words))["Projets"] == [project.title]


@pytest.mark.parametrize("words", ["tabbac", "mois sans tabc", "colege"])
def test_a_slip_of_the_keyboard_still_finds(owner: Person, project: Project, words: str) -> None:
    assert titles(find(owner, words))["Projets"] == [project.title]


@pytest.mark.parametrize("words", ["clope", "clopes au bahut", "MST novembre tabac"])
def test_the_words_of_the_trade_find_what_is_said_otherwise(
    owner: Person, project: Project, words: str
) -> None:
    found = find(owner, words)
    assert titles(found)["Projets"] == [project.title]
    assert found.read_as


def test_what_is_found_as_typed_is_not_read_otherwise(owner: Person, project: Project) -> None:
    assert find(owner, "tabac").read_as == ""


def test_projects_of_another_team_are_never_found(stranger: Person, project: Project) -> None:
    assert "Projets" not in titles(find(stranger, "tabac"))
    assert "Projets" not in titles(find(stranger, "tabbac"))


def test_the_private_call_of_another_team_is_never_found(
    owner: Person, stranger: Person, team: object
) -> None:
    CallFactory(title="Appel de la mairie", owner_team=team, federation=None)
    CallFactory(title="Appel de la mairie voisine")
    assert len(titles(find(owner, "mairie"))["Appels à projets"]) == 2
    assert titles(find(stranger, "mairie")) == {"Appels à projets": ["Appel de la mairie voisine"]}


def test_calls_sheets_teams_and_organisations_are_grouped(
    owner: Person, project: Project, team: object
) -> None:
    CallFactory(title="Un avenir sans tabac")
    OrganisationFactory(name="Tabac info", kind=Organisation.Kind.SUPPORT)
    published_sheet(project, actor=owner, title="Un collège sans tabac")
    found = titles(find(owner, "tabac"))
    assert list(found) == ["Projets", "Appels à projets", "Fiches d’expérience", "Qui peut aider"]
    assert "collège" in found["Fiches d’expérience"][0]
    assert titles(find(owner, "canal"))["Équipes"] == ["MSP du Canal"]


def test_every_word_must_be_found(owner: Person, project: Project) -> None:
    assert find(owner, "tabac hippopotame").groups == []


def test_more_than_six_leads_to_the_whole_list(owner: Person, team: object) -> None:
    for number in range(7):
        ProjectFactory(title=f"Marche {number}", team=team)
    (group,) = find(owner, "marche").groups
    assert len(group.hits) == 6
    assert group.more is not None
    assert group.more.url == "/projets/?q=marche"


@pytest.mark.parametrize("words", ["", " ", "a", "%", "' ; --", "\\", "()&|!"])
def test_what_says_nothing_finds_nothing_and_breaks_nothing(
    owner: Person, project: Project, words: str
) -> None:
    assert find(owner, clean_words(words)).groups == []
