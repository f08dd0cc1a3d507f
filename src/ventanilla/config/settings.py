"""All settings, from the environment. A secret may come from a file: VARIABLE_FILE=/path (docs/operations.md)."""

from __future__ import annotations

import sys
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from ventanilla.config import embedded_postgres, secrets

env = environ.FileAwareEnv()

# --- Where things are -----------------------------------------------------------------------------

PACKAGE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("VENTANILLA_DATA", default=".ventanilla")).resolve()
MEDIA_ROOT = DATA_DIR / "files"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"

# --- Safety -----------------------------------------------------------------------------------------

DEBUG = env.bool("VENTANILLA_DEBUG", default=False)
DEMO = env.bool("VENTANILLA_DEMO", default=False)
TESTING = "pytest" in sys.modules
SECRET_KEY = env.str("SECRET_KEY", default="") or secrets.own_key(DATA_DIR)
# Private networks and names that connections may reach: 10.1.0.0/16, ldap.acme.lan. Otherwise none.
PRIVATE_CONNECTIONS = env.list("VENTANILLA_PRIVATE_CONNECTIONS", default=[])
# What seals secrets at rest (core/kit/sealing.py): apart from SECRET_KEY, in no backup. Made on first use.
SEALING_KEYS = env.list("VENTANILLA_SECRET_KEYS", default=[])
SEALING_KEYS_FILE = DATA_DIR / "sealing_keys"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PORTAL_PORT = env.int("VENTANILLA_PORT", default=8000)
PORTAL_URL = env.str("PORTAL_URL", default=f"http://localhost:{PORTAL_PORT}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]
HTTPS = PORTAL_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"

# --- What it is made of -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "procrastinate.contrib.django",
    "ventanilla.core.calendars",
    "ventanilla.core.people",
    "ventanilla.core.access",
    "ventanilla.core.timeline",
    "ventanilla.core.directory",
    "ventanilla.core.files",
    "ventanilla.core.branding",
    "ventanilla.core.announcements",
    "ventanilla.records.intake",
    "ventanilla.records.assets",
    "ventanilla.records.budgets",
    "ventanilla.records.catalog",
    "ventanilla.records.knowledge",
    "ventanilla.records.status",
    "ventanilla.records.tickets",
    "ventanilla.records.grants",
    "ventanilla.records.feedback",
    "ventanilla.engines.notifications",
    "ventanilla.engines.sla",
    "ventanilla.engines.integrations",
    "ventanilla.engines.workflow",
    "ventanilla.engines.telling",
    "ventanilla.engines.search",
    "ventanilla.engines.insights",
    "ventanilla.surfaces.ui",
    "ventanilla.surfaces.portal",
    "ventanilla.surfaces.desk",
    "ventanilla.surfaces.designer",
    "ventanilla.surfaces.api",
    "ventanilla.surfaces.mailroom",
    "ventanilla.config",
]
if DEMO:
    INSTALLED_APPS.append("ventanilla.demo")  # its worker fills in half a year

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ventanilla.config.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ventanilla.config.middleware.ways_back",
    "ventanilla.config.middleware.person_preferences",
    "ventanilla.config.middleware.sign_in_by_default",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ventanilla.config.middleware.what_is_theirs",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ventanilla.config.middleware.refusals",
]

ROOT_URLCONF = "ventanilla.config.urls"
WSGI_APPLICATION = "ventanilla.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "ventanilla.surfaces.ui.quick.loader.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "ventanilla.surfaces.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ventanilla.surfaces.ui.context.layout",
            ],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", default="") or embedded_postgres.url(
    DATA_DIR / "postgres", "ventanilla"
)
DATABASES = {
    "default": {
        **env.db_url_config(DATABASE_URL, engine="ventanilla.config.postgresql"),
        "CONN_MAX_AGE": 0,
    }
}
# Statements are prepared on the server after a few uses: planning a page's joins costs more than running them.
DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=5)
# A pool keeps connections open between tests, which then can't drop their database.
if not TESTING:
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_ROUTERS: list[str] = []

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
WHITENOISE_AUTOREFRESH = TESTING or DEBUG
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "ventanilla_cache"}
}
# How long a process goes on with what it knows (the brand, the announcements) before it looks again. Tests change
# things in the process that looks at them, and count queries.
REMEMBER_SECONDS: float = float("inf") if TESTING else 2.0
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
UPLOAD_MAX_MEGABYTES = env.int("UPLOAD_MAX_MEGABYTES", default=25)
SEARCH_REMEMBERED_DAYS = env.int("SEARCH_REMEMBERED_DAYS", default=90)
# Whether people who aren't signed in may see the health of the components that are marked public.
PUBLIC_STATUS = env.bool("VENTANILLA_PUBLIC_STATUS", default=False)

# --- People -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["ventanilla.config.sessions.PersonBackend"]
SESSION_ENGINE = "ventanilla.config.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "people:sign_in"
PASSWORD_RESET_TIMEOUT = 3600
SESSION_COOKIE_AGE = 14 * 24 * 3600
# auth.E003: addresses are unique without regard to case, by a constraint that the check doesn't see.
SILENCED_SYSTEM_CHECKS = ["auth.E003", "django_ratelimit.E003", "django_ratelimit.W001"]

# --- Language and time ---------------------------------------------------------------------------------

LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LANGUAGE_CODE = env.str("VENTANILLA_LANGUAGE", default="es")
TIME_ZONE = env.str("VENTANILLA_TIME_ZONE", default="Europe/Madrid")
USE_I18N = USE_TZ = True
# The kit is no app of Django: its own words are found here.
LOCALE_PATHS = [PACKAGE_DIR / "core" / "kit" / "locale"]
PORTAL_NAME = env.str("VENTANILLA_NAME", default="Ventanilla")

# --- Mail -----------------------------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25", backend=EMAIL_BACKEND))
# Without a mail server the messages stay in the outbox, where the administrator can read them.
DELIVER_MAIL = bool(env.str("EMAIL_URL", default=""))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Ventanilla <ventanilla@localhost>")
EMAIL_TIMEOUT = 20
# Where mail comes in: imaps://user:password@host/folder. Replies come to MAIL_REPLY_TO with a tag behind a +.
MAIL_IN_URL = env.str("MAIL_IN_URL", default="")
# More than so many mails within an hour nobody gets: the rest comes in a summary. 0: no limit.
MAIL_MOST_AN_HOUR = env.int("MAIL_MOST_AN_HOUR", default=60)
MAIL_REPLY_TO = env.str("MAIL_REPLY_TO", default="") or DEFAULT_FROM_EMAIL
# After so many days who wrote what is forgotten; 0 keeps it.
MAIL_IN_KEEP_DAYS = env.int("MAIL_IN_KEEP_DAYS", default=90)
MAIL_SERVICE = env.str("MAIL_SERVICE", default="")
MAIL_ANSWER_STRANGERS = env.bool("MAIL_ANSWER_STRANGERS", default=False)

# --- Jobs and logs ----------------------------------------------------------------------------------------

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# What should have come while no worker ran comes once when one starts, if that is less than a day ago: a machine that
# is switched off at night counts and tidies up in the morning.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 3600}
LOG_LEVEL = env.str("VENTANILLA_LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "ventanilla": {"level": LOG_LEVEL},
        "procrastinate": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
VENTANILLA_GALLERY = DEBUG or TESTING or DEMO
