"""« Coller l’appel » in a real browser: three clicks from the paste to the backward plan."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from coordination.models import Person, Team
from funding.models import Application, Call
from msp_portal.kit import clock
from msp_portal.reference.loading import load_reference
from projects.models import Project, Task
from tests.factories import FunderFactory, PersonFactory, ProjectFactory, TeamFactory

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]
SignIn = Callable[[Page, Person], None]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTE = "/appels/coller/"
YEAR = clock.today().year + 1
TEXT = f"""Appel à projets « Bouger à tout âge »
La CPAM d’Ille-et-Vilaine soutient l’activité physique des habitants.

Réunion d’information : 14 janvier {YEAR} à 13 h
Dates limites de dépôt :
Ille-et-Vilaine : 12 mars {YEAR} à 17 h
Morbihan : 19 mars {YEAR} à 17 h

Aide de 1 000 à 4 000 € par projet, 80 % du budget au maximum.
Ne sont pas éligibles : l’achat de matériel, les repas.
Contact : appels@cpam.example.org
"""


@pytest.fixture
def coordinator(transactional_db: None) -> tuple[Person, Team, Project]:
    """She coordinates one team, which carries one project."""
    load_reference(departments=())
    FunderFactory(name="CPAM d’Ille-et-Vilaine")
    team = TeamFactory()
    person = PersonFactory(account=True, member_of=team, member_of__role="COORDINATOR")
    return person, team, ProjectFactory(team=team)


def test_three_clicks_from_the_paste_to_the_backward_plan(
    open_page: OpenPage, sign_in: SignIn, coordinator: tuple[Person, Team, Project]
) -> None:
    person, team, project = coordinator
    page = open_page(javascript=False)
    sign_in(page, person)
    page.goto(PASTE)
    page.get_by_label("Le texte de l’appel").fill(TEXT)

    page.get_by_role("button", name="Lire l’appel").click()
    expect(page.get_by_label("Date limite", exact=True)).to_have_value(f"{YEAR}-03-12")
    assert not Call.unscoped.exists()  # unscoped: tests
    page.get_by_label("Répondre avec un projet").select_option(f"{project.pk}-{team.pk}")
    page.get_by_role("button", name="Noter l’appel").click()

    expect(page.get_by_text("avec son déroulé à rebours", exact=False).first).to_be_visible()
    application = Application.unscoped.get()  # unscoped: tests
    steps = Task.unscoped.filter(
        plan_key__startswith=f"dossier-{application.pk}:"
    )  # unscoped: tests
    assert steps.count() == 5


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_steps_are_accessible(
    open_page: OpenPage, sign_in: SignIn, assert_accessible: Check,
    coordinator: tuple[Person, Team, Project], width: int, scheme: str,
) -> None:  # fmt: skip
    page = open_page(width, scheme=scheme)
    sign_in(page, coordinator[0])
    page.goto(PASTE)
    assert_accessible(page)
    page.get_by_label("Le texte de l’appel").fill(TEXT)
    page.get_by_role("button", name="Lire l’appel").click()
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert_accessible(page)


def test_a_field_leads_to_its_sentence_and_the_other_date_can_be_chosen(
    open_page: OpenPage, sign_in: SignIn, coordinator: tuple[Person, Team, Project]
) -> None:
    page = open_page()
    sign_in(page, coordinator[0])
    page.goto(PASTE)
    page.get_by_label("Le texte de l’appel").fill(TEXT)
    page.get_by_role("button", name="Lire l’appel").click()
    page.get_by_role("link", name="Ne sont pas éligibles").click()
    sentence = page.locator("mark:target")
    expect(sentence).to_contain_text("l’achat de matériel")
    expect(sentence).to_be_in_viewport()

    page.get_by_label("vendredi 19 mars", exact=False).check()
    page.get_by_role("button", name="Noter l’appel").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bouger à tout âge")
    assert f"{Call.unscoped.get().closes_at:%m-%d}" == "03-19"  # unscoped: tests
