"""The verifier reads a file page by page beside the report, by keyboard, and without scripts all the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.report_status import submit_report
from regencies.choices import Section
from tests import factories
from tests.builders.pdfs import pages_pdf
from tests.journeys.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("viewport", "scripts"), [(PHONE, False), (LAPTOP, True)])
def test_a_verifier_reads_the_pages_cited(someone, viewport, scripts):
    place = factories.regency()
    officer, head = factories.officer(place, "Siti Aminah"), factories.head(place)
    report = factories.complete(factories.draft(place, by=officer), officer)
    entry = factories.entry(report, Section.TARGET)
    upload = factories.pdf("perbup.pdf", pages_pdf(5, box=b"0 0 595 842"))
    evidence = attach_evidence(entry, upload, title="Perbup 83", page="3–4", by=officer)
    submit_report(report, by=head, statement=True)
    verifier = factories.verifier(place.province)
    person = someone(viewport, java_script_enabled=scripts).enter(verifier)
    page = person.page
    page.goto(f"{person.site}/verifikator/{report.pk}/")
    page.get_by_role("link", name="Lihat halamannya Perbup 83").click()
    expect(page).to_have_url(f"{person.site}/bukti/{evidence.pk}/halaman/")
    picture = page.get_by_role("img", name="Halaman 3 dari 5 berkas “Perbup 83”")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1190)
    page.get_by_role("link", name="Berikutnya").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="Halaman 4 dari 5")).to_be_visible()
    page.get_by_label("Ke halaman").fill("5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="Halaman 5 dari 5")).to_be_visible()
    if scripts:
        person.check()
    person.shoot(f"halaman-{viewport['width']}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh berkas asli").click()
    assert download.value.suggested_filename == "perbup.pdf"
