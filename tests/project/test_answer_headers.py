"""The headers of every answer, what a log-out leaves in the browser, and where holes are told."""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.builders import publication as award_year
from tests.builders.panel import logged_in
from tests.project.test_settings import NONSENSE

pytestmark = pytest.mark.django_db
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; form-action 'self'; "
    "base-uri 'none'; report-uri /csp; report-to csp"
)
RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"
CONTACT = "/.well-known/security.txt"


def every_site_may(client: Client, address: str) -> tuple[str, str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer["Cross-Origin-Resource-Policy"], answer.get("Access-Control-Allow-Origin", "")


@pytest.mark.parametrize("address", ["/", "/tidak-ada/", "/healthz", "/akun/sesi/"])
def test_every_answer_says_what_a_browser_may_do_with_it(client, address):
    answer = client.get(address)
    features = answer["Permissions-Policy"].split(", ")
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["Reporting-Endpoints"] == 'csp="/csp"'
    assert (answer["Cross-Origin-Opener-Policy"], answer["Cross-Origin-Resource-Policy"]) == (
        "same-origin",
    ) * 2
    assert {feature for feature in features if not feature.endswith("=()")} == {
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    }
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()"} <= {*features}


def test_what_is_published_is_for_every_site_and_its_page_is_not(client):
    award_year.published(award_year.category_with(["61.04"], others=0))
    assert every_site_may(client, f"{RANKING}v1/dokumen.json") == ("cross-origin", "*")
    assert every_site_may(client, f"{RANKING}v1/grafik-rentang.png") == ("cross-origin", "*")
    assert every_site_may(client, "/umpan.atom") == ("cross-origin", "*")
    assert every_site_may(client, RANKING) == ("same-origin", "")


def test_a_log_out_on_https_has_the_browser_forget_pages_and_drafts_but_not_its_owner():
    officer = factories.officer(factories.regency())
    said = [
        logged_in(officer).post("/akun/keluar/", secure=on).get("Clear-Site-Data") for on in (True, False)
    ]
    assert said == ['"cache", "storage"', None]
    assert logged_in(officer).get("/akun/keluar/", secure=True).has_header("Clear-Site-Data") is False


def test_who_found_a_hole_is_told_where_to_say_so(client, settings):
    settings.SECURITY_CONTACT = "mailto:keamanan@contoh.id"
    answer = client.get(CONTACT)
    contact, expires, *rest = answer.content.decode().splitlines()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert contact == "Contact: mailto:keamanan@contoh.id"
    until = datetime.datetime.fromisoformat(expires.removeprefix("Expires: "))
    assert timezone.now() < until < timezone.now() + datetime.timedelta(days=365)
    assert rest == ["Preferred-Languages: id, en", f"Canonical: {settings.SITE_URL}{CONTACT}"]


def test_a_site_without_a_contact_promises_none(client):
    assert (settings.SECURITY_CONTACT, client.get(CONTACT).status_code) == ("", 404)
    assert "SECURITY_CONTACT" in NONSENSE
