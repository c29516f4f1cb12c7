"""A database of before, which goes through the migrations one after the other, beside the one the tests share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from config.postgres.changes import tell_of_every_table
from tests import database

Node = tuple[str, str]  # an app and the name of a migration

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


class Past:
    """The database of before, and how late it is."""

    def __init__(self, of_today: set[str]) -> None:
        self._of_today = of_today

    def reach(self, app: str, migration: str) -> Apps:
        """Go on to this migration and return the models of then.

        Other apps are as late as they may be, but for awards, which stands on regencies and has not begun before it.
        """
        loader = one_by_one().loader
        leaves = [leaf for leaf in loader.graph.leaf_nodes() if leaf[0] not in {app, "awards"}]
        then = [(app, migration), *(latest_beside(loader, leaf, (app, migration)) for leaf in leaves)]
        one_by_one().migrate(then)
        return one_by_one().loader.project_state(then).apps

    def to_today(self) -> None:
        """Apply every migration that is left."""
        MigrationExecutor(connection).migrate(one_by_one().loader.graph.leaf_nodes())
        tell_of_every_table(connection.alias)  # as the command does after its last migration
        assert schema() ^ self._of_today == set(), (
            "the squashed migrations make other tables than those before them"
        )


@contextmanager
def of_before() -> Iterator[Past]:
    """Gives an empty database to go through the migrations with.

    Whatever connects inside is in that database, gone afterwards. A test that asks for one has no transaction around
    it.
    """
    shared, own = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_past"
    past = Past(schema())
    connection.close()
    with database.connect_to_server() as server:
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE template0')
    connection.settings_dict["NAME"] = own
    try:
        yield past
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


def latest_beside(loader: MigrationLoader, leaf: Node, held: Node) -> Node:
    """The last migration of the leaf's app that does not bring later ones of the held app along."""
    allowed = set(loader.graph.forwards_plan(held))

    def fits(node: Node) -> bool:
        return all(step in allowed for step in loader.graph.forwards_plan(node) if step[0] == held[0])

    return next(
        node for node in reversed(loader.graph.forwards_plan(leaf)) if node[0] == leaf[0] and fits(node)
    )


def schema() -> set[str]:
    """Every column, constraint, index, trigger and function of this database, each as one text."""
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        return {text for (text,) in cursor.fetchall()}
