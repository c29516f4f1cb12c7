"""The role a public site is served by: it does the whole work, and cannot touch what guards it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from awards.models import Publication
from awards.publishing.files import make_open_data
from config.postgres.roles import why_role_is_too_mighty
from regencies.seals.seal import seal_history
from tests import factories
from tests.builders import publication as world
from tests.commands import run
from tests.served import here

pytestmark = pytest.mark.django_db
ROLE = "paritrana_of_a_test"


@contextmanager
def as_the_site() -> Iterator[None]:
    """Be the role of the site until the end; like all else of a test it is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        call_command("let_use_rows", ROLE)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    "harm",
    [
        "TRUNCATE awards_publication CASCADE",
        "ALTER TABLE awards_publication DISABLE TRIGGER ALL",
        "DROP TABLE awards_publicationevent",
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN "
        "AS $$ BEGIN RETURN TRUE; END; $$ LANGUAGE plpgsql",
        "SET LOCAL session_replication_role = replica",
        "CREATE TABLE public.own (number integer)",
    ],
)
def test_it_can_do_no_harm(harm):
    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with as_the_site(), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(harm)


def test_it_does_the_whole_work(client):
    with as_the_site():
        category = world.category_with(["61.04"])
        published = world.published(category)
        assert make_open_data() == []
        assert seal_history().number
        call_command("clearsessions")
        client.force_login(factories.admin(category.edition.province))
        assert client.get("/admin/").status_code == 200
    assert Publication.objects.get() == published


def test_it_may_serve_a_public_site_and_the_owner_may_not_unless_told(settings):
    assert why_role_is_too_mighty() == ""  # at home
    settings.SITE_URL = "https://paritrana.contoh.id"
    assert "owns the tables" in why_role_is_too_mighty()
    with as_the_site():
        assert why_role_is_too_mighty() == ""
    settings.OWNER_SERVES = True
    assert why_role_is_too_mighty() == ""


@pytest.mark.django_db(transaction=True)
def test_the_server_says_so_and_does_not_start(tmp_path):
    public = {"SITE_URL": "https://localhost", "TRUST_PROXY": "1", "OWNER_SERVES": "0"}
    ran = run("-m", "config.serve", "--port", "0", **here(tmp_path) | public)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("The role of DATABASE_URL owns the tables")


def test_a_role_that_is_not_there_is_told():
    with pytest.raises(CommandError, match='role "nobody_of_that_name" does not exist'), transaction.atomic():
        call_command("let_use_rows", "nobody_of_that_name")
