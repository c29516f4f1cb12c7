"""A server killed with -9 inside sending, locking and publishing, and a database that drops its sessions under load.

Run by `make faults`: each takes too long for the suite, and a process is forked from one that has made no PDF yet.
"""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from awards.models import Publication, ScoreSheet
from awards.panel.sheets import lock_sheet
from awards.publishing.names import LASTING, PAGE
from regencies.actions.report_status import submit_report
from regencies.choices import Section
from regencies.models import Receipt, YearlyReport
from tests import factories
from tests.builders import panel
from tests.builders import publication as award_year
from tests.builders.browser_tab import Tab
from tests.database import until_nobody_else_works

pytestmark = pytest.mark.django_db(transaction=True)

# Before which statements of an act its process is killed, ten times: at last right before it commits.
KILLED_BEFORE = (2, 4, 6, 8, 11, 14, 17, 20, 24, 10_000)
PATIENCE = 60  # seconds until a process is where it is to be killed


def everything() -> dict[str, str]:
    """A digest of every table of ours, the history included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' "
            "AND (table_name LIKE 'awards%' OR table_name LIKE 'regencies%')"
        )
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM {table} t")  # noqa: S608
            [found[table]] = cursor.fetchone()
        return found


def killed_before(statement: int, act: Callable[[], Any]) -> bool:
    """Run the act in a process of its own that is killed before this statement of it, or before its commit."""
    connection.close()
    told, tell = os.pipe()
    if (child := os.fork()) == 0:
        wait_in_the_middle(statement, act, tell)
    os.close(tell)
    ready, _, _ = select.select([told], [], [], PATIENCE)
    reached = bool(ready) and os.read(told, 1) == b"!"
    os.close(told)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    until_nobody_else_works()
    return reached


def wait_in_the_middle(statement: int, act: Callable[[], Any], tell: int) -> None:
    """In the child: stop before the statement, say so, and wait to be killed."""
    sent = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal sent
        sent += 1
        if sent == statement:
            stop()
        return execute(*arguments)

    def stop() -> None:
        os.write(tell, b"!")
        signal.pause()

    try:
        with transaction.atomic(), connection.execute_wrapper(count):
            act()
            stop()
    finally:
        os._exit(1)


def sending() -> tuple[Callable[[], Any], Callable[[], bool]]:
    typist = factories.officer(factories.regency())
    report = factories.complete(factories.draft(by=typist), typist)
    head = factories.head(report.regency)
    return (
        lambda: submit_report(report, by=head, statement=True),
        lambda: Receipt.objects.count() == 1 and YearlyReport.objects.get().version == 1,
    )


def locking() -> tuple[Callable[[], Any], Callable[[], bool]]:
    edition = panel.scoring_edition()
    factories.seats(edition, 3)
    seat, entry = panel.by_seat(edition)[1], panel.candidate(edition)
    sheet = panel.draft(seat, entry)
    return (
        lambda: lock_sheet(sheet, by=seat.user, statement=True),
        lambda: ScoreSheet.objects.get().is_locked,
    )


def publishing() -> tuple[Callable[[], Any], Callable[[], bool]]:
    category = award_year.category_with(["61.04"], others=0)

    def is_whole() -> bool:
        names = {name for (name,) in Publication.objects.get().files.values_list("name")}
        return names >= LASTING | {PAGE}

    return lambda: award_year.published(category), is_whole


@pytest.mark.parametrize("scene", [publishing, sending, locking])
def test_killed_anywhere_inside_it_leaves_nothing_and_is_done_next_time(scene):
    act, is_done = scene()
    before = everything()
    for statement in KILLED_BEFORE:
        assert killed_before(statement, act)
        assert everything() == before
    act()
    assert is_done()


def test_a_database_that_drops_its_sessions_under_load_loses_nothing_it_acknowledged():
    offices = [factories.officer(factories.regency(f"Tempat {n}", f"61.1{n}")) for n in range(4)]
    for office in offices:
        factories.draft(office.offices[0], by=office)
    acknowledged: dict[int, list[str]] = {office.pk: [] for office in offices}
    over, reading = (
        threading.Event(),
        threading.Lock(),
    )  # a client of the tests hears of every page that is rendered

    def type_on(office) -> None:
        for number in range(25):
            figure = f"{number + 1}"
            try:
                with reading:
                    tab = Tab(office, Section.PARTICIPATION)
                if tab.save(wage_earners_registered=figure).status_code == 302:
                    acknowledged[office.pk].append(figure)
            except Exception:  # noqa: S110 (the page could not even be opened: nothing was acknowledged)
                pass
            finally:
                connection.close()

    def drop_sessions() -> None:
        while not over.wait(1):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.3"
                )
        connection.close()

    typing = [threading.Thread(target=type_on, args=[office]) for office in offices]
    dropping = threading.Thread(target=drop_sessions)
    for thread in (dropping, *typing):
        thread.start()
    for thread in typing:
        thread.join()
    over.set()
    dropping.join()
    connection.close()  # dropped as well
    for office in offices:
        stored = factories.entry(YearlyReport.objects.get(regency=office.offices[0]), Section.PARTICIPATION)
        kept = acknowledged[office.pk]
        assert kept, "the load was too heavy for a single save"
        assert stored.detail.registered is not None
        assert stored.detail.registered >= int(kept[-1])
