"""A session forgotten at the office is ended from the telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("window", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_office_computer_is_logged_out_from_elsewhere(someone, window):
    officer = factories.officer(factories.regency(), "Siti Aminah")
    office = someone(LAPTOP, user_agent="Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/130.0")
    office.log_in(officer.email)
    person = someone(window).log_in(officer.email)
    person.open("/akun/verifikasi-langkah-dua/").press("Lihat perangkat yang masuk")
    person.sees("Firefox di Windows", "Perangkat ini").shoot(f"perangkat-{window['width']}")
    person.press("Keluarkan").sees("Firefox di Windows sudah keluar.")
    office.open("/laporan/")
    expect(office.page).to_have_url(f"{office.site}/akun/masuk/?next=/laporan/")
    person.press("Keluar dari semua perangkat").sees("Akun ini sudah keluar dari semua perangkat.")
