"""PostgreSQL killed, restarted and away for long while people work before the real server.

What was acknowledged is stored; meanwhile pages say in words that it passes, and service comes back by itself.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from tests.faults.people import FORM, Site, people_at, site_in
from tests.served import asked, serving

GONE = float(os.environ.get("FAULT_SECONDS", "20"))  # how long nobody answers; 600 is ten minutes
TIMES = 3
WAYS = {  # to stop PostgreSQL
    "PostgreSQL killed under load": signal.SIGKILL,
    "PostgreSQL restarted under load": signal.SIGINT,  # "fast": sessions are ended
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with site_in() as made:
        yield made


@pytest.mark.parametrize("fault", WAYS)
def test_a_database_that_ends_under_load_loses_nothing_it_acknowledged(site, fault, tell):
    seconds = []
    with serving(site.environment) as port, people_at(port, site.sessions) as work:
        for _ in range(TIMES):
            so_far = {name: len(figures) for name, figures in work.acknowledged.items()}
            time.sleep(2)
            site.stop(WAYS[fault])
            begun = time.monotonic()
            site.database.start()
            seconds.append(work.seconds_until_save(begun))
        time.sleep(2)
        assert all(len(figures) > so_far[name] for name, figures in work.acknowledged.items())
    assert {200, 302, 503} >= work.statuses()
    found = work.lost_and_doubled(site.figures())
    tell(fault, times=TIMES, acknowledged=work.amount(), seconds=max(seconds), **found)


def test_a_database_that_is_gone_is_said_in_words_and_comes_back_by_itself(site, tell):
    with serving(site.environment) as port, people_at(port, site.sessions) as work:
        site.stop(signal.SIGINT)
        gone = time.monotonic()
        while time.monotonic() < gone + GONE:
            begun = time.monotonic()
            assert asked(port, "/healthz")[0] == 503
            status, page = asked(port, FORM, session=next(iter(site.sessions.values())))
            assert (status, "tetap aman" in page) == (503, True)
            assert time.monotonic() - begun < 15  # nobody waits for a database that is not there
            time.sleep(1)
        back = time.monotonic()
        site.database.start()
        seconds = work.seconds_until_save(back)
        assert asked(port, "/healthz")[0] == 200
    assert work.statuses(gone + 1, back - 1) == {503}
    found = work.lost_and_doubled(site.figures())
    note = f"{GONE:.0f} s"
    tell("PostgreSQL gone", times=1, acknowledged=work.amount(), seconds=seconds, note=note, **found)
