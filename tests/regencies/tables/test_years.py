"""The officer's start: one row for each year, with what was sent and what came back."""

import re

import pytest

from regencies.actions.report_status import return_report, review_entry
from regencies.choices import ReviewState, Section, WindowState
from regencies.models import FillingWindow
from tests import factories
from tests.builders.browser_tab import page

pytestmark = pytest.mark.django_db


def rows(user):
    """Cells of each row as text."""
    html = " ".join(page(user, "report_index").split())
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", body)]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def test_a_year_that_was_returned_shows_its_note_deadline_and_receipt(ketapang, officer):
    sent, verifier = factories.sent(ketapang), factories.verifier()
    review_entry(
        factories.entry(sent, Section.TARGET), state=ReviewState.NEEDS_WORK, note="Lampirkan SK.", by=verifier
    )
    return_report(sent, by=verifier, reason="Satu <butir>.")
    sent.refresh_from_db()
    [(year, status, deadline, receipts)] = rows(officer)
    assert (year, status) == ("Tahun penilaian 2025 Catatan verifikator: Satu &lt;butir&gt;.", "Dikembalikan")
    assert re.fullmatch(r"\w+, \d+ \w+ \d{4} \d\d\.\d\d WIB", deadline)
    assert re.fullmatch(r"Versi 1 , dikirim \d+ \w+ \d{4} \d\d\.\d\d WIB", receipts)
    assert 'href="/laporan/2025/tanda-terima/1/">Versi 1</a>' in page(officer, "report_index")


def test_years_come_newest_first_and_those_without_a_report_are_no_links(ketapang, officer):
    factories.draft(ketapang, 2024, by=officer)
    FillingWindow.objects.update(state=WindowState.CLOSED)
    factories.window(ketapang.province)
    shown = rows(officer)
    assert [row[:2] for row in shown] == [
        ["Tahun penilaian 2025", "Belum mulai diisi"],
        ["Tahun penilaian 2024", "Draf"],
    ]
    assert [row[3] for row in shown] == ["–", "Laporan tahun ini tidak dikirim."]
    assert [row[2] == "–" for row in shown] == [False, True]
    html = page(officer, "report_index")
    assert '<th scope="row">Tahun penilaian 2025</th>' in html
    assert '<th scope="row"><a href="/laporan/2024/">Tahun penilaian 2024</a></th>' in html


def test_without_years_there_is_an_explanation_and_no_table(officer):
    html = page(officer, "report_index")
    assert "Belum ada masa pengisian" in html
    assert "<table" not in html
