"""What was computed from rows, kept by a process until one of the rows is another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, Expression, QuerySet
from django.utils.functional import cached_property

from config.postgres.compiled import Forms, Slot, Statement

Asked = ParamSpec("Asked")
Queries = Sequence[QuerySet[Any]]
Digest = tuple[str | None, ...]
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
HASH = "count(*)::text || ' ' || sum(hash_record_extended(found, 0))"  # null of no row


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


class DigestedEach:
    """What `@digested_each` makes of a function; `queries` is the function."""

    def __init__(self, queries: Callable[[Any], Queries]) -> None:
        self.queries = queries
        update_wrapper(self, queries)

    @cached_property
    def _statement(self) -> Statement:
        hashes, values = _hashes(self.queries(_EachKey()))
        sql = f"SELECT each.key, md5(ROW({hashes})::text) FROM unnest(%s::bigint[]) each(key)"  # noqa: S608  Django's own SQL
        return Statement(sql, [*values, Slot(0, is_many=True)])

    def __call__(self, keys: Collection[int]) -> dict[int, str]:
        """Return by key a hash of everything the queries would return of it, made where the rows are. One query."""
        with connection.prepared_cursor() as cursor:
            cursor.execute(*self._statement.bound([list(keys)]))
            return dict(cursor.fetchall())


def digested_each(queries: Callable[[Any], Queries]) -> DigestedEach:
    """Have a function that returns queries about one key return a hash of their rows for each of many keys.

    The key is no number yet: the function may compare with it (`report=key`) and do nothing else with it.
    """
    return DigestedEach(queries)


class _EachKey(Expression):
    """The key that a digest is of, where it is made for many."""

    def __init__(self) -> None:
        super().__init__(output_field=BigIntegerField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "each.key", []


def _statement(queries: Queries) -> Statement:
    hashes, values = _hashes(queries)
    return Statement(f"SELECT {hashes}", values)


def _hashes(queries: Queries) -> tuple[str, list[Any]]:
    """Return the SQL of a hash for each query, and its parameters."""
    written = [query.order_by().query.sql_with_params() for query in queries]  # a sum has no order
    hashes = [f"(SELECT {HASH} FROM ({sql}) found)" for sql, _ in written]  # noqa: S608  Django's own SQL
    return ", ".join(hashes), [value for _, values in written for value in values]


class Kept(Generic[T]):
    """The last results of a computation, by what they are of and a digest of the rows they come from."""

    def __init__(self, most: int = 8) -> None:
        self._most, self._lock = most, Lock()
        self._made: OrderedDict[Hashable, T] = OrderedDict()

    def of(self, what: Hashable, digest: Callable[[], Digest], make: Callable[[], T]) -> T:
        """Return what `make` makes of the rows behind a digest, as made before while that is the same.

        One query; another and those of `make` to make it. Rows that change meanwhile are not kept.
        """
        return self.of_each([what], lambda _: {what: digest()}, lambda _: {what: make()})[what]

    def of_each(
        self,
        keys: Collection[K],
        digests: Callable[[Collection[K]], Mapping[K, Hashable]],
        make: Callable[[Collection[K]], Mapping[K, T]],
    ) -> dict[K, T]:
        """Return by key what `make` makes, as made before of each key whose digest is the same.

        One query; another and those of `make` to make the others, however many. Nothing of a key it makes nothing of.
        """
        now = digests(keys)
        with self._lock:
            found = {key: self._made[key, now[key]] for key in keys if (key, now[key]) in self._made}
            for key in found:
                self._made.move_to_end((key, now[key]))
        if others := [key for key in keys if key not in found]:
            found |= (made := make(others))
            after = digests(others)
            self._keep({(key, now[key]): one for key, one in made.items() if after[key] == now[key]})
        return {key: found[key] for key in keys if key in found}

    def _keep(self, made: Mapping[Hashable, T]) -> None:
        with self._lock:
            self._made |= made
            while len(self._made) > self._most:
                self._made.popitem(last=False)

    def __len__(self) -> int:
        return len(self._made)
