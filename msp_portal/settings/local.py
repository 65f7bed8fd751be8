"""./dev run and ./dev manage: the demo on this machine's private services."""

from msp_portal.settings.base import *  # noqa: F403
from msp_portal.settings.base import BASE_DIR, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="demo-only-key-never-used-in-production-000000000000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DEMO = env.bool("DEMO", default=True)
CLOCK_OFFSET_DAYS = env.int("CLOCK_OFFSET_DAYS", default=0)
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
