"""Pages are packed by brotli and gzip when they are made, and served packed to whoever can unpack them."""

import gzip

import brotli
import pytest

from awards.models import Category, PackedPage, Publication
from awards.publishing.delivery import serve
from tests.builders import publication as world
from tests.once import once

RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress}

pytestmark = pytest.mark.django_db


@once
def category() -> Category:
    return world.category_with(["61.04"], others=0)


@pytest.fixture
def publication(category, django_capture_on_commit_callbacks) -> Publication:
    with django_capture_on_commit_callbacks(execute=True):
        return world.published(category)


def restarted() -> None:
    """What a process remembers is gone when it ends."""
    serve.forget()
    serve._contents.clear()


def test_pages_are_packed_when_they_are_made_and_what_no_page_is_any_more_is_gone(category):
    publication = world.published(category)
    page = publication.files.get(name="index.html")
    kept = {row.coding: bytes(row.content) for row in PackedPage.objects.filter(sha256=page.sha256)}
    assert {coding: unpack(kept[coding]) for coding, unpack in UNPACKED.items()} == {
        coding: bytes(page.content) for coding in UNPACKED
    }
    world.rescore(category.entries.get(candidate=True), 95)
    world.published(category, reason="Sanggahan dikabulkan")
    assert not PackedPage.objects.filter(sha256=page.sha256).exists()  # it tells of the correction now
    now = publication.files.get(name="index.html").sha256
    assert PackedPage.objects.filter(sha256=now).count() == 2


def test_a_page_whose_packed_bytes_are_missing_is_packed_when_it_is_asked_for(publication, client):
    PackedPage.objects.all().delete()
    restarted()
    asked = client.get(RANKING, headers={"Accept-Encoding": "br"})
    assert brotli.decompress(asked.content) == client.get(RANKING).content


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip", "gzip"), ("br, gzip;q=0.5", "br"), ("br;q=0, gzip", "gzip"), ("GZIP", "gzip"), ("gzip;q=0", None),
     ("gzip; q=0.0", None), ("x-notgzip", None), ("brotli", None), ("identity", None), ("", None)],
)  # fmt: skip
def test_the_page_is_packed_for_who_accepts_it(publication, client, accepted, coding):
    response = client.get(RANKING, headers={"accept-encoding": accepted})
    assert response.headers.get("Content-Encoding") == coding


def test_the_page_travels_packed_under_an_etag_of_its_own(publication, client):
    plain, packed = client.get(RANKING), client.get(RANKING, headers={"Accept-Encoding": "gzip"})
    smaller = client.get(RANKING, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert gzip.decompress(packed.content) == brotli.decompress(smaller.content) == plain.content
    assert (packed["Content-Encoding"], smaller["Content-Encoding"]) == ("gzip", "br")
    assert len({answer["ETag"] for answer in (plain, packed, smaller)}) == 3
    assert plain["Vary"] == packed["Vary"] == smaller["Vary"] == "Accept-Encoding"
    assert len(smaller.content) < len(packed.content) < len(plain.content) / 3
    refused = client.get(RANKING, headers={"Accept-Encoding": "br;q=0, gzip;q=0"})
    assert (refused.content, refused.has_header("Content-Encoding")) == (plain.content, False)
    document = client.get(f"{RANKING}v1/dokumen.json", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in document
