"""What was computed from rows, kept by a process until one of the rows is another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet

Queries = Sequence[QuerySet[Any]]
T = TypeVar("T")


def digest(queries: Queries) -> tuple[str | None, ...]:
    """Return a hash of everything each query would return, made where the rows are; None of no row. One query."""
    written = [query.query.sql_with_params() for query in queries]
    hashes = [f"(SELECT md5(string_agg(found::text, chr(10))) FROM ({sql}) found)" for sql, _ in written]  # noqa: S608  Django's own SQL
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(hashes)}", [value for _, values in written for value in values])
        row: tuple[str | None, ...] = cursor.fetchone()
    return row


class Kept(Generic[T]):
    """The last results of a computation, by what they are of and a digest of the rows they come from."""

    def __init__(self, most: int = 8) -> None:
        self._most, self._lock = most, Lock()
        self._made: OrderedDict[Hashable, T] = OrderedDict()

    def of(self, what: Hashable, queries: Queries, make: Callable[[], T]) -> T:
        """Return what `make` makes of all that the queries return, as made before while they return the same.

        One query; another and those of `make` to make it. Rows that change meanwhile are not kept.
        """
        key = what, digest(queries)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        if digest(queries) == key[1]:
            with self._lock:
                self._made[key] = made
                while len(self._made) > self._most:
                    self._made.popitem(last=False)
        return made

    def __len__(self) -> int:
        return len(self._made)
