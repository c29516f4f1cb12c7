"""The verifier and the admin are told whether they read what was certified, or a draft after it."""

import re

import pytest
from django.urls import reverse

from regencies.actions.entry_edits import Change, save_entries
from regencies.actions.report_status import return_report, review_entry, submit_report, withdraw_report
from regencies.choices import ReviewState, Section
from regencies.models import YearlyReport
from tests import factories
from tests.builders.browser_tab import browser
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db
DRAFT = "Yang tampil adalah draf dinas: belum dikirim dan belum dinyatakan benar."


@pytest.fixture
def report():
    return factories.sent()


@pytest.fixture
def verifier(report):
    return factories.verifier(report.regency.province)


def seen(client, address, report) -> str:
    page = client.get(reverse(address, args=[report.pk]))
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def head_of(verifier, report) -> str:
    return seen(browser(verifier), "verifier_report", report)


def returned(report, verifier):
    entry = factories.entry(report, Section.TARGET)
    review_entry(entry, state=ReviewState.NEEDS_WORK, note="Perbaiki.", by=verifier)
    return_report(report, by=verifier, reason="Perbaiki.")
    return entry


def test_a_sent_report_is_what_was_certified(report, verifier):
    shown = head_of(verifier, report)
    assert "Tahun penilaian 2025 · versi 1 " in shown
    assert re.search(r"Dikirim \d+ \w+ \d{4} \d\d\.\d\d WIB, dinyatakan benar oleh", shown)
    assert DRAFT not in shown


def test_a_returned_report_is_a_draft_that_nobody_certified(report, verifier):
    entry = returned(report, verifier)
    shown = head_of(verifier, report)
    assert "Tahun penilaian 2025 · draf setelah versi 1 " in shown
    assert f"Versi 1 dikembalikan untuk perbaikan. {DRAFT}" in shown
    assert "dinyatakan benar oleh" not in shown
    assert "Tanda terima versi 1 (PDF)" in shown
    assert "Diubah setelah dikirim" not in shown
    officer = factories.officer(report.regency)
    entry = factories.entry(report, Section.TARGET)
    save_entries(report, [Change(entry.pk, entry.version, {"document": "RPJMD 2025–2029"})], by=officer)
    assert head_of(verifier, report).count("Diubah setelah dikirim") == 1


def test_a_withdrawn_report_is_a_draft_too(report, verifier):
    withdraw_report(report, by=factories.head(report.regency))
    assert f"Versi 1 ditarik kembali oleh dinas. {DRAFT}" in head_of(verifier, report)


def test_a_report_sent_again_and_taken_back_was_not_returned(report, verifier):
    returned(report, verifier)
    head = factories.head(report.regency)
    submit_report(report, by=head, statement=True)
    assert "· versi 2 " in head_of(verifier, report)
    withdraw_report(report, by=head)
    assert f"Versi 2 ditarik kembali oleh dinas. {DRAFT}" in head_of(verifier, report)


def test_the_admin_is_told_the_same(report, verifier):
    desk = logged_in(factories.admin(report.regency.province))
    address = "admin:regencies_yearlyreport_contents"
    assert DRAFT not in seen(desk, address, report)
    returned(report, verifier)
    assert f"Versi 1 dikembalikan untuk perbaikan. {DRAFT}" in seen(desk, address, report)


def test_the_office_sees_what_became_of_its_receipt(report, verifier):
    office = browser(factories.officer(report.regency))

    def shown() -> str:
        return office.get(reverse("report_receipt", args=[2025, 1])).content.decode()

    assert "Dikembalikan untuk perbaikan" not in shown()
    returned(report, verifier)
    assert "Versi ini dikembalikan verifikator." in shown()
    submit_report(YearlyReport.objects.get(), by=factories.head(report.regency), statement=True)
    assert "Ada versi yang lebih baru dari tanda terima ini." in shown()


def test_an_answered_question_is_no_longer_one_that_needs_an_answer(verifier):
    place = factories.regency("Sambas", "61.01")
    registered = {"wage_earners": (200_000, 71_405)}
    shown = head_of(verifier, factories.sent(place, registered=registered))
    assert "Sudah dijelaskan dinas" in shown
    assert "Perlu penjelasan" not in shown
