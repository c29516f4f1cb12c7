"""The sealed chain over the history: what the owner of the database rewrites is named."""

import io
import json
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from regencies.models import HistorySeal, Regency
from regencies.seals.seal import history_tables, seal_history
from regencies.seals.verify import differences
from tests import factories
from tests.database import triggers_off

pytestmark = pytest.mark.django_db

TABLE = "regencies_regencyevent"


def as_owner(sql: str, *values: object) -> None:
    """A statement of somebody no trigger stops."""
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def event():
    """The one history row of Ketapang's birth, sealed."""
    place = factories.regency()
    seal_history()
    return Regency.pgh_event_model.objects.get(pgh_obj_id=place.pk)


def test_every_table_of_the_history_is_sealed():
    tables = history_tables()
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_name = 'pgh_id'")
        assert sorted(tables) == sorted(name for (name,) in cursor.fetchall())
    assert {"pgh_context", "pgh_created_at", "name"} <= set(tables[TABLE])


def test_an_untouched_history_is_as_it_was_sealed(event):
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE {} SET name = 'Lain' WHERE pgh_id = %s", "changed since seal 1."),
        ("UPDATE {} SET pgh_context = '{{\"user\": 1}}' WHERE pgh_id = %s", "changed since seal 1."),
        ("DELETE FROM {} WHERE pgh_id = %s", "removed since seal 1."),
    ],
)
def test_what_the_owner_rewrites_is_named(event, sql, told):
    as_owner(sql.format(TABLE), event.pk)
    assert list(differences()) == [f"{TABLE} {event.pk}: {told}"]


def test_a_row_inserted_with_an_earlier_date_is_named(event):
    columns = ", ".join(name for name in history_tables()[TABLE] if name != "pgh_id")
    copied = f"SELECT 999999, {columns} FROM {TABLE} WHERE pgh_id = %s"  # noqa: S608
    as_owner(f"INSERT INTO {TABLE} (pgh_id, {columns}) {copied}", event.pk)
    assert list(differences()) == [f"{TABLE} 999999: inserted since seal 1, with an earlier date."]


def test_a_seal_is_frozen_and_one_rewritten_by_the_owner_is_named(event):
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        HistorySeal.objects.update(sha256="0" * 64)
    as_owner(
        "UPDATE regencies_historyseal SET content = %s",
        b'{"number":1,"previous":null,"tables":{},"until":""}',
    )
    assert next(differences()) == "Seal 1: its content was changed."


@pytest.mark.django_db(transaction=True)
def test_seals_are_chained_and_each_holds_only_what_is_new():
    factories.regency()
    first = seal_history()
    factories.regency("Mempawah", "61.02")
    second, third = seal_history(), seal_history()
    contents = [json.loads(bytes(seal.content)) for seal in (first, second, third)]
    assert [content["previous"] for content in contents] == [None, first.sha256, second.sha256]
    assert [len(content["tables"].get(TABLE, {"rows": ()})["rows"]) for content in contents] == [1, 1, 0]
    assert list(differences()) == []
    as_owner_committed("DELETE FROM regencies_historyseal WHERE number = 2")
    assert "Seal 3: a seal before it was removed, inserted or replaced." in list(differences())


def as_owner_committed(sql: str) -> None:
    with transaction.atomic():
        as_owner(sql)


@pytest.mark.django_db(transaction=True)
def test_rows_of_a_transaction_still_open_wait_for_the_next_seal():
    factories.regency()
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("UPDATE regencies_regency SET capital = 'Kendawangan'")
        before = seal_history()
        cursor.execute("COMMIT")
    assert list(differences()) == []
    after = seal_history()
    assert before.until < after.until
    assert len(json.loads(bytes(after.content))["tables"][TABLE]["rows"]) == 1
    assert list(differences()) == []


def told(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().strip()


def test_the_commands_say_what_they_found(event):
    seal = HistorySeal.objects.get()
    assert (
        told("verify_history", "--seal", f" {seal.sha256[:32].upper()}\u200b\n{seal.sha256[32:]}")
        == f"As sealed: 1 seals, the last {seal.sha256}."
    )
    with pytest.raises(CommandError, match="1 differences"):
        told("verify_history", "--seal", "0" * 64)
    as_owner(f"DELETE FROM {TABLE}")  # noqa: S608
    with pytest.raises(CommandError, match=r"\d differences"):
        told("verify_history")
    assert told("seal_history").split()[0] == "2"
