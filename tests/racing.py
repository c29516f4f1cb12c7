"""A real race: two threads, two connections, and the second one seen waiting for the lock of the first."""

import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from django.db import connection, connections, transaction

PATIENCE = 20  # seconds


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


def race(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """What both returned or raised, `second` having started while `first` was done but not yet committed."""
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
    until_waiting(waiter)
    commit.set()
    for runner in (holder, waiter):
        runner.join(PATIENCE)
        assert not runner.is_alive()
    return holder.outcome, waiter.outcome


def together(*bodies: Callable[[], Any], behind: Callable[[], Any]) -> list[Any]:
    """What all returned or raised, started while `behind` was done but not yet committed, and all waiting for it."""
    with transaction.atomic():
        behind()
        runners = [Runner(body) for body in bodies]
        until_waiting(*runners)
    for runner in runners:
        runner.join(PATIENCE)
        assert not runner.is_alive()
    return [runner.outcome for runner in runners]


def until_waiting(*runners: Runner) -> None:
    """Return when the database says that as many sessions wait for a lock, or when there was nothing to wait for."""
    deadline = time.monotonic() + PATIENCE
    while all(runner.is_alive() for runner in runners) and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= len(runners):
                return
        time.sleep(0.01)
