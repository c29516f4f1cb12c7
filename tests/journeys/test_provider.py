"""In through an OpenID provider on another host, in a browser: no policy of ours stands in the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.builders.provider import served
from tests.journeys.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("window", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_an_officer_comes_in_through_the_provider_and_is_told_when_it_is_away(
    someone, settings, live_server, window
):
    officer = factories.officer(factories.regency())
    settings.SITE_URL = live_server.url
    person = someone(window)
    with served() as provider:
        settings.OIDC = provider.setting
        provider.address, provider.shows_page = officer.email, True
        person.open("/laporan/").shoot(f"masuk-penyedia-{window['width']}")
        person.page.get_by_role("link", name="Masuk dengan Akun Pemda").click()
        person.page.get_by_role("link", name="Setuju").click()
        expect(person.page).to_have_url(f"{person.site}/laporan/")
        elsewhere = [said for said in person.complaints if said.startswith(f"asked {provider.url}/")]
        assert person.complaints == elsewhere != []  # nothing else was asked, nothing was refused
        person.complaints.clear()
        person.check()
    person.page.context.clear_cookies()
    person.open("/akun/masuk/").page.get_by_role("link", name="Masuk dengan Akun Pemda").click()
    expect(person.page.get_by_role("heading", name="Belum dapat dilanjutkan")).to_be_visible()
    person.complaints.clear()  # the browser tells the status 503
    person.check().sees("Akun Pemda tidak menjawab permintaan situs ini.").press("Pakai kata sandi")
    person.log_in(officer.email)
    expect(person.page).to_have_url(f"{person.site}/laporan/")
