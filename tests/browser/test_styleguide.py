"""The style guide in a real browser: accessible, reflowing, usable by keyboard and without a script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coordination.models import Person

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLIC = ("/styleguide", "/styleguide/participant", "/compte/login/", "/cette-page-manque")


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_axe_violation(
    open_page: OpenPage, assert_accessible: Check, address: str, scheme: str, width: int
) -> None:
    page = open_page(width, scheme=scheme)
    page.goto(address)
    assert_accessible(page)


def test_refused_form_is_accessible_and_keeps_the_typed_text(
    page: Page, assert_accessible: Check
) -> None:
    page.goto("/styleguide")
    page.get_by_label("Titre du projet").fill("projet")
    page.get_by_label("Ce que vous voulez changer").fill("Que chacun sache où trouver de l’aide.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()

    summary = page.locator("#erreurs")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Titre du projet")).to_have_value("projet")
    expect(page.get_by_label("Ce que vous voulez changer")).to_have_value(
        "Que chacun sache où trouver de l’aide."
    )
    summary.get_by_role("link", name="Titre du projet").click()
    expect(page.get_by_label("Titre du projet")).to_be_focused()
    assert_accessible(page)


@pytest.mark.parametrize("address", PUBLIC)
def test_reflows_at_320_pixels(open_page: OpenPage, address: str) -> None:
    page = open_page(320)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [360, 1440])
def test_frame_of_a_signed_in_person(
    open_page: OpenPage,
    sign_in: Callable[[Page, Person], None],
    assert_accessible: Check,
    owner: Person,
    width: int,
) -> None:
    page = open_page(width)
    sign_in(page, owner)
    page.goto("/styleguide")
    menu = page.locator("details.menu").first
    menu.locator("summary").click()
    expect(menu.get_by_role("button", name="Se déconnecter")).to_be_visible()
    assert_accessible(page)


def test_shortcuts_are_listed_and_can_be_turned_off(
    page: Page, sign_in: Callable[[Page, Person], None], assert_accessible: Check, owner: Person
) -> None:
    sign_in(page, owner)
    page.goto("/styleguide")
    dialog = page.get_by_role("dialog", name="Raccourcis du clavier")
    page.get_by_label("Titre du projet").press("?")
    expect(dialog).to_be_hidden()  # one is typing
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    dialog.get_by_label("Ne pas utiliser de raccourcis").check()
    dialog.get_by_role("button", name="Fermer").click()
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()


def test_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.goto("/styleguide")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()


def test_menu_closes_on_escape_and_gives_focus_back(page: Page) -> None:
    page.goto("/styleguide")
    opener = page.locator("summary", has_text="Autres actions")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Refaire l’an prochain")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Refaire l’an prochain")).to_be_hidden()
    expect(opener).to_be_focused()


def test_counter_tells_what_is_left_and_what_is_too_much(page: Page) -> None:
    page.goto("/styleguide")
    field = page.get_by_label("Ce que vous voulez changer")
    field.fill("a" * 299)
    expect(page.locator(".counter")).to_have_text("Encore 1 caractère")
    field.fill("a" * 302)
    expect(page.locator(".counter")).to_have_text("2 caractères de trop")


def test_targets_are_large_enough_for_a_thumb(phone: Page) -> None:
    phone.goto("/styleguide/participant")
    heights = phone.locator(".btn").evaluate_all(
        "buttons => buttons.map(b => b.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 44


def test_participant_page_is_light_and_runs_no_script(open_page: OpenPage) -> None:
    page = open_page(360, javascript=False)
    answers: list[Any] = []
    # Playwright marks the handlers it is given: a bound list.append cannot be marked.
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    page.goto("/styleguide/participant")
    page.wait_for_load_state("networkidle")
    assert len(answers) <= 6
    assert not [a.url for a in answers if a.request.resource_type == "script"]


def test_life_line_shows_its_narrow_twin_on_a_phone(open_page: OpenPage) -> None:
    for width, shown, hidden in ((360, ".narrow", ".wide"), (1440, ".wide", ".narrow")):
        page = open_page(width)
        page.goto("/styleguide")
        expect(page.locator(f".life-line-large {shown}").first).to_be_visible()
        expect(page.locator(f".life-line-large {hidden}").first).to_be_hidden()
