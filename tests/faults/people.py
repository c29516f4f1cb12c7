"""A site of its own on a PostgreSQL of its own, and people who go on typing whatever happens to it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from config.postgres.embedded import DATABASE_NAME, OWNER, EmbeddedServer
from tests.builders.page_forms import Forms
from tests.commands import manage
from tests.served import TOKEN, asked

PATIENCE = 120  # seconds until something has ended, begun or become well again
FORM, FIGURE = "/laporan/2025/kepesertaan/", "wage_earners_registered"
FIGURES = count(1)  # none is typed twice: one that is in the history twice was stored twice
LOGIN, LOGGED_OUT = "/akun/masuk/", 401  # where a redirect leads, and what it is counted as
UNANSWERED = (OSError, http.client.HTTPException)
OFFICES = """
import json
from tests import factories
from tests.served import session_of
sessions = {}
for number in range(4):
    office = factories.officer(factories.regency(f"Tempat {number}", f"61.1{number}"))
    factories.draft(office.offices[0], by=office)
    sessions[office.offices[0].name] = session_of(office)
print(json.dumps(sessions))
"""
STORED = """
import json
from regencies.models import Participation
found = Participation.pgh_event_model.objects.filter(pgh_obj__entry__position=0, registered__isnull=False)
names = "pgh_obj__entry__report__regency__name", "registered"
print(json.dumps([*found.order_by("pgh_id").values_list(*names)]))
"""


def until(what: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Return how long it took until this was so."""
    begun = time.monotonic()
    while not what():
        assert time.monotonic() < begun + seconds, "never"
        time.sleep(0.02)
    return time.monotonic() - begun


@dataclass(frozen=True)
class Site:
    """A migrated database with four offices, its sessions by the name of the office, and how a server finds it."""

    database: EmbeddedServer
    environment: dict[str, str]
    sessions: dict[str, str]

    def told(self, *arguments: str, **more: str) -> str:
        """Run a command of manage.py that succeeds; returns what it printed."""
        ran = manage(*arguments, **self.environment | more)
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout

    def stop(self, how: int) -> None:
        """Stop PostgreSQL by a signal; returns once it is gone."""
        kept = self.database.data_dir / "postmaster.pid"
        os.kill(int(kept.read_text().split()[0]), how)
        until(lambda: not self.database.answers() and (how == signal.SIGKILL or not kept.exists()))

    def figures(self) -> list[tuple[str, int]]:
        """Name of the office and figure of every save in the history, in its order."""
        return [(name, figure) for name, figure in json.loads(self.told("shell", "-v0", "-c", STORED))]


@contextmanager
def site_in(data: Path | None = None, **more: str) -> Iterator[Site]:
    """Make a site, its database in `data`. No server of it starts PostgreSQL by itself; it ends with the block."""
    with tempfile.TemporaryDirectory(
        prefix="paritrana-faults-"
    ) as name:  # pytest closes its own to PostgreSQL
        database = EmbeddedServer(data or Path(name, "postgres"))
        database.start()
        environment = {
            "DATABASE_URL": f"postgres:///{DATABASE_NAME}?host={database.socket_dir}&user={OWNER}",
            "OWNER_SERVES": "1",
            "MEDIA_ROOT": f"{name}/media",
            "SECRET_KEY": "k3y-" * 12,
            "DEBUG": "0",  # trouble is told as to the public
        } | more
        site = Site(database, environment, {})
        try:
            site.told("migrate", "--verbosity", "0")
            site.sessions.update(json.loads(site.told("shell", "-v0", "-c", OFFICES)))
            yield site
        finally:
            if database.answers():
                site.stop(signal.SIGQUIT)


@dataclass
class Work:
    """What people were answered: the figures acknowledged to each office, and every answer with its moments."""

    acknowledged: dict[str, list[int]]
    answers: list[tuple[float, float, int]] = field(
        default_factory=list
    )  # asked, answered (monotonic), status

    def amount(self) -> int:
        return sum(map(len, self.acknowledged.values()))

    def statuses(self, since: float = 0.0, until: float = float("inf")) -> set[int]:
        """The statuses of what was asked within this time."""
        return {status for begun, _, status in self.answers if since <= begun < until}

    def seconds_until_save(self, since: float) -> float:
        """Wait for the first save that was asked for after this moment and acknowledged; returns seconds from it."""

        def good() -> list[float]:
            return [ended for begun, ended, status in [*self.answers] if begun >= since and status == 302]

        until(lambda: bool(good()))
        return min(good()) - since

    def lost_and_doubled(self, stored: list[tuple[str, int]]) -> dict[str, int]:
        """How many acknowledged figures the history lacks, and how many it has twice."""
        found = Counter(stored)
        kept = [found[name, figure] for name, figures in self.acknowledged.items() for figure in figures]
        return {"lost": kept.count(0), "doubled": sum(times > 1 for times in kept)}


@contextmanager
def people_at(port: int, sessions: dict[str, str]) -> Iterator[Work]:
    """Everybody opens the form, types the next figure and saves, again and again; whatever fails is tried anew."""
    over, work = threading.Event(), Work({name: [] for name in sessions})
    typists = [
        threading.Thread(target=_type_on, args=[port, session, over, work.acknowledged[name], work.answers])
        for name, session in sessions.items()
    ]
    for typist in typists:
        typist.start()
    try:
        until(lambda: all(work.acknowledged.values()))
        yield work
    finally:
        over.set()
        for typist in typists:
            typist.join()


def _type_on(
    port: int,
    session: str,
    over: threading.Event,
    acknowledged: list[int],
    answers: list[tuple[float, float, int]],
) -> None:
    while not over.is_set():
        begun = time.monotonic()
        try:
            status, text = asked(port, FORM, session=session)
            # A report that is closed shows no form.
            for boxes in [boxes for _, boxes in Forms(text).found if FIGURE in boxes]:
                figure = next(FIGURES)
                typed = boxes | {FIGURE: str(figure), "csrfmiddlewaretoken": TOKEN}
                begun = time.monotonic()
                status, text = asked(port, FORM, urlencode(typed), session=session)
                if status == 302 and text.startswith("/laporan/"):
                    acknowledged.append(figure)
            if text.startswith(LOGIN):
                status = LOGGED_OUT
        except UNANSWERED:
            time.sleep(0.05)
            continue
        answers.append((begun, time.monotonic(), status))
