"""Clients that stall and a body without end, before the real server without a proxy."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests import factories
from tests.faults.killed_server import workers_of
from tests.faults.people import people_at
from tests.served import TOKEN, asked, here, said_to, serving, session_of

pytestmark = pytest.mark.django_db(transaction=True)

STALLED, MB, GB = 40, 1024**2, 1024**3
KIND = "application/x-www-form-urlencoded"
HEAD = (
    f"POST /akun/masuk/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken={TOKEN}\r\nContent-Type: {KIND}\r\n"
    "Content-Length: {}\r\n\r\n"
)
PUBLIC = ("/healthz", "/", "/cakupan/", "/akun/masuk/")


@pytest.fixture
def sessions() -> dict[str, str]:
    """Of four offices, each with a draft."""
    offices = [factories.officer(factories.regency(f"Tempat {n}", f"61.1{n}")) for n in range(4)]
    for office in offices:
        factories.draft(office.offices[0], by=office)
    return {office.offices[0].name: session_of(office) for office in offices}


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """The port of a server with one process."""
    with serving(here(tmp_path) | {"DEBUG": "0"}) as port:
        yield port


def memory(port: int) -> float:
    """MB that the one process at a port holds."""
    [worker] = workers_of(port)
    said = Path(f"/proc/{worker}/status").read_text()
    return int(said.partition("VmRSS:")[2].split()[0]) / 1024


def test_whoever_stalls_stops_nobody_who_reads_and_everybody_saves_once_they_are_gone(port, sessions, tell):
    with people_at(port, sessions) as work:
        with ExitStack() as clients:
            for _ in range(STALLED):
                client = clients.enter_context(socket.create_connection(("127.0.0.1", port)))
                client.sendall((HEAD.format(100_000) + "login=petugas").encode())
            time.sleep(1)  # every one has reached a thread or was told to come again
            assert [asked(port, path)[0] for path in PUBLIC] == [200] * len(PUBLIC)
            stalled = time.monotonic()
            time.sleep(3)
            gone = time.monotonic()
        seconds = work.seconds_until_save(gone)
    assert work.statuses(stalled, gone) <= {200, 302, 503}
    tell("40 clients that never end their body", times=STALLED, acknowledged=work.amount(), seconds=seconds)


def test_an_upload_of_five_gigabytes_is_refused_unread(port, sessions, tell):
    asked(port, "/akun/masuk/")
    before, sent, part = memory(port), 0, b"\0" * 65_536
    with people_at(port, sessions) as work:
        begun = time.monotonic()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(HEAD.format(5 * GB).encode())
            while sent < 5 * GB:  # until the server has closed
                sent += client.send(part)
        seconds = work.seconds_until_save(begun)
        refused = said_to(port, HEAD.format(5 * GB))
    assert refused.startswith("HTTP/1.1 413 ")
    assert "paling banyak 30 MB" in refused
    assert sent < 64 * MB
    assert memory(port) - before < 64
    note = f"{sent / MB:.1f} MB of it taken"
    tell("An upload of 5 GB", times=1, acknowledged=work.amount(), seconds=seconds, note=note)
