"""Rows by the primary keys another query finds, looked for before anything is joined."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, QuerySet


def among(field: str, keys: QuerySet[Any]) -> Func:
    """Return the condition that a foreign key is one of the keys a query of one column returns.

    PostgreSQL runs that query once and finds the rows by index. Of `IN` it makes a join, of which a query that
    joins more than eight tables has all others done before, and of an `OR` around it a scan of the whole table.
    """
    return Func(
        *(F(field), ArraySubquery(keys)),
        template="%(expressions)s)",
        arg_joiner=" = ANY (",
        output_field=BooleanField(),
    )
