"""The cookies of a site on https, from the real server: this very host alone may set and read them."""

from __future__ import annotations

import http.client

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from regencies.models import User
from tests.project.test_two_steps import PASSWORD
from tests.served import here, serving

pytestmark = pytest.mark.django_db(transaction=True)
HTTPS = {"SITE_URL": "https://localhost", "TRUST_PROXY": "1", "DEBUG": "0"}


def cookies_of(answer: http.client.HTTPResponse) -> dict[str, tuple[str, set[str]]]:
    """Value and attributes of each cookie an answer sets, by its name."""
    found = {}
    for line in answer.headers.get_all("Set-Cookie", []):
        cookie, *attributes = line.split("; ")
        name, _, value = cookie.partition("=")
        found[name] = value, {each.partition("=")[0] for each in attributes}
    return found


def test_session_and_token_are_bound_to_the_host(tmp_path):
    kept = PBKDF2PasswordHasher().encode(PASSWORD, "garam")  # as the server hashes, not as the tests do
    User.objects.create(email="petugas@contoh.id", password=kept, full_name="Siti Rahmawati, S.Sos.")
    with serving(here(tmp_path) | HTTPS) as port:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        asked.request("GET", "/akun/sesi/", headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
        answer = asked.getresponse()
        token, _ = (given := cookies_of(answer))["__Host-csrftoken"]
        asked.request(
            "POST",
            "/akun/masuk/",
            body=f"login=petugas@contoh.id&password={PASSWORD}&csrfmiddlewaretoken={token}",
            headers={
                "Host": "localhost",
                "X-Forwarded-Proto": "https",
                "Origin": "https://localhost",
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"__Host-csrftoken={token}",
            },
        )
        answer.read()
        answer = asked.getresponse()
        given |= cookies_of(answer)
        asked.close()
    assert (answer.status, {*given}) == (
        302,
        {"__Host-csrftoken", "__Host-paritrana_session", "__Host-paritrana_person", "messages"},
    )
    for name in {*given} - {"messages"}:
        assert {"Secure", "Path"} <= given[name][1]
        assert "Domain" not in given[name][1]
