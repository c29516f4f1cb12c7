"""The production server's process killed with -9 inside a save, an upload, a sending, a locking and a publication.

Twice each: after the first row of the act was written, and when its commit had begun. The first leaves nothing; the
second is stored whole though nobody was told, and pressing the button once more stores nothing twice.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from awards.models import Publication, ScoreSheet
from awards.results.preview import preview
from regencies.choices import Section
from regencies.models import Evidence, Participation, Receipt, User
from tests import factories
from tests.builders import panel
from tests.builders import publication as award_year
from tests.builders.admin_pages import page
from tests.builders.page_forms import Forms
from tests.database import connect_to_server
from tests.faults.people import FIGURE, FORM, UNANSWERED, until
from tests.served import TOKEN, asked, here, serving, session_of

pytestmark = pytest.mark.django_db(transaction=True)

FIRST_ROW, COMMIT = "IMMEDIATE", "DEFERRED"
APART = (
    6  # seconds: a process that dies sooner ends the server, which its supervisor starts (docs/operations.md)
)
LOCK = 20_261_130  # the advisory lock that a killed act waits for
PAUSE = f"""
CREATE FUNCTION pause_of_a_test() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_advisory_xact_lock_shared({LOCK}); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER pause_of_a_test AFTER INSERT OR UPDATE ON {{table}}
DEFERRABLE INITIALLY {{moment}} FOR EACH ROW EXECUTE FUNCTION pause_of_a_test();
"""
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event = 'advisory'"


@dataclass(frozen=True)
class Act:
    """Something a person does on a page: which box its form has, what is typed, and how often it was done."""

    by: User
    path: str
    box: str
    typed: dict[str, str]
    table: str
    done: Callable[[], int]
    file: bool = False  # the box takes one

    def send(self, port: int, session: str) -> int | None:
        """Open the page and send its form; None where the page has none any more, for it is done."""
        _, shown = asked(port, self.path, session=session)
        for where, boxes in Forms(shown).found:
            if self.box in boxes:
                typed = boxes | {"csrfmiddlewaretoken": TOKEN} | self.typed
                to = (where or self.path).partition("?")[0]
                if not self.file:
                    return asked(port, to, urlencode(typed), session)[0]
                body = encode_multipart(BOUNDARY, typed | {self.box: factories.pdf()})
                return asked(port, to, body, session, **{"Content-Type": MULTIPART_CONTENT})[0]
        return None


def saving() -> Act:
    typist = factories.officer(factories.regency())
    factories.draft(by=typist)
    stored = Participation.pgh_event_model.objects.filter(registered=4_711)
    return Act(typist, FORM, FIGURE, {FIGURE: "4.711"}, "regencies_participation", stored.count)


def uploading() -> Act:
    typist = factories.officer(factories.regency())
    entry = factories.entry(factories.draft(by=typist), Section.TARGET)
    path = reverse("report_evidence", args=[2025, entry.pk])
    stored = Evidence.objects.count
    return Act(typist, path, "file", {"title": "Surat"}, "regencies_evidence", stored, file=True)


def sending() -> Act:
    typist = factories.officer(factories.regency())
    report = factories.complete(factories.draft(by=typist), typist)
    path, said = reverse("report_send", args=[2025]), {"statement": "on"}
    return Act(
        factories.head(report.regency), path, "statement", said, "regencies_receipt", Receipt.objects.count
    )


def locking() -> Act:
    edition = panel.scoring_edition()
    factories.seats(edition, 3)
    seat, entry = panel.by_seat(edition)[1], panel.candidate(edition)
    sheet = panel.draft(seat, entry)
    path, locked = panel.sheet_url(entry, name="panel_lock"), ScoreSheet.objects.exclude(locked_at=None)
    return Act(
        seat.user,
        path,
        "statement",
        {"statement": "on"},
        "awards_scoresheet",
        locked.filter(pk=sheet.pk).count,
    )


def publishing() -> Act:
    category = award_year.category_with(["61.04"], others=0)
    path = page("awards_category_publish", category.pk) + f"?dilihat={preview(category).fingerprint}"
    by = award_year.admin_of(category)
    return Act(by, path, "fingerprint", {}, "awards_publication", Publication.objects.count)


SCENES = {
    "Server's process killed inside a save": saving,
    "Server's process killed inside an upload": uploading,
    "Server's process killed inside the sending of a report": sending,
    "Server's process killed inside the locking of a sheet": locking,
    "Server's process killed inside a publication": publishing,
}


def workers_of(port: int) -> list[int]:
    """The processes that answer at a port: children of the server, started by the same words."""
    parents = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if b"config.serve" in words and str(port).encode() in words:
                parents[int(process.name)] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
    return [process for process, parent in parents.items() if parent in parents]


@contextmanager
def paused(act: Act, moment: str) -> Iterator[psycopg.Connection]:
    """Whoever does the act waits at this moment until the block ends; gives a connection that sees who waits."""
    with connection.cursor() as cursor:
        cursor.execute(PAUSE.format(table=act.table, moment=moment))
    try:
        with connect_to_server() as server, connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_lock(%s)", [LOCK]
            )  # of this database, unlike what `server` sees
            try:
                yield server
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
                until(lambda: server.execute(WAITS, [connection.settings_dict["NAME"]]).fetchone()[0] == 0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER pause_of_a_test ON {act.table}; DROP FUNCTION pause_of_a_test()")


def killed_at(act: Act, moment: str, port: int, session: str) -> float:
    """Kill the server's process when it is there in the act; returns the seconds until a page is answered again."""
    answers: list[int | None] = []

    def send() -> None:
        with suppress(*UNANSWERED):
            answers.append(act.send(port, session))

    def is_answered() -> bool:
        with suppress(*UNANSWERED):
            return asked(port, act.path, session=session)[0] == 200
        return False

    name = connection.settings_dict["NAME"]
    with paused(act, moment) as server:
        sender = threading.Thread(target=send)
        sender.start()
        until(lambda: server.execute(WAITS, [name]).fetchone()[0] > 0)
        [worker] = workers_of(port)
        os.kill(worker, signal.SIGKILL)
        seconds = until(is_answered)
        sender.join()
    assert answers == []
    return seconds


@pytest.mark.parametrize("fault", SCENES)
def test_a_server_killed_inside_it_does_it_whole_or_not_at_all_and_never_twice(fault, tmp_path, tell):
    act = SCENES[fault]()
    session = session_of(act.by)
    with serving(here(tmp_path) | {"DEBUG": "0"}) as port:
        seconds = [killed_at(act, FIRST_ROW, port, session)]
        until(lambda: act.done() == 0)
        time.sleep(APART)
        seconds.append(killed_at(act, COMMIT, port, session))
        until(lambda: act.done() == 1)
        assert act.send(port, session) in {302, 409, None}
    tell(fault, times=2, acknowledged=1, seconds=max(seconds), doubled=act.done() - 1)
