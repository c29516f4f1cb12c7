"""What was computed from rows, kept by a process until one of the rows is another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, Expression, QuerySet
from django.utils.functional import cached_property

from config.postgres.changes import KNOWN, SINCE
from config.postgres.compiled import Forms, Slot, Statement

Asked = ParamSpec("Asked")
Queries = Sequence[QuerySet[Any]]
Digest = tuple[str | None, ...]
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
DIGESTS = 4  # are known for each result that is kept: several people may see the same
HASH = "count(*)::text || ' ' || sum(hash_record_extended(found, 0))"  # null of no row


class Answer(NamedTuple, Generic[T]):
    """A snapshot of the database, None in a transaction that wrote; and the digest where something changed."""

    snapshot: str | None
    is_changed: bool
    digest: T


class Digested(Generic[Asked]):
    """What `@digested` makes of a function; `queries` is the function."""

    def __init__(self, queries: Callable[Asked, Queries]) -> None:
        self.queries = queries
        # The snapshot comes first, so that the function sees its own arguments in places of their own.
        self._forms = Forms(lambda since, *args, **named: _statement(since, queries(*args, **named)))
        update_wrapper(self, queries)

    def __call__(self, *args: Asked.args, **named: Asked.kwargs) -> Digest:
        """Return a hash of everything each query would return, made where the rows are; None of no row. One query."""
        return self.since("", *args, **named).digest

    def since(self, snapshot: str, *args: Asked.args, **named: Asked.kwargs) -> Answer[Digest]:
        """Return the same where something changed since a snapshot ("" for none). One query, cheap if nothing did."""
        made, values = self._forms.of((snapshot, *args), named)
        with connection.prepared_cursor() as cursor:
            cursor.execute(*made.bound(values))
            now, is_changed, *hashes = cursor.fetchone()
        return Answer(now, is_changed, tuple(hashes))


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
        each = f"SELECT each.key, md5(ROW({hashes})::text) FROM unnest(%s::bigint[]) each(key)"  # noqa: S608  Django's own SQL
        return _since(Slot(0, is_many=False), each, [*values, Slot(1, is_many=True)])

    def __call__(self, keys: Collection[int]) -> dict[int, str]:
        """Return by key a hash of everything the queries would return of it, made where the rows are. One query."""
        return self.since("", keys).digest

    def since(self, snapshot: str, keys: Collection[int]) -> Answer[dict[int, str]]:
        """Return the same where something changed since a snapshot ("" for none). One query, cheap if nothing did."""
        with connection.prepared_cursor() as cursor:
            cursor.execute(*self._statement.bound([snapshot, list(keys)]))
            rows = cursor.fetchall()
        (now, is_changed, *_), *_ = rows
        return Answer(now, is_changed, {key: found for *_, key, found in rows if key is not None})


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


def _statement(since: Any, queries: Queries) -> Statement:
    hashes, values = _hashes(queries)
    return _since(since, f"SELECT {hashes}", values)


def _since(since: Any, asked: str, values: Sequence[Any]) -> Statement:
    """Return a statement that asks only where something changed since a snapshot, else tells that nothing did."""
    where_changed = f"LATERAL ({asked} WHERE known.is_changed OFFSET 0) AS made"
    told = f"SELECT known.*, made.* FROM {SINCE} LEFT JOIN {where_changed} ON true"  # noqa: S608  ours and Django's
    return Statement(told, [since, *values])


def _hashes(queries: Queries) -> tuple[str, list[Any]]:
    """Return the SQL of a hash for each query, and its parameters."""
    written = [query.order_by().query.sql_with_params() for query in queries]  # a sum has no order
    hashes = [f"(SELECT {HASH} FROM ({sql}) found)" for sql, _ in written]  # noqa: S608  Django's own SQL
    return ", ".join(hashes), [value for _, values in written for value in values]


Since = Callable[[str, Collection[K]], Answer[Mapping[K, Hashable]]]


class Kept(Generic[T]):
    """The last results of a computation, by what they are of and a digest of the rows they come from."""

    def __init__(self, most: int = 8) -> None:
        self._most, self._lock = most, Lock()
        self._made: OrderedDict[Hashable, T] = OrderedDict()
        self._digests: OrderedDict[Hashable, Hashable] = (
            OrderedDict()
        )  # by the state of the database, and key

    def of(
        self, what: Hashable, read_for: Digested[...], args: tuple[Hashable, ...], make: Callable[[], T]
    ) -> T:
        """Return what `make` makes of the rows that `read_for` digests, as made before while they are the same.

        One query; another and those of `make` to make it. Rows that change meanwhile are not kept.
        """

        def since(snapshot: str, _: Collection[Hashable]) -> Answer[Mapping[Hashable, Digest]]:
            told = read_for.since(snapshot, *args)
            return told._replace(digest={args: told.digest})

        return self._of_each([args], since, lambda _: {args: make()}, {args: what})[args]

    def of_each(
        self,
        keys: Collection[int],
        read_for: DigestedEach,
        make: Callable[[Collection[int]], Mapping[int, T]],
    ) -> dict[int, T]:
        """Return by key what `make` makes, as made before of each key whose digest is the same.

        One query; another and those of `make` to make the others, however many. Nothing of a key it makes nothing of.
        """
        return self._of_each(keys, read_for.since, make, {key: key for key in keys})

    def _of_each(
        self,
        keys: Collection[K],
        since: Since[K],
        make: Callable[[Collection[K]], Mapping[K, T]],
        what: Mapping[K, Hashable],
    ) -> dict[K, T]:
        now = self._digests_of(keys, since)
        with self._lock:
            found = {key: self._made[name] for key in keys if (name := (what[key], now[key])) in self._made}
            for key in found:
                self._made.move_to_end((what[key], now[key]))
        if others := [key for key in keys if key not in found]:
            found |= (made := make(others))
            after = since("", others).digest
            same = {(what[key], now[key]): one for key, one in made.items() if after[key] == now[key]}
            with self._lock:
                _keep(self._made, same, self._most)
        return {key: found[key] for key in keys if key in found}

    def _digests_of(self, keys: Collection[K], since: Since[K]) -> Mapping[K, Hashable]:
        """Return them as they are known while nothing at all changed. One query; another for those unknown then."""
        before = KNOWN.state()
        told = since(before.snapshot, keys)
        number = KNOWN.found(before, told.snapshot, is_changed=told.is_changed)
        known: dict[K, Hashable] = {}
        if not told.is_changed:
            with self._lock:
                known = {key: self._digests[number, key] for key in keys if (number, key) in self._digests}
        others = [key for key in keys if key not in known]
        fresh = told.digest if told.is_changed else since("", others).digest if others else {}
        if number is not None:
            with self._lock:
                _keep(self._digests, {(number, key): fresh[key] for key in fresh}, self._most * DIGESTS)
        return known | fresh

    def __len__(self) -> int:
        return len(self._made)


class KeptWhole(Generic[T]):
    """The last results of computations without a digest, by what they are of: kept until anything at all changes."""

    def __init__(self, most: int = 16) -> None:
        self._most, self._lock = most, Lock()
        self._made: OrderedDict[Hashable, T] = OrderedDict()

    def of(self, what: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` makes, as made before while no row of the database changed. One query, and those of it."""
        number = KNOWN.ask()
        with self._lock:
            found = self._made.get((number, what))
        if found is None:
            found = make()
            if number is not None:
                with self._lock:
                    _keep(self._made, {(number, what): found}, self._most)
        return found


def _keep(kept: OrderedDict[Hashable, Any], made: Mapping[Any, Any], most: int) -> None:
    """Keep what was made with what is kept, of which the oldest goes."""
    kept |= made
    while len(kept) > most:
        kept.popitem(last=False)
