"""The clock of the machine jumps while people work: over the deadline, and by two days; and falls back.

The server, its worker and PostgreSQL are told the time by libfaketime (`apt install faketime`). It ends a
Python that sleeps meanwhile: the worker is started again by its server, as after any death.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.builders.page_forms import Forms
from tests.faults.people import FIGURE, FORM, LOGGED_OUT, LOGIN, PATIENCE, Site, people_at, site_in, until
from tests.served import TOKEN, asked, serving

LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1")
NEAR = """
import datetime
from django.utils import timezone
from regencies.models import FillingWindow
window = FillingWindow.objects.get()
window.deadline = timezone.now() + datetime.timedelta(minutes=30)
window.save()
"""


AGAIN = """
import json
from regencies.models import User
from tests.served import session_of
print(json.dumps({office.offices[0].name: session_of(office) for office in User.objects.all()}))
"""
LETTER = """
from django.core.mail import send_mail
send_mail("Surat", "Isi", None, ["petugas@contoh.id"])
"""
SENT = """
from post_office.models import STATUS, Email
print(Email.objects.filter(status=STATUS.sent).count())
"""
MINUTE, DAY = 60, 86_400  # seconds
NOTICED = 3  # seconds until everybody goes by the new time


class Clock:
    """The time of the machine, as many seconds ahead as was said last."""

    def __init__(self, kept: Path) -> None:
        found = [path for pattern in LIBRARIES for path in Path("/").glob(pattern[1:])]
        if not found:
            pytest.skip("There is no libfaketime (apt install faketime): no clock jumped.")
        self.kept, self.library = kept, found[0]
        self.jump(0)

    def jump(self, seconds: int) -> None:
        """Be so far ahead of the machine from now on."""
        draft = self.kept.with_suffix(".part")
        draft.write_text(f"{seconds:+}\n")
        draft.rename(self.kept)

    def variables(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.kept),
            "FAKETIME_CACHE_DURATION": "1",  # seconds until everybody has noticed
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }


@contextmanager
def site_with_clock(**more: str) -> Iterator[tuple[Site, Clock]]:
    clock = Clock(Path("/tmp", f"paritrana-clock-{os.getpid()}"))  # noqa: S108  PostgreSQL must read it
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in clock.variables().items():
                patch.setenv(name, value)  # of PostgreSQL
            with site_in(**clock.variables() | more) as site:
                yield site, clock
    finally:
        clock.kept.unlink()


@pytest.fixture
def late() -> Iterator[tuple[Site, Clock]]:
    """A site whose deadline is half an hour away."""
    with site_with_clock() as (site, clock):
        site.told("shell", "-v0", "-c", NEAR)
        yield site, clock


def ready(port: int) -> dict[str, str]:
    """What /readyz says."""
    return json.loads(asked(port, "/readyz")[1])


def opened(port: int, session: str) -> dict[str, str]:
    """The boxes of the form, as the page shows them."""
    status, page = asked(port, FORM, session=session)
    assert status == 200
    [boxes] = [boxes for _, boxes in Forms(page).found if FIGURE in boxes]
    return boxes | {"csrfmiddlewaretoken": TOKEN}


def test_a_deadline_jumped_over_refuses_in_words_and_loses_nothing_of_an_open_form(late, tell):
    site, clock = late
    [session, *_], others = site.sessions.values(), dict([*site.sessions.items()][1:])
    with serving(site.environment) as port:
        with people_at(port, others) as work:
            before = time.monotonic()
            typed = opened(port, session) | {FIGURE: "987.654"}
            clock.jump(60 * MINUTE)
            jumped = time.monotonic() + NOTICED
            time.sleep(NOTICED)
            status, page = asked(port, FORM, urlencode(typed), session)
            assert (status, "987.654" in page) == (409, True)  # what was typed is still there
            assert "Batas waktu pengisian" in page
            assert asked(port, FORM, session=session)[0] == 200  # reading goes on
            so_far = work.amount()
            clock.jump(0)
            seconds = work.seconds_until_save(time.monotonic())
        assert 302 in work.statuses(before, jumped)
        assert asked(port, "/healthz")[0] == 200
    assert work.amount() > so_far
    stored = site.figures()
    assert [figure for name, figure in stored if figure == 987_654] == []
    for name, figures in work.acknowledged.items():  # the history tells in the order in which it was saved
        assert [figure for office, figure in stored if office == name and figure in figures] == figures
    found = work.lost_and_doubled(stored)
    tell(
        "Clock jumps over the deadline and back",
        times=2,
        acknowledged=work.amount(),
        seconds=seconds,
        **found,
    )


def test_two_days_ahead_and_back_end_sessions_in_words_and_the_worker_goes_on(tell):
    with site_with_clock() as (site, clock), serving(site.environment) as port:
        session = next(iter(site.sessions.values()))
        with people_at(port, site.sessions) as work:
            until(lambda: ready(port)["seal"] == "ok")  # the worker has had its turn
            typed = opened(port, session) | {FIGURE: "987.654"}
            clock.jump(2 * DAY)
            time.sleep(NOTICED)
            jumped = time.monotonic()
            status, where = asked(port, FORM, urlencode(typed), session)
            assert (status, where.partition("?")[0]) == (302, LOGIN)
            until(lambda: ready(port)["seal"] == "ok")  # late after the jump, made again by the worker
            clock.jump(0)
            time.sleep(NOTICED)
        assert work.statuses(jumped) <= {200, 302, LOGGED_OUT}
        # The worker has forgotten the sessions that had ended by then.
        site.sessions.update(json.loads(site.told("shell", "-v0", "-c", AGAIN)))
        begun = time.monotonic()
        with people_at(port, site.sessions) as after:
            seconds = after.seconds_until_save(begun)
        site.told("shell", "-v0", "-c", LETTER)
        waits = until(lambda: ready(port)["mail"] == "ok" and site.told("shell", "-v0", "-c", SENT) == "1\n")
        assert waits < PATIENCE
        for name, figures in after.acknowledged.items():
            work.acknowledged[name] += figures
        found = work.lost_and_doubled(site.figures())
    tell("Clock jumps two days ahead and back", times=1, acknowledged=work.amount(), seconds=seconds, **found)
