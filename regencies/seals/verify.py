"""Holds history and security log against their seals, and names every row that was changed, removed or inserted."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import connection

from regencies.models import HistorySeal
from regencies.seals.canonical import sha256
from regencies.seals.seal import BEGINNING, LINES, digests


def differences() -> Iterator[str]:
    """Yield one line for everything that is not as it was sealed, in the order of the seals."""
    since, lines_since, previous = BEGINNING, BEGINNING, None
    for place, seal in enumerate(HistorySeal.objects.iterator(chunk_size=1), start=1):
        content = bytes(seal.content)
        sealed = json.loads(content)
        if sha256(content) != seal.sha256 or sealed["until"] != seal.until.isoformat():
            yield f"Seal {seal.number}: its content was changed."
        if (seal.number, sealed["number"], sealed["previous"]) != (place, place, previous):
            yield f"Seal {seal.number}: a seal before it was removed, inserted or replaced."
        known = _columns()
        for table in sorted((known.keys() - {LINES}) | sealed["tables"].keys()):
            columns = sealed["tables"].get(table, {"columns": ["pgh_id"]})["columns"]
            if missing := sorted(set(columns) - known.get(table, set())):
                yield f"{table}: has lost {', '.join(missing)}; seal {seal.number} cannot be checked for it."
                continue
            wanted = {
                int(pk): digest for pk, digest in sealed["tables"].get(table, {"rows": {}})["rows"].items()
            }
            found = digests(table, columns, lines_since if table == LINES else since, seal.until)
            yield from _rows(table, wanted, found, seal.number)
        since, previous = seal.until, seal.sha256
        lines_since = seal.until if LINES in sealed["tables"] else BEGINNING


def _rows(table: str, wanted: dict[int, str], found: dict[int, str], seal: int) -> Iterator[str]:
    for pk in sorted(wanted.keys() | found.keys()):
        if pk not in found:
            yield f"{table} {pk}: removed since seal {seal}."
        elif pk not in wanted:
            yield f"{table} {pk}: inserted since seal {seal}, with an earlier date."
        elif wanted[pk] != found[pk]:
            yield f"{table} {pk}: changed since seal {seal}."


def _columns() -> dict[str, set[str]]:
    """Return the columns of every history table, and of the security log, as the database has them now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns "
            "WHERE table_schema = 'public' GROUP BY table_name "
            "HAVING bool_or(column_name = 'pgh_id') OR table_name = %s",
            [LINES],
        )
        return {table: set(columns) for table, columns in cursor.fetchall()}
