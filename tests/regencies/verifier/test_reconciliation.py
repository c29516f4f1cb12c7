"""The reconciliation of a report: its page, its minutes on paper, and the signed scan that closes it."""

from __future__ import annotations

import hashlib
import json
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from regencies.actions.errors import Refused
from regencies.actions.report_status import return_report, review_entry, start_verification
from regencies.actions.verification.minutes import keep_signed_minutes
from regencies.checks.build_snapshot import entries_of
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.figures.second_source import with_branch_figures
from regencies.models import SignedMinutes, YearlyReport
from regencies.presenters.audit_log import report_changes
from regencies.receipts.typesetting import NotPrinted
from regencies.reconciliation import paper
from regencies.reconciliation.document import Minutes, minutes_of
from tests import factories
from tests.builders import nominees
from tests.builders.authority import signed
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    report = factories.sent()
    factories.branch_figures(report.regency, 2025, wage_earners=70_000)
    factories.branch_figures(report.regency, 2024, wage_earners=71_405)
    return report


@pytest.fixture
def verifier(report):
    return factories.verifier(report.regency.province)


@pytest.fixture
def begun(report, verifier):
    return start_verification(report, by=verifier)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def minutes(report) -> Minutes:
    known = with_branch_figures(YearlyReport.objects.with_participant()).get(pk=report.pk)
    return minutes_of(known, entries_of(known))


def agree(report, verifier, value=70_000):
    entry = factories.entry(report, Section.PARTICIPATION)
    review_entry(
        entry, state=ReviewState.APPROVED, by=verifier, note="Angka BPJS dipakai", verified_value=value
    )


def scan(text: bytes = b"") -> SimpleUploadedFile:
    return factories.pdf("berita acara.pdf", factories.PDF + b"%%" + text)


def test_the_minutes_say_both_sides_the_agreed_value_and_why(begun, verifier):
    agree(begun, verifier)
    said = minutes(begun).said
    assert said["number"] == "BA-REK/61.04/2025/V1"
    assert said["participation"][0] == {
        "label": "Penerima Upah (PU)",
        "year": 2025,
        "claimed": "80.101",
        "branch": "70.000",
        "difference": "+10.101 (+14,43%)",
        "is_notable": True,
        "agreed": "70.000",
    }
    assert (said["participation"][2]["branch"], said["participation"][2]["difference"]) == ("–", "–")
    assert said["participation"][1]["agreed"] == "71.405"
    assert {line["agreed"] for line in said["participation"][2:]} == {"–"}
    assert said["notes"] == [["Penerima Upah (PU)", "Angka BPJS dipakai"]]
    assert [each["source"] for each in said["sources"]] == [
        "Surat BPJS B/12/2025, per 31 Desember 2024",
        "Surat BPJS B/12/2025, per 31 Desember 2025",
    ]
    target = factories.entry(begun, Section.TARGET)
    review_entry(target, state=ReviewState.APPROVED, by=verifier, note="RPJMD", verified_value=30_000)
    assert minutes(begun).said["agreed"] == [
        {
            "section": "Target UCJ dan pekerja rentan",
            "entry": "Target UCJ dan pekerja rentan",
            "label": "Jumlah pekerja rentan yang dilindungi",
            "claimed": "34.400",
            "agreed": "30.000",
            "reason": "RPJMD",
        }
    ]


def test_the_same_report_makes_the_same_bytes_another_figure_another_code(begun, verifier):
    first = minutes(begun)
    assert first.document == minutes(begun).document
    assert hashlib.sha256(first.document).hexdigest() == first.sha256
    printed = paper.minutes_pdf(first, begun.pk)
    time.sleep(1.1)  # no second of the clock stands in it
    assert paper.minutes_pdf(minutes(begun), begun.pk) == printed
    agree(begun, verifier)
    assert minutes(begun).code != first.code


def test_a_nominees_minutes_name_it_and_what_was_agreed():
    report = nominees.sent(nominees.COMPANY)
    verifier = factories.verifier(report.regency.province)
    start_verification(report, by=verifier)
    entry = factories.entry(report, Section.COMPLIANCE)
    review_entry(entry, state=ReviewState.APPROVED, by=verifier, note="Data cabang", pays_on_time=False)
    found = minutes(report)
    assert report.nominee.code in found.number
    assert [(line["claimed"], line["agreed"]) for line in found.said["agreed"]] == [("Ya", "Tidak")]
    assert paper.minutes_pdf(found, report.pk).startswith(b"%PDF")


def test_page_and_paper_are_there_once_verification_began_in_any_state_after(report, verifier):
    office, desk = client_of(factories.head(report.regency)), client_of(verifier)
    addresses = [reverse(name, args=[report.pk]) for name in ("reconciliation", "reconciliation_pdf")]
    assert {who.get(url).status_code for who in (office, desk) for url in addresses} == {404}
    start_verification(report, by=verifier)
    for state in (ReportStatus.SENT, ReportStatus.RETURNED):
        assert {who.get(url).status_code for who in (office, desk) for url in addresses} == {200}, state
        if state == ReportStatus.SENT:
            entry = factories.entry(report, Section.TARGET)
            review_entry(entry, state=ReviewState.NEEDS_WORK, by=verifier, note="Periksa")
            return_report(report, by=verifier)
    shown = desk.get(addresses[1])
    assert shown["Content-Type"] == "application/pdf"
    assert 'filename="ba-rek-61.04-2025-v1.pdf"' in shown["Content-Disposition"]


def test_a_paper_that_fails_leaves_its_page(begun, verifier, monkeypatch, tmp_path):
    broken = tmp_path / "broken.typ"
    broken.write_text("#panic(1)")
    monkeypatch.setattr(paper, "TEMPLATE", broken)
    with pytest.raises(NotPrinted):
        paper.minutes_pdf(minutes(begun), begun.pk)
    desk = client_of(verifier)
    answer = desk.get(reverse("reconciliation_pdf", args=[begun.pk]))
    assert answer.status_code == 503
    assert "PDF tidak dapat dibuat sekarang." in answer.content.decode()
    assert "70.000" in answer.content.decode()
    assert desk.get(reverse("reconciliation", args=[begun.pk])).status_code == 200


def test_the_signed_scan_closes_it_and_what_was_signed_is_kept(begun, verifier):
    desk, found = client_of(verifier), minutes(begun)
    url = reverse("reconciliation", args=[begun.pk])
    assert desk.post(url, {"code": found.code}).status_code == 422
    assert desk.post(url, {"code": found.code.upper(), "file": scan()}).status_code == 302
    row = SignedMinutes.objects.get()
    assert (json.loads(bytes(row.document)), row.document_sha256) == (found.said, found.sha256)
    page = desk.get(url).content.decode()
    assert "Sudah ditandatangani" in page
    assert "Unggah berita acara" not in page
    kept = client_of(factories.head(begun.regency)).get(reverse("signed_minutes", args=[row.pk]))
    assert kept.status_code == 200
    assert [one.after for one in report_changes(begun) if "tangan" in one.field and "Nomor" in one.field] == [
        found.number
    ]
    agree(begun, verifier)
    page = desk.get(url).content.decode()
    assert "Belum ditandatangani" in page
    assert "sudah berubah setelah ditandatangani" in page


def test_paper_that_says_something_else_is_refused_and_the_advice_passes(begun, verifier):
    old = minutes(begun).code
    agree(begun, verifier)
    with pytest.raises(Refused) as refused:
        keep_signed_minutes(begun, scan(), code=old, by=verifier)
    (reason,) = refused.value.reasons
    assert reason == (
        f"Kode “{old}” bukan kode berita acara sekarang, “{minutes(begun).code}”. Periksa ketikannya, atau cetak "
        "dan tanda tangani lagi."
    )
    assert not SignedMinutes.objects.exists()
    code = f" {minutes(begun).code.upper()} "
    first = keep_signed_minutes(begun, scan(b"2"), code=code, by=verifier)
    assert keep_signed_minutes(begun, scan(b"2"), code=code, by=verifier) == first
    second = keep_signed_minutes(begun, scan(b"3"), code=code, by=verifier)
    assert set(SignedMinutes.objects.all()) == {first, second}


@pytest.mark.django_db(transaction=True)
def test_two_taps_on_one_scan_at_the_same_moment_keep_it_once(begun, verifier):
    code = minutes(begun).code
    first, second = race(
        *[lambda: keep_signed_minutes(begun, scan(b"2"), code=code, by=verifier) for _ in range(2)]
    )
    assert (second, SignedMinutes.objects.get()) == (first, first)


def test_who_may_not_upload(begun, verifier):
    head = factories.head(begun.regency)
    with pytest.raises(Refused, match="Hanya verifikator"):
        keep_signed_minutes(begun, scan(), code=minutes(begun).code, by=head)
    url = reverse("reconciliation", args=[begun.pk])
    assert client_of(head).post(url, {"code": "x", "file": scan()}).status_code == 403
    YearlyReport.objects.filter(pk=begun.pk).update(opened_at=None)
    with pytest.raises(Refused, match="belum dimulai"):
        keep_signed_minutes(begun, scan(), code="x", by=verifier)


def test_the_page_costs_a_constant_number_of_queries(begun, verifier, django_assert_num_queries):
    desk = client_of(verifier)
    with django_assert_num_queries(10):
        desk.get(reverse("reconciliation", args=[begun.pk]))
    for number in range(3):
        keep_signed_minutes(begun, scan(b"%d" % number), code=minutes(begun).code, by=verifier)
    with django_assert_num_queries(10):
        desk.get(reverse("reconciliation", args=[begun.pk]))


def test_both_sides_sign_the_pdf_and_the_page_says_who_and_whether_it_is_intact(begun, verifier):
    made = paper.minutes_pdf(minutes(begun), begun.pk)
    once = signed(made, "ttd-dinas", "Kepala Dinas")
    twice = signed(once, "ttd-provinsi", "BPJS Ketenagakerjaan Ketapang")
    row = keep_signed_minutes(begun, a_pdf(twice), code=minutes(begun).code, by=verifier)
    assert [(one["name"], one["intact"], one["field"]) for one in row.signatures["signatures"]] == [
        ("Kepala Dinas", True, "ttd-dinas"),
        ("BPJS Ketenagakerjaan Ketapang", True, "ttd-provinsi"),
    ]
    shown = client_of(verifier).get(reverse("reconciliation", args=[begun.pk])).content.decode()
    assert (
        "2 tanda tangan elektronik. Isinya PDF yang dibuat di sini; setelah itu hanya ditambah tanda tangan."
        in shown
    )
    assert "Rantai sertifikat tidak diperiksa" in shown
    assert shown.count(">Utuh<") == 2


def test_a_scan_claims_nothing_about_signatures(begun, verifier):
    row = keep_signed_minutes(begun, scan(), code=minutes(begun).code, by=verifier)
    shown = client_of(verifier).get(reverse("reconciliation", args=[begun.pk])).content.decode()
    assert row.signatures is None  # it is hardly a PDF
    assert "Tanda tangan elektronik di dalam PDF ini belum atau tidak dapat diperiksa." in shown
    assert "Nama dalam sertifikat" not in shown


def a_pdf(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("berita-acara.pdf", content, "application/pdf")
