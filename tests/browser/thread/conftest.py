"""The running portal, and browsers of the persons who use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.thread.portal import Portal
from tests.processes.conftest import _address, committed_db

__all__ = ["committed_db"]
TUESDAY = date(2027, 3, 9)  # far from holidays; the last full year is 2026


@pytest.fixture
def portal(committed_db: str, settings: LazySettings, tmp_path: Path) -> Iterator[Portal]:
    """The demo as it is on ``TUESDAY``, running."""
    running = Portal(
        _address(committed_db), settings.REDIS_URL, settings.CELERY_BROKER_URL, tmp_path
    )
    try:
        running.manage("load_demo", "--today", TUESDAY.isoformat())
        running.live_on(TUESDAY)
        yield running
    finally:
        running.close()


@pytest.fixture
def somebody(chromium: Browser, portal: Portal) -> Iterator[Callable[..., Page]]:
    """``somebody(width=360, javascript=False)``: a person with a browser of her own."""
    contexts: list[BrowserContext] = []

    def opened(width: int = 1440, *, javascript: bool = True) -> Page:
        context = chromium.new_context(
            base_url=portal.url, viewport={"width": width, "height": 900},
            java_script_enabled=javascript, locale="fr-FR", timezone_id="Europe/Paris",
            reduced_motion="reduce", accept_downloads=True,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(45_000)
        return page

    yield opened
    for context in contexts:
        context.close()
