"""Showing again who one is through the OpenID provider: who has no password, and a provider that did not ask."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from regencies.models import User
from tests import factories
from tests.builders.admin_pages import text
from tests.builders.provider import START, through
from tests.project.test_asked_again import long_ago

pytestmark = pytest.mark.django_db

CONFIRM, CHANGE = "/akun/konfirmasi/?next=/laporan/", "/akun/verifikasi-langkah-dua/totp/activate/"


def without_password(client: Client, person: User) -> None:
    """In through the provider, long ago, with no password of their own."""
    person.set_unusable_password()
    person.save()
    through(client)
    long_ago(client)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()


def test_who_has_no_password_is_asked_again_by_the_provider(client, provider, officer):
    without_password(client, officer)
    start = client.get(CONFIRM)["Location"]
    assert start == f"{START}?next=%2Flaporan%2F"
    sent = dict(parse_qsl(urlsplit(client.get(start)["Location"]).query))
    assert (sent["prompt"], sent["max_age"]) == ("login", "0")
    assert through(client, start)["Location"] == "/laporan/"
    (shown,) = client.session["account_authentication_methods"]
    assert (shown["method"], shown["reauthenticated"], time.time() - shown["at"] < 60) == (
        "provider",
        True,
        True,
    )


def test_who_has_a_password_finds_the_provider_beside_it(client, provider, officer):
    through(client)
    ways = client.get(CONFIRM).context["reauthentication_alternatives"]
    assert [(way["description"], way["url"]) for way in ways] == [
        ("Lanjutkan dengan Akun Pemda", f"{START}?next=%2Flaporan%2F")
    ]


def test_who_has_no_password_and_would_change_it_is_led_to_the_mail_that_makes_one(client, provider, officer):
    without_password(client, officer)
    answer = client.get("/akun/kata-sandi/ubah/", follow=True)
    assert [way for way, _ in answer.redirect_chain] == ["/akun/kata-sandi/buat/", "/akun/kata-sandi/lupa/"]
    assert answer.status_code == 200


@pytest.mark.parametrize("shown_at", [0, int(time.time()) - 3600], ids=["silent", "long ago"])
def test_a_provider_that_did_not_ask_again_proves_nothing_and_a_password_can_be_made(
    client, provider, officer, shown_at, mailoutbox
):
    without_password(client, officer)
    provider.told = {"auth_time": shown_at}
    answer = through(client, f"{START}?next=/laporan/")
    assert (answer.status_code, client.session["account_authentication_methods"]) == (403, [])
    assert "tidak menyatakan bahwa kata sandi baru saja ditanyakan lagi." in text(answer)
    (reset,) = re.findall(r'href="([^"]*)">Buat kata sandi', text(answer))
    client.post(reset, {"email": officer.email})
    assert [mail.to for mail in mailoutbox] == [[officer.email]]


def test_another_person_of_the_provider_confirms_nothing(client, provider, officer):
    without_password(client, officer)
    provider.address = factories.officer(factories.regency("Sambas", "61.01")).email
    answer = through(client, START)
    assert (answer.status_code, client.session["account_authentication_methods"]) == (403, [])
    assert "bukan alamat akun yang sedang masuk." in text(answer)
    assert client.session[SESSION_KEY] == str(officer.pk)


def test_a_form_sent_long_after_comes_back_from_the_provider_as_it_was_typed(provider, desk, admin):
    provider.address = admin.email
    long_ago(desk)
    person, place = factories.user("Rudi Hartono"), factories.regency()
    factories.Membership.objects.create(user=person, role="officer", regency=place, since="2020-01-01")
    url = "/admin/regencies/membership/add/"
    typed = {"user": person.pk, "role": "head", "regency": place.pk, "since": "1 Januari 2026"}
    asked_first = desk.post(url, typed)["Location"]
    way = desk.get(asked_first).context["reauthentication_alternatives"][0]["url"]
    back = desk.get(through(desk, way)["Location"])
    assert "1 Januari 2026" in back.content.decode()
    assert desk.post(url, typed)["Location"] == "/admin/regencies/membership/"
