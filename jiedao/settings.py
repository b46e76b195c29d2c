"""Django settings. Every value that a machine may change comes from `jiedao.env`."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from jiedao.env import ENV, ROOT

BASE_DIR: Path = ROOT
SECRET_KEY = ENV.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENV.allowed_hosts)
JIEDAO_DEMO = ENV.demo

INSTALLED_APPS = [
    "jiedao.portal",
    "elections",
    "casework",
    "meetings",
    "committees",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_otp",
    "django_otp.plugins.otp_static",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "template_partials",
    *(["django.contrib.admin"] if ENV.admin_site else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jiedao.common.middleware.chinese_error_pages",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "jiedao.common.middleware.clean_input",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "committees.people.sessions.session_clock",
    "committees.people.refusals.note_refusals",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jiedao.common.middleware.private_pages",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jiedao.urls"
WSGI_APPLICATION = "jiedao.wsgi.application"
FORCE_SCRIPT_NAME = f"/{ENV.base_path}" if ENV.base_path else None
_PREFIX = f"/{ENV.base_path}/" if ENV.base_path else "/"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jiedao.portal.context.portal",
                "committees.calendar.context.calendar",
            ],
            "builtins": ["jiedao.common.templatetags.portal", "django.templatetags.static"],
        },
    },
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        ENV.database_url or f"sqlite:///{ENV.data_dir / 'portal.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    ),
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
    }
else:
    DATABASES["default"]["OPTIONS"] = {"options": "-c lock_timeout=10000"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_REDIS: dict[str, Any] = {
    "LOCATION": ENV.redis_url,
    "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
}
_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES: dict[str, dict[str, Any]] = (
    {
        "default": {"BACKEND": "jiedao.common.caching.RedisOrMemory", **_REDIS},
        "queue": {"BACKEND": "django.core.cache.backends.redis.RedisCache", **_REDIS},
    }
    if ENV.redis_url
    else {"default": _MEMORY, "queue": _MEMORY}
)

# Words and time
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH: list[str] = []

# Who comes in
AUTH_USER_MODEL = "committees.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "committees.people.backends.PhoneBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "committees.people.passwords.OwnDetailsValidator"},
    {"NAME": "committees.people.passwords.LongEnoughValidator"},
    {"NAME": "committees.people.passwords.NotCommonValidator"},
    {"NAME": "committees.people.passwords.NotOnlyDigitsValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "committees.people.backends.own_answer"
AXES_CLIENT_IP_CALLABLE = "committees.people.backends.client_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_USERNAME_CALLABLE = "committees.people.backends.axes_username"
AXES_SENSITIVE_PARAMETERS = ["phone", "password", "pin"]
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = f"{ENV.street_name}{ENV.site_name}"

# How long a session lives (CONTRACTS: all are settings)
SESSION_COMMITTEE_IDLE = timedelta(hours=12)
SESSION_OWN_DEVICE = timedelta(days=30)
SESSION_STAFF_IDLE = timedelta(minutes=30)
SESSION_STAFF_ABSOLUTE = timedelta(hours=10)
RECORDS_AN_HOUR = 300
"""Different records one person opens in an hour; more is copying (RELIABILITY A6)."""
SEARCHES_AN_HOUR = 600
"""Different searches and further pages of lists in an hour; typing one name asks a few times."""
REVEALS_A_DAY = ENV.reveals_a_day
"""Phones and numbers of papers one person has shown in a day (A6); never emergency contacts."""
REFUSALS_AN_HOUR = 60
"""Missing pages one person asks for in an hour before the auditor reads of it (A1)."""
SESSION_ENGINE = "committees.people.session_store"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = int(SESSION_OWN_DEVICE.total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENV.served_over_https
CSRF_COOKIE_SECURE = ENV.served_over_https
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "jiedao.portal.errors.csrf_failed"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENV.allowed_hosts if ENV.served_over_https]

# Headers
SECURE_HSTS_SECONDS = 31_536_000 if ENV.served_over_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENV.served_over_https
SECURE_HSTS_PRELOAD = ENV.served_over_https
SECURE_SSL_REDIRECT = ENV.served_over_https
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.served_over_https else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([ENV.map_host] if ENV.map_host else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}

# The ground behind 为民地图: tiles of the office's choice, or none (img-src above)
MAP_TILES = ENV.map_tiles if ENV.map_host else ""
MAP_CREDIT = ENV.map_credit

# Bodies: a form of the portal never has more than 200 fields; photos go to disk above 2 MB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
UPLOAD_MAX_BYTES = 12_000_000
UPLOAD_MAX_PIXELS = 40_000_000
IMPORT_MOST_ROWS = 20_000
EXPORT_MOST_ROWS = 20_000
EXPORT_MOST_WHOLE_ROWS = 2_000

# Files
STATIC_URL = f"{_PREFIX}static/"
STATIC_ROOT = ENV.data_dir / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_ROOT = ENV.data_dir / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Letters
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENV.email_host
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = ENV.data_dir / "mail"
EMAIL_HOST = ENV.email_host
EMAIL_PORT = ENV.email_port
EMAIL_HOST_USER = ENV.email_user
EMAIL_HOST_PASSWORD = ENV.email_password
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENV.email_from
SMS_GATEWAY = "committees.delivery.channels.FileGateway"

# Forms
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Encryption at rest: newest key first; the blind index keeps its own key
FIELD_KEYS = list(ENV.field_keys)
INDEX_KEY = ENV.index_key

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "jiedao.common.logs.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.security": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
