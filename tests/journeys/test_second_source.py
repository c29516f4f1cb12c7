"""A verifier takes the branch's figure over with one click, and closes the reconciliation with the signed scan."""

from __future__ import annotations

import pytest

from regencies.actions.report_status import start_verification
from regencies.choices import Section
from regencies.models import Review, SignedMinutes
from tests import factories
from tests.journeys.conftest import LAPTOP, stands

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_click_fills_in_a_finding_saves_it_and_the_signed_scan_closes_it(someone):
    report = factories.sent()
    factories.branch_figures(report.regency, report.year, wage_earners=70_000)
    verifier = factories.verifier(report.regency.province)
    start_verification(report, by=verifier)
    entry = factories.entry(report, Section.PARTICIPATION)
    vera = someone(LAPTOP).enter(verifier).open(f"/verifikator/{report.pk}/")
    vera.sees("1 segmen berbeda lebih dari 5% dari angka BPJS", "+10.101 (+14,43%)", "Selisih besar")
    card = vera.page.locator(f"#butir-{entry.pk}")
    card.get_by_role("link", name="Pakai angka BPJS").click()
    card.get_by_label("Sesuai", exact=True).check()
    stands(
        lambda: [*Review.objects.values_list("state", "verified_value", "verified_previous")],
        [("approved", 70_000, None)],
    )
    assert Review.objects.get().note.startswith("Angka BPJS dipakai: Surat BPJS B/12/2025")
    card.locator("td", has_text="70.000").nth(1).wait_for()  # agreed, in place
    vera.press("Rekonsiliasi dan berita acara")
    code = vera.page.locator("main, header").get_by_text("kode").first.inner_text().split()[-1]
    vera.page.get_by_label("Kode pada kertas").fill(code)
    vera.page.get_by_label("Hasil pindai").set_input_files(
        {"name": "ba.pdf", "mimeType": "application/pdf", "buffer": factories.PDF}
    )
    vera.press("Unggah berita acara").sees("Sudah ditandatangani")
    assert SignedMinutes.objects.get().document_sha256.startswith(code)
