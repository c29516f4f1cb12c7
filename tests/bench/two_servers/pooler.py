"""PgBouncer in transaction mode before the database of this test, for as long as a block runs."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLACES = ("/usr/sbin", "/usr/local/sbin")  # where Debian has it; not on everybody's PATH
LACKING = "PgBouncer is not installed (Debian: apt install pgbouncer)."
PATIENCE = 20  # seconds
SETTINGS = """
[databases]
* = {server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {sessions}
max_client_conn = 500
server_reset_query_always = 0
log_connections = 0
log_disconnections = 0
logfile = {log}
"""


def pgbouncer() -> str | None:
    """Return the path of the program; None where it is not installed."""
    return shutil.which("pgbouncer", path=os.pathsep.join([os.environ.get("PATH", ""), *PLACES]))


@contextmanager
def pooled(
    program: str, given: Mapping[str, Any], directory: Path, port: int, sessions: int
) -> Iterator[int]:
    """Pool connections to the database of these psycopg parameters on a port; gives the process that does.

    PostgreSQL's socket may be open to its owner alone, and PgBouncer refuses root: root runs it as that owner.
    """
    server = " ".join(
        f"{name}={given[name]}" for name in ("host", "port", "user", "password") if given.get(name)
    )
    log, settings = directory / "pgbouncer.log", directory / "pgbouncer.ini"
    settings.write_text(SETTINGS.format(server=server, port=port, sessions=sessions, log=log))
    as_whom = unprivileged(str(given.get("host", ""))) if os.geteuid() == 0 else {}
    if as_whom:
        os.chown(directory, as_whom["user"], as_whom["group"])
    with subprocess.Popen([program, "-q", str(settings)], stderr=subprocess.DEVNULL, **as_whom) as process:
        try:
            wait_for(process, port, log)
            yield process.pid
        finally:
            process.terminate()


def unprivileged(host: str) -> dict[str, Any]:
    """Return whom root lets PgBouncer run as: the owner of the directory with PostgreSQL's socket, else nobody."""
    owner = Path(host).stat().st_uid if host.startswith("/") else 0
    person = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return once it listens. Raises RuntimeError with its own words when it does not."""
    for _ in range(PATIENCE * 20):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PgBouncer does not listen: {log.read_text() if log.exists() else 'it wrote no log'}")
