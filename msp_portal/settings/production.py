"""Production: everything that changes from one place to another comes from the environment."""

from msp_portal.settings.base import *  # noqa: F403
from msp_portal.settings.base import env

SECRET_KEY = env("SECRET_KEY")  # no default: starting without it must fail
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=3600 * 24 * 30)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
