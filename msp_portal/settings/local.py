"""./dev run and ./dev manage: the demo on this machine's private services."""

from msp_portal.settings.base import *  # noqa: F403
from msp_portal.settings.base import BASE_DIR, env

# Off by default: people who try the portal see its own error pages (./dev run --debug: Django's).
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="demo-only-key-never-used-in-production-000000000000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DEMO = env.bool("DEMO", default=True)
CLOCK_OFFSET_DAYS = env.int("CLOCK_OFFSET_DAYS", default=0)
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files are served from where they are written: nothing to collect, nothing stale.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
if DEMO and not env("EMAIL_URL", default=""):
    # No mail server was given: mails are kept, and read at /demo/courriels/.
    EMAIL_BACKEND = "msp_portal.kit.mailbox.DemoMailboxBackend"
