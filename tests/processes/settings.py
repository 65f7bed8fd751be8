"""Settings of the worker processes: those of the tests, with a real mail server to speak to."""

import os

from msp_portal.settings.test import *  # noqa: F403
from msp_portal.settings.test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.processes.registrations"]
ROOT_URLCONF = "tests.kit.link_urls"
EMAIL_BACKEND = "msp_portal.kit.outbox.transport.SmtpBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["SMTP_PORT"])
EMAIL_TIMEOUT = 60
