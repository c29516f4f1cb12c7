"""A verifier asks about an entry, the office answers on a phone, the verifier closes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from regencies.models import EntryMessage
from tests import factories
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
PASTED = "“Rekap” bulan apa?\u00a0Mohon – bila ada – dilampirkan."


def test_a_question_is_asked_answered_and_closed(someone):
    report = factories.sent()
    officer = report.regency.memberships.filter(role="officer").first().user
    verifier = factories.verifier(report.regency.province, "Vera")

    asking = someone().enter(verifier).open(f"/verifikator/{report.pk}/")
    asking.press("Tanyakan kepada dinas")
    asking.page.get_by_label("Pesan").fill(PASTED)
    asking.press("Kirim pesan").sees("Pesan terkirim.", "Terbuka").shoot("percakapan-verifikator")

    answering = someone(PHONE).enter(officer).open("/pemberitahuan/")
    answering.press("Verifikator bertanya")
    expect(answering.page.locator("nav a[aria-current=page]").first).to_have_text("Laporan")
    answering.sees("“Rekap” bulan apa?", "Terbuka").shoot("percakapan-ponsel")
    answering.page.get_by_label("Pesan").first.fill("Desember 2025, terlampir.")
    answering.press("Kirim pesan").sees("Pesan terkirim.", "Dijawab").shoot("percakapan-dijawab-ponsel")

    asking.press("Tandai selesai").sees("Ada pesan baru sejak halaman dibuka")  # asked before it was answered
    asking.press("Tandai selesai").sees("Percakapan ditandai selesai.", "Selesai")
    assert [said.state for said in EntryMessage.objects.order_by("pk")] == ["open", "answered", "done"]
