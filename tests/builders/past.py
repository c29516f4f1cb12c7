"""A database as it was after a migration of before, beside the one the tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tests import database

SCHEMA = """
    SELECT concat_ws(' ', table_name, column_name, udt_name, character_maximum_length, is_nullable, column_default)
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    AND proname <> '_pgtrigger_should_ignore'
"""


@contextmanager
def as_of(app: str, migration: str) -> Iterator[tuple[Apps, Callable[[], None]]]:
    """Gives the models of then, and a function that brings this database to today; the other app is as it was squashed.

    Whatever connects inside is in a database of its own, gone afterwards. A test that asks for one has no
    transaction around it.
    """
    of_today = schema()
    shared, own = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_past"
    connection.close()
    with database.connect_to_server() as server:
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE template0')
    connection.settings_dict["NAME"] = own
    try:
        loader = one_by_one().loader
        leaves = loader.graph.leaf_nodes()
        squashed = {of: one.replaces[-1] for (of, _), one in loader.replacements.items()}
        # Later ones of the other app would bring later ones of this along.
        then = [(app, migration), *(squashed.get(leaf[0], leaf) for leaf in leaves if leaf[0] != app)]
        one_by_one().migrate(then)
        apps = one_by_one().loader.project_state(then).apps

        def to_today() -> None:
            MigrationExecutor(connection).migrate(leaves)
            assert schema() ^ of_today == set(), (
                "the squashed migrations make other tables than those before them"
            )

        yield apps, to_today
    finally:
        connection.close()
        connection.settings_dict["NAME"] = shared
        with database.connect_to_server() as server:
            server.execute(f'DROP DATABASE "{own}" WITH (FORCE)')


def one_by_one() -> MigrationExecutor:
    """Goes through every migration of before, which an empty database today has squashed into one for each app."""
    executor = MigrationExecutor(connection)
    executor.loader = loader = MigrationLoader(connection, replace_migrations=False)
    for key, squashed in loader.replacements.items():
        loader.graph.remove_replacement_node(key, squashed.replaces)
    return executor


def schema() -> set[str]:
    """Every column, constraint, index, trigger and function of this database, each as one text."""
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        return {text for (text,) in cursor.fetchall()}
