"""What every test gets: strict templates, an empty Redis, and three persons of two teams."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from tests.quality import print_tables
from tests.strict_templates import Undefined

if TYPE_CHECKING:  # models load with Django, after this file
    from coordination.models import Person, Team
    from msp_portal.kit.scoping import Scope
    from projects.models import Project

pytest_plugins = ["tests.plugins.reference"]

# The browser tests run Playwright, whose event loop makes Django suspect asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure() -> None:
    """Before any template is read: an unknown variable fails the test that renders it."""
    from django.conf import settings

    for engine in settings.TEMPLATES:
        engine.setdefault("OPTIONS", {})["string_if_invalid"] = Undefined()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The tables of ``tests/quality.py``, once every test has run."""
    print_tables(terminalreporter)


@pytest.fixture(autouse=True)
def _empty_redis(settings: LazySettings) -> None:
    """No test sees the cache, the rate limits or the queue that another one left.

    One Redis database for each xdist worker (settings/test.py): FLUSHDB, never FLUSHALL.
    """
    assert settings.CACHES["default"]["LOCATION"] == settings.REDIS_URL
    cache.clear()


# ---- Three persons for every access test ----------------------------------------------------


@pytest.fixture
def team(db: None) -> Team:
    """Team A, that owns what the test is about."""
    from tests.factories import TeamFactory

    return TeamFactory(name="MSP du Canal")


@pytest.fixture
def other_team(db: None) -> Team:
    """Team B, that has nothing to do with it."""
    from tests.factories import TeamFactory

    return TeamFactory(name="MSP des Dunes")


@pytest.fixture
def owner(team: Team) -> Person:
    """Coordinator of team A, with an account."""
    return _member(team, "Alix", "COORDINATOR")


@pytest.fixture
def teammate(team: Team) -> Person:
    """Professional in team A, with an account."""
    return _member(team, "Bahia", "PROFESSIONAL")


@pytest.fixture
def stranger(other_team: Team) -> Person:
    """Coordinator of team B, with an account."""
    return _member(other_team, "Célian", "COORDINATOR")


def _member(team: Team, first_name: str, role: str) -> Person:
    from tests.factories import PersonFactory

    return PersonFactory(first_name=first_name, account=True, member_of=team, member_of__role=role)


@pytest.fixture
def project(team: Team) -> Project:
    """A project of team A alone."""
    from tests.factories import ProjectFactory

    return ProjectFactory(title="Un mois sans tabac au collège", team=team)


@pytest.fixture
def as_person() -> Callable[[Person], Client]:
    """``as_person(owner).get(url)``: a browser in which this person is signed in, with her second
    factor when what she sees makes it a duty."""
    from allauth.mfa.models import Authenticator

    def signed_in(person: Person) -> Client:
        client = Client()
        if person.is_staff or person.organisationmemberships.exists():
            Authenticator.objects.get_or_create(
                user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "essai"}}
            )
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def scope_of() -> Callable[[Person], Scope]:
    """``scope_of(owner)``: what this person may read today."""
    from coordination.queries.scopes import standing_of
    from msp_portal.kit import clock

    return lambda person: standing_of(person, clock.today()).scope
