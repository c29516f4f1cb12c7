"""Forty clients that begin to send and never end, before the real server without a proxy."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.served import TOKEN, asked, here, serving

KIND = "application/x-www-form-urlencoded"
HALF = (
    f"POST /akun/masuk/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken={TOKEN}\r\nContent-Type: {KIND}\r\n"
    "Content-Length: 100000\r\n\r\nlogin=petugas"
).encode()

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port(tmp_path) -> Iterator[int]:
    """The port of a server with one process on this test's database."""
    with serving(here(tmp_path)) as port:
        yield port


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
