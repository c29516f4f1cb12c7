"""PostgreSQL's own programs that write and read a dump: the ones that fit the server, and how they reach it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from config.backup.errors import BackupProblem
from config.postgres.embedded import ServerProblem, binaries_dir

INSTALLED = Path("/usr/lib/postgresql")
STRICT = 17  # from here on pg_restore sets a parameter that older servers do not know


def server_version() -> int:
    """Return the major version of the server."""
    connection.ensure_connection()
    return int(connection.connection.info.server_version) // 10_000


def program(name: str, server: int, *, at_least: int = 0) -> Path:
    """Return the oldest program of this name that suits a server of this version. Raises BackupProblem without one.

    It is not older than the server nor than `at_least`, nor so new that what it writes is not taken back.
    """
    found: dict[int, Path] = {}
    for path in _candidates(name):
        if version := major_of(path):
            found.setdefault(version, path)
    for version in sorted(found):
        if version >= max(server, at_least) and not version >= STRICT > server:
            return found[version]
    there = ", ".join(map(str, sorted(found))) or "none"
    wanted = max(server, at_least)
    raise BackupProblem(
        f"{name} of PostgreSQL {wanted} is needed (Debian: apt install postgresql-client-{wanted}); there is {there}."
    )


def major_of(path: Path) -> int:
    """Return the major version of one of PostgreSQL's programs; 0 when it does not tell."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    except OSError:
        return 0
    told = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(told[1]) if told else 0


def reach(name: str = "") -> tuple[str, dict[str, str]]:
    """Return the address of a database of the server, the one in use by default, and the environment to reach it in.

    The password stands in the environment: other users see the words of a command.
    """
    connection.ensure_connection()
    info, named = connection.connection.info, connection.get_connection_params()
    given = {
        key: value for key, value in info.get_parameters().items() if key in named
    }  # others an older libpq lacks
    return make_conninfo(**given | ({"dbname": name} if name else {})), os.environ | (
        {"PGPASSWORD": info.password} if info.password else {}
    )


def _candidates(name: str) -> Iterator[Path]:
    if known := shutil.which(name):
        yield Path(known)
    yield from sorted(INSTALLED.glob(f"*/bin/{name}"))
    try:
        yield binaries_dir() / name
    except ServerProblem:
        return
