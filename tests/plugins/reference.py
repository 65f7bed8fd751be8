"""Reference lists for tests: loaded once per session, with the test database.

Every database test finds all the lists (regions, departments, themes, professions, accounts…) and
the communes of Bretagne, as ``manage.py load_reference --departments 22,29,35,56`` leaves them. No
fixture to ask for; ``reference_data`` only names the need where it helps the reader.

A test with ``transactional_db`` or ``live_server`` empties every table when it ends, these lists
included: they are put back right after it.
"""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

BRETAGNE = ("22", "29", "35", "56")
FLUSHING_FIXTURES = {"transactional_db", "django_db_reset_sequences", "live_server"}


def _load() -> None:
    from msp_portal.reference.loading import load_reference

    load_reference(departments=BRETAGNE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """pytest-django's test database, with the reference lists in it."""
    with django_db_blocker.unblock():
        _load()


@pytest.fixture
def reference_data(db: None) -> None:
    """The test reads reference lists (they are always there)."""


def _flushes(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and marker.kwargs.get("transaction", False)
    return asked or bool(FLUSHING_FIXTURES & set(getattr(item, "fixturenames", ())))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After the tables were emptied (that is part of the test's teardown), load again."""
    yield
    if _flushes(item):
        from msp_portal.reference.models import Region

        with item.config.stash[blocking_manager_key].unblock():
            if not Region.objects.exists():
                _load()
