"""A real Chromium for the tests marked ``browser``: pages, persons signed in, axe.

``page`` is a desktop page, ``phone`` a 360 px one; ``open_page(width=…, scheme="dark")`` makes any
other. ``sign_in(page, person)`` opens the door without the form; ``assert_accessible(page)`` runs
axe and prints what it found. The browser is Debian's (or BROWSER_PATH), started once a session.

``live_server`` brings ``transactional_db``, which empties the tables after each test, reference
lists included: a test that needs them loads them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.checks import accessibility_faults, sideways_faults

if TYPE_CHECKING:
    from coordination.models import Person

PHONE, DESKTOP = 360, 1440
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
)
OpenPage = Callable[..., Page]


def browser_path() -> str:
    """The system's Chromium."""
    named = os.environ.get("BROWSER_PATH", "")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    return found or shutil.which("google-chrome") or ""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole session."""
    path = browser_path()
    if not path:
        pytest.fail("No Chromium: apt-get install chromium, or set BROWSER_PATH.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[OpenPage]:
    """``open_page(width=360, scheme="dark", javascript=False)``: a fresh page on the live portal.

    Addresses may be relative. A script error or a refused resource fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(
        width: int = DESKTOP, height: int = 900, scheme: str = "light", javascript: bool = True
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(message, complaints))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == [], "The browser complained."


def _note(message: Any, complaints: list[str]) -> None:
    """Keep what the security policy refused; an expected 4xx answer is not a fault of the page."""
    if message.type == "error" and "Content Security Policy" in message.text:
        complaints.append(message.text)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A desktop page."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A phone page."""
    return open_page(PHONE)


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Person], None]:
    """``sign_in(page, person)``: her session cookie, without going through the form."""

    def signed_in(page: Page, person: Person) -> None:
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return signed_in


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """``assert_accessible(page)``: no axe violation and no sideways scrolling."""

    def check(page: Page) -> None:
        faults = accessibility_faults(page) + sideways_faults(page)
        assert not faults, f"{page.url}\n" + "\n".join(faults)

    return check
