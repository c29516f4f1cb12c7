"""The test databases: one for each process of each run, copied from a database migrated once.

Migrating an empty database takes longer than most runs. The migrated copy is kept on the server under a
name made of the migrations' own text, so a changed migration makes a new one.
"""

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

TEST = "test_paritrana_"
TEMPLATE = "template_paritrana_"
# What Django writes for its models after every migration stays: a test adds none.
KEPT = {"django_content_type", "auth_permission"}
# Between two statements of one request a connection is idle: it has come to rest when nothing was asked of it lately.
AT_WORK = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid NOT IN (pg_backend_pid(), %s)
    AND (state <> 'idle' OR state_change > clock_timestamp() - interval '0.3 seconds')
"""
BUILDING = 2025_2026  # the advisory lock of whoever builds the template


def name_of_this_process() -> str:
    return f"{TEST}{os.getpid()}"


def connect_to_server() -> psycopg.Connection:
    """A connection of our own, beside Django's. Raises DatabaseUnreachable."""
    parameters = connection.get_connection_params() | {"dbname": "postgres", "autocommit": True}
    return connection.get_new_connection(parameters)


def drop_databases_of_dead_runs() -> None:
    """A run that was killed could not drop its database. Only on this machine is its process known."""
    with connect_to_server() as server:
        if "EMBEDDED" not in settings.DATABASES["default"]:
            return
        for name in databases(server, TEST):
            if not is_alive(int(name.removeprefix(TEST).partition("_")[0])):
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def migrated_template() -> str:
    """Name of a database with every migration applied; made now if there is none yet."""
    name = TEMPLATE + digest_of_migrations()
    with connect_to_server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
        present = databases(server, TEMPLATE)
        if name not in present:
            built = migrate_new_database()
            server.execute(f'ALTER DATABASE "{built}" RENAME TO "{name}"')
            for old in present:
                server.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
    return name


def migrate_new_database() -> str:
    """Let Django make its test database, then take its hands off it."""
    used = connection.settings_dict["NAME"]
    built = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = used
    return built


def digest_of_migrations() -> str:
    """Sixteen characters that change when any migration of ours or of a library does."""
    digest = hashlib.sha256()
    for key, migration in sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items()):
        digest.update(repr(key).encode())
        digest.update(Path(sys.modules[type(migration).__module__].__file__).read_bytes())
    return digest.hexdigest()[:16]


def databases(server: psycopg.Connection, prefix: str) -> list[str]:
    rows = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    return [name for (name,) in rows.fetchall()]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def triggers_off() -> Iterator[None]:
    """What the owner of the database may do to frozen rows: no trigger runs inside, nor is any history written."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def empty() -> None:
    """Take away what a test committed, where there is something: truncating every table takes ten times as long."""
    names = sorted(set(table_names()) - KEPT)
    tables = [sql.Identifier(name) for name in names]
    with connection.cursor() as cursor:
        looks = (sql.SQL("EXISTS (SELECT FROM {})").format(table) for table in tables)
        cursor.execute(sql.SQL("SELECT {}").format(sql.SQL(", ").join(looks)))
        filled = [table for table, holds in zip(tables, cursor.fetchone(), strict=True) if holds]
    if filled:
        with transaction.atomic(), triggers_off(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table in filled))


@cache
def table_names() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


@contextmanager
def database_away() -> Iterator[None]:
    """Nobody answers at the database's address, as while it is restarted."""
    connection.close()
    host, connection.settings_dict["HOST"] = connection.settings_dict["HOST"], "/nowhere"
    embedded = connection.settings_dict.pop("EMBEDDED", None)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["HOST"] = host
        if embedded:
            connection.settings_dict["EMBEDDED"] = embedded


def until_nobody_else_works() -> None:
    """Return once every other connection of this database has been idle for a moment; after 30 seconds anyway."""
    own = connection.connection.info.backend_pid if connection.connection else 0
    with connect_to_server() as server:
        for _ in range(300):
            if not server.execute(AT_WORK, [connection.settings_dict["NAME"], own]).fetchone()[0]:
                return
            time.sleep(0.1)
