"""What the database holds, as the manifest of an archive says it: asked of the database, and of its restored copy."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from awards.models import Publication
from regencies.actions.evidence.moving import kept_names
from regencies.models import HistorySeal

OURS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
TABLES = f"""
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND {OURS} ORDER BY 1, 2
"""  # noqa: S608
TRIGGERS = f"""
    SELECT c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND {OURS} ORDER BY 1
"""  # noqa: S608


def structure() -> dict[str, Any]:
    """Return rows by table, triggers and migrations: whatever version of the application made the tables."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "rows": row_counts(),
        "triggers": [name for (name,) in _asked(TRIGGERS)],
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
    }


def holdings() -> dict[str, Any]:
    """Return the SHA-256 of the last seal, of published documents by key and of evidence by name.

    The tables are those of this version of the application.
    """
    return {
        "seal": HistorySeal.objects.values_list("sha256", flat=True).last(),
        "published": published(),
        "evidence": kept_names(),
    }


def tables() -> list[tuple[str, str]]:
    """Return schema and name of every table that is not PostgreSQL's own."""
    return [(schema, name) for schema, name in _asked(TABLES)]


def row_counts() -> dict[str, int]:
    """Return the number of rows of every table, by its name."""
    one = sql.SQL("SELECT {}, count(*) FROM {}")
    asked = [one.format(sql.Literal(name), sql.Identifier(schema, name)) for schema, name in tables()]
    return dict(sorted(_asked(sql.SQL(" UNION ALL ").join(asked)))) if asked else {}


def published() -> dict[str, str]:
    """Return the SHA-256 of the bytes of every published document, by its key."""
    rows = Publication.objects.order_by("pk").values_list("pk", "document").iterator(chunk_size=10)
    return {str(pk): hashlib.sha256(bytes(document)).hexdigest() for pk, document in rows}


def pending_migrations() -> int:
    """Return how many migrations of this version of the application the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def newer_migrations(applied: list[str]) -> list[str]:
    """Return those of these migrations that come after all that this version of the application knows.

    An older one that it does not know was put together with others since.
    """
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    names = known.keys() | {replaced for each in known.values() for replaced in each.replaces}
    latest: dict[str, int] = {}
    for app, name in names:
        latest[app] = max(latest.get(app, 0), _number(name))
    found = [each.split(".", 1) for each in applied]
    return [
        f"{app}.{name}"
        for app, name in found
        if (app, name) not in names and _number(name) > latest.get(app, 0)
    ]


def _number(name: str) -> int:
    """Return the number of a migration; of several put together that of the last."""
    put_together = re.match(r"\d{4}_squashed_(\d{4})", name) or re.match(r"(\d{4})", name)
    return int(put_together[1]) if put_together else 0


def _asked(question: str | sql.Composable) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())
