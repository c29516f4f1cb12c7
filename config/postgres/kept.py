"""What was computed from rows, kept by a process until one of the rows is another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import connection
from django.db.models import QuerySet

from config.postgres.compiled import Forms, Statement

Asked = ParamSpec("Asked")
Queries = Sequence[QuerySet[Any]]
Digest = tuple[str | None, ...]
T = TypeVar("T")


class Digested(Generic[Asked]):
    """What `@digested` makes of a function; `queries` is the function."""

    def __init__(self, queries: Callable[Asked, Queries]) -> None:
        self.queries = queries
        self._forms = Forms(lambda *args, **named: _statement(queries(*args, **named)))
        update_wrapper(self, queries)

    def __call__(self, *args: Asked.args, **named: Asked.kwargs) -> Digest:
        """Return a hash of everything each query would return, made where the rows are; None of no row. One query."""
        made, values = self._forms.of(args, named)
        with connection.prepared_cursor() as cursor:
            cursor.execute(*made.bound(values))
            row: Digest = cursor.fetchone()
        return row


def digested(queries: Callable[Asked, Queries]) -> Digested[Asked]:
    """Have a function that returns queries return a digest of their rows; it takes what `compiled` ones take."""
    return Digested(queries)


def _statement(queries: Queries) -> Statement:
    written = [query.query.sql_with_params() for query in queries]
    hashes = [f"(SELECT md5(string_agg(found::text, chr(10))) FROM ({sql}) found)" for sql, _ in written]  # noqa: S608  Django's own SQL
    return Statement(f"SELECT {', '.join(hashes)}", [value for _, values in written for value in values])


class Kept(Generic[T]):
    """The last results of a computation, by what they are of and a digest of the rows they come from."""

    def __init__(self, most: int = 8) -> None:
        self._most, self._lock = most, Lock()
        self._made: OrderedDict[Hashable, T] = OrderedDict()

    def of(self, what: Hashable, digest: Callable[[], Digest], make: Callable[[], T]) -> T:
        """Return what `make` makes of the rows behind a digest, as made before while that is the same.

        One query; another and those of `make` to make it. Rows that change meanwhile are not kept.
        """
        key = what, digest()
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        if digest() == key[1]:
            with self._lock:
                self._made[key] = made
                while len(self._made) > self._most:
                    self._made.popitem(last=False)
        return made

    def __len__(self) -> int:
        return len(self._made)
