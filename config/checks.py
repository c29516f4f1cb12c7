"""System checks: a deployment that makes no sense is refused before it serves anybody.

`manage.py check` and the server (config/serve.py) run them. Anything but this machine in SITE_URL is public.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.files.storage import storages
from django.db import connections
from django.http.request import validate_host

from config.accounts.breached import why_no_list
from config.env import AT_HOME

OLDEST_POSTGRES = 15


@register(Tags.security)
def public_site(**kwargs: object) -> list[CheckMessage]:
    """Return what a public site must not do and does."""
    return [] if AT_HOME.fullmatch(settings.SITE_URL) else list(public_problems())


def public_problems() -> Iterator[CheckMessage]:
    """Yield one error for each setting that is wrong on a public site."""
    if settings.DEMO:
        yield Error("DEMO is on for a public SITE_URL: its password is known.", id="paritrana.E001")
    if settings.DEBUG:
        yield Error("DEBUG is on for a public SITE_URL: errors show settings.", id="paritrana.E002")
    if len(set(settings.SECRET_KEY)) < 10:
        yield Error("SECRET_KEY is too easy to guess: use 50 random characters.", id="paritrana.E003")
    host = urlsplit(settings.SITE_URL).hostname or ""
    if "*" in settings.ALLOWED_HOSTS or not validate_host(host, settings.ALLOWED_HOSTS):
        yield Error("ALLOWED_HOSTS must name the host of SITE_URL, and not be '*'.", id="paritrana.E004")
    if not settings.SECURE_PROXY_SSL_HEADER:
        yield Error(
            "SITE_URL is https but TRUST_PROXY is off: every page would redirect to itself.",
            hint="Let the proxy set X-Forwarded-Proto and set TRUST_PROXY=1.",
            id="paritrana.E005",
        )
    if settings.EMAIL_CONFIG["EMAIL_BACKEND"].endswith("console.EmailBackend"):
        yield Warning("EMAIL_URL is not set: mail is printed, not sent.", id="paritrana.W001")
    if not settings.REQUIRE_SECOND_STEP:
        yield Warning(
            "REQUIRE_SECOND_STEP is off: a password alone opens marks and desk.", id="paritrana.W004"
        )
    if not settings.CLAMD_SOCKET:
        yield Warning("CLAMD_SOCKET is not set: uploads are not scanned for viruses.", id="paritrana.W003")
    if settings.BACKUP_DIR is None:
        yield Warning("BACKUP_DIR is not set: no backup is made by itself.", id="paritrana.W005")
    if "EMBEDDED" in settings.DATABASES["default"]:
        yield Warning("DATABASE_URL is not set: the embedded server is for trials.", id="paritrana.W002")


@register(Tags.files)
def writable_directories(**kwargs: object) -> list[CheckMessage]:
    """Return an error when files of evidence cannot be written, to the disk or to the object store."""
    if ask := getattr(storages["default"], "why_unreachable", None):
        why = ask()
        return (
            [Error(f"The bucket of EVIDENCE_S3_BUCKET cannot be used: {why}", id="paritrana.E008")]
            if why
            else []
        )
    path = Path(settings.MEDIA_ROOT)
    return (
        [] if can_write(path) else [Error(f"MEDIA_ROOT ({path}) cannot be written to.", id="paritrana.E006")]
    )


@register(Tags.files)
def possible_backups(**kwargs: object) -> list[CheckMessage]:
    """Return a warning for what every backup would fail of: the site itself can be served."""
    found = []
    if settings.BACKUP_DIR and not can_write(settings.BACKUP_DIR):
        found.append(
            Warning(f"BACKUP_DIR ({settings.BACKUP_DIR}) cannot be written to.", id="paritrana.W006")
        )
    if settings.BACKUP_RECIPIENT and not shutil.which("age"):
        found.append(Warning("BACKUP_RECIPIENT is set, but the program age is missing.", id="paritrana.W007"))
    return found


@register(Tags.files)
def list_of_breached_passwords(**kwargs: object) -> list[CheckMessage]:
    """Return an error when the file of BREACHED_PASSWORDS cannot be searched."""
    path = settings.BREACHED_PASSWORDS
    why = why_no_list(path) if path else ""
    return [Error(f"BREACHED_PASSWORDS ({path}) {why}.", id="paritrana.E009")] if why else []


def can_write(path: Path) -> bool:
    """Return whether files can be put into a directory, or the directory can be made."""
    while not path.exists():
        path = path.parent
    return path.is_dir() and os.access(path, os.W_OK | os.X_OK)


@register(Tags.database)
def postgres_version(databases: list[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Return an error when PostgreSQL is older than the suite runs on."""
    return [
        Error(f"PostgreSQL {OLDEST_POSTGRES} or newer is needed; this is {version}.", id="paritrana.E007")
        for alias in databases or []
        if (version := connections[alias].pg_version // 10_000) < OLDEST_POSTGRES
    ]
