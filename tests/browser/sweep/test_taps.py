"""How many taps and keys it takes: what each gesture of the trade may cost at most."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from coordination.models import Ask
from coordination.services.asks import link_for_ask
from funding.models import Call
from msp_portal.kit import clock
from msp_portal.kit.links.services import link_path
from projects.models import EngagementAnswer, Fact, Project, Task
from tests.browser.sweep.looking import DESKTOP, PHONE, Visitor
from tests.browser.sweep.persons import COORDINATOR, DIETITIAN
from tests.browser.sweep.rows.coordination import invitation_token
from tests.browser.sweep.rows.projects import stand
from tests.browser.sweep.rows.region import reading_token
from tests.browser.thread.portal import Portal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.timeout(420),
    pytest.mark.xdist_group("sweep-1"),
]
XLSX = b"PK\x03\x04"


class Hand:
    """Counts what a person does on a page: taps (or clicks) and keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0
        self.keys = 0

    def opens(self, address: str) -> None:
        """A tap on a link, in a mail."""
        self.taps += 1
        self.page.goto(address)

    def taps_on(self, target: Locator) -> None:
        """One tap, and the page that follows if there is one."""
        self.taps += 1
        target.click()
        self.page.wait_for_load_state()

    def types(self, target: Locator, text: str) -> None:
        """A tap in the field, unless it is ready for the keyboard, then the keys."""
        if not target.evaluate("(field) => field === document.activeElement"):
            self.taps += 1
            target.click()
        self.keys += len(text)
        target.press_sequentially(text)


@pytest.fixture
def phone(chromium: Browser, demo_portal: Portal) -> Page:
    """A phone without JavaScript, held by whoever received a link."""
    context = chromium.new_context(
        base_url=demo_portal.url, viewport={"width": PHONE, "height": 740},
        java_script_enabled=False, locale="fr-FR",
    )  # fmt: skip
    yield context.new_page()
    context.close()


def waiting(kind: str, about: str) -> Ask:
    """Somebody who was asked, and has not answered."""
    asks = Ask.unscoped.filter(kind=kind, about_type__model=about, closed_at=None)
    return asks.filter(answered_at=None).first()


def test_engagement_is_said_in_two_taps_and_no_key(phone: Page) -> None:
    ask = waiting(Ask.Kind.ENGAGEMENT, "engagementround")
    hand = Hand(phone)
    hand.opens(f"{link_path(link_for_ask(ask))}?niveau=3")  # the button « +++ » of the mail
    hand.taps_on(phone.get_by_role("button", name="Confirmer"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Votre réponse est notée")
    assert EngagementAnswer.unscoped.get(person=ask.person, round_id=ask.about_id).level == 3
    assert (hand.taps, hand.keys) == (2, 0)


def test_figure_is_given_in_three_taps_and_its_digits(phone: Page) -> None:
    ask = waiting(Ask.Kind.FIGURE, "figurerequest")
    hand = Hand(phone)
    hand.opens(link_path(link_for_ask(ask)))
    hand.types(phone.get_by_label("Le nombre"), "27")
    hand.taps_on(phone.get_by_role("button", name="Enregistrer"))
    expect(phone.get_by_role("main")).to_contain_text("C’est noté")
    assert Fact.unscoped.filter(indicator=ask.about.indicator, value=27).exists()
    assert hand.taps <= 3
    assert hand.keys == 2


def test_one_more_person_at_the_stand_shows_within_the_tap_itself(
    chromium: Browser, demo_portal: Portal
) -> None:
    """The number has changed when the tap's own script ends: it never waits for the network."""
    context = chromium.new_context(base_url=demo_portal.url, viewport={"width": PHONE, "height": 740})  # fmt: skip
    page = context.new_page()
    page.goto(link_path(stand().live_link(clock.now())))
    before, after = page.evaluate(
        """() => {
          const shown = () => Number(document.querySelector("[data-number]").textContent);
          const before = shown();
          document.querySelector(".stand-plus").click();
          return [before, shown()];
        }"""
    )
    assert after == before + 1
    waiting_taps = page.locator("[data-stand]")
    expect(waiting_taps).to_have_attribute("data-waiting", "0", timeout=20_000)
    context.close()


def test_new_coordinator_reaches_her_first_screen_in_six_gestures(
    chromium: Browser, demo_portal: Portal
) -> None:
    """From the mail of her invitation to « Ouvrir un projet », without a password to choose."""
    context = chromium.new_context(base_url=demo_portal.url, locale="fr-FR")
    page = context.new_page()
    hand = Hand(page)
    hand.opens(f"/lien/invitation/{invitation_token()}/")
    hand.taps_on(page.get_by_role("button", name="J’accepte et j’entre"))
    expect(page.get_by_role("navigation", name="Menu principal").first).to_be_visible()
    hand.taps_on(page.get_by_role("link", name="Projets", exact=True).first)
    expect(page.get_by_role("link", name="Ouvrir un projet")).to_be_visible()
    context.close()
    assert (hand.taps, hand.keys) <= (6, 0)


def test_agency_has_its_workbook_in_two_clicks(
    chromium: Browser, demo_portal: Portal, tmp_path: Path
) -> None:
    context = chromium.new_context(base_url=demo_portal.url, accept_downloads=True)
    page = context.new_page()
    hand = Hand(page)
    hand.opens(f"/lien/ars/{reading_token()}/")
    with page.expect_download() as download:
        hand.taps_on(page.get_by_role("link", name="XLSX"))
    download.value.save_as(tmp_path / "classeur.xlsx")
    context.close()
    assert (tmp_path / "classeur.xlsx").read_bytes().startswith(XLSX)
    assert hand.taps <= 2


def test_deadline_is_filed_in_three_clicks_and_thirty_keys(
    visitor: Callable[[str], Visitor],
) -> None:
    """From the list of calls: one line, and what was understood is confirmed."""
    page = visitor(DIETITIAN).page
    page.goto("/appels/")
    hand = Hand(page)
    hand.types(page.get_by_label("Ou le noter en une ligne"), "ARS tabac, 23 juin 2027 12h")
    hand.taps_on(page.get_by_role("button", name="Noter", exact=True))
    confirm = page.get_by_role("button", name="Noter l’appel")
    if confirm.count():
        hand.taps_on(confirm)
    expect(page.get_by_role("heading", level=1)).to_contain_text("tabac")
    filed = Call.unscoped.latest("pk")
    assert filed.closes_at.isoformat() == "2027-06-23T10:00:00+00:00"
    assert filed.funder.name.startswith("ARS")
    assert hand.taps <= 3
    assert hand.keys <= 30


def test_first_project_with_dated_tasks_takes_twelve_gestures(
    visitor: Callable[[str], Visitor],
) -> None:
    """From « Aujourd'hui »: a project, then its steps counted back from the day of the action."""
    page = visitor(COORDINATOR).page
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    page.goto("/")
    hand = Hand(page)
    fields = 0
    hand.taps_on(page.get_by_role("link", name="Projets", exact=True).first)
    hand.taps_on(page.get_by_role("link", name="Ouvrir un projet"))
    hand.types(page.get_by_label("Titre"), "Marcher à midi")
    if (team := page.get_by_label("Équipe", exact=False)).count():
        team.first.select_option(index=1)
        fields += 1
    hand.taps_on(page.get_by_role("button", name="Ouvrir le projet"))
    hand.taps_on(page.get_by_role("link", name="Déroulé").first)
    hand.taps_on(page.get_by_role("link", name="Plan à rebours"))
    page.locator("[name=anchor]").fill("2027-10-12")
    fields += 1
    hand.taps_on(page.get_by_role("button", name="Voir les étapes"))
    hand.taps_on(page.get_by_role("button", name="Mettre ces étapes dans le déroulé"))
    project = Project.unscoped.get(title="Marcher à midi")
    assert Task.unscoped.filter(project=project, due_on__isnull=False).count() >= 4
    assert hand.taps + fields <= 12
