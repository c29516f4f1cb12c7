"""The disk full, of the evidence and of the database: said in words, nothing half stored, well again with room."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from regencies.choices import Section
from regencies.models import Evidence
from tests import factories
from tests.faults.people import FORM, Site, people_at, site_in
from tests.served import TOKEN, asked, here, serving, session_of

MB = 1024**2
FULL = 8  # seconds for which there is no room


@contextmanager
def small_disk(where: Path, megabytes: int) -> Iterator[Path]:
    """A disk of that size; only root can make one."""
    if os.geteuid():
        pytest.skip("A small disk is made by root: the disk was not filled.")
    where.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", where], check=True)
    try:
        yield where
    finally:
        subprocess.run(["umount", "--lazy", where], check=True)
        where.rmdir()


def enlarge(disk: Path) -> None:
    """Make room, as who is on duty does."""
    subprocess.run(["mount", "-o", "remount,size=1g", disk], check=True)


def fill(disk: Path) -> Path:
    """Leave no byte; returns the file to be taken away."""
    filler = disk / "filler"
    with filler.open("wb") as file:
        try:
            while True:
                os.write(file.fileno(), b"\0" * 4096)
        except OSError:
            return filler


def write_until_it_cannot(site: Site) -> None:
    """Have PostgreSQL write what it keeps before any row, its log, until there is no room for more."""
    with suppress(psycopg.OperationalError), psycopg.connect(site.environment["DATABASE_URL"]) as connection:
        for _ in range(500):
            connection.execute("SELECT pg_logical_emit_message(false, 'full', repeat('x', 1000000))")


def upload(port: int, path: str, session: str, content: bytes) -> tuple[int, str]:
    body = encode_multipart(
        BOUNDARY, {"csrfmiddlewaretoken": TOKEN, "file": factories.pdf("surat.pdf", content)}
    )
    return asked(port, path, body, session, **{"Content-Type": MULTIPART_CONTENT})


@pytest.mark.django_db(transaction=True)
def test_uploads_to_a_full_disk_are_refused_in_words_and_forms_are_saved(tmp_path, tell):
    typist = factories.officer(factories.regency())
    report = factories.draft(by=typist)
    path = reverse("report_evidence", args=[2025, factories.entry(report, Section.TARGET).pk])
    session, sent, refused = session_of(typist), [], []
    with small_disk(tmp_path / "media", 6) as disk, serving(here(disk) | {"DEBUG": "0"}) as port:
        for number in range(10):
            content = factories.PDF + b"%% %d\n" % number + b"%" * MB + b"\n%%EOF\n"
            status, page = upload(port, path, session, content)
            if status == 302:
                sent.append(sha256(content).hexdigest())
            else:
                refused.append((status, "tempat penyimpanan sedang bermasalah" in page))
        assert sent
        assert set(refused) == {(422, True)}
        with people_at(port, {"Ketapang": session}) as work:
            filler = fill(disk)
            time.sleep(2)
        assert work.statuses() == {302}
        enlarge(disk)
        begun = time.monotonic()
        last = factories.PDF + b"%% last\n%%EOF\n"
        assert upload(port, path, session, last)[0] == 302
        seconds = time.monotonic() - begun
        sent.append(sha256(last).hexdigest())
        filler.unlink()
        stored = [
            sha256((disk / name).read_bytes()).hexdigest()
            for name in Evidence.objects.values_list("file", flat=True)
        ]
        files = [path for path in disk.rglob("*") if path.is_file()]
    assert len(files) == len(stored)  # no half a file
    tell(
        "Disk of the evidence full", times=len(refused), acknowledged=len(sent),
        lost=len({*sent} - {*stored}), doubled=len(stored) - len({*stored}), seconds=seconds,
    )  # fmt: skip


def test_a_database_without_room_is_said_in_words_and_loses_nothing(tmp_path, tell):
    place = Path("/tmp", f"paritrana-disk-{os.getpid()}")  # noqa: S108  PostgreSQL must reach it
    with (
        small_disk(place, 500) as disk,
        site_in(disk / "postgres") as site,
        serving(site.environment) as port,
    ):
        with people_at(port, site.sessions) as work:
            full = time.monotonic()
            fill(disk)
            write_until_it_cannot(site)
            while time.monotonic() < full + FULL:
                status, page = asked(port, FORM, session=next(iter(site.sessions.values())))
                assert (status, "tetap aman" in page) in {(200, False), (503, True)}
                time.sleep(0.5)
            enlarge(disk)
            room = time.monotonic()
            stopped = not site.database.answers()
            if stopped:
                site.database.start()  # as who is on duty does
            seconds = work.seconds_until_save(room)
        assert work.statuses() <= {200, 302, 503}
        assert 503 in work.statuses(full, room)
        found = work.lost_and_doubled(site.figures())
    note = "PostgreSQL had stopped and was started" if stopped else "PostgreSQL went on"
    tell(
        "Disk of the database full", times=1, acknowledged=work.amount(), seconds=seconds, note=note, **found
    )
