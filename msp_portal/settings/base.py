"""Settings shared by every way of running the portal.

Addresses of services come from the environment only: DATABASE_URL, REDIS_URL, EMAIL_URL.
"""

from decimal import Decimal
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF  # noqa: F401  (NONCE is offered to local settings)

from msp_portal import schedule

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

SECRET_KEY = env("SECRET_KEY", default="")
DEBUG = False
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Keys that lock the secrets kept in the database (second factors), the present one first; without
# any, the keys of the server (msp_portal/kit/secrecy.py).
SECRETS_KEYS = env.list("SECRETS_KEYS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "msp_portal.reference.apps.ReferenceAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    # The rooms, bottom to top (docs/ARCHITECTURE.md; checked by import-linter).
    "msp_portal.reference",
    "msp_portal.kit",
    "coordination",
    "projects",
    "funding",
    "capitalisation",
    "msp_portal.today",
    "msp_portal.region",
    "msp_portal.api",
    "msp_portal.demo",
    "msp_portal.bench",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "msp_portal.kit.compression.CompressedTextMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "msp_portal.kit.methods.KnownMethodsMiddleware",
    "msp_portal.kit.methods.PlainQueryMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coordination.sign_in.kept_forms.KeptFormMiddleware",
    "coordination.sign_in.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "msp_portal.urls"
WSGI_APPLICATION = "msp_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coordination.context_processors.standing",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {
    "default": {
        **env.db_url("DATABASE_URL", default="postgresql:///msp_portal"),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
# Compiling a query takes PostgreSQL longer (0.2 s) than running ours; off for our connections only.
# A pooler that refuses start options (PgBouncer) is told DATABASE_START_OPTIONS= (empty) instead.
if start_options := env("DATABASE_START_OPTIONS", default="-c jit=off"):
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", start_options)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "msp",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "coordination.sign_in.stale_page.stale_page"

AUTH_USER_MODEL = "coordination.Person"
AUTHENTICATION_BACKENDS = ["coordination.sign_in.backend.PortalBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Signing in. One enters by invitation only; who signs in types a code received by e-mail, or a
# password if she chose one; a second factor for those who see more than their own teams
# (coordination/sign_in/).
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "coordination.sign_in.adapter.PortalAdapter"
ACCOUNT_FORMS = {
    "login": "coordination.sign_in.forms.LoginForm",
    "request_login_code": "coordination.sign_in.forms.RequestLoginCodeForm",
    "reset_password": "coordination.sign_in.forms.ResetPasswordForm",
    "add_email": "coordination.sign_in.forms.AddEmailForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # what the sign-in form shows; sign-up is closed
ACCOUNT_EMAIL_VERIFICATION = "none"  # the address was proved by the invitation
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an unknown address gets no mail, and no account
ACCOUNT_CHANGE_EMAIL = True  # one address a person, replaced once the new one is proved
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Counted in Redis; « key » is the address typed.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/5m/key",
    "reset_password": "20/m/ip,3/5m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "5/m/user",
    "reauthenticate": "10/m/user",
    "confirm_email": "1/3m/key",
}
# How many proxies stand before the portal: the limits per machine need the true address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "coordination.sign_in.second_factor_secrets.PortalMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = env("PORTAL_NAME", default="Portail prévention")

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "msp_portal.kit.static_storage.PortalStaticStorage"},
}
# Files are only ever sent by views that know who asks; there is no MEDIA_URL.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Mail: EMAIL_URL such as smtp+tls://user:password@host:587 ; the demo keeps mails in its mailbox page.
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
if vars()["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    # The same, able to tell « not given » from « given, and no answer came ».
    EMAIL_BACKEND = "msp_portal.kit.outbox.transport.SmtpBackend"
EMAIL_TIMEOUT = 30  # seconds, for each answer of the server
DEFAULT_FROM_EMAIL = env(
    "DEFAULT_FROM_EMAIL", default="Portail prévention <ne-pas-repondre@localhost>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Absolute links in mails and documents.
PORTAL_BASE_URL = env("PORTAL_BASE_URL", default="http://127.0.0.1:8000")
PORTAL_NAME = env("PORTAL_NAME", default="Portail prévention")
# The federation that runs this portal: its name, its logo (a path among static files), its colour.
PORTAL_FEDERATION = env("PORTAL_FEDERATION", default="")
PORTAL_LOGO = env("PORTAL_LOGO", default="")
# Whom to write to about accessibility and personal data: an address of the federation.
PORTAL_CONTACT = env("PORTAL_CONTACT", default="")
PORTAL_COLOUR = env("PORTAL_COLOUR", default="")  # « #rrggbb »; pushed to a readable contrast

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default=REDIS_URL)
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = schedule.CELERY_BEAT_SCHEDULE

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    # Counted in Redis. Enough to read everything page by page, too little to weigh on the others.
    "DEFAULT_THROTTLE_RATES": {"anon": "60/min", "user": "300/min"},
    # How many proxies stand before the portal: the count per machine needs the true address.
    "NUM_PROXIES": env.int("TRUSTED_PROXY_COUNT", default=0),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Portail prévention : interface de données",
    "DESCRIPTION": "Lecture seule, dans les droits de chacun ; mêmes colonnes que les classeurs.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# Everything that matters goes to the standard error; what runs the process keeps it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "msp_portal.kit.logs.DiscreetFormatter",
            "format": "{levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
    "loggers": {
        # Django's own handler speaks only when DEBUG is on; a refused page is no news.
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# The demo keeps its own clock and mailbox (./dev run); never in production.
DEMO = False
CLOCK_OFFSET_DAYS = 0

# A line spent this far from its plan (as a ratio) is to be explained in the funder's report.
BUDGET_SIGNIFICANT_GAP = Decimal(env("BUDGET_SIGNIFICANT_GAP", default="0.15"))
