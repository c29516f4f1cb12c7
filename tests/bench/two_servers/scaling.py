"""The same officers before one server, before one past the pooler, and before two: what each arrangement bears.

Run by `make two-servers`. Clients, servers, pooler and PostgreSQL share the processors of one machine, so beside the
saves a second stands what a save takes of each part's processor: by that more machines are counted. Whether anything
but processors stands in the way is seen where each server is held to a part of one, as if its machine were slow.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from statistics import median, quantiles
from threading import Event, Thread
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from regencies.choices import Section
from regencies.models import Participation
from tests import factories
from tests.bench.asking import Loopback, Reply, Visitor
from tests.bench.crowd import together
from tests.bench.pages import saving
from tests.bench.report import aligned
from tests.bench.two_servers.machines import Machines, machines
from tests.bench.two_servers.pooler import LACKING, pgbouncer
from tests.bench.two_servers.processes import ours_with, running, seconds_below
from tests.conftest import installed
from tests.faults.killed_server import workers_of
from tests.served import session_of

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS, SESSIONS = 16, 20
ROUNDS, SAVES, FEW_SAVES = 4, 160, 64
SHARE, PERIOD = 0.15, 0.2  # of a processor, of a second: a server is let run for so long of it
YEAR = 2025
SECTION = reverse("report_section", args=[YEAR, Section.PARTICIPATION])
HEADS = (
    "",
    "saves a second",
    "÷ one",
    "p95 ÷ one",
    "servers, ms",
    "PostgreSQL, ms",
    "pooler, ms",
    "clients, ms",
)


class Arrangement(NamedTuple):
    """Which servers are asked, and whether each is held to its share of a processor; `one` is what it is set beside."""

    ports: list[int]
    one: str
    is_held: bool = False


@dataclass
class Found:
    """A figure for each round: saves a second, the slowest but one in twenty (s), and how many milliseconds of
    processor a save took of each part."""

    rates: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)
    parts: list[list[float]] = field(default_factory=list)


def sessions_of_officers() -> list[str]:
    """As many officers as ask at once, each with a report of their own that is filled in."""
    found = []
    for number in range(CLIENTS):
        typist = factories.officer(factories.regency(f"Tempat {number}", f"61.{20 + number}"))
        factories.complete(factories.draft(typist.offices[0], YEAR, by=typist), typist)
        found.append(session_of(typist))
    return found


def saver(port: int, session: str) -> Callable[[], Reply]:
    """What one of them does again and again: open the page, and save it with another figure."""
    visitor = Visitor(Loopback(port), {settings.SESSION_COOKIE_NAME: session})
    return saving(visitor, SECTION, "wage_earners_registered", cycle(["80.101", "80.102"]))


@contextmanager
def held(processes: list[int]) -> Iterator[None]:
    """Let each of these processes run for its share of the time only, one independently of the other."""
    over = Event()

    def hold(process: int) -> None:
        with suppress(ProcessLookupError):
            while not over.wait(PERIOD * SHARE):
                os.kill(process, signal.SIGSTOP)
                over.wait(PERIOD * (1 - SHARE))
                os.kill(process, signal.SIGCONT)

    holders = [Thread(target=hold, args=[process]) for process in processes]
    for holder in holders:
        holder.start()
    try:
        yield
    finally:
        over.set()
        for holder in holders:
            holder.join()


def measured(site: Machines, asked: Arrangement, sessions: list[str], found: Found) -> None:
    """Have everybody save for a round, the servers shared out among them, and note what it came to."""
    asks = [saver(port, session) for port, session in zip(cycle(asked.ports), sessions, strict=False)]
    with ThreadPoolExecutor(len(asks)) as pool, ExitStack() as stack:
        together(pool, asks, len(asks))  # each connection has answered
        if asked.is_held:
            stack.enter_context(held([each for port in asked.ports for each in workers_of(port)]))
        before, begun = parts_of(site, asked.ports), time.perf_counter()
        taken = together(pool, asks, FEW_SAVES if asked.is_held else SAVES)
        took = time.perf_counter() - begun
        after = parts_of(site, asked.ports)
    found.rates.append(len(taken) / took)
    found.slow.append(quantiles(taken, n=20)[-1])
    found.parts.append([(a - b) * 1000 / len(taken) for a, b in zip(after, before, strict=True)])


def parts_of(site: Machines, ports: list[int]) -> list[float]:
    """Seconds of processor so far: servers, PostgreSQL, pooler, clients."""
    servers = [ours_with(b"config.serve", str(port).encode())[0] for port in ports]
    connection.ensure_connection()
    postmaster = running()[connection.connection.info.backend_pid].parent
    return [
        sum(map(seconds_below, servers)),
        seconds_below(postmaster),
        seconds_below(site.pooler),
        time.process_time(),
    ]


def test_what_one_server_bears_and_what_two_do():
    with machines(pgbouncer() or installed(LACKING), sessions=SESSIONS, DEBUG="0", SLOW_MS="600000") as site:
        past = {"DATABASE_URL": site.direct["DATABASE_URL"], "WORKER_DATABASE_URL": ""}
        with site.server(**past) as direct:
            one, held_one = "one server", "one, held to 15 % of a processor"
            arrangements = {
                "one server, no pooler": Arrangement([direct], one),
                one: Arrangement(site.ports[:1], one),
                "two servers": Arrangement(site.ports, one),
                held_one: Arrangement(site.ports[:1], held_one, is_held=True),
                "two, each held to 15 %": Arrangement(site.ports, held_one, is_held=True),
            }
            sessions = sessions_of_officers()
            found = {name: Found() for name in arrangements}
            for number in range(ROUNDS + 1):
                for name, asked in arrangements.items():
                    measured(site, asked, sessions, found[name] if number else Found())
    events = Participation.pgh_event_model.objects.filter(registered__in=[80_101, 80_102])
    a_round = sum(FEW_SAVES if asked.is_held else SAVES for asked in arrangements.values())
    assert events.count() >= (ROUNDS + 1) * a_round  # nothing acknowledged was lost
    heading = (
        f"{CLIENTS} officers at once, {os.cpu_count()} processors in all; milliseconds of processor a save."
    )
    sys.stdout.write(f"\n\n{heading}\n\n{aligned(table(arrangements, found))}\n")


def table(arrangements: dict[str, Arrangement], found: dict[str, Found]) -> list[list[str]]:
    """A row for each arrangement: rate and p95 of its best round, since whoever else is at work only takes; parts are
    medians."""
    rows = [list(HEADS)]
    for name, each in found.items():
        one = found[arrangements[name].one]
        rate, slow = max(each.rates), min(each.slow)
        parts = (f"{median(part):.1f}" for part in zip(*each.parts, strict=True))
        rows.append(
            [name, f"{rate:.1f}", f"{rate / max(one.rates):.2f}", f"{slow / min(one.slow):.2f}", *parts]
        )
    return rows
