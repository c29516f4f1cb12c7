"""A real race: two threads, two connections, and the second one seen waiting for the lock of the first."""

import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from django.db import connection, connections, transaction

from tests.database import connect_to_server

PATIENCE = 20  # seconds
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"


class Runner(Thread):
    """Runs one side of a race and keeps what it returned or raised."""

    def __init__(self, body: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.body, self.outcome = body, None
        self.start()

    def run(self) -> None:
        try:
            self.outcome = self.body()
        except Exception as raised:
            self.outcome = raised
        finally:
            connections.close_all()


def race(first: Callable[[], Any], second: Callable[[], Any], *, waits: bool = True) -> tuple[Any, Any]:
    """What both returned or raised, `second` having started while `first` was done but not yet committed.

    `second` is seen waiting for the lock of the first; with `waits=False` it is seen to end without.
    """
    inside, commit = Event(), Event()

    def hold() -> Any:
        try:
            with transaction.atomic():
                outcome = first()
                inside.set()
                commit.wait(PATIENCE)
            return outcome
        finally:
            inside.set()

    holder = Runner(hold)
    assert inside.wait(PATIENCE)
    waiter = Runner(second)
    try:
        until_waiting(waiter) if waits else until_ended(waiter)
    finally:
        commit.set()
    until_ended(holder, waiter)
    return holder.outcome, waiter.outcome


def together(*bodies: Callable[[], Any], behind: Callable[[], Any]) -> list[Any]:
    """What all returned or raised, started while `behind` was done but not yet committed, and all waiting for it."""
    with transaction.atomic():
        behind()
        runners = [Runner(body) for body in bodies]
        until_waiting(*runners)
    until_ended(*runners)
    return [runner.outcome for runner in runners]


def until_ended(*runners: Runner) -> None:
    for runner in runners:
        runner.join(PATIENCE)
        assert not runner.is_alive(), "still waits"


def until_waiting(*runners: Runner) -> None:
    """Returns once as many sessions of this database wait for a lock; fails when a runner ended without waiting.

    Asks on a connection of its own: inside a transaction PostgreSQL answers with the statistics of the first look.
    """
    name = connection.settings_dict["NAME"]
    deadline = time.monotonic() + PATIENCE
    with connect_to_server() as server:
        while server.execute(WAITING, [name]).fetchone()[0] < len(runners):
            ended = [runner.outcome for runner in runners if not runner.is_alive()]
            assert ended == [], f"did not wait for the lock: {ended}"
            assert time.monotonic() < deadline, "nobody waits for the lock"
            time.sleep(0.01)
