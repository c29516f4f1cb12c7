"""Nobody learns from log-in, reset or a link whether an address has an account: same answer, same text, same work."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.http import HttpResponse
from django.test import Client
from django.utils.http import int_to_base36

from regencies.models import OutgoingMail, User
from tests import factories

pytestmark = pytest.mark.django_db
UNKNOWN = "siapa@contoh.id"
OF_THE_REQUEST = re.compile(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"|"X-CSRFToken": "[^"]*"')


class CountedHasher(PBKDF2PasswordHasher):
    """Hashes as the site does, in one round, and counts how often."""

    algorithm = "counted"
    iterations = 1
    count = 0

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        CountedHasher.count += 1
        return super().encode(password, salt, iterations)

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: one round is as much as any."""


@pytest.fixture(autouse=True)
def counted(settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def addresses() -> list[str]:
    """One without an account, and one of each kind of account there is."""
    made = {
        "aktif@contoh.id": {"password": factories.PASSWORD},
        "tutup@contoh.id": {"password": factories.PASSWORD, "is_active": False},
        "belum@contoh.id": {"password": None},
    }
    for address, fields in made.items():
        User.objects.create_user(address, full_name="Siti Rahmawati", **fields)
    return [UNKNOWN, *made]


def told(answer: HttpResponse, address: str) -> tuple[int, str | None, str]:
    """Status, where it leads and the page, without the address that was typed and what every request has anew."""
    page = OF_THE_REQUEST.sub("", answer.content.decode()).replace(address, "")
    return answer.status_code, answer.get("Location"), page


def seen(ask: Callable[[Client, str], HttpResponse], addresses: list[str]) -> set[tuple[object, ...]]:
    """What each address is answered, and how many hashes that took."""
    found: set[tuple[object, ...]] = set()
    for address in addresses:
        before = CountedHasher.count
        answer = told(ask(Client(), address), address)
        found.add((*answer, CountedHasher.count - before))
    return found


def test_a_wrong_password_is_answered_alike_whoever_is_meant(addresses):
    found = seen(
        lambda client, address: client.post("/akun/masuk/", {"login": address, "password": "salah-sekali"}),
        addresses,
    )
    assert [(status, hashes) for status, _, _, hashes in found] == [(200, 1)]


def test_a_forgotten_password_is_answered_alike_and_only_the_open_account_gets_mail(addresses):
    done = "/akun/kata-sandi/lupa/terkirim/"
    found = seen(lambda client, address: client.post("/akun/kata-sandi/lupa/", {"email": address}), addresses)
    assert found == {(302, done, "", 0)}
    after = seen(
        lambda client, address: client.post("/akun/kata-sandi/lupa/", {"email": address}, follow=True),
        addresses,
    )
    assert len(after) == 1


def test_a_link_with_a_wrong_key_says_the_same_of_an_account_and_of_none(addresses):
    numbers = [*User.objects.values_list("pk", flat=True), 10**9]
    pages = {
        told(Client().get(address), address)
        for address in (
            f"/akun/kata-sandi/atur/{int_to_base36(number)}-abc-0123456789/" for number in numbers
        )
    }
    assert [status for status, *_ in pages] == [200]


@pytest.mark.parametrize("token", ["1-1", "1-1:abc", "999999999-1:abc", "x"])
def test_an_invitation_nobody_signed_is_none(addresses, token):
    assert Client().get(f"/akun/undangan/{token}/").status_code == 404
    assert not OutgoingMail.objects.exists()


def test_a_closed_account_does_not_come_in_with_its_right_password(addresses):
    client = Client()
    typed = {"login": "tutup@contoh.id", "password": factories.PASSWORD}
    client.post("/akun/masuk/", typed)
    assert client.get("/laporan/")["Location"] == "/akun/masuk/?next=/laporan/"
