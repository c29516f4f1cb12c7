"""Forty clients that begin to send and never end, before the real server without a proxy."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds until the server answers at all
TOKEN = f"csrftoken={'a' * 32}"  # with it Django reads the whole form to look for its twin
KIND = "application/x-www-form-urlencoded"
HALF = (
    f"POST /akun/masuk/ HTTP/1.1\r\nHost: localhost\r\nCookie: {TOKEN}\r\nContent-Type: {KIND}\r\n"
    "Content-Length: 100000\r\n\r\nlogin=petugas"
).encode()

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port(tmp_path) -> Iterator[int]:
    """The port of a server with one process on this test's database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = connection.get_connection_params()
    where = urlencode({name: given[name] for name in ("host", "user", "port", "password") if given.get(name)})
    url = f"postgres:///{given['dbname']}?{where}"
    process = subprocess.Popen(
        [sys.executable, "-m", "config.serve", "--port", str(port), "--workers", "1"],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": url,
            "SITE_URL": f"http://localhost:{port}",
            "SECRET_KEY": settings.SECRET_KEY,
            "MEDIA_ROOT": str(tmp_path),
            "DEBUG": "1",  # static files need no collecting
        },
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


def asked(port: int, path: str, body: str | None = None) -> tuple[int, str]:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Host": "localhost", "Content-Type": KIND, "Cookie": TOKEN}
    client.request("POST" if body else "GET", path, body=body, headers=headers)
    answer = client.getresponse()
    text = answer.read().decode()
    client.close()
    return answer.status, text


def test_half_sent_bodies_stop_nobody_who_only_reads(port):
    with ExitStack() as clients:
        for _ in range(40):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(HALF)
        time.sleep(1)  # every one has reached a thread or was told to come again
        assert [asked(port, path)[0] for path in ("/healthz", "/", "/cakupan/", "/akun/masuk/")] == [200] * 4
        status, page = asked(port, "/akun/masuk/", "login=kepala")
        assert status == 503
        assert "kiriman ini belum tersimpan. Kirim lagi sebentar lagi." in page
    deadline = time.monotonic() + 10
    while (status := asked(port, "/akun/masuk/", "login=kepala")[0]) == 503 and time.monotonic() < deadline:
        time.sleep(0.2)  # until the server has noticed that they are gone
    assert status != 503
