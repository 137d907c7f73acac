"""Settings, fed by the environment; `docs/settings.md` tells each name. All faults are printed at once."""

from pathlib import Path
from typing import Any

import dj_email_url
from csp.constants import SELF
from environs import Env
from marshmallow.validate import Length, OneOf, Range

from dateline.delivery.caches_in_front.addresses import cache_of
from dateline.lib.folders import known_folder
from dateline.lib.networks import known_networks
from dateline.lib.object_storage.address import bucket_of
from dateline.lib.sqlite.bundled import use_bundled
from dateline.site import given
from dateline.site.databases import database_of

use_bundled()

given.forget_empty()
env = Env(eager=False, prefix=given.PREFIX)
PACKAGE = Path(__file__).resolve().parent.parent

given_home = env.str("HOME", default="./var")
given_base_url = env.str("BASE_URL", default="http://127.0.0.1:8000", validate=given.known_site)
given_templates = env.path("TEMPLATES", default=None, validate=known_folder)
given_secret_key = env.str("SECRET_KEY", default="", validate=Length(max=500))
given_database = env.str("DATABASE_URL", default=None, validate=given.known_database)
given_cache = env.str("CACHE_URL", default=None, validate=given.known_shared_cache)
given_media = env.str("MEDIA", default=None, validate=given.known_media)
given_mail = env.str("MAIL_URL", default="dummy://", validate=given.known_mailer)
given_pages_on_disk = env.int("PAGES_ON_DISK", default=2048, validate=Range(min=1))
given_pages_in_memory = env.int("PAGES_IN_MEMORY", default=64, validate=Range(min=1))
given_tag_headers = env.list("TAG_HEADERS", default=["Cache-Tag"], subcast=str.strip, validate=given.known_tag_headers)
given_caches = env.list("CACHES", default=[], subcast=str.strip, validate=given.known_caches)
given_engine = env.str("ENGINE_URL", default=""), env.str("ENGINE_KIND", default="openai")
given_model, given_engine_key = env.str("ENGINE_MODEL", default=""), env.str("ENGINE_KEY", default="")
COMMENT_BUDGETS: dict[str, int] = {
    "address": env.int("COMMENTS_PER_ADDRESS", default=10, validate=Range(min=1)),
    "name": env.int("COMMENTS_PER_NAME", default=60, validate=Range(min=1)),
    "site": env.int("COMMENTS_PER_SITE", default=20_000, validate=Range(min=1)),
}
SCORING_ORIGINS: list[str] = env.list("SCORING_ORIGINS", default=[], subcast=str.strip, validate=given.known_origins)
DEBUG: bool = env.bool("DEBUG", default=False)
SECOND_FACTOR: bool = env.bool("SECOND_FACTOR", default=False)
ALLOWED_HOSTS: list[str] = env.list("HOSTS", default=["localhost", "127.0.0.1", "[::1]"], subcast=str.strip)
TRUSTED_PROXIES: list[str] = env.list("TRUSTED_PROXIES", default=[], validate=known_networks)
LIBEL_HOURS: int = env.int("LIBEL_HOURS", default=48, validate=Range(min=1, max=24 * 366))
WAIT_HOURS: int = env.int("WAIT_HOURS", default=24, validate=Range(min=0, max=24 * 366))
DOUBT_FROM_REFUSED: int = env.int("DOUBT_FROM_REFUSED", default=0, validate=Range(min=0, max=50))
SCORING: str = env.str("SCORING", default="on", validate=OneOf(["on", "deep", "off"]))
HIDE_WHILE_LIBEL: bool = env.bool("HIDE_WHILE_LIBEL", default=False)
REFUSED_DAYS: int = env.int("REFUSED_DAYS", default=183, validate=Range(min=183, max=36_500))  # one can appeal so long
DEFAULT_FROM_EMAIL: str = env.str("MAIL_FROM", default="newsroom@localhost")

HOME = Path(given_home).resolve()
given.settle(env, HOME)
ENGINE = given.engine_of(*given_engine, model=given_model, key=given_engine_key)
BASE_URL = given_base_url.rstrip("/")
HTTPS = BASE_URL.startswith("https:")
SECRET_KEY = given_secret_key or given.key_of(HOME)

DATABASES: dict[str, dict[str, Any]] = {"default": database_of(given_database, HOME)}

INSTALLED_APPS = [
    "dateline.newsroom",
    "dateline.delivery",
    "dateline.moderation",
    "dateline.wire",
    "dateline.comments",
    "dateline.stories",
    "dateline.people",
    "wagtail.embeds",
    "wagtail.sites",
    "dateline.newsroom.apps.StaffConfig",  # Wagtail's users, with limits beside them
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",  # the admin cannot do without its addresses
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # dates of keys, on the pages of django-allauth
    "servestatic.runserver_nostatic",
    "django.contrib.staticfiles",
    "dateline.site",  # last: its post_migrate follows everybody's permissions
]

MIDDLEWARE = [
    "dateline.lib.proxies.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dateline.site.policy.ContentPolicy",
    "dateline.site.health.answered_first",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dateline.newsroom.signing_in.second_factor.SecondFactorAsked",
    "dateline.newsroom.gate.Gate",
]

ROOT_URLCONF = "dateline.site.urls"
WSGI_APPLICATION = "dateline.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [given_templates] if given_templates else [],  # asked before our own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fa", "فارسی")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

PAGES_FOLDER = HOME / "pages"
PAGES_ON_DISK = given_pages_on_disk * 1024 * 1024
PAGES_IN_MEMORY = given_pages_in_memory * 1024 * 1024
CACHES_IN_FRONT = [cache_of(address) for address in given_caches]
# A cache that is not told a page's tags would never forget it.
TAG_HEADERS: list[str] = sorted({*given_tag_headers, *(cache.header for cache in CACHES_IN_FRONT)})

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
MEDIA_BUCKET = bucket_of(given_media) if given_media else None
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if MEDIA_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "dateline.lib.object_storage.storage.ObjectStorage",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET.name,
            "location": MEDIA_BUCKET.prefix,
            "endpoint_url": MEDIA_BUCKET.endpoint,
            "region_name": MEDIA_BUCKET.region,
        },
    }
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

TASKS = {"default": {"BACKEND": "dateline.lib.tasks.Backend"}}
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # The rows of sized copies come with their photo; a copy kept by one process outlives a file replaced by another.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
if given_cache:
    CACHES["default"] = {
        "BACKEND": "dateline.lib.shared_cache.SharedCache",
        "LOCATION": given_cache,
        "KEY_PREFIX": "dateline",
    }
EMAIL_TIMEOUT = 20
globals().update(
    {name: value for name, value in dj_email_url.parse(given_mail).items() if name.startswith("EMAIL_") and value}
)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-desk" if HTTPS else "desk"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
# Not "no-referrer": the browser would then send `Origin: null` with the comment form.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# Reader pages carry no nonce, so that one stored page serves every reader (decisions/0005).
READER_POLICY = {
    "default-src": ["'none'"],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "media-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
DESK_POLICY = READER_POLICY | {
    # Wagtail's text editor writes style elements and attributes from script, and shows pasted pictures from memory.
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": READER_POLICY}
DESK_PATH = "/desk/"

# Signing in is django-allauth's alone, and so is counting failures; Wagtail's own pages lead there (decisions/0030).
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "dateline.newsroom.signing_in.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; a forgotten password is asked for by address
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "dateline.newsroom.signing_in.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_ALLOW_UNVERIFIED_EMAIL = True
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_REQUIRED = False  # who is new comes in by a link, and chooses one
WAGTAIL_SITE_NAME = "Dateline"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "stories.Photo"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Both would ask somebody else's server: no third-party request, from the desk neither.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("fa", "فارسی")]
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"tokens": {"()": "dateline.lib.logs.WithoutTokens"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # What strangers ask for in vain is no fault of ours, and would bury those that are.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # It warns of each page that it finds no text in; an import says so itself, once.
        "trafilatura": {"level": "CRITICAL"},
    },
}
