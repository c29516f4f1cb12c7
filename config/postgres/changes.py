"""Which transactions changed a row: a process learns by it, in the question it asks anyway, that nothing is another."""

from __future__ import annotations

import time
from threading import Lock
from typing import Any, NamedTuple

from django.db import connection, connections

# What is written without anything becoming another: sessions, mail, lines of the log, the history beside its rows.
NOT_TOLD = (
    "cache",
    "changed",
    "django_migrations",
    "django_session",
    "pghistory_context",
    "post_office_attachment",
    "post_office_attachment_emails",
    "post_office_email",
    "post_office_emailtemplate",
    "post_office_log",
    "regencies_securityline",
)
TELL_OF_EVERY_TABLE = """
    DO $tell$ DECLARE name text; BEGIN
        FOR name IN
            SELECT relname FROM pg_class AS found
            WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> ALL(%s)
                AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = found.oid AND attname = 'pgh_id')
                AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = found.oid AND tgname = 'tells_change')
        LOOP
            EXECUTE format(
                'CREATE TRIGGER tells_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %%I '
                'FOR EACH STATEMENT EXECUTE FUNCTION tell_change()', name
            );
        END LOOP;
    END $tell$
"""
# Joined laterally by what is asked only where something changed; its parameter is a snapshot, "" for none.
# A transaction that wrote is told of a change, and of no snapshot: what it sees may never be.
SINCE = """(
    SELECT
        CASE WHEN pg_current_xact_id_if_assigned() IS NULL THEN pg_current_snapshot()::text END AS snapshot,
        since IS NULL OR pg_current_xact_id_if_assigned() IS NOT NULL OR EXISTS (
            SELECT FROM changed
            WHERE xact >= pg_snapshot_xmin(since) AND NOT pg_visible_in_snapshot(xact, since)
        ) AS is_changed
    FROM (SELECT NULLIF(%s::text, '')::pg_snapshot AS since) AS given
    OFFSET 0
) AS known"""
TRUSTED = 3600.0  # seconds after which a process no longer relies on a snapshot
FORGET = "DELETE FROM changed WHERE at < now() - interval '1 day'"  # longer than any snapshot is trusted


def tell_of_every_table(using: str, **_: Any) -> None:
    """Have each statement that writes to a table leave its transaction in `changed`."""
    with connections[using].cursor() as cursor:
        cursor.execute(TELL_OF_EVERY_TABLE, [list(NOT_TOLD)])


class State(NamedTuple):
    """A state of the database: its number in this process, and a snapshot in which it stood, "" for none."""

    number: int
    snapshot: str


class Known:
    """The newest state of the database that this process knows."""

    def __init__(self) -> None:
        self._lock, self._state, self._seen = Lock(), State(0, ""), 0.0

    def state(self) -> State:
        """Return it; without a snapshot where nobody asked for so long that `changed` may have been emptied."""
        with self._lock:
            is_old = time.monotonic() - self._seen > TRUSTED
            return self._state._replace(snapshot="") if is_old else self._state

    def ask(self) -> int | None:
        """Return the number of the state the database is in, None in a transaction that wrote. One query."""
        before = self.state()
        with connection.prepared_cursor() as cursor:
            cursor.execute(f"SELECT * FROM {SINCE}", [before.snapshot])  # noqa: S608  ours
            snapshot, is_changed = cursor.fetchone()
        return self.found(before, snapshot, is_changed=is_changed)

    def found(self, before: State, snapshot: str | None, *, is_changed: bool) -> int | None:
        """Return the number of the state that a question about the time since `before` met.

        None where it has none: the transaction wrote itself, or another thread met a change at the same time.
        """
        with self._lock:
            if snapshot is None or (is_changed and before.number != self._state.number):
                return None
            if before.number == self._state.number:
                self._state = State(before.number + is_changed, snapshot)
                self._seen = time.monotonic()
            return before.number + is_changed


KNOWN = Known()
