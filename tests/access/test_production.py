"""The settings of production: Django's own checks pass, and the doors of the demo are shut."""

import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "msp_portal.settings.production",
    "ALLOWED_HOSTS": "portail.example.org",
    "PORTAL_BASE_URL": "https://portail.example.org",
    "EMAIL_URL": "smtp://localhost:25",
}
TOLD = """
import django; django.setup()
from django.conf import settings as s
print(s.DEBUG, s.DEMO, s.CLOCK_OFFSET_DAYS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      s.SESSION_COOKIE_HTTPONLY, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 2592000,
      s.X_FRAME_OPTIONS, "*" in s.ALLOWED_HOSTS)
"""


def run(*arguments: str, without: str = "DEMO", **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **ENVIRONMENT, "SECRET_KEY": secrets.token_urlsafe(60), **more}
    for name in (without, "DJANGO_ALLOW_ASYNC_UNSAFE"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_the_checks_of_a_deployment_have_nothing_to_say() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_no_debug_no_demo_and_cookies_only_over_tls() -> None:
    done = run("-c", TOLD, DEMO="1", DEBUG="1", CLOCK_OFFSET_DAYS="30")
    assert done.stdout.split() == [
        "False", "False", "0", "True", "True", "True", "True", "True", "DENY", "False",
    ], done.stderr  # fmt: skip


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_it_does_not_start_without_what_protects_it(missing: str) -> None:
    done = run("-c", TOLD, without=missing)
    assert done.returncode != 0
    assert missing in done.stderr
