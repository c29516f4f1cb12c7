"""A passkey from being added to being removed, by the authenticator that Chromium brings for tests."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from config.env import GUARDED
from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE, Person, stands

pytestmark = pytest.mark.django_db(transaction=True)
OF_A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(person: Person) -> Person:
    """The same person, whose browser has an authenticator from now on."""
    devtools = person.page.context.new_cdp_session(person.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": OF_A_PHONE})
    return person


def add(person: Person, name: str) -> None:
    person.press("Tambah kunci sandi").fill({"Kata sandi": factories.PASSWORD}).press("Lanjutkan")
    person.fill({"Nama kunci": name}).shoot(f"kunci-sandi-{person.page.viewport_size['width']}")
    person.page.get_by_role("button", name="Tambahkan kunci").click()
    expect(person.page.get_by_role("heading", name="Kode cadangan")).to_be_visible()
    person.check()


@pytest.mark.parametrize("window", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_verifier_adds_a_key_comes_in_by_it_names_it_and_removes_it(someone, settings, window, mailoutbox):
    settings.REQUIRE_SECOND_STEP = GUARDED
    verifier = factories.verifier(factories.province())
    person = with_authenticator(someone(window).log_in(verifier.email))
    add(person, "Telepon dinas")
    person.press("Lanjutkan pekerjaan")
    expect(person.page).to_have_url(f"{person.site}/verifikator/")
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Telepon dinas"

    person.page.context.clear_cookies()
    person.log_in(verifier.email).shoot(f"langkah-dua-kunci-{window['width']}")
    person.page.get_by_role("button", name="Pakai kunci sandi").click()
    expect(person.page).to_have_url(f"{person.site}/verifikator/")

    person.open("/akun/verifikasi-langkah-dua/").press("Lihat kunci").shoot(f"kunci-daftar-{window['width']}")
    person.press("Ganti nama Telepon dinas").press("Pakai kunci sandi")
    expect(person.page.get_by_role("heading", name="Konfirmasi")).to_be_visible()
    person.page.get_by_role("button", name="Pakai kunci sandi").click()
    expect(person.page.get_by_role("heading", name="Ganti nama kunci sandi")).to_be_visible()
    person.check().fill({"Nama kunci": "Telepon lama"}).press("Simpan nama")
    person.press("Hapus Telepon lama").sees("“Telepon lama” tidak lagi dapat dipakai untuk masuk.")
    person.press("Hapus kunci")
    stands(lambda: Authenticator.objects.filter(type="webauthn").count(), 0)
    assert [mail.subject for mail in mailoutbox if "Kunci" in mail.subject] == [
        "Kunci sandi ditambahkan",
        "Kunci sandi dihapus",
    ]


def test_a_key_the_browser_does_not_bring_is_said_in_the_page(someone):
    """The authenticator holds one for this account already, and makes no other."""
    person = with_authenticator(someone().log_in(factories.verifier(factories.province()).email))
    person.open("/akun/verifikasi-langkah-dua/")
    add(person, "Laptop dinas")
    person.open("/akun/verifikasi-langkah-dua/webauthn/").press("Tambah kunci sandi")
    person.page.get_by_role("button", name="Tambahkan kunci").click()
    expect(person.page.get_by_role("alert")).to_have_text(
        "Kunci sandi belum terbaca. Silakan coba lagi, atau pakai cara lain."
    )
    person.check().shoot("kunci-sandi-belum-terbaca")
