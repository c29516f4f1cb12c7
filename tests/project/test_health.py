"""/healthz on a sound database, on one that lacks a migration, and on none."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.state.facts import migrations_in_code

HEALTHY = {"status": "ok", "database": "ok", "migrations": "ok"}


@pytest.fixture
def dead_database(settings, monkeypatch):
    """A server nobody listens on, as after a crash: the next connection is refused."""
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    monkeypatch.setitem(connection.settings_dict, "EMBEDDED", None)


@pytest.mark.django_db
def test_a_sound_site_is_healthy_for_anybody_and_never_cached(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, HEALTHY)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_migration_that_was_not_applied_is_a_failure(client):
    MigrationRecorder(connection).record_unapplied(*max(migrations_in_code()))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "ok", "migrations": "pending", "pending": 1}


@pytest.mark.django_db(transaction=True)
def test_a_dead_database_is_a_failure_not_a_crash(client, dead_database):
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "unreachable", "migrations": "unknown"}
    connection.close()


def test_healthz_takes_no_posts(client):
    assert client.post("/healthz").status_code == 405
