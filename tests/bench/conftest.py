"""A very small made-up France, written once for each file that asks for it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from msp_portal.bench.france import Generated, Sizes, generate

NOW = datetime(2027, 3, 12, 9, 30, tzinfo=UTC)
SMALL = Sizes(projects=40, teams=5, applications=20, sheets=5, heavy_tasks=30, heavy_facts=60)


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Generated]:
    """What was generated, in a transaction that the file's tests nest in."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield generate(SMALL, seed=1, now=NOW)
        transaction.set_rollback(True)


@pytest.fixture
def france(written: Generated, db: None) -> Generated:
    """Forty projects of five teams, on 12 March 2027."""
    return written
