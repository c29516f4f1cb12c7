"""What trust costs: saves without the triggers of the database, and without the context of the history.

The transaction around a request cannot be left out: it holds what a save has locked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from statistics import median

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings

from tests.bench.asking import InProcess, Reply, Transport
from tests.bench.measuring import EXPECTED, WrongAnswer

ROUNDS = 40
WITHOUT = "pghistory.middleware.HistoryMiddleware"
OF_HISTORY = """
    SELECT format('ALTER TABLE %I %s TRIGGER %I', relname, '{verb}', tgname)
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname LIKE 'pgtrigger\\_%' AND NOT tgisinternal
"""

Saves = Mapping[str, Callable[[], Reply]]


def costs(saves: Callable[[Transport], Saves], rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    """Return by what is left out, and by the save, the seconds as a share of those with everything."""
    whole = _seconds(saves(InProcess()), rounds)
    found = {}
    for name, leaving_out in LEFT_OUT.items():
        with leaving_out():
            taken = _seconds(saves(InProcess()), rounds)
        found[name] = {save: seconds / whole[save] for save, seconds in taken.items()}
    return found


def _seconds(saves: Saves, rounds: int) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in saves}
    for _ in range(rounds):
        for name, save in saves.items():
            reply = save()
            if reply.status not in EXPECTED:
                raise WrongAnswer(f"{name}: status {reply.status}")
            taken[name].append(reply.seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


@contextmanager
def no_triggers() -> Iterator[None]:
    _each_trigger("DISABLE")
    try:
        yield
    finally:
        _each_trigger("ENABLE")


def _each_trigger(verb: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(OF_HISTORY.format(verb=verb))
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def no_context() -> AbstractContextManager[object]:
    return override_settings(MIDDLEWARE=[name for name in settings.MIDDLEWARE if name != WITHOUT])


LEFT_OUT: Mapping[str, Callable[[], AbstractContextManager[object]]] = {
    "no triggers (history, immutable rows)": no_triggers,
    "no context in the history": no_context,
}
