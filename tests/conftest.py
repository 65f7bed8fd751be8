"""What every test gets: templates that refuse unknown variables, and an empty Redis."""

import os

import pytest
from django.conf import LazySettings
from django.core.cache import cache

from tests.strict_templates import Undefined

# The browser tests run Playwright, whose event loop makes Django suspect asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure() -> None:
    """Before any template is read: an unknown variable fails the test that renders it."""
    from django.conf import settings

    for engine in settings.TEMPLATES:
        engine.setdefault("OPTIONS", {})["string_if_invalid"] = Undefined()


@pytest.fixture(autouse=True)
def _empty_redis(settings: LazySettings) -> None:
    """No test sees the cache, the rate limits or the queue that another one left.

    One Redis database for each xdist worker (settings/test.py): FLUSHDB, never FLUSHALL.
    """
    assert settings.CACHES["default"]["LOCATION"] == settings.REDIS_URL
    cache.clear()
