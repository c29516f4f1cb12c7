"""The second step, attempts and one-time codes: who may, how often, and what is told by mail."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from regencies.models import User

PASSWORD = "Sepuluh-Perahu-7"
NEW = "Tujuh-Dermaga-10"
pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("petugas@contoh.id", PASSWORD, full_name="Siti Rahmawati, S.Sos.")


def code_of(secret: str) -> str:
    """The code of this very half minute, in the middle of those that are taken."""
    taken = [*yield_hotp_counters_from_time()]
    return format_hotp_value(hotp_value(secret, taken[len(taken) // 2]))


def log_in(client: Client, password: str = PASSWORD) -> int:
    return client.post("/akun/masuk/", {"login": "petugas@contoh.id", "password": password}).status_code


def come_by_link(client: Client, mailoutbox) -> None:
    client.post("/akun/kata-sandi/lupa/", {"email": "petugas@contoh.id"})
    link = re.search(r"/akun/kata-sandi/atur/\S+", mailoutbox[-1].body)
    form = client.get(link[0], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert log_in(client, NEW) == 302


def activate(client: Client) -> str:
    client.post("/akun/konfirmasi/", {"password": NEW})
    page = client.get("/akun/verifikasi-langkah-dua/totp/activate/")
    secret = page.context["form"].secret
    answer = client.post("/akun/verifikasi-langkah-dua/totp/activate/", {"code": code_of(secret)})
    assert (answer.status_code, Authenticator.objects.filter(type="totp").count()) == (302, 1)
    return secret


@pytest.mark.django_db(transaction=True)
def test_whoever_came_by_the_mailed_link_activates_the_second_step_and_is_told(client, user, mailoutbox):
    come_by_link(client, mailoutbox)
    activate(client)
    assert [(mail.to, mail.subject) for mail in mailoutbox[1:]] == [
        ([user.email], "Kata sandi telah diganti"),
        ([user.email], "Aplikasi autentikator diaktifkan"),
    ]


def test_nothing_is_mailed_to_an_address_without_an_account(client, mailoutbox):
    assert client.post("/akun/kata-sandi/lupa/", {"email": "siapa@contoh.id"}).status_code == 302
    assert mailoutbox == []


def test_links_in_mails_come_from_the_address_of_the_site(client, user, mailoutbox, settings):
    settings.SITE_URL = "https://paritrana.contoh.id"
    client.post("/akun/kata-sandi/lupa/", {"email": user.email})
    assert re.findall(r"https?://[^/]+", mailoutbox[0].body) == ["https://paritrana.contoh.id"]


def test_strangers_guessing_lock_themselves_out_and_not_the_device_of_the_owner(client, user):
    assert log_in(client) == 302
    client.post("/akun/keluar/")
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    assert [log_in(stranger, "salah") for _ in range(6)] == [200] * 6
    assert log_in(stranger) == 200  # also with the right one
    assert log_in(client) == 302


def test_the_device_of_the_owner_guesses_no_longer_than_others(client, user):
    log_in(client)
    client.post("/akun/keluar/")
    assert [log_in(client, "salah") for _ in range(5)] == [200] * 5
    assert log_in(client) == 200


def test_a_code_works_once_for_all_processes(user, settings):
    totp = TOTP.activate(user, "A" * 32)
    code = code_of("A" * 32)
    assert (totp.validate_code(code), totp.validate_code(code)) == (True, False)
    assert cache.get(totp._get_used_cache_key(code)) == "y"
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


@pytest.mark.django_db(transaction=True)
def test_every_mail_about_an_account_is_whole_and_in_our_words(client, user, mailoutbox):
    """A value that is not there would stand as "None" or as nothing after its colon."""
    come_by_link(client, mailoutbox)
    activate(client)
    client.post("/akun/verifikasi-langkah-dua/recovery-codes/generate/")
    client.post("/akun/verifikasi-langkah-dua/totp/deactivate/")
    client.post("/akun/kata-sandi/ubah/", {"oldpassword": NEW, "password1": PASSWORD, "password2": PASSWORD})
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([user.email], subject)
        for subject in (
            "Kata sandi baru untuk akun Paritrana Award",
            "Kata sandi telah diganti",
            "Aplikasi autentikator diaktifkan",
            "Kode cadangan baru dibuat",
            "Aplikasi autentikator dinonaktifkan",
            "Kata sandi telah diganti",
        )
    ]
    for mail in mailoutbox:
        assert (
            re.findall(r"None|: ?$(?!\n\n)|\b(?:Your|email|Email|has been)\b", mail.body, re.MULTILINE) == []
        ), mail.body
