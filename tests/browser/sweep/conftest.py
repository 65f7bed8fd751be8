"""One portal for the whole of these tests, with the demo; one browser for each person."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, StorageState
from pytest_django import DjangoDbBlocker

from tests.browser.sweep.looking import Visitor
from tests.browser.thread.portal import Portal
from tests.processes.conftest import _address, database_copy, looking_at

TUESDAY = date(2027, 3, 9)  # the demo's « today », far from holidays


@pytest.fixture(scope="session")
def swept_portal(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Portal, str]]:
    """The demo as it is on ``TUESDAY``, running without a worker; and its database."""
    folder = tmp_path_factory.mktemp("portal")
    with django_db_blocker.unblock(), database_copy(f"sweep{os.getpid()}") as copy:
        running = Portal(_address(copy), settings.REDIS_URL, settings.CELERY_BROKER_URL, folder)
        # The tests make rows too: links are signed with the same key.
        running.environment["SECRET_KEY"] = settings.SECRET_KEY
        running.environment["DJANGO_SETTINGS_MODULE"] = "tests.browser.sweep.settings"
        try:
            running.manage("load_demo", "--today", TUESDAY.isoformat())
            running.live_on(TUESDAY, worker=False)
            yield running, copy
        finally:
            running.close()


@pytest.fixture
def demo_portal(
    swept_portal: tuple[Portal, str], django_db_blocker: DjangoDbBlocker
) -> Iterator[Portal]:
    """The running portal; the test's own connection and clock are the portal's meanwhile."""
    running, database = swept_portal
    real = datetime.now(ZoneInfo("Europe/Paris")).date()
    with (
        django_db_blocker.unblock(),
        looking_at(database),
        override_settings(
            DEMO=True, CLOCK_OFFSET_DAYS=(TUESDAY - real).days, PORTAL_BASE_URL=running.url
        ),
    ):
        yield running


@pytest.fixture(scope="session")
def kept() -> dict[str, StorageState]:
    """What the browsers of the persons keep from one test to the next: that they are signed in."""
    return {}


@pytest.fixture
def visitor(
    chromium: Browser, demo_portal: Portal, kept: dict[str, StorageState]
) -> Iterator[Callable[[str], Visitor]]:
    """``visitor(COORDINATOR)``: her browser, the same one throughout the test."""
    known: dict[str, Visitor] = {}

    def of(who: str) -> Visitor:
        if who not in known:
            known[who] = Visitor(chromium, demo_portal.url, who, kept.get(who))
            kept.setdefault(who, known[who].context.storage_state())
        return known[who]

    yield of
    for one in known.values():
        one.context.close()


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the screens that failed are kept (SWEEP_SCREENSHOTS names another folder)."""
    named = os.environ.get("SWEEP_SCREENSHOTS", "")
    folder = Path(named) if named else tmp_path_factory.mktemp("screens")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
