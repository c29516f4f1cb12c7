"""Logging in, forgotten passwords and the second step, in our own words and without a way to sign up."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from config.env import DEMO_PASSWORD
from regencies.models import User

PASSWORD = "Sepuluh-Perahu-7"
pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("petugas@contoh.id", PASSWORD, full_name="Siti Rahmawati, S.Sos.")


def words(page: str, tag: str) -> list[str]:
    return [" ".join(text.split()) for text in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", page, re.DOTALL)]


def test_the_login_page_asks_two_things(client: Client) -> None:
    page = client.get("/akun/masuk/").content.decode()
    assert words(page, "h1") == ["Masuk"]
    assert words(page, "label") == ["Alamat e-mail", "Kata sandi"]
    assert "placeholder" not in page


def test_a_wrong_password_is_told_in_the_summary(client: Client, user: User) -> None:
    page = client.post("/akun/masuk/", {"login": user.email, "password": "salah"}).content.decode()
    assert words(page, "h2") == ["Belum dapat dilanjutkan"]
    assert 'role="alert"' in page
    assert page.count("Alamat e-mail atau kata sandi salah.") == 1


@pytest.mark.parametrize(("demo", "status"), [(False, 200), (True, 302)])
def test_the_demo_password_opens_nothing_outside_the_demo(
    client: Client, user: User, settings, demo, status
) -> None:
    settings.DEMO = demo
    user.set_password(DEMO_PASSWORD)
    user.save()
    answer = client.post("/akun/masuk/", {"login": user.email, "password": DEMO_PASSWORD})
    assert (answer.status_code, SESSION_KEY in client.session) == (status, demo)


def test_nobody_chooses_the_demo_password(client: Client, user: User) -> None:
    client.force_login(user)
    typed = {"oldpassword": PASSWORD, "password1": DEMO_PASSWORD, "password2": DEMO_PASSWORD}
    assert client.post("/akun/kata-sandi/ubah/", typed).status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_right_password_greets_by_full_name(client: Client, user: User) -> None:
    client.post("/akun/masuk/", {"login": user.email, "password": PASSWORD})
    page = client.get("/akun/kata-sandi/ubah/").content.decode()
    assert "<p>Selamat datang, Siti Rahmawati, S.Sos.</p>" in page
    assert words(page, "button") == ["Keluar", "Simpan kata sandi"]


def test_the_reset_mail_leads_to_a_new_password(client: Client, user: User, mailoutbox) -> None:
    client.post("/akun/kata-sandi/lupa/", {"email": user.email})
    (mail,) = mailoutbox
    assert mail.subject == "Kata sandi baru untuk akun Paritrana Award"
    link = re.search(r"/akun/kata-sandi/atur/\S+", mail.body)
    assert link is not None
    form = client.get(link[0], follow=True)
    assert words(form.content.decode(), "label") == ["Kata sandi baru", "Kata sandi baru, sekali lagi"]
    new = "Tujuh-Dermaga-10"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert client.login(email=user.email, password=new)


def test_a_used_link_says_so_and_offers_another(client: Client) -> None:
    page = client.get("/akun/kata-sandi/atur/1-abc/").content.decode()
    assert words(page, "h1") == ["Tautan tidak berlaku"]
    assert 'href="/akun/kata-sandi/lupa/"' in page


def test_nobody_signs_up(client: Client) -> None:
    page = client.get("/akun/daftar/").content.decode()
    assert words(page, "h1") == ["Akun dibuat oleh provinsi"]
    assert "<form" not in page.split("<main")[1]
