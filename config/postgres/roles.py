"""Two roles of the database: one owns the tables and migrates, the other, the server's, reads and writes rows."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from psycopg import sql

from config.env import AT_HOME

OWNS_TABLES = """
    SELECT EXISTS (
        SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
            AND pg_has_role(current_user, relowner, 'MEMBER')
    )
"""  # a superuser is a member of every role
GRANTS = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)


def let_use_rows(role: str) -> None:
    """Let a role read and write the rows of every table, also of those that later migrations of this owner make."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        [schema] = cursor.fetchone()
        for grant in GRANTS:
            names = {"schema": sql.Identifier(schema), "role": sql.Identifier(role)}
            cursor.execute(sql.SQL(grant).format(**names))


def why_role_is_too_mighty() -> str:
    """Return why a public site must not be served by the role in use, "" when it may. One query."""
    if settings.OWNER_SERVES or AT_HOME.fullmatch(settings.SITE_URL):
        return ""
    with connection.cursor() as cursor:
        cursor.execute(OWNS_TABLES)
        [owns] = cursor.fetchone()
    if not owns:
        return ""
    return (
        "The role of DATABASE_URL owns the tables and could drop their guards. Serve as another (docs/operations.md) "
        "or set OWNER_SERVES=1."
    )
