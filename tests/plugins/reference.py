"""Reference lists for tests: loaded once per session, with the test database.

Every database test finds all the lists (regions, departments, themes, professions, accounts…) and
the communes of Bretagne, as ``manage.py load_reference --departments 22,29,35,56`` leaves them. No
fixture to ask for; ``reference_data`` only names the need where it helps the reader.

A test with ``transactional_db`` or ``live_server`` empties every table when it ends, these lists
included: they are put back right after it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

BRETAGNE = ("22", "29", "35", "56")
FLUSHING_FIXTURES = {"transactional_db", "django_db_reset_sequences", "live_server"}


def _load() -> None:
    from msp_portal.reference.loading import load_reference

    load_reference(departments=BRETAGNE)


@pytest.fixture(scope="session")
def _real_database() -> str:
    """The name of the developer's own database, before pytest-django points elsewhere."""
    return str(connection.settings_dict["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(
    _real_database: str,
    django_db_setup: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """pytest-django's test database, with the reference lists in it.

    pytest-django makes none when no test collected says ``django_db``. Those that work on a copy
    of it (``committed_db``) never do: run alone, they would write in the developer's database.
    """
    made: Any = None
    with django_db_blocker.unblock():
        if connection.settings_dict["NAME"] == _real_database:
            kept = django_db_keepdb and not django_db_createdb
            made = setup_databases(0, interactive=False, aliases={"default"}, keepdb=kept)
        assert connection.settings_dict["NAME"] != _real_database
        _load()
    yield
    if made and not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


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
