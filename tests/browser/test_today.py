"""« Aujourd'hui », the search and the declarations in a real browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from coordination.models import Ask, Person, Team
from coordination.services.asks import ask_people
from coordination.services.support import ask_support
from msp_portal.kit import clock
from projects.models import Project
from projects.services.figures import ask_figure
from tests.factories import (
    ActionFactory,
    EngagementRoundFactory,
    IndicatorFactory,
    OrganisationFactory,
    TaskFactory,
    TeamMembershipFactory,
)

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]
SignIn = Callable[[Page, Person], None]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PUBLIC = ("/", "/aide/", "/accessibilite/", "/donnees-personnelles/")


@pytest.fixture
def busy(owner: Person, teammate: Person, team: Team, other_team: Team, project: Project) -> Person:
    """A coordinator of two teams with something in every part of her page."""
    soon = clock.today() + timedelta(days=2)
    TeamMembershipFactory(person=owner, team=other_team, role="COORDINATOR")
    TaskFactory(project=project, owner=owner, owner_accepted_at=clock.now(), due_on=soon)
    TaskFactory(project=project, owner=teammate, owner_accepted_at=clock.now(), due_on=soon)
    ActionFactory(project=project, date=soon)
    ask_figure(
        actor=teammate, indicator=IndicatorFactory(project=project), team=team, persons=[owner],
        date=clock.today(),
    )  # fmt: skip
    ask_people(
        actor=owner, team=team, kind=Ask.Kind.ENGAGEMENT, persons=[teammate],
        about=EngagementRoundFactory(project=project),
    )  # fmt: skip
    ask_support(
        actor=teammate, team=team, text="Nous former.",
        organisation=OrganisationFactory(name="IREPS", kind="SUPPORT"),
    )  # fmt: skip
    return owner


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_a_full_page_is_accessible(
    open_page: OpenPage, sign_in: SignIn, assert_accessible: Check, busy: Person, width: int,
    scheme: str,
) -> None:  # fmt: skip
    page = open_page(width, scheme=scheme)
    sign_in(page, busy)
    page.goto("/")
    expect(page.get_by_role("heading", name="Ce que vous attendez")).to_be_visible()
    assert page.locator(".btn-primary").count() == 1
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_are_accessible(
    open_page: OpenPage, assert_accessible: Check, address: str, width: int
) -> None:
    page = open_page(width)
    page.goto(address)
    assert_accessible(page)


@pytest.mark.parametrize("words", ["tabac", "hippopotame"])
def test_the_search_is_accessible(
    page: Page, sign_in: SignIn, assert_accessible: Check, owner: Person, project: Project,
    words: str,
) -> None:  # fmt: skip
    sign_in(page, owner)
    page.goto("/")
    page.get_by_role("searchbox", name="Rechercher dans le portail").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/recherche/?q={words}")
    assert_accessible(page)


def test_everything_is_done_without_a_script(
    open_page: OpenPage, sign_in: SignIn, busy: Person
) -> None:
    """Typing a figure wrong, then right; saying that a task is done, then not."""
    page = open_page(360, javascript=False)
    sign_in(page, busy)
    page.goto("/")
    figure = page.get_by_role("textbox", name="Combien ?")
    figure.fill("douze")
    page.get_by_role("button", name="Noter").click()
    expect(page.get_by_role("alert")).to_contain_text("n’est pas un nombre")
    expect(figure).to_have_value("douze")
    figure.fill("12")
    page.get_by_role("button", name="Noter").click()
    expect(page.get_by_text("C’est noté")).to_be_visible()
    page.get_by_role("button", name="C’est fait").click()
    page.get_by_role("button", name="Remettre à faire").click()
    expect(page.get_by_text("est de nouveau à faire")).to_be_visible()
