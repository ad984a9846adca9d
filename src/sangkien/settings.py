"""One settings file. Everything that may differ between machines is an environment variable.

docs/settings.md lists each variable with its default and unit; checks.py says at start-up what
does not fit together.
"""

import sys
from contextlib import suppress
from os import getpid
from pathlib import Path
from tempfile import gettempdir
from zipfile import is_zipfile

import dj_database_url
from csp.constants import NONE, SELF
from environs import Env, EnvError, ValidationError, validate

from sangkien.adapters.log_in_servers import check_servers, log_in_servers
from sangkien.adapters.machine_code import keep_machine_code

env = Env(prefix="SANGKIEN_")

PACKAGE = Path(__file__).resolve().parent
PROJECT = PACKAGE.parents[1]

# -- where things lie ------------------------------------------------------------------------
VAR = env.path("VAR", PROJECT / "var")  # database, uploads, secret; everything to back up
MEDIA_ROOT = VAR / "files"
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]

# -- security --------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", False)
PRODUCTION = env.bool("PRODUCTION", False)  # True behind TLS, with accounts of real people
SECRET_FILE = VAR / "secret"
SECRET_KEY = env.str("SECRET_KEY", "") or (
    SECRET_FILE.read_text() if SECRET_FILE.exists() else "not-yet-installed"
)
# Salt of the hashes that stand for member numbers; changing it makes everybody a stranger.
IDENTITY_SALT = env.str("IDENTITY_SALT", "") or SECRET_KEY
ALLOWED_HOSTS = env.list("HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("ORIGINS", [])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31_536_000 if PRODUCTION else 0)
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", PRODUCTION)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # seconds
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTH_USER_MODEL = "sangkien.Account"
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"


def servers_named(servers: object) -> None:
    try:
        check_servers(servers)
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from wrong


# -- log-ins (django-allauth) ----------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["sangkien.web.log_in_backend.LogInBackend"]
ACCOUNT_ADAPTER = "sangkien.web.log_in_rules.AccountRules"
ACCOUNT_LOGIN_METHODS = {"username"}  # which the backend reads as e-mail or phone number too
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; these satisfy its checks
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # a name to log in with, not an address that is written to
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
MFA_ADAPTER = "sangkien.web.second_factor_rules.FactorRules"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "sangkien.web.passkey_forms.Add",
    "authenticate_webauthn": "sangkien.web.passkey_forms.Authenticate",
    "login_webauthn": "sangkien.web.passkey_forms.LogIn",
    "reauthenticate_webauthn": "sangkien.web.passkey_forms.Reauthenticate",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # codes of half a minute before and after: clocks of telephones go wrong
# Provincial and national officers, jurors and account administrators need a second factor.
SECOND_FACTOR = env.bool("SECOND_FACTOR", PRODUCTION)
SOCIALACCOUNT_ADAPTER = "sangkien.web.other_log_in_rules.OtherLogInRules"
SOCIALACCOUNT_PROVIDERS = log_in_servers(
    env.json("OPENID", [], validate=servers_named),
    google=(env.str("GOOGLE_ID", ""), env.str("GOOGLE_SECRET", "")),
    zalo=(env.str("ZALO_ID", ""), env.str("ZALO_SECRET", "")),
)
# a whole works may sit behind one address; who guesses is stopped by the account as well
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "claim": "20/h/ip",
}
CSRF_FAILURE_VIEW = "sangkien.web.errors.form_expired"

# -- application -----------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "sangkien.web.openid",
    "sangkien.web.zalo",
    "allauth.usersessions",
    "sangkien.apps.SangkienConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sangkien.web.going_back.kept_for_going_back",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sangkien.web.language.chosen_language",
    "sangkien.api.problem.in_one_shape",
    "django.middleware.common.CommonMiddleware",  # other host names: 400; a missing slash is added
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sangkien.web.accounts.password_due",
    "sangkien.web.second_factors.second_factor_due",
    "sangkien.web.sent.readable",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sangkien.web.reading.told_of_reading",
    "sangkien.web.errors.Refusals",
]
ROOT_URLCONF = "sangkien.urls"
WSGI_APPLICATION = "sangkien.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {"environment": "sangkien.web.jinja.environment"},
    },
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "sangkien.adapters.static_files.HashedStaticFiles"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# In production collected once by `sangkien install`, hashed and compressed; else served in place.
STATIC_ROOT = VAR / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes; files are counted apart
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes; larger uploads go to disk at once
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT", 30 * 1024 * 1024)  # bytes, one file
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

# -- database --------------------------------------------------------------------------------
DATABASE_URL = Env().str("DATABASE_URL", "")
SQLITE_START = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"  # an acknowledged entry survives a power cut
    "PRAGMA cache_size=-32768;"  # KiB
    "PRAGMA mmap_size=67108864;"  # bytes; more would count as memory of every process
    "PRAGMA temp_store=MEMORY;"
)


def database(url: str) -> dict[str, object]:
    """Return Django's description of the database; without a URL the SQLite file in VAR."""
    if not url:
        return {
            "ENGINE": "sangkien.adapters.sqlite_backend",
            "NAME": VAR / "sangkien.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 30,  # seconds
                "transaction_mode": "IMMEDIATE",
                "init_command": SQLITE_START,
                # each connection keeps that many compiled statements; those of an import with
                # thousands of places weigh megabytes, and the stock 128 filled 300 MB
                "cached_statements": 32,
            },
            # a file, not memory: tests use threads and the same pragmas as the real thing
            "TEST": {"NAME": Path(gettempdir()) / f"sangkien-test-{getpid()}.sqlite3"},
        }
    described = _postgresql(url)
    asked = described.get("OPTIONS")
    options = {"pool": {"min_size": 2, "max_size": env.int("POOL", 16)}}
    options |= asked if isinstance(asked, dict) else {}
    return described | {"CONN_MAX_AGE": 0, "OPTIONS": options}


def _postgresql(url: str) -> dict[str, object]:
    described: dict[str, object] = {}
    with suppress(ValueError):  # it may quote a part of the password
        described |= dj_database_url.parse(url)
    if described.get("ENGINE") != "django.db.backends.postgresql":
        raise EnvError(
            'Environment variable "DATABASE_URL" invalid: write'
            " postgresql://role:password@host:port/name, with @ : / in the password as %40 %3A %2F."
        )
    return described


DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# what log-ins count and remember for minutes, known to all processes
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sangkien_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- duplicate engine -------------------------------------------------------------------------
# Compiled at the first use, for a minute, and kept; `sangkien install` does it beforehand.
MACHINE_CODE = env.path("MACHINE_CODE", Path(sys.prefix) / "machine-code")


def written_by_train(path: Path) -> None:
    if not is_zipfile(path):
        raise ValidationError(f"{path} is no file that `sangkien engine train` has written.")


ENGINE = env.path("ENGINE", None, validate=written_by_train)  # None: what is shipped
keep_machine_code([MACHINE_CODE, VAR / "machine-code"])

# -- language and time -----------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
# Numbers and dates are written by own filters (web/jinja.py), never by a locale.
USE_THOUSAND_SEPARATOR = False

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # any scanner asks under any name: a 400 is enough
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
    "root": {
        "handlers": ["console"],
        "level": env.str("LOG_LEVEL", "WARNING", validate=validate.OneOf(LEVELS)),
    },
}
