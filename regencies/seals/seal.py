"""Seals the history and the security log: hashes their new rows and chains them to the seal before.

The content of a seal is canonical JSON: `{"number", "previous": SHA-256 or null, "until": RFC 3339, "tables": {table:
{"columns": [name], "rows": {key: SHA-256}}}}`. A table of the history without new rows is left out; the security log is
in every seal since the first that held it, which holds all lines before.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any

import pghistory
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from regencies.models import HistorySeal, SecurityLine
from regencies.seals.canonical import canonical, sha256

LINES = SecurityLine._meta.db_table
SETTLES = datetime.timedelta(
    minutes=5
)  # a line says when its request was answered, and is stored a moment later
BEGINNING = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
# A row says when its transaction began: as long as an earlier one is open, its rows cannot be seen yet. What the server
# does by itself, vacuuming for instance, writes no history.
OLDEST_OPEN = """
    SELECT min(xact_start) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
DIGESTS = """
    SELECT t.{key}, encode(sha256(convert_to((
        SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(t)) WHERE key = ANY(%s)
    )::text, 'UTF8')), 'hex')
    FROM {table} t WHERE t.{moment} >= %s AND t.{moment} < %s ORDER BY t.{key}
"""


@transaction.atomic
def seal_history(until: datetime.datetime | None = None) -> HistorySeal:
    """Seal every row made before `until`, now by default, and not sealed yet; returns the seal.

    Rows of transactions that are still open are left to the next seal. Raises IntegrityError when another process
    seals at the same moment.
    """
    last = HistorySeal.objects.last()
    since = last.until if last else BEGINNING
    upto = max(since, min(until or timezone.now(), _oldest_open()))
    number = last.number + 1 if last else 1
    tables: Any = {}
    lines_since = since if last and LINES in json.loads(bytes(last.content))["tables"] else BEGINNING
    for table, columns in sealed_tables().items():
        rows = digests(table, columns, lines_since if table == LINES else since, upto)
        if rows or table == LINES:
            tables[table] = {"columns": columns, "rows": {str(pk): digest for pk, digest in rows.items()}}
    content = canonical(
        {
            "number": number,
            "previous": last.sha256 if last else None,
            "until": upto.isoformat(),
            "tables": tables,
        }
    )
    return HistorySeal.objects.create(number=number, until=upto, content=content, sha256=sha256(content))


def history_tables() -> dict[str, list[str]]:
    """Return the columns of every table of the history, by its name."""
    return {
        model._meta.db_table: [str(field.column) for field in model._meta.concrete_fields]
        for model in sorted(apps.get_models(), key=lambda model: model._meta.db_table)
        if issubclass(model, pghistory.models.Event) and not model._meta.proxy and model._meta.managed
    }


def sealed_tables() -> dict[str, list[str]]:
    """Return the columns of every table that is sealed, by its name: the history, and the security log."""
    return {**history_tables(), LINES: [str(field.column) for field in SecurityLine._meta.concrete_fields]}


def digests(
    table: str, columns: Sequence[str], since: datetime.datetime, until: datetime.datetime
) -> dict[int, str]:
    """Return key → SHA-256 of these columns of every row of a sealed table made in that time. One query."""
    key, moment = ("id", "at") if table == LINES else ("pgh_id", "pgh_created_at")
    if table == LINES:
        since, until = since - SETTLES, until - SETTLES
    asked = DIGESTS.format(table=connection.ops.quote_name(table), key=key, moment=moment)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")  # moments are hashed as they are written
        cursor.execute(asked, [list(columns), since, until])
        return dict(cursor.fetchall())


def _oldest_open() -> Any:
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_OPEN)
        [oldest] = cursor.fetchone()
    return oldest or timezone.now()
