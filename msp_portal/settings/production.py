"""Production: everything that changes from one place to another comes from the environment."""

from msp_portal.settings.base import *  # noqa: F403
from msp_portal.settings.base import env

SECRET_KEY = env("SECRET_KEY")  # no default: starting without it must fail
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=3600 * 24 * 30)
# The portal's own subdomains only. Asking browsers to know it beforehand (preload) is for the
# owner of the whole domain to decide.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
