"""The history says who, when, what, from what, to what and why; it grows with events, its queries do not."""

import datetime

import pghistory
import pytest
from django.apps import apps

from awards.choices import Phase
from regencies.actions.entries import remove_entry
from regencies.actions.entry_edits import Change as Edit
from regencies.actions.entry_edits import save_entries
from regencies.actions.report_status import return_report, review_entry
from regencies.checks.registry import TITLES
from regencies.choices import ReviewState, Section
from regencies.l10n.field_text import field_text
from regencies.models import Participation
from regencies.presenters.audit_log import _fields, changes, report_changes
from tests import factories
from tests.database import triggers_off

pytestmark = pytest.mark.django_db


def told(rows):
    return [(row.who, row.field, row.before, row.after, row.reason) for row in rows]


def test_a_correction_names_its_author_and_both_figures_in_indonesian_writing():
    report = factories.draft(by=(typist := factories.officer(factories.regency(), "Siti Aminah")))
    entry = factories.entry(report, Section.PARTICIPATION)
    for figure in (71_405, 80_101):
        entry.refresh_from_db()
        save_entries(report, [Edit(entry.pk, entry.version, {"registered": figure})], by=typist)
    assert told(changes(Participation.objects.get(entry=entry))) == [
        ("Siti Aminah", "Peserta aktif tahun penilaian", "71.405", "80.101", ""),
        ("Siti Aminah", "Peserta aktif tahun penilaian", "–", "71.405", ""),
        ("Siti Aminah", "Segmen", "–", "Penerima Upah (PU)", ""),
    ]


def test_a_reports_history_names_the_entry_and_the_reason():
    report = factories.sent()
    verifier = factories.verifier(name="Drs. Budi, M.Si.")
    entry = factories.entry(report, Section.PARTICIPATION)
    review_entry(entry, state=ReviewState.NEEDS_WORK, by=verifier, note="Beda dari data BPJS.")
    return_report(report, by=verifier, reason="Perbaiki angka PU.")
    rows = report_changes(report)
    assert told(row for row in rows if row.field == "Status")[0] == (
        "Drs. Budi, M.Si.",
        "Status",
        "Dikirim",
        "Dikembalikan",
        "Perbaiki angka PU.",
    )
    reviews = [row for row in rows if row.field.startswith("Verifikasi butir")]
    assert [(row.field, row.after) for row in reviews] == [
        ("Verifikasi butir: Penerima Upah (PU) · Hasil", "Perlu perbaikan"),
        ("Verifikasi butir: Penerima Upah (PU) · Catatan", "Beda dari data BPJS."),
    ]
    assert rows == sorted(rows, key=lambda row: row.when, reverse=True)


def test_a_clock_that_was_put_back_changes_no_before_and_after():
    place = factories.regency()
    for name in ("Satu", "Dua"):
        place.capital = name
        place.save()
    ahead = place.pgh_event_model.objects.order_by("pgh_id")[1]
    with triggers_off():
        moment = ahead.pgh_created_at + datetime.timedelta(days=1)
        place.pgh_event_model.objects.filter(pk=ahead.pk).update(pgh_created_at=moment)
    found = [(row.before, row.after) for row in changes(place)]
    assert found[:2] == [("Satu", "Dua"), ("Ketapang", "Satu")]


def test_what_was_deleted_is_still_told():
    typist = factories.officer(factories.regency(), "Siti Aminah")
    report = factories.draft(by=typist)
    entry = factories.add_group(report, typist, persons=34_400)
    remove_entry(entry, expected_version=entry.version, by=typist)
    gone = [row for row in report_changes(report) if row.after == "dihapus"]
    assert ("Pekerja perkebunan sawit (DBH Sawit) · Jumlah orang", "34.400") in [
        (row.field, row.before) for row in gone
    ]


def test_dates_lists_and_nobody():
    edition = factories.edition(phase=Phase.PREPARATION)
    edition.sk_date = datetime.date(2026, 1, 12)
    edition.tie_break = ["group:B", "criterion:A2"]
    with pghistory.context(reason="SK terbit"):
        edition.save()
    assert told(changes(edition))[:2] == [
        (
            "Sistem",
            "Penentu bila nilai sama",
            "Kelompok A, Kriteria A2, Kelompok B",
            "Kelompok B, Kriteria A2",
            "SK terbit",
        ),
        ("Sistem", "Tanggal SK", "–", "12 Januari 2026", "SK terbit"),
    ]
    assert ("Tahun penghargaan", "2026") in [(row.field, row.after) for row in changes(edition)]


@pytest.mark.parametrize("groups", [1, 3])
def test_queries_do_not_grow_with_events(groups, django_assert_num_queries):
    typist = factories.officer(factories.regency())
    report = factories.draft(by=typist)
    for number in range(groups):
        factories.add_group(report, typist, persons=1_000 + number)
    with django_assert_num_queries(3):
        assert len(report_changes(report)) > groups * 5


@pytest.mark.parametrize("rule", [*TITLES, "no_longer_asked"])
def test_an_answer_names_its_rule_in_words(rule):
    report = factories.draft(by=(officer := factories.officer(factories.regency())))
    answer = report.explanations.create(rule=rule, asked="Mengapa?", answer="Begini.", answered_by=officer)
    told_as = TITLES.get(rule, "Pertanyaan yang tidak lagi diajukan")
    for row in (changes(answer), report_changes(report)):
        assert [one.after for one in row if one.field.endswith("Aturan")] == [told_as]


TRACKED = [model for model in apps.get_models() if hasattr(model, "pgh_event_model")]
WRITTEN = {  # short texts of which every one is what somebody typed, or an address, a number or a name by itself
    "Province": {"code", "name", "slug", "time_zone"},
    "Regency": {"name", "kemendagri_code", "bps_code", "capital", "office_name"},
    "OfficialWorkforce": {"source"},
    "MinimumPremium": {"source"},
    "User": {"email", "full_name", "nip", "phone"},
    "Invitation": {"duty"},
    "Evidence": {"title", "name", "page"},
    "Identity": {"office_name", "address", "head_name", "head_nip", "contact_name", "contact_phone"},
    "UcjTarget": {"document"},
    "FundedGroup": {"programmes", "group_name"},
    "PublicWorkers": {"source"},
    "RegulationUse": {"articles", "pages"},
    "BudgetLine": {"activity"},
    "Regulation": {"number", "title"},
    "Innovation": {"name"},
    "Nominee": {"name", "code", "address", "contact_name", "contact_phone"},
    "FillingWindow": {"kind"},
    "NomineeProfile": {"chief_name", "chief_title", "address", "contact_name", "contact_phone"},
    "Headcount": {"source"},
    "Statement": {"signed_by", "signed_as"},
    "Edition": {"sk_number"},
    "Category": {"slug", "name", "kind"},
    "CriterionGroup": {"code", "name"},
    "Criterion": {"code", "name"},
    "Band": {"label"},
    "SpecialAward": {"title"},
    "Seat": {"element"},
    "SheetReceipt": {"code", "salt"},
    "Publication": {"sha256"},
    "Objection": {"letter", "about", "judged"},
    "ObjectionFile": {"title", "name"},
    "SpecialAwardFile": {"title", "name"},
    "PaperFile": {"title", "name"},
    "ResultPaper": {"key", "number", "place", "signer", "signer_title", "signer_nip", "addressee", "sha256"},
    "SignedCopy": {"title", "name", "made_sha256"},
    "BranchFigure": {"source"},
    "FiguresFile": {"title", "name"},
    "SignedMinutes": {"title", "name", "number"},
}


def test_every_choice_the_history_holds_is_told_in_words():
    as_code, texts = {}, {}
    for model in TRACKED:
        for field in _fields(model):
            if field.choices:
                told = {
                    code: field_text(model(**{field.name: code}), field.name) for code, _ in field.choices
                }
                as_code |= {
                    (model.__name__, code): text for code, text in told.items() if text in {code, "–"}
                }
            elif type(field).__name__ in {"CharField", "SlugField", "EmailField"}:
                texts.setdefault(model.__name__, set()).add(field.name)
    assert as_code == {}
    assert texts.pop("Explanation") == {"rule"}
    assert texts == WRITTEN


def test_an_officer_who_answers_for_what_the_head_typed_is_told():
    """Nothing but who answers for the entry changes; saving it once more changes nothing."""
    office = factories.regency()
    head, officer = factories.head(office, "Hj. Ratna"), factories.officer(office, "Siti Aminah")
    report = factories.draft(office, by=officer)
    entry = factories.entry(report, Section.PARTICIPATION)
    save_entries(report, [Edit(entry.pk, entry.version, {"registered": 71_405})], by=head)
    before = told(report_changes(report))
    for _ in range(2):
        entry.refresh_from_db()
        save_entries(report, [Edit(entry.pk, entry.version, {"registered": 71_405})], by=officer)
    after = told(report_changes(report))
    assert [row for row in after if row not in before] == [
        ("Siti Aminah", "Penerima Upah (PU) · Penanggung jawab isian", "Hj. Ratna", "Siti Aminah", "")
    ]
    assert len(after) == len(before) + 1
