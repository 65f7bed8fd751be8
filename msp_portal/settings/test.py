"""Tests: real PostgreSQL and Redis, fast password hashing, mails kept in memory."""

import os

from msp_portal.settings.base import *  # noqa: F403
from msp_portal.settings.base import DATABASES, env

SECRET_KEY = "tests-only"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["*"]
DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # nothing is collected: no warning for each client
PORTAL_BASE_URL = "http://testserver"
# Each xdist worker has its own Redis database, so that FLUSHDB never hurts a neighbour.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
_redis = env("REDIS_URL", default="redis://127.0.0.1:6379/0")


def _with_redis_db(url: str, number: int) -> str:
    """The same Redis server, another database number (TCP or UNIX socket address)."""
    if url.startswith("unix:"):
        return f"{url.partition('?')[0]}?db={number}"
    return f"{url.rpartition('/')[0]}/{number}"


# REDIS_TEST_DB: the first number, when several suites share one server.
_redis_db = env.int("REDIS_TEST_DB", default=1) + int(_worker)
REDIS_URL = _with_redis_db(_redis, _redis_db)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "msp-test",
    }
}
_socket = REDIS_URL.removeprefix("unix://").partition("?")[0]
CELERY_BROKER_URL = (
    f"redis+socket://{_socket}?virtual_host={_redis_db}"
    if REDIS_URL.startswith("unix:")
    else REDIS_URL
)
CELERY_TASK_ALWAYS_EAGER = False
