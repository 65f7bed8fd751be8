"""The demo, loaded once for each file that asks for it and taken away afterwards."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from msp_portal.demo.loading import load_demo

LOADED_ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[date]:
    """The day the demo was loaded, in a transaction that the file's tests nest in."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        load_demo(today=LOADED_ON)
        yield LOADED_ON
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: date, db: None, settings: object) -> date:
    """The demo is there and the portal knows it is one."""
    settings.DEMO = True  # type: ignore[attr-defined]
    return loaded
