"""Two servers behind PgBouncer in transaction mode, evidence in an object store, the worker apart: one site.

Every act begins at one server and goes on at the other.
"""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from awards.models import Publication, Score
from awards.publishing.delivery.serve import BEHIND
from awards.results.preview import preview
from config import worker
from regencies.choices import Section
from regencies.models import Evidence, Participation, User
from tests import factories
from tests.bench.two_servers.machines import SESSIONS, WORKER, Machines, machines
from tests.bench.two_servers.people import AUTOSAVE, Person
from tests.bench.two_servers.pooler import LACKING, pgbouncer
from tests.bench.two_servers.processes import ours_with
from tests.builders import panel
from tests.builders import publication as award_year
from tests.builders.admin_pages import page
from tests.builders.pdfs import pages_pdf
from tests.conftest import installed
from tests.faults.killed_server import FIRST_ROW, Act, paused
from tests.faults.people import FIGURE, FORM, UNANSWERED, until
from tests.served import session_of

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "Jembatan-Kapuas-26"
LOGIN, RESET, TASKS = "/akun/masuk/", "/akun/kata-sandi/lupa/", "/laporan/2025/"
HELD_UP = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' {}"
)
AT_WORK = (
    "SELECT DISTINCT application_name FROM pg_stat_activity JOIN pg_locks USING (pid) "
    "WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s"
)
POOLED = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' "
    "AND application_name <> %s AND pid <> pg_backend_pid()"
)
OPEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state ~ 'in transaction'"


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker) -> Iterator[Machines]:
    program = pgbouncer() or installed(LACKING)
    with django_db_blocker.unblock(), machines(program) as started:
        yield started


@pytest.fixture
def typist() -> User:
    """An officer with a draft, who logs in by password."""
    person = factories.officer(factories.regency())
    person.password = PBKDF2PasswordHasher().encode(PASSWORD, "garam")  # servers know no other
    person.save()
    factories.draft(by=person)
    return person


def save_by(typist: User) -> Act:
    return Act(typist, FORM, FIGURE, {}, "regencies_participation", lambda: len(registered()))


def counted(sql: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.fetchone()[0])


def registered() -> list[int | None]:
    """The figures that the history has of the box that is typed into, in order."""
    events = Participation.pgh_event_model.objects.filter(registered__gt=0).order_by("pgh_id")
    return list(events.values_list("registered", flat=True))


def log_in(person: Person, port: int, user: User, password: str = PASSWORD):
    person.get(port, LOGIN)
    return person.post(port, LOGIN, {"login": user.email, "password": password})


def test_who_logged_in_at_one_is_logged_in_at_the_other_and_logs_out_of_both(site, typist):
    person = Person()
    assert log_in(person, site.first, typist).status == 302
    assert [person.get(port, TASKS).status for port in site.ports] == [200, 200]
    kept = person.cookies["paritrana_session"]
    assert person.post(site.second, "/akun/keluar/", {}).status == 302
    person.cookies["paritrana_session"] = kept
    assert [person.get(port, TASKS).status for port in site.ports] == [302, 302]


def test_wrong_passwords_are_counted_together(site, typist):
    stranger = Person()
    for attempt in range(5):
        assert log_in(stranger, site.ports[attempt % 2], typist, f"salah-{attempt}").status == 200
    for port in site.ports:
        held_up = log_in(stranger, port, typist)  # the right one
        assert (held_up.status, "Terlalu banyak percobaan yang salah" in held_up.text) == (200, True)


def test_evidence_sent_to_one_is_had_from_the_other_byte_for_byte(site, typist):
    person, content = Person(session_of(typist)), pages_pdf(2)
    entry = factories.entry(typist.offices[0].reports.get(), Section.TARGET)
    path = reverse("report_evidence", args=[2025, entry.pk])
    where, boxes = person.form_with(site.first, path, "file")
    sent = person.upload(
        site.first, where, boxes | {"title": "Surat"}, "file", SimpleUploadedFile("surat.pdf", content)
    )
    assert sent.status == 302
    evidence = Evidence.objects.get()
    had = [person.get(port, reverse("evidence", args=[evidence.pk])) for port in reversed(site.ports)]
    assert [(answer.status, answer.body) for answer in had] == [(200, content)] * 2
    assert evidence.file.name in {stored.key for stored in site.bucket.objects.all()}
    assert person.get(site.first, reverse("evidence_page", args=[evidence.pk, 2])).status == 200
    assert (
        person.get(site.second, reverse("evidence_picture", args=[evidence.pk, 2])).status == 200
    )  # drawn there
    assert [file for number in (1, 2) for file in site.files(number).rglob("*")] == []


def test_a_save_at_one_is_seen_at_the_other_and_a_stale_one_is_refused_with_both_values(site, typist):
    person = Person(session_of(typist))
    opened = person.form(site.second, FORM)
    assert person.post(site.first, FORM, person.form(site.first, FORM) | {FIGURE: "4.711"}).status == 302
    assert person.form(site.second, FORM)[FIGURE] == "4.711"
    stale = person.post(site.second, FORM, opened | {FIGURE: "4.712"})
    assert (stale.status, "4.711" in stale.text, "4.712" in stale.text) == (409, True, True)
    assert registered() == [4_711]


def test_a_lock_taken_by_one_is_waited_for_by_the_other(site, typist):
    person, act = Person(session_of(typist)), save_by(typist)
    boxes = person.form(site.second, FORM)
    answers: dict[int, int] = {}

    def save(port: int, figure: str) -> threading.Thread:
        thread = threading.Thread(
            target=lambda: answers.update({port: person.post(port, FORM, boxes | {FIGURE: figure}).status})
        )
        thread.start()
        return thread

    with paused(act, FIRST_ROW):
        first = save(site.first, "4.711")
        until(lambda: counted(HELD_UP.format("AND wait_event = 'advisory'")) == 1)
        second = save(site.second, "4.712")
        until(lambda: counted(HELD_UP.format("AND wait_event <> 'advisory'")) == 1)
        assert answers == {}
    first.join()
    second.join()
    assert (answers, registered()) == ({site.first: 302, site.second: 409}, [4_711])


def test_a_member_whose_saves_reach_either_loses_no_mark(site):
    edition = panel.seated_edition(3)
    entry, seat = panel.candidate(edition), panel.by_seat(edition)[1]
    panel.draft(seat, entry, B1="60")
    person, path = Person(session_of(seat.user)), panel.sheet_url(entry)
    boxes = person.form(site.first, path)
    for turn, box in enumerate(("B1", "B2", "C1", "B1", "C3", "B2")):
        typed = boxes | {box: str(70 + turn)}
        answer = person.post(site.ports[turn % 2], path, typed, AUTOSAVE)
        assert answer.status == 200, answer.text
        version = re.search(r'"version": ?"?(\d+)', answer.text)
        boxes = typed | {"version": version[1], f"initial-{box}": typed[box]}
    found = dict(Score.objects.values_list("criterion__code", "value"))
    assert found == {"B1": 73, "B2": 75, "C1": 72, "C3": 74}


def test_mail_written_by_either_is_sent_once_by_the_worker_that_is_apart(site, typist):
    before = len(site.sent)
    for port in site.ports:
        person = Person()
        person.get(port, RESET)
        assert person.post(port, RESET, {"email": typist.email}).status == 302
    until(lambda: len(site.sent) >= before + 2)
    time.sleep(1)
    assert len(site.sent) == before + 2
    assert len(ours_with(b"config.worker")) == 1  # the servers have none
    with connection.cursor() as cursor:
        cursor.execute(AT_WORK, [worker.ALONE])
        assert cursor.fetchall() == [(WORKER,)]  # past the pooler


def test_what_is_published_at_one_is_read_there_at_once_and_at_the_other_within_seconds(site):
    category = award_year.category_with(["61.04"], others=0)
    edition, visitor = category.edition, Person()
    public = reverse("ranking", args=[edition.province.slug, edition.award_year, category.slug])
    assert [visitor.get(port, public).status for port in site.ports] == [404, 404]
    admin = Person(session_of(award_year.admin_of(category)))
    path = page("awards_category_publish", category.pk) + f"?dilihat={preview(category).fingerprint}"
    _, boxes = admin.form_with(site.first, path, "fingerprint")
    assert admin.post(site.first, path.partition("?")[0], boxes).status == 302
    assert Publication.objects.count() == 1
    there = visitor.get(site.first, public)
    assert there.status == 200
    assert until(lambda: visitor.get(site.second, public).status == 200) < BEHIND + 5
    assert visitor.get(site.second, public).body == there.body


def test_a_server_killed_in_a_save_loses_nothing_acknowledged_and_holds_no_lock(site, typist):
    person, act, answers = Person(session_of(typist)), save_by(typist), []

    def save(port: int) -> None:
        with suppress(*UNANSWERED):
            answers.append(person.post(port, FORM, person.form(port, FORM) | {FIGURE: "4.712"}).status)

    with site.server() as third:
        assert person.post(third, FORM, person.form(third, FORM) | {FIGURE: "4.711"}).status == 302
        with paused(act, FIRST_ROW):
            sender = threading.Thread(target=save, args=[third])
            sender.start()
            until(lambda: counted(HELD_UP.format("AND wait_event = 'advisory'")) == 1)
            for process in ours_with(b"config.serve", str(third).encode()):
                os.kill(process, signal.SIGKILL)
            sender.join()
    assert answers == []
    until(lambda: counted(OPEN) == 0)
    assert registered() == [4_711]
    assert person.post(site.second, FORM, person.form(site.second, FORM) | {FIGURE: "4.713"}).status == 302
    assert registered() == [4_711, 4_713]


def test_the_threads_of_both_share_the_few_sessions_of_the_pool(site):
    assert 0 < counted(POOLED, WORKER) <= SESSIONS
