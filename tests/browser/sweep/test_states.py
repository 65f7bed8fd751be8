"""The states of pages: forms refused, saves that cross, closed links, refusals, empty lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from coordination.models import Ask
from coordination.services.asks import link_for_ask
from msp_portal.kit import clock
from msp_portal.kit.links.services import link_path, revoke_link
from msp_portal.kit.models import ActionLink, RenderedDocument
from tests.browser.sweep.looking import Visitor
from tests.browser.sweep.persons import (
    COORDINATOR,
    DIETITIAN,
    FEDERATION,
    HOLDER,
    KINESITHERAPIST,
    NOBODY,
)
from tests.browser.sweep.rows import path_of, reader_of
from tests.browser.sweep.urls import BROKEN

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.timeout(420),
    pytest.mark.xdist_group("sweep-2"),
]
Of = Callable[[str], Visitor]
GONE, NOT_FOUND, FORBIDDEN, CONFLICT, BROKEN_STATUS = 410, 404, 403, 409, 500
REFUSED = {200, 422}  # the same page again, with what to mend

# Pages whose form says what is missing when it is sent empty.
FORMS = (
    "projects:open",
    "projects:diagnostic_new",
    "projects:diagnostic_priority_new",
    "projects:objectives_new",
    "projects:plan_action_new",
    "projects:partners_new",
    "projects:facts",
    "projects:facts_ask",
    "projects:facts_stand_new",
    "projects:figure_link",
    "projects:opinion_link",
    "coordination:member_add",
    "coordination:team_invite",
    "coordination:team_new",
    "coordination:support_ask",
    "coordination:org_invite",
    "funding:call_new",
    "funding:application_file",
    "funding:application_abandon",
    "capitalisation:contact",
    "capitalisation:review",
    "region:links",
)
_SEND_EMPTY = """() => {
  const main = document.querySelector("main");
  const button = [...main.querySelectorAll("form[method=post] .btn-primary")].pop()
    || main.querySelector("form[method=post] button");
  const form = button.form;
  form.noValidate = true;
  for (const one of form.elements) {
    if (one.type === "checkbox" || one.type === "radio") one.checked = false;
    else if (one.type !== "hidden" && "value" in one && one.tagName !== "BUTTON") one.value = "";
  }
  button.click();
}"""
_POINTS_NOWHERE = """() => [...document.querySelectorAll(".error-summary a[href^='#']")]
  .map((one) => one.getAttribute("href"))
  .filter((target) => target.length > 1 && !document.getElementById(target.slice(1)))"""


def told(wrong: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}\n  " + "\n  ".join(faults) for name, faults in wrong.items())


def test_form_sent_empty_says_what_to_do(visitor: Of) -> None:
    """Each refused form is accessible, keeps its page, and leads to the fields concerned."""
    wrong: dict[str, list[str]] = {}
    for name in FORMS:
        person = visitor(reader_of(name))
        person.page.goto(path_of(name))
        with person.page.expect_navigation() as sent:
            person.page.evaluate(_SEND_EMPTY)
        status = sent.value.status if sent.value else None
        faults = person.look()
        if status not in REFUSED:
            faults.insert(0, f"answered {status}")
        if not person.page.locator(".error-summary").count():
            faults.append("no summary of what to mend")
        faults += [f"leads nowhere: {target}" for target in person.page.evaluate(_POINTS_NOWHERE)]
        if faults:
            wrong[f"{name} ({person.page.url})"] = faults
    assert not wrong, told(wrong)


def test_saves_that_cross_show_both_versions(visitor: Of) -> None:
    person = visitor(COORDINATOR)
    path = path_of("projects:framing")
    other = person.context.new_page()
    for page in (person.page, other):
        page.goto(path)
    for page, words in ((other, "Les parents."), (person.page, "Les enfants, d’abord.")):
        page.get_by_label("Pour qui").fill(words)
    other.get_by_role("button", name="Enregistrer").click()
    other.wait_for_load_state()
    with person.page.expect_navigation() as sent:
        person.page.get_by_role("button", name="Enregistrer").click()
    assert sent.value.status == CONFLICT
    shown = person.page.get_by_role("main").inner_html()
    assert "Les parents." in shown
    assert "Les enfants, d’abord." in shown
    assert person.look() == []


def test_session_that_ran_out_keeps_what_was_typed(visitor: Of) -> None:
    person = visitor(DIETITIAN)
    person.page.goto("/projets/nouveau/")
    person.page.get_by_label("Titre").fill("Marcher à midi")
    person.context.clear_cookies(name="sessionid")
    person.page.get_by_role("button", name="Ouvrir le projet").click()
    person.page.wait_for_url("**/compte/login/**")
    kept = [one for one in person.context.cookies() if one["name"] == "sessionid"]
    assert kept, "What was typed is kept in the session of who is not signed in any more."
    assert person.look() == []


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        (COORDINATOR, "/cette-page-manque", NOT_FOUND),
        (NOBODY, "/cette-page-manque", NOT_FOUND),
        (COORDINATOR, "/projets/999999/", NOT_FOUND),
        (COORDINATOR, BROKEN, BROKEN_STATUS),
        (NOBODY, BROKEN, BROKEN_STATUS),
        (HOLDER, "/lien/engagement/12-inconnu/", NOT_FOUND),
        (KINESITHERAPIST, "projects:partners_new", FORBIDDEN),
        (KINESITHERAPIST, "projects:facts", 200),
        (KINESITHERAPIST, "projects:framing", 200),
        (KINESITHERAPIST, "projects:plan", 200),
        (KINESITHERAPIST, "projects:budget", 200),
        (COORDINATOR, "/projets/?q=rien-de-tel", 200),
        (COORDINATOR, "/bibliotheque/?q=rien-de-tel", 200),
        (COORDINATOR, "/recherche/?q=rien-de-tel", 200),
        (COORDINATOR, "/appels/?q=rien-de-tel", 200),
        (COORDINATOR, "/organisations/?q=rien-de-tel", 200),
        (COORDINATOR, "/fiches/", 200),
        (FEDERATION, "/", 200),
        (FEDERATION, "/projets/", 200),
        (FEDERATION, "/region/?theme=TABAC", 200),
        (NOBODY, "/", 200),
        (DIETITIAN, "/", 200),
    ],
)
def test_state_is_a_page_one_can_read(visitor: Of, who: str, path: str, status: int) -> None:
    address = path if path.startswith("/") else path_of(path)
    assert visitor(who).open(address, status) == []


def test_form_whose_proof_is_lost_says_that_the_text_is_still_there(visitor: Of) -> None:
    person = visitor(DIETITIAN)
    person.page.goto("/projets/nouveau/")
    person.page.get_by_label("Titre").fill("Marcher à midi")
    person.context.clear_cookies(name="csrftoken")
    with person.page.expect_navigation() as sent:
        person.page.get_by_role("button", name="Ouvrir le projet").click()
    assert sent.value.status == FORBIDDEN
    assert person.look() == []
    person.page.go_back()
    expect(person.page.get_by_label("Titre")).to_have_value("Marcher à midi")


def test_stand_without_network_is_a_page_one_can_read(visitor: Of) -> None:
    person = visitor(HOLDER)
    assert person.open(path_of("projects:stand_link")) == []
    person.context.set_offline(True)
    person.page.get_by_role("button", name="Une personne de plus").click()
    expect(person.page.get_by_text("1 geste à envoyer dès que le réseau revient.")).to_be_visible()
    person.complaints.clear()  # Chromium says that the network is away
    assert person.look() == []
    person.context.set_offline(False)
    stand = person.page.locator("[data-stand]")
    expect(stand).to_have_attribute("data-waiting", "0", timeout=20_000)


@pytest.mark.parametrize("state", ["revoked", "expired"])
def test_closed_link_says_how_to_have_another(visitor: Of, state: str) -> None:
    waiting = Ask.unscoped.filter(kind=Ask.Kind.ENGAGEMENT, answered_at=None, closed_at=None)
    link = link_for_ask(waiting.last() if state == "revoked" else waiting.all()[3])
    path = link_path(link)
    if state == "revoked":
        revoke_link(link)
    else:
        before = clock.now() - timedelta(days=90)
        ActionLink.objects.filter(pk=link.pk).update(
            issued_at=before, expires_at=before + timedelta(days=60)
        )
    holder = visitor(HOLDER)
    assert holder.open(path, GONE) == []
    assert holder.look() == []
    assert "/compte/" not in holder.page.url


def test_document_that_failed_can_be_asked_for_again(visitor: Of) -> None:
    person = visitor(COORDINATOR)
    path = path_of("document_status")
    asked = RenderedDocument.objects.filter(public_id=path.split("/")[2])
    asked.update(
        state="failed", error="Le document n’a pas pu être fabriqué.", finished_at=clock.now()
    )
    assert person.open(path) == []
    assert person.page.get_by_role("button", name="Redemander").count() == 1
