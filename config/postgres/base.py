"""Django's PostgreSQL backend, which starts the embedded server at the first connection.

Commands that never connect (collectstatic, check, the type checker) start nothing.
"""

from __future__ import annotations

from secrets import randbits
from typing import Any, Self

import psycopg
from django.db import OperationalError
from django.db.backends.postgresql import base, operations
from psycopg import errors
from psycopg.pq import TransactionStatus

from config.logs.queries import time_query
from config.postgres.embedded import ServerProblem, server_at


class DatabaseUnreachable(OperationalError):
    """There is no connection; the message is one line for the operator."""


MOST_PREPARED = 250  # of one connection; a hot page asks a dozen
# Else a list of a few keys is planned anew each time: that plan looks cheaper, and making it takes longer than asking.
PLANNED_ONCE = "SET plan_cache_mode = force_generic_plan"


class PreparedCursor(psycopg.Cursor[Any]):
    """Sends the values beside the query, which is parsed and planned when the connection first asks it."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Self:
        """Execute a query. Raises OperationalError for what is to be done again: it was planned for something else.

        A migration made a column another, or an unannounced pooler gave the session away: then nothing is prepared.
        """
        try:
            return super().execute(query, params, prepare=True, **more)
        except errors.FeatureNotSupported as problem:
            self._refuse_within_transaction(problem)
            self.connection._prepared.clear()
        except (errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement) as problem:
            self.connection.prepare_threshold = None
            self._refuse_within_transaction(problem)
        return super().execute(query, params, prepare=False, **more)

    def _refuse_within_transaction(self, problem: psycopg.Error) -> None:
        """Raise OperationalError in a transaction: its rollback forgets what is stale."""
        if self.connection.info.transaction_status != TransactionStatus.IDLE:
            raise psycopg.OperationalError(str(problem)) from problem


class DatabaseOperations(operations.DatabaseOperations):
    """What Django asks of PostgreSQL."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str | None:
        """Return what was executed, with its values, also of what was prepared."""
        return super().last_executed_query(cursor, sql, params) or self.compose_sql(sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects to PostgreSQL, starting the embedded server if that is the one."""

    ops_class = DatabaseOperations

    def __init__(self, *settings: Any, **more: Any) -> None:
        super().__init__(*settings, **more)
        self.execute_wrappers.append(time_query)

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        embedded = self.settings_dict.get("EMBEDDED")
        connect = self._connect_embedded if embedded else super().get_new_connection
        try:
            connection = connect(conn_params)
        except (psycopg.OperationalError, ServerProblem) as problem:
            reason = str(problem).partition("\n")[0]
            raise DatabaseUnreachable(f"The database cannot be reached: {reason}") from problem
        # No two connections give a name to a statement: behind a pooler one would be answered what another asked.
        connection._prepared._prepared_idx = randbits(62)
        connection.prepared_max = MOST_PREPARED
        if connection.prepare_threshold is not None:
            connection.execute(PLANNED_ONCE)
            connection.commit()
        return connection

    def prepared_cursor(self) -> Any:
        """Return a cursor whose queries the server plans once for each connection, where it prepares."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(PreparedCursor(self.connection))

    def _connect_embedded(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        server = server_at(self.settings_dict["EMBEDDED"])
        server.hold()
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            server.start()
            return super().get_new_connection(conn_params)
