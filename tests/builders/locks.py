"""Which rows a verb locks, in the order in which it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

LOCK = re.compile(r'FOR (?:NO KEY UPDATE|UPDATE|SHARE)(?: OF "?(\w+)"?)?(?=\s*$| FOR )')


def locked_by(act: Callable[[], Any]) -> list[str]:
    """The tables, without the name of their application."""
    with CaptureQueriesContext(connection) as asked:
        act()
    statements = [query["sql"] for query in asked.captured_queries]
    found = [(lock[1], sql) for sql in statements for lock in LOCK.finditer(sql)]
    tables = [of or re.findall(r'FROM "?(\w+)"?', sql)[0] for of, sql in found]
    return [table.partition("_")[2] for table in tables]
