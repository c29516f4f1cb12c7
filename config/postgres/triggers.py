"""Triggers that nobody can switch off for a session."""

from __future__ import annotations

from typing import Any

from django.db import connections

# django-pgtrigger gives every trigger a way past itself: `SET pgtrigger.ignore`. Ours keep what must not change.
IGNORE_NOTHING = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN
    AS $$ BEGIN RETURN FALSE; END; $$ LANGUAGE plpgsql
"""


def ignore_nothing(using: str, **_: Any) -> None:
    """Put our function in the place of the library's, which each migration with a trigger brings back."""
    with connections[using].cursor() as cursor:
        cursor.execute(IGNORE_NOTHING)
