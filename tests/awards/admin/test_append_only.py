"""The history cannot be rewritten: not by the application, not by Django admin, not by SQL in a shell.

What a trigger refuses it refuses to everybody; each table is tried, so that a new model cannot be forgotten.
"""

from __future__ import annotations

import hashlib
import json
from itertools import chain

import pghistory
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from awards.choices import Phase
from awards.editions.candidates import name_candidate
from awards.models import (
    CoveragePage,
    LibraryItem,
    NominationPacket,
    PackedPage,
    Publication,
    PublicationFile,
)
from regencies.actions.entry_edits import save_entry
from regencies.actions.report_status import return_report, review_entry
from regencies.choices import ReviewState, Section
from regencies.models import (
    EntryMessage,
    HistoryCheck,
    HistorySeal,
    Notice,
    OutgoingMail,
    PageImage,
    Participation,
    Quarantined,
    Receipt,
    Regency,
    SecurityLine,
    YearlyReport,
)
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db

# Not tracked, and why no change of theirs could go unseen.
UNTRACKED = {
    Receipt: "a receipt is itself a frozen copy: no UPDATE, no DELETE",
    HistoryCheck: "frozen: no UPDATE, no DELETE",
    HistorySeal: "frozen: no UPDATE, no DELETE; `verify_history` holds the chain",
    EntryMessage: "frozen: no UPDATE, no DELETE",
    Notice: "frozen but for when it was read, and its address once that is erased: no other UPDATE, no DELETE",
    OutgoingMail: "rows of post_office, which logs every attempt; no setting of the award",
    SecurityLine: "frozen: no UPDATE, no DELETE",
    PageImage: "drawn from a stored file, and drawn anew when it is gone",
    Quarantined: "a mark until the scanner has answered; what it found is in the security log",
    CoveragePage: "made from frozen documents, and made anew likewise",
    PackedPage: "packed from a page that is stored, and packed anew where it is gone",
    NominationPacket: "made of files whose hashes are kept elsewhere; who asked is in the security log",
    LibraryItem: "copied from the reports a publication keeps, and copied anew with them",
    PublicationFile: "made from a frozen document; `render_publications --all` makes every one anew",
}
# Not copied into the history, and why.
LEFT_OUT = {
    ("user", "password"): "a hash is a secret",
    ("user", "last_login"): "changes at every login and says nothing about the award",
    ("publication", "document"): "frozen where it stands",
    ("signedminutes", "document"): "frozen where it stands",
    ("publication", "sealed_document"): "frozen where it stands",
    ("publication", "fingerprint"): "frozen where it stands",
    ("publicationplan", "fingerprint"): "never changed where it stands",
    ("publication", "receipt_codes"): "frozen where they stand",
    ("resultpaper", "content"): "made from a frozen document; its hash is in the history",
    ("signedminutes", "signatures"): "read in the file, whose hash is in the history",
    ("signedcopy", "signatures"): "read in the file, whose hash is in the history",
}
# A value of each kind of column, to fill an event row of any table with.
BLANKS = {"text": "", "character varying": "", "boolean": False, "ARRAY": [], "jsonb": {}}
MOMENTS = {"timestamp with time zone": "2026-01-01T00:00:00+07:00", "date": "2026-01-01"}


def our_models() -> list[type[models.Model]]:
    """Every model somebody wrote: without the event models, which are made from them."""
    made = chain.from_iterable(apps.get_app_config(app).get_models() for app in ("regencies", "awards"))
    return [model for model in made if not issubclass(model, pghistory.models.Event)]


TRACKED = [model for model in our_models() if model not in UNTRACKED]
by_name = pytest.mark.parametrize("model", TRACKED, ids=lambda model: model._meta.model_name)


def refused(sql: str) -> str:
    """What the database answers to a statement it does not carry out."""
    with connection.cursor() as cursor, pytest.raises(DatabaseError) as refusal, transaction.atomic():
        cursor.execute(sql)
    return str(refusal.value)


def insert_any_event(table: str) -> None:
    """A row with a value in every column that needs one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_name = %s AND is_nullable = 'NO' AND column_name <> 'pgh_id'",
            [table],
        )
        row = {name: (BLANKS | MOMENTS).get(kind, 0) for name, kind in cursor.fetchall()}
        columns = ", ".join(f'"{name}"' for name in row)
        cursor.execute(
            f"INSERT INTO {table} ({columns}) "  # noqa: S608
            f"SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s::jsonb)",
            [json.dumps(row)],
        )


def triggers_of(table: str) -> set[str]:
    """What the enabled row triggers that write events react to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgtype, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgrelid = %s::regclass AND t.tgenabled = 'O' AND NOT t.tgisinternal",
            [table],
        )
        kinds = {4: "insert", 8: "delete", 16: "update"}
        return {
            name
            for bits, body in cursor.fetchall()
            for bit, name in kinds.items()
            if bits & bit and bits & 1 and f'INSERT INTO "{table}event"' in body
        }


# Every model ----------------------------------------------------------------------------------------
def test_every_model_is_tracked_but_the_listed():
    tracked = {model for model in our_models() if getattr(model, "pgh_event_model", None)}
    assert set(our_models()) - tracked == set(UNTRACKED)


@by_name
def test_every_column_is_copied_but_the_listed(model):
    kept = {field.name for field in model.pgh_event_model._meta.concrete_fields}
    names = {field.name for field in model._meta.concrete_fields}
    left_out = {field for name, field in LEFT_OUT if name == model._meta.model_name}
    assert names - kept == left_out


@by_name
def test_every_change_of_a_row_is_recorded_whoever_makes_it(model):
    assert triggers_of(model._meta.db_table) == {"insert", "update", "delete"}


@by_name
def test_events_are_neither_changed_nor_deleted(model):
    table = model.pgh_event_model._meta.db_table
    insert_any_event(table)
    for sql in (f"UPDATE {table} SET pgh_label = 'lain'", f"DELETE FROM {table}"):  # noqa: S608
        assert "Cannot update or delete rows" in refused(sql)


# Who, when and why ----------------------------------------------------------------------------------
def last_event(row: models.Model) -> models.Model:
    return type(row).pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id").last()


def said(row: models.Model) -> dict[str, object]:
    """Who changed this row last and why; without the digest of what the verb was given."""
    return {name: what for name, what in last_event(row).pgh_context.items() if name != "given"}


def test_who_and_why_are_not_rewritten_either():
    """They stand in the event itself, which is append-only, and not in a row beside it."""
    report = factories.sent()
    table = YearlyReport.pgh_event_model._meta.db_table
    assert said(report)["user"] == report.certified_by_id
    assert "Cannot update" in refused(f"UPDATE {table} SET pgh_context = '{{\"user\": 1}}'")  # noqa: S608


def test_a_change_made_by_sql_is_recorded_too():
    place = factories.regency()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE regencies_regency SET capital = 'Kendawangan' WHERE id = %s", [place.pk])
    assert (last_event(place).pgh_label, last_event(place).capital) == ("update", "Kendawangan")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM regencies_regency WHERE id = %s", [place.pk])
    assert (last_event(place).pgh_label, last_event(place).name) == ("delete", "Ketapang")


def test_a_save_that_changes_nothing_leaves_no_event():
    place = factories.regency()
    Regency.objects.get(pk=place.pk).save()
    assert [event.pgh_label for event in Regency.pgh_event_model.objects.filter(pgh_obj_id=place.pk)] == [
        "insert"
    ]


def test_a_verb_leaves_its_author():
    typist = factories.officer(factories.regency())
    report = factories.draft(by=typist)
    entry = factories.entry(report, Section.PARTICIPATION)
    save_entry(entry, {"registered": 80_101}, expected_version=entry.version, by=typist)
    assert said(Participation.objects.get(entry=entry)) == {"user": typist.pk, "verb": "save_entries"}


def test_a_verb_leaves_its_reason():
    report, verifier = factories.sent(), factories.verifier()
    entry = factories.entry(report, Section.PARTICIPATION)
    review_entry(entry, state=ReviewState.NEEDS_WORK, by=verifier, note="Beda dari data BPJS.")
    return_report(report, by=verifier, reason="Perbaiki angka PU.")
    assert said(report) == {"user": verifier.pk, "verb": "return_report", "reason": "Perbaiki angka PU."}


def test_the_reason_of_one_verb_is_not_told_of_another():
    """One request, one history context: what a verb said ends with the verb."""
    edition = world.scoring_edition(phase=Phase.CANDIDATES)
    by = factories.admin(edition.province)
    place = factories.regency()
    entry = world.category_of(edition).entries.create(regency=place)
    with pghistory.context(user=by.pk, url="/admin/"):
        name_candidate(entry, False, "Tidak mengirim laporan.", by=by)
        first = said(entry)
        Regency.objects.filter(pk=place.pk).update(capital="Kendawangan")
    assert first == {
        "user": by.pk,
        "url": "/admin/",
        "verb": "name_candidate",
        "reason": "Tidak mengirim laporan.",
    }
    assert said(entry) == first
    assert said(place) == {"user": by.pk, "url": "/admin/"}


def test_a_verb_within_a_verb_speaks_for_itself_only():
    report, verifier = factories.sent(), factories.verifier()
    entry = factories.entry(report, Section.PARTICIPATION)
    review = review_entry(entry, state=ReviewState.APPROVED, by=verifier)
    assert said(report) == {"user": verifier.pk, "verb": "start_verification"}
    assert said(review) == {"user": verifier.pk, "verb": "review_entry"}


# Frozen where they stand ----------------------------------------------------------------------------
def test_a_receipt_is_neither_changed_nor_deleted():
    report = factories.sent()
    for sql in (
        "UPDATE regencies_receipt SET document = ''::bytea",
        "UPDATE regencies_receipt SET version = 9",
        "DELETE FROM regencies_receipt",
    ):
        assert "Cannot update or delete rows" in refused(sql)
    assert Receipt.objects.get(report=report).version == 1


@pytest.fixture
def publication():
    edition = world.scoring_edition()
    document = b"{}"
    return Publication.objects.create(
        category=world.category_of(edition),
        number=1,
        document=document,
        sha256=hashlib.sha256(document).hexdigest(),
        published_at=timezone.now(),
        published_by=factories.admin(edition.province),
    )


@pytest.mark.parametrize(
    "change",
    ["document = ''::bytea", "sha256 = 'x'", "number = 2", "reason = 'lain'", "published_at = now()"],
)
def test_a_publication_is_not_changed(publication, change):
    assert "Cannot update rows" in refused(f"UPDATE awards_publication SET {change}")  # noqa: S608


def test_a_publication_is_superseded_but_never_deleted(publication):
    assert "Cannot delete rows" in refused("DELETE FROM awards_publication")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE awards_publication SET live = false")
    assert last_event(publication).live is False
