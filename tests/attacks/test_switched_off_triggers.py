"""Somebody at a database console, as the restricted role of the server, who knows how to switch triggers off."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from regencies.actions.evidence.attach import attach_evidence
from regencies.choices import ReportStatus, Section, SecurityEvent
from regencies.models import Evidence, SecurityLine, User, YearlyReport
from tests import factories
from tests.builders import publication as world
from tests.once import once

pytestmark = pytest.mark.django_db

REWRITES = {
    "history": ["UPDATE regencies_yearlyreportevent SET status = 'draft'", "DELETE FROM awards_scoreevent"],
    "security log": [
        "UPDATE regencies_securityline SET about = ''",
        "DELETE FROM regencies_securityline",
    ],
    "publication": [
        "UPDATE awards_publication SET document = ''::bytea",
        "UPDATE awards_publication SET sha256 = repeat('0', 64)",
        "DELETE FROM awards_publication",
    ],
    "receipt": [
        "UPDATE regencies_receipt SET sha256 = repeat('0', 64)",
        "DELETE FROM regencies_receipt",
    ],
    "locked score": [
        "UPDATE awards_score SET value = 100",
        "DELETE FROM awards_score",
        "INSERT INTO awards_score (sheet_id, criterion_id, value, note) "
        "SELECT sheet_id, criterion_id, 100, '' FROM awards_score LIMIT 1",
    ],
    "locked sheet": [
        "UPDATE awards_scoresheet SET status = 'draft', locked_at = NULL",
        "DELETE FROM awards_scoresheet",
    ],
    "locked report": [
        "UPDATE regencies_yearlyreport SET status = 'verified'",
        "DELETE FROM regencies_yearlyreport",
        "UPDATE regencies_reportentry SET position = position + 100",
        "DELETE FROM regencies_reportentry",
    ],
    "figures of a locked report": [
        "UPDATE regencies_participation SET registered = 1",
        "DELETE FROM regencies_participation",
        "UPDATE regencies_ucjtarget SET target_pct = 1",
        "UPDATE regencies_fundedgroup SET persons = 1",
        "UPDATE regencies_identity SET office_name = ''",
        "UPDATE regencies_review SET verified_value = 1",
        "DELETE FROM regencies_review",
        "DELETE FROM regencies_explanation",
    ],
    "evidence of a locked report": [
        "UPDATE regencies_evidence SET sha256 = repeat('0', 64)",
        "UPDATE regencies_evidence SET title = 'Lain'",
        "DELETE FROM regencies_evidence",
    ],
}
CASES = [
    pytest.param(sql, id=f"{what}: {sql.split(' SET ')[0]}")
    for what, each in REWRITES.items()
    for sql in each
]


@once
def finished():
    """A published year whose reports were locked when scoring began, one of them with evidence."""
    category = world.category_with(["61.04"], others=0)
    world.published(category)
    attached(sent_by := factories.officer(factories.regency("Mempawah", "61.02")))
    report = YearlyReport.objects.get(regency=sent_by.offices[0])
    YearlyReport.objects.filter(pk=report.pk).update(
        status=ReportStatus.LOCKED,
        version=1,
        sent_at=timezone.now(),
        certified_by=sent_by,
        verified_at=timezone.now(),
        verified_by=sent_by,
    )
    SecurityLine.objects.create(at=timezone.now(), event=SecurityEvent.LOGIN, done=True, provinces=[])
    return category


def attached(by: User) -> Evidence:
    """A file that supports the targets of a draft."""
    report = factories.draft(by.offices[0], by=by)
    return attach_evidence(
        factories.entry(report, Section.TARGET), factories.pdf(), title="Surat", page="1", by=by
    )


@pytest.fixture
def console(finished):
    """A cursor of a role that may read and write every row and owns no table; all triggers are named to be ignored."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE paritrana_web NOLOGIN")
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO paritrana_web")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO paritrana_web")
        cursor.execute("SELECT array_agg(tgname::text)::text FROM pg_trigger WHERE NOT tgisinternal")
        [names] = cursor.fetchone()
        cursor.execute("SET LOCAL ROLE paritrana_web")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [names])
        yield cursor
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("sql", CASES)
def test_what_must_not_change_is_refused_though_its_trigger_was_named(console, sql):
    with pytest.raises(DatabaseError, match=r"Cannot|locked"), transaction.atomic():
        console.execute(sql)


def test_what_may_change_leaves_its_trace_all_the_same(console):
    console.execute("UPDATE regencies_regency SET capital = 'Kendawangan'")
    console.execute("SELECT capital FROM regencies_regencyevent ORDER BY pgh_id DESC LIMIT 1")
    assert console.fetchone() == ("Kendawangan",)


def test_the_rows_of_a_report_that_is_not_locked_do_change():
    report = factories.sent()
    item = report.entries.get(section="target")
    item.detail.target_pct = 60
    item.detail.save()
    assert report.entries.get(section="target").detail.target_pct == 60


def test_evidence_stays_the_file_it_is_before_any_lock():
    attached(factories.officer(factories.regency()))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE regencies_evidence SET title = 'Surat keputusan'")
        for change in (
            "sha256 = repeat('0', 64)",
            "file = 'evidence/other'",
            "size = 1",
            "name = 'lain.pdf'",
        ):
            with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
                cursor.execute(f"UPDATE regencies_evidence SET {change}")  # noqa: S608
