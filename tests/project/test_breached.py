"""Passwords known from breaches are refused by a file on the own disk, whatever stands before and behind them."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
from django.core.checks import Tags, run_checks
from django.test import Client

from config.accounts.breached import is_listed, why_no_list
from config.checks import list_of_breached_passwords
from regencies.models import User

BREACHED = ["Sepuluh-Perahu-7", "rahasia-negara", "kata sandi", "ümlaut", ""]
TOLD = "Kata sandi ini tercatat pernah bocor di internet. Pilih yang lain."


def sha1(password: str) -> str:
    return hashlib.sha1(password.encode()).hexdigest().upper()  # noqa: S324  that of the list


def written(path: Path, *, end: str = "\n", digits: int = 40, count: str = ":7", others: int = 500) -> Path:
    random_ones = random.Random(7)  # noqa: S311  the same list each time
    hashes = [f"{random_ones.getrandbits(160):040X}" for _ in range(others)]
    lines = sorted({one[:digits] for one in [*hashes, *map(sha1, BREACHED)]})
    path.write_bytes("".join(f"{line}{count}{end}" for line in lines).encode())
    return path


@pytest.fixture
def listed(tmp_path) -> Path:
    return written(tmp_path / "pwned.txt")


@pytest.mark.parametrize(
    "form",
    [{}, {"end": "\r\n"}, {"digits": 10, "count": ""}, {"count": ""}, {"others": 0}, {"count": ":123456789"}],
)
def test_every_line_is_found_and_nothing_else(tmp_path, form):
    path = written(tmp_path / "pwned.txt", **form)
    assert [is_listed(password, path) for password in BREACHED] == [True] * len(BREACHED)
    assert [is_listed(f"Tujuh-Dermaga-{n}", path) for n in range(50)] == [False] * 50


def test_first_and_last_line_are_found(tmp_path):
    path = tmp_path / "pwned.txt"
    by_hash = sorted(BREACHED, key=sha1)
    path.write_text("".join(f"{sha1(password)}:1\n" for password in by_hash).rstrip("\n"))
    assert [is_listed(password, path) for password in (by_hash[0], by_hash[-1])] == [True, True]
    path.write_text("")
    assert not is_listed(by_hash[0], path)


@pytest.mark.django_db
def test_a_breached_password_is_refused_in_words_and_the_old_one_stays(settings, listed):
    settings.BREACHED_PASSWORDS = listed
    person = User.objects.create_user("petugas@contoh.id", "Tujuh-Dermaga-10", full_name="Siti")
    client = Client()
    client.force_login(person)
    typed = {"oldpassword": "Tujuh-Dermaga-10", "password1": BREACHED[0], "password2": BREACHED[0]}
    refused = client.post("/akun/kata-sandi/ubah/", typed)
    assert (refused.status_code, TOLD in refused.content.decode()) == (200, True)
    person.refresh_from_db()
    assert person.check_password("Tujuh-Dermaga-10")
    typed |= {"password1": "Sembilan-Kapal-4", "password2": "Sembilan-Kapal-4"}
    assert client.post("/akun/kata-sandi/ubah/", typed).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("path", [None, Path("/tidak/ada")])
def test_without_a_list_or_with_one_that_went_away_a_password_is_still_set(settings, path, caplog):
    settings.BREACHED_PASSWORDS = path
    person = User.objects.create_user("petugas@contoh.id", "Tujuh-Dermaga-10", full_name="Siti")
    client = Client()
    client.force_login(person)
    typed = {"oldpassword": "Tujuh-Dermaga-10", "password1": BREACHED[0], "password2": BREACHED[0]}
    assert client.post("/akun/kata-sandi/ubah/", typed).status_code == 302
    told = [line.getMessage() for line in caplog.records if line.name == "config.accounts.breached"]
    assert told == (["BREACHED_PASSWORDS cannot be read: FileNotFoundError"] if path else [])


def test_a_list_that_cannot_be_searched_is_told_at_the_start(settings, tmp_path, listed):
    settings.BREACHED_PASSWORDS = listed
    assert list_of_breached_passwords() == []
    lines = listed.read_text().splitlines(keepends=True)
    wrong = {
        "": "holds no SHA-1 in hexadecimal on each line",
        "kata sandi\nlain\n": "holds no SHA-1 in hexadecimal on each line",
        "".join([*lines[250:], *lines[:250]]): "is not sorted by hash",
    }
    for content, why in wrong.items():
        listed.write_text(content)
        (told,) = [message for message in run_checks(tags=[Tags.files]) if message.id == "paritrana.E009"]
        assert told.msg == f"BREACHED_PASSWORDS ({listed}) {why}."
    assert why_no_list(tmp_path / "tidak-ada") == "cannot be read: No such file or directory"
    settings.BREACHED_PASSWORDS = None
    assert list_of_breached_passwords() == []
