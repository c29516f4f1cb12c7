"""HTML is packed for who can unpack it, logged in or not; documents and tables are served as they are."""

import gzip

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.builders import publication as award_year

pytestmark = pytest.mark.django_db
PACKS = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(factories.officer(factories.regency()))
    return client


def test_a_page_is_packed_for_the_person_logged_in(officer):
    plain, packed = officer.get(reverse("report_index")), officer.get(reverse("report_index"), headers=PACKS)
    assert (plain.status_code, plain.has_header("Content-Encoding")) == (200, False)
    assert (packed["Content-Encoding"], "Accept-Encoding" in packed["Vary"]) == ("gzip", True)
    assert len(packed.content) < len(plain.content) / 2
    assert b"<h1>" in gzip.decompress(packed.content)


def test_the_length_of_a_packed_page_and_its_token_tell_nothing(officer):
    pages = [officer.get(reverse("account_change_password"), headers=PACKS).content for _ in range(20)]
    assert len({len(page) for page in pages}) > 5
    assert len({gzip.decompress(page) for page in pages}) == 20


@pytest.mark.parametrize("name", ["dokumen.json", "peringkat.csv", "peringkat.xlsx", "peringkat.pdf"])
def test_what_is_no_page_keeps_its_bytes(name, client):
    published = award_year.published(award_year.category_with(["61.04"], others=0))
    address = f"/peringkat/kalimantan-barat/2025/kabupaten-kota/v1/{name}"
    packed, plain = client.get(address, headers=PACKS), client.get(address)
    assert (packed.content, packed["ETag"]) == (plain.content, plain["ETag"])
    assert packed.has_header("Content-Encoding") is False
    if name == "dokumen.json":
        assert packed["ETag"] == f'"{published.sha256}"'
