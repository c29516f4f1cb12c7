"""Queries that every page asks: Django makes their SQL once a process, and from then on only the values are new."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from decimal import Decimal
from functools import update_wrapper
from types import SimpleNamespace
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Expression, Field, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from psycopg.types.numeric import Int8

Asked = ParamSpec("Asked")
Row = TypeVar("Row")
Made = TypeVar("Made")
MANY = (list, tuple, set, frozenset)
LEAST = -(2**63)
# What Django has IN take. Sent is ANY: a scan filters by that, and a query of many joins is not joined whole first.
OF_MANY = "(SELECT unnest(%s::bigint[]))"
MOMENTS = (datetime.date, datetime.time, datetime.timedelta)


class Slot(Expression):
    """The place of one value, or of a list of numbers, in a query that is made before they are known."""

    def __init__(self, place: int, *, is_many: bool) -> None:
        super().__init__(output_field=Field())
        self.place, self.is_many = place, is_many

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Slot]]:
        """Return a mark of the value; a list is selected from, for `IN`."""
        return (OF_MANY if self.is_many else "%s"), [self]


class Statement:
    """SQL in which everything stands but the values of the slots."""

    def __init__(self, sql: str, params: Sequence[Any]) -> None:
        if kept := [value for value in params if isinstance(value, MOMENTS)]:
            raise TypeError(f"{kept} would be asked for ever: give it to the query as an argument.")
        # The history would put a statement of its own before a union, and two are not prepared.
        if sql.startswith("(SELECT") and sql.endswith(")"):
            sql = f"SELECT * FROM ({sql}) united"  # noqa: S608  made by Django
        if not sql.startswith("SELECT"):
            raise TypeError(f"An ordered union, or what is no question, is not made once: {sql[:40]}")
        self._places = [each.place for each in params if isinstance(each, Slot)]
        self.sql = _with_constants(sql.replace(f"IN {OF_MANY}", "= ANY (%s::bigint[])"), params)

    def bound(self, values: Sequence[Any]) -> tuple[str, list[Any]]:
        """Return the SQL and its parameters, of values by place."""
        return self.sql, [values[place] for place in self._places]


class Forms(Generic[Asked, Made]):
    """What is made once of each form that the arguments of a function take."""

    def __init__(self, make: Callable[Asked, Made]) -> None:
        self._make = make
        self._made: dict[Hashable, Made] = {}

    def of(self, args: Sequence[Any], named: Mapping[str, Any]) -> tuple[Made, list[Any]]:
        """Return what was made with slots for the positional arguments, and the values for those."""
        form = tuple(map(_form_of, args)), tuple(named.items())
        made = self._made.get(form)
        if made is None:
            slots: Any = [_slot(place, of) for place, of in enumerate(form[0])]
            made = self._made[form] = self._make(*slots, **named)
        return made, [_plain(value) for value in args]


class _Rows:
    """The SQL of one query, made; `ask` sends it with other values."""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset, query = queryset, queryset.query
        self.compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.statement: Statement | None = Statement(*self.compiler.as_sql())
        except EmptyResultSet:
            self.statement = None
        else:
            columns = self.compiler.select[: self.compiler.col_count]
            converters = self.compiler.get_converters([expression for expression, *_ in columns])
            self.compiler.get_converters = lambda _: converters  # type: ignore[method-assign]

    def ask(self, values: Sequence[Any]) -> list[Any]:
        """Return the rows the query finds with these values by place. One query, and those of what it prefetches."""
        if self.statement is None:
            return []
        if self.queryset.query.select_for_update and connections[DEFAULT_DB_ALIAS].get_autocommit():
            raise TransactionManagementError("Rows are locked for as long as a transaction: there is none.")
        bound = self.statement.bound(values)
        compiler: Any = copy(self.compiler)
        compiler.connection = _Prepared(connections[DEFAULT_DB_ALIAS])
        compiler.as_sql = lambda *_, **__: bound
        given = self.queryset
        asked: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            model=given.model,
            query=_Query(given.query, compiler),
            _fields=given._fields,
            _known_related_objects={},
        )
        rows = list(given._iterable_class(asked))
        if rows and given._prefetch_related_lookups:
            prefetch_related_objects(rows, *given._prefetch_related_lookups)
        return rows


class _Prepared:
    """A connection whose cursors prepare what they execute."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.cursor = connection.prepared_cursor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class _Query:
    """A query that is compiled already."""

    def __init__(self, query: Any, compiler: SQLCompiler) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, *_: Any, **__: Any) -> SQLCompiler:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


class Compiled(Generic[Asked, Row]):
    """What `@compiled` makes of a function; `queryset` is the function, for where another query goes on with it."""

    def __init__(self, queryset: Callable[Asked, QuerySet[Any, Row]]) -> None:
        self.queryset = queryset
        self._forms = Forms(lambda *args, **named: _Rows(queryset(*args, **named)))
        update_wrapper(self, queryset)

    def __call__(self, *args: Asked.args, **named: Asked.kwargs) -> list[Row]:
        """Return the rows, from SQL made when a query of this form was first asked."""
        made, values = self._forms.of(args, named)
        return made.ask(values)

    def first(self, *args: Asked.args, **named: Asked.kwargs) -> Row | None:
        """Return the first of the rows, None of none: for a query of one row at most."""
        return next(iter(self(*args, **named)), None)

    def get(self, *args: Asked.args, **named: Asked.kwargs) -> Row:
        """Return the row of a query of one row. Raises DoesNotExist of its model where there is none."""
        made, values = self._forms.of(args, named)
        for row in made.ask(values):
            return cast(Row, row)
        raise made.queryset.model.DoesNotExist(f"No row for {args}.")


def compiled(queryset: Callable[Asked, QuerySet[Any, Row]]) -> Compiled[Asked, Row]:
    """Have a function that returns a query return its rows, by SQL that is made once a process.

    A positional argument becomes a value of the SQL: a number, a text, a moment, or a list of numbers for `__in`;
    None stays None, which Django asks for in another way. The function may hand them on to
    filters and do nothing else with them. What the form of the query depends on, a setting too, goes by keyword.
    """
    return Compiled(queryset)


def _with_constants(sql: str, params: Sequence[Any]) -> str:
    """Return the SQL with every parameter written into it but the slots: the planner then knows them."""
    left = iter(params)
    with connection.cursor() as cursor:

        def written(found: re.Match[str]) -> str:
            if found[0] == "%%" or isinstance(value := next(left), Slot):
                return found[0]
            return cursor.mogrify("%s", [value]).replace("%", "%%")

        return re.sub("%[%s]", written, sql)


def _form_of(value: Any) -> str | None:
    """Return as what a value stands in the SQL: "many" numbers, "one" value, or None."""
    if value is None:
        return None
    if not isinstance(value, MANY):
        return "one"
    if any(isinstance(each, str) for each in value):
        raise TypeError(
            "Texts to choose from belong to the form of a query: give them by keyword, as a tuple."
        )
    return "many"


def _slot(place: int, form: str | None) -> Slot | None:
    return None if form is None else Slot(place, is_many=form == "many")


def _plain(value: Any) -> Any:
    if isinstance(value, MANY):
        return list(value)
    if isinstance(value, int) and not isinstance(value, bool):
        # One statement, however large a number is; a key beyond all keys is looked for, and not found.
        return Int8(value) if LEAST <= value <= -LEAST - 1 else Decimal(value)
    return str(value) if isinstance(value, str) else value
