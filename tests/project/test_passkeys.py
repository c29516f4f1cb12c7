"""Passkeys: whose they are, what is refused and in which words; one that opens the site is in tests/journeys."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from fido2.utils import websafe_encode

from config.accounts.backend import SecondStepAdapter
from config.accounts.forms import NO_KEY
from regencies.models import SecurityLine, User
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = "/akun/verifikasi-langkah-dua/webauthn/"
STEP = "/akun/verifikasi-langkah-dua/authenticate/"
UNREADABLE = [
    "",
    "x",
    "{}",
    "[]",
    '{"id": 1}',
    json.dumps({"id": "AA", "type": "public-key", "response": {}}),
]


@pytest.fixture
def person() -> User:
    return factories.verifier(factories.province())


@pytest.fixture
def confirmed(person) -> Client:
    """Their browser, after the password was asked again."""
    client = Client()
    client.force_login(person)
    client.post("/akun/konfirmasi/", {"password": factories.PASSWORD})
    return client


def test_the_proposed_name_counts_on(person):
    names = []
    for name in ("Telepon", "Laptop"):
        names.append(SecondStepAdapter().generate_authenticator_name(person, Authenticator.Type.WEBAUTHN))
        Authenticator.objects.create(user=person, type="webauthn", data={"name": name})
    assert names == ["Kunci 1", "Kunci 2"]


@pytest.mark.parametrize("credential", UNREADABLE)
def test_what_no_browser_signed_is_no_key_and_told_so(confirmed, credential):
    confirmed.get(f"{PAGES}add/")
    answer = confirmed.post(f"{PAGES}add/", {"name": "Kunci", "credential": credential})
    assert (answer.status_code, NO_KEY in answer.content.decode()) == (200, True)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", UNREADABLE)
def test_what_no_browser_signed_lets_nobody_in(person, credential):
    TOTP.activate(person, "A" * 32)
    client = Client()
    client.post("/akun/masuk/", {"login": person.email, "password": factories.PASSWORD})
    answer = client.post(STEP, {"credential": credential})
    assert answer.status_code == 200
    assert client.get("/verifikator/")["Location"] == "/akun/masuk/?next=/verifikator/"


def test_who_has_no_key_is_offered_none(person):
    TOTP.activate(person, "A" * 32)
    client = Client()
    client.post("/akun/masuk/", {"login": person.email, "password": factories.PASSWORD})
    assert "Pakai kunci sandi" not in client.get(STEP).content.decode()


def test_the_key_of_somebody_else_is_not_found(confirmed):
    theirs = Authenticator.objects.create(user=factories.user("Lain"), type="webauthn", data={"name": "x"})
    for what in ("edit", "remove"):
        assert confirmed.get(f"{PAGES}keys/{theirs.pk}/{what}/").status_code == 404
        assert confirmed.post(f"{PAGES}keys/{theirs.pk}/{what}/", {"name": "y"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.data == {"name": "x"}


def test_guessing_ends_and_has_its_line(person):
    TOTP.activate(person, "A" * 32)
    client = Client()
    client.post("/akun/masuk/", {"login": person.email, "password": factories.PASSWORD})
    told = websafe_encode(b'{"type":"webauthn.get","challenge":"AA","origin":"http://testserver"}')
    answered = {"clientDataJSON": told, "authenticatorData": websafe_encode(bytes(37)), "signature": "AA"}
    signed = json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": answered})
    for _ in range(12):
        client.post(STEP, {"credential": signed})
    assert SecurityLine.objects.filter(event="locked_out", person=person.pk).exists()
