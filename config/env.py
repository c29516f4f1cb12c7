"""Values from the environment, parsed once; nonsense is refused."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
DEMO_PASSWORD = "paritrana-demo"  # noqa: S105  printed on the demo's first screen

env = environ.Env()


def flag(name: str, default: bool = False) -> bool:
    """Return a yes/no variable: 1, true, yes, on or 0, false, no, off. Raises ImproperlyConfigured otherwise."""
    text = env.str(name, default="").strip().lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={text!r} is neither true nor false.")


def minutes(name: str, default: int, *, least: int = 5) -> int:
    """Return a number of minutes, `least` or more, up to 30 days. Raises ImproperlyConfigured otherwise."""
    text = env.str(name, default="").strip() or str(default)
    if text.isascii() and text.isdigit() and least <= int(text[:9]) <= 43_200:
        return int(text)
    raise ImproperlyConfigured(f"{name}={text!r} is not a whole number of minutes from {least} to 43200.")


def time_zone(default: str) -> str:
    """Return TIME_ZONE, a name of the IANA database. Raises ImproperlyConfigured otherwise."""
    name = env.str("TIME_ZONE", default="").strip() or default
    if name not in available_timezones():
        raise ImproperlyConfigured(f"TIME_ZONE={name!r} is no time zone: write for instance Asia/Pontianak.")
    return name


def secret_key() -> str:
    """Return SECRET_KEY from the environment, else one generated once and kept in var/."""
    if given := env.str("SECRET_KEY", default=""):
        if len(given) < 32:
            raise ImproperlyConfigured("SECRET_KEY needs at least 32 characters.")
        return given
    kept = VAR_DIR / "secret-key"
    if not kept.exists():
        VAR_DIR.mkdir(exist_ok=True)
        draft = VAR_DIR / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # two processes start at once: the first one's key counts
            os.link(draft, kept)
        draft.unlink()
    return kept.read_text()
