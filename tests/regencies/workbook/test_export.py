"""A whole report to take away, as XLSX and PDF, in every state, for whoever sees it."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from regencies.actions.report_status import submit_report, withdraw_report
from regencies.choices import Section
from regencies.models import User, YearlyReport
from tests import factories
from tests.builders import nominees
from tests.builders.browser_tab import browser
from tests.builders.workbook import problems, upload

pytestmark = pytest.mark.django_db


def taken(user: User, report: YearlyReport, suffix: str) -> bytes:
    response = browser(user).get(reverse(f"report_export_{suffix}", args=[report.pk]))
    assert response.status_code == 200
    return response.content


def printed(content: bytes) -> str:
    """The text of a PDF."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def first_sheet(content: bytes) -> list[tuple[str, str]]:
    """What the first sheet of a workbook says, by name."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [(row[0].value or "", row[1].value) for row in sheet.iter_rows(min_row=3)]


@pytest.fixture
def officer():
    return factories.officer(factories.regency(), "Siti Aminah")


@pytest.fixture
def draft(officer) -> YearlyReport:
    return factories.complete(factories.draft(factories.regency(), by=officer), officer)


def test_a_draft_says_so_on_both(draft, officer):
    paper, facts = printed(taken(officer, draft, "pdf")), first_sheet(taken(officer, draft, "xlsx"))
    assert paper.count("DRAF — belum dikirim") >= 2
    assert ("80.101" in paper, "Tanda terima" in paper, "SHA-256" in paper) == (True, False, False)
    assert facts[:2] == [
        ("Laporan", "Kabupaten Ketapang · tahun penilaian 2025"),
        ("Keadaan", "DRAF — belum dikirim"),
    ]


def test_every_cell_of_the_copy_is_there_and_locked(draft, officer):
    book = load_workbook(io.BytesIO(taken(officer, draft, "xlsx")))
    assert [sheet.title for sheet in book.worksheets][:3] == ["Keterangan", "Identitas dinas", "Kepesertaan"]
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert book["Kepesertaan"]["C5"].value == "80.101"
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.protection.locked for cell in cells} == {True}
    answer = upload(officer, 2025, taken(officer, draft, "xlsx"))
    assert (answer.status_code, "bukan berkas isian" in problems(answer)[0]) == (409, True)


def test_a_sent_report_is_its_receipt_and_a_withdrawn_one_a_draft_again(draft, officer):
    head = factories.head(factories.regency())
    receipt = submit_report(draft, by=head, statement=True)
    paper = printed(taken(officer, draft, "pdf"))
    assert (receipt.sha256[:32] in paper, "DRAF" in paper) == (True, False)
    assert dict(first_sheet(taken(officer, draft, "xlsx")))["Keadaan"].startswith("Versi 1, dikirim ")
    withdraw_report(YearlyReport.objects.get(pk=draft.pk), by=officer)
    told = "DRAF — versi 1 ditarik kembali, belum dikirim lagi"
    assert told in printed(taken(officer, draft, "pdf"))
    assert dict(first_sheet(taken(officer, draft, "xlsx")))["Keadaan"] == told


def test_who_sees_it_takes_it_and_nobody_else(draft, officer):
    verifier, admin = factories.verifier(), factories.admin()
    neighbour = factories.officer(factories.regency("Sambas", "61.01"))

    def answers(person: User) -> list[int]:
        return [
            browser(person).get(reverse(f"report_export_{suffix}", args=[draft.pk])).status_code
            for suffix in ("xlsx", "pdf")
        ]

    assert [answers(person) for person in (officer, verifier, admin, neighbour)] == [[200, 200]] + [
        [404, 404]
    ] * 3
    submit_report(draft, by=factories.head(factories.regency()), statement=True)
    assert [answers(person) for person in (verifier, admin, neighbour)] == [
        [200, 200],
        [200, 200],
        [404, 404],
    ]


def test_answers_evidence_and_findings_stand_on_the_first_sheet():
    report = factories.verified(registered={"wage_earners": (190_000, 71_405)})
    facts = first_sheet(taken(factories.admin(), report, "xlsx"))
    assert ("Penjelasan", "Sudah diperiksa bersama BPJS.") in facts
    assert (
        "Hasil verifikasi",
        f"Kepesertaan, {factories.entry(report, Section.PARTICIPATION).detail}: Sesuai",
    ) in facts
    assert dict(facts)["Keadaan"].endswith(", terverifikasi")


@pytest.mark.parametrize("kind", [nominees.COMPANY])
def test_a_nominee_is_named_with_its_place(kind):
    report = nominees.filled(kind)
    officer = factories.officer(report.regency)
    assert report.nominee.code in printed(taken(officer, report, "pdf"))
    facts = first_sheet(taken(officer, report, "xlsx"))
    assert facts[0] == ("Laporan", f"{report.participant} · tahun penilaian 2025")
    assert [text for name, text in facts if name == "Bukti dukung"] != []
