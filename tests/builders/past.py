"""A database as it was after a migration of before, beside the one the tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import database


@contextmanager
def as_of(app: str, migration: str) -> Iterator[tuple[Apps, Callable[[], None]]]:
    """Gives the models of then, and a function that brings this database to today; the other app is of today.

    Whatever connects inside is in a database of its own, gone afterwards. A test that asks for one has no
    transaction around it.
    """
    shared, own = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_past"
    connection.close()
    with database.connect_to_server() as server:
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE template0')
    connection.settings_dict["NAME"] = own
    try:
        leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
        then = [(app, migration), *(leaf for leaf in leaves if leaf[0] != app)]
        MigrationExecutor(connection).migrate(then)
        apps = MigrationExecutor(connection).loader.project_state(then).apps
        yield apps, lambda: MigrationExecutor(connection).migrate(leaves)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = shared
        with database.connect_to_server() as server:
            server.execute(f'DROP DATABASE "{own}" WITH (FORCE)')
