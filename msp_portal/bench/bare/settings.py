"""Django without the portal: the same database and models, two addresses (and no middleware: see
``wsgi.py``)."""

from msp_portal.settings.local import *  # noqa: F403
from msp_portal.settings.local import BASE_DIR

DEMO = False
ROOT_URLCONF = "msp_portal.bench.bare.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"context_processors": []},
    }
]
