"""The real server as a process of its own, on a free port, for as long as a test needs it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from regencies.models import User
from tests.commands import ROOT

PATIENCE = 30  # seconds until the server answers at all
TOKEN = "a" * 32  # of the form and of the cookie, which need only be the same


def here(files: Path) -> dict[str, str]:
    """The variables of a server on this test's database, whose sessions are those of this process."""
    given = connection.get_connection_params()
    where = urlencode({name: given[name] for name in ("host", "user", "port", "password") if given.get(name)})
    url = f"postgres:///{given['dbname']}?{where}"
    owner = {"OWNER_SERVES": "1"}  # as the tests' role is
    return owner | {"DATABASE_URL": url, "SECRET_KEY": settings.SECRET_KEY, "MEDIA_ROOT": str(files)}


def session_of(user: User) -> str:
    """The key of a session in which they are logged in."""
    client = Client()
    client.force_login(user)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(
    environment: Mapping[str, str], port: int | None = None, *, workers: int = 1, options: Sequence[str] = ()
) -> Iterator[int]:
    """Serve with these variables beside those of this process; gives the port, a free one if none is given."""
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "config.serve", "--port", str(port), "--workers", str(workers), *options],
        cwd=ROOT,
        env={**os.environ, "SITE_URL": f"http://localhost:{port}", "DEBUG": "1", **environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if asked(port, "/healthz")[0] == 200:
                    break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail("The server did not answer.")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def asked(
    port: int, path: str, body: str | bytes | None = None, session: str = "", **more: str
) -> tuple[int, str]:
    """Return status and text (or where it leads) of the answer to a GET, with a body to a POST, in a session."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {
        "Host": "localhost",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={TOKEN}; paritrana_session={session}",
    } | more
    try:
        client.request("POST" if body else "GET", path, body=body, headers=headers)
        answer = client.getresponse()
        return answer.status, answer.read().decode() or answer.headers.get("Location", "")
    finally:
        client.close()


def said_to(port: int, request: str) -> str:
    """Return all that is answered to these characters until the server closes, or says nothing for two seconds."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=2) as client, suppress(OSError):
        client.sendall(request.encode())
        while part := client.recv(65536):
            answer += part
    return answer.decode()
