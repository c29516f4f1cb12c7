"""Which PostgreSQL the application uses: the one DATABASE_URL names, else the embedded one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.env import VAR_DIR, complain, env
from config.postgres.embedded import DATABASE_NAME, OWNER, server_at

CONNECT_SECONDS = 5
POSTGRES_SCHEMES = {"postgres", "postgresql"}


def database_settings() -> dict[str, Any]:
    """Return DATABASES["default"]; nothing is started here, but at the first connection.

    Queries are prepared (`config.postgres.compiled`) where a session is the same from one transaction to the next.
    """
    url = env.str("DATABASE_URL", default="")
    settings = named_by(url) if url else embedded()
    if not behind_pooler(url):
        settings["OPTIONS"] |= {"prepare_threshold": 1}
    return settings | {
        "ENGINE": "config.postgres",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def behind_pooler(url: str) -> bool:
    """Return whether a pooler may hand each transaction another session: the worker goes past it then."""
    return workers_url() not in {"", url}


def workers_url() -> str:
    """Return WORKER_DATABASE_URL, a postgres:// address, "" without one; complains of anything else."""
    if url := env.str("WORKER_DATABASE_URL", default=""):
        named_by(url, "WORKER_DATABASE_URL")
    return url


def named_by(url: str, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """Return the settings of a postgres:// address; complains of anything else without repeating its password."""
    try:
        settings = env.db_url_config(url) if url.partition("://")[0] in POSTGRES_SCHEMES else {}
    except (ValueError, ImproperlyConfigured):
        settings = {}
    if not settings.get("NAME"):
        complain(f"{variable} must look like postgres://user:password@host:5432/name.")
    settings["OPTIONS"] = {"connect_timeout": CONNECT_SECONDS} | settings.get("OPTIONS", {})
    return settings


def embedded() -> dict[str, Any]:
    """Return the settings of the PostgreSQL inside the checkout; POSTGRES_DIR moves its data directory."""
    server = server_at(Path(env.str("POSTGRES_DIR", default="") or VAR_DIR / "postgres"))
    return {
        "NAME": DATABASE_NAME,
        "USER": OWNER,
        "HOST": str(server.socket_dir),
        "EMBEDDED": server.data_dir,
        "OPTIONS": {"connect_timeout": CONNECT_SECONDS},
    }
