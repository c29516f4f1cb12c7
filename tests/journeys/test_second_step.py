"""Who must have a second step sets it up on the way to work, on a phone, and arrives there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from config.env import GUARDED
from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE
from tests.project.test_two_steps import code_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("window", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_verifier_sets_it_up_by_an_app_and_arrives_at_the_queue(someone, settings, window):
    settings.REQUIRE_SECOND_STEP = GUARDED
    settings.MFA_TOTP_TOLERANCE = 20  # a code stays good for ten minutes, however slow the machine is
    person = someone(window).log_in(factories.verifier(factories.province()).email)
    person.sees("Peran Bapak/Ibu mewajibkan verifikasi langkah dua.").shoot(f"langkah-dua-{window['width']}")
    person.open("/verifikator/").sees("Peran Bapak/Ibu mewajibkan verifikasi langkah dua.")
    person.press("Aktifkan").fill({"Kata sandi": factories.PASSWORD}).press("Lanjutkan")
    secret = person.page.locator(".hash").inner_text()
    person.fill({"Kode autentikator": code_of(secret)}).press("Aktifkan")
    person.shoot(f"langkah-dua-kode-{window['width']}").press("Lanjutkan pekerjaan")
    expect(person.page).to_have_url(f"{person.site}/verifikator/")
