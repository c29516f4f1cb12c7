"""The settings of every installation; what differs between machines comes from the environment (config/env.py)."""

import datetime
import os

import pghistory

from config.env import (
    BASE_DIR,
    VAR_DIR,
    clamd_socket,
    command,
    directory,
    env,
    evidence_store,
    flag,
    long_secret,
    mail_server,
    megabytes,
    minutes,
    one_of,
    openid_provider,
    public_key,
    second_step_roles,
    secret_key,
    security_contact,
    sender,
    settle,
    site_url,
    time_zone,
    whole_number,
)
from config.postgres.settings import database_settings

os.environ["OPENPYXL_LXML"] = "False"  # the same workbooks whether lxml is installed or not

DEBUG = flag("DEBUG")
DEMO = flag("DEMO")  # the shared demo password and the banner "data contoh" exist only here
SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = site_url()
BEHIND_HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "config.apps.ParitranaAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "bootstrap",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "pgtrigger",
    "pghistory",
    "post_office",
    "regencies",
    "awards",
]

MIDDLEWARE = [
    "config.logs.asked.number_requests",
    "config.metrics.counting.count_requests",
    "config.security.log.log_security",
    "django.middleware.security.SecurityMiddleware",
    "config.headers.set_headers",
    "config.middleware.refuse_other_methods",
    "config.middleware.refuse_nul",
    "config.middleware.pack_pages",
    "config.middleware.show_likenesses",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.keep_nowhere",
    "config.accounts.typed_values.remember_person",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.forget_the_zone",
    "config.middleware.LoginUnlessPublic",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.explain_refused_methods",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": ["config.formats.templates.Loader"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "awards.context_processors.site",
            ],
            "builtins": ["regencies.templatetags.formats"],
        },
    }
]

# a public site served by the role that owns the tables: config.postgres.roles
OWNER_SERVES = flag("OWNER_SERVES")
DATABASES = {"default": database_settings() | {"ATOMIC_REQUESTS": True}}

# What all processes must agree on: how often somebody tried, which one-time codes were used.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # then a third is forgotten: not to be had by guessing
    },
    "pages": {  # of each process, for seconds: what a page of everybody costs is paid once however many read it
        "BACKEND": f"django.core.cache.backends.{'dummy.DummyCache' if DEBUG else 'locmem.LocMemCache'}",
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}

# Accounts -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "regencies.User"
AUTHENTICATION_BACKENDS = ["config.accounts.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
] + [{"NAME": "config.accounts.backend.NotTheDemoPassword"}, {"NAME": "config.accounts.breached.NotBreached"}]
BREACHED_PASSWORDS = directory("BREACHED_PASSWORDS", "file")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home_for_role"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "config.accounts.backend.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the province, with an address it knows
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a new password or second step is told to its owner
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nothing is sent to an address without an account
ACCOUNT_RATE_LIMITS = {  # counted in CACHES; amount/duration/whose; more in allauth.account.app_settings
    "login": "30/m/ip",
    "login_failed": None,  # config.accounts.waits
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
    "provider": "60/m/ip",  # there and back is two; all offices of a province may share an address
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # the subjects name the award themselves
MFA_FORMS = {
    "authenticate": "config.accounts.forms.AuthenticateForm",
    "reauthenticate": "config.accounts.forms.ReauthenticateByCodeForm",
    "add_webauthn": "config.accounts.forms.AddKeyForm",
    "edit_webauthn": "config.accounts.forms.RenameKeyForm",
    "authenticate_webauthn": "config.accounts.forms.AuthenticateByKeyForm",
    "reauthenticate_webauthn": "config.accounts.forms.ReauthenticateByKeyForm",
}
ACCOUNT_FORMS = {
    "login": "config.accounts.forms.LoginForm",
    "reauthenticate": "config.accounts.forms.ReauthenticateForm",
    "change_password": "config.accounts.forms.ChangePasswordForm",
    "reset_password": "config.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "config.accounts.forms.ResetPasswordKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "config.accounts.backend.SecondStepAdapter"
MFA_TOTP_ISSUER = "Paritrana Award"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute wrong; no code works twice: OfCode
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up: the address is the one the province gave the account
OIDC = openid_provider()  # {}: password only; config.accounts.openid
REQUIRE_SECOND_STEP = frozenset() if DEMO else second_step_roles(default=BEHIND_HTTPS)
SESSION_ENGINE = "config.accounts.sessions"
SESSION_IDLE_MINUTES = minutes("SESSION_IDLE_MINUTES", 240)
SESSION_LIMIT_MINUTES = minutes("SESSION_LIMIT_MINUTES", 720, least=SESSION_IDLE_MINUTES)
ASK_AGAIN_MINUTES = minutes("ASK_AGAIN_MINUTES", 15, least=1)  # config.accounts.asked_again
ACCOUNT_REAUTHENTICATION_TIMEOUT = ASK_AGAIN_MINUTES * 60
SESSION_COOKIE_AGE = SESSION_IDLE_MINUTES * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
HOST_ONLY = "__Host-" if BEHIND_HTTPS else ""  # a browser takes such a cookie from this very host alone
SESSION_COOKIE_NAME = f"{HOST_ONLY}paritrana_session"
CSRF_COOKIE_NAME = f"{HOST_ONLY}csrftoken"
PERSON_COOKIE_NAME = f"{HOST_ONLY}paritrana_person"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

# Language -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
USE_I18N = True
USE_TZ = True
# years would print as "2.025"; figures are formatted by regencies.l10n.numbers
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = time_zone("Asia/Pontianak")
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]  # before the catalogues of Django and allauth

# Files ----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))()
STORAGES = {
    "default": evidence_store(),
    "staticfiles": {"BACKEND": "config.static_storage.HashedStatic"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # no page names a file otherwise: half as many to pack
DISK_LEAST_BYTES = megabytes("DISK_LEAST_MB", 2000, least=1, most=10_000_000)  # free, or /readyz says so
FILE_UPLOAD_PERMISSIONS = 0o640
EVIDENCE_MAX_BYTES = 10 * 1024 * 1024  # of one file
EVIDENCE_POST_BYTES = 30 * 1024 * 1024  # of all files of one request
CLAMD_SOCKET = clamd_socket()  # "": files are not scanned for viruses
EVIDENCE_REPORT_BYTES = megabytes("EVIDENCE_REPORT_MB", 200, least=10, most=10_000)
FILE_UPLOAD_HANDLERS = [
    "regencies.actions.files.StopAtLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Backups: config.backup -------------------------------------------------------------------------------
BACKUP_DIR = directory("BACKUP_DIR")  # None: nothing is backed up by itself
BACKUP_KEEP = whole_number("BACKUP_KEEP", 14, "archives", least=1, most=1000)
BACKUP_RECIPIENT = public_key("BACKUP_RECIPIENT")  # "": archives are not encrypted
BACKUP_COMMAND = command("BACKUP_COMMAND")  # takes each archive elsewhere

# Security -------------------------------------------------------------------------------------------
SECURITY_CONTACT = security_contact()  # "": there is no /.well-known/security.txt
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # the monitor asks this process, not the proxy
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
# HSTS for subdomains: they belong to other offices
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if flag("TRUST_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # or one person's wrong passwords would lock every office out

# Mail: written to the database first, sent by config.worker -------------------------------------------
EMAIL_BACKEND = "config.mail.Outbox"
EMAIL_CONFIG = mail_server()
POST_OFFICE = {
    "BACKENDS": {"default": EMAIL_CONFIG["EMAIL_BACKEND"]},
    "DEFAULT_PRIORITY": "medium",
    "MAX_RETRIES": 864,  # with the interval, three days: a mail server may be dead over a weekend
    "RETRY_INTERVAL": datetime.timedelta(minutes=5),
}
DEFAULT_FROM_EMAIL = sender()
for part in ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL"):
    if f"EMAIL_{part}" in EMAIL_CONFIG:
        globals()[f"EMAIL_{part}"] = EMAIL_CONFIG[f"EMAIL_{part}"]

# Libraries ------------------------------------------------------------------------------------------
FORM_RENDERER = "config.formats.boxes.Renderer"
CRISPY_TEMPLATE_PACK = "paritrana"  # templates/paritrana/
CRISPY_ALLOWED_TEMPLATE_PACKS = (CRISPY_TEMPLATE_PACK,)
CRISPY_FAIL_SILENTLY = False  # a layout that names a field the form has not is a fault, not a warning
DJANGO_TABLES2_TEMPLATE = "tables/table.html"
PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()  # who and why stand in the event: append-only as well
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

METRICS_TOKEN = long_secret("METRICS_TOKEN")  # "": there is no /metrics, and nothing is counted
METRICS_DIR = env.str("PROMETHEUS_MULTIPROC_DIR", default=str(VAR_DIR / "metrics"))
if METRICS_TOKEN:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS_DIR  # read by the library when it is imported
SLOW_MS = whole_number("SLOW_MS", 1000, "milliseconds", least=1, most=600_000)
LOG_FORMAT = one_of("LOG_FORMAT", ("json", "text"), "json" if BEHIND_HTTPS else "text")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": f"config.logs.lines.{LOG_FORMAT.capitalize()}Lines"}},
    "filters": {"without_refusals": {"()": "config.security.lines.WithoutRefusals"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["without_refusals"]}
    },
    "loggers": {
        "security": {"level": "INFO"},  # config.security.log
        # it says of every turn that nothing was to be sent
        "post_office": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}

settle()
