"""Is this hash one of ours? Publications, sealed documents and receipts; of a receipt no more than its face."""

import hashlib
import re

import pytest

from regencies.models import Receipt
from tests import factories
from tests.builders import publication as world

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(client, digest):
    return client.get(f"/verifikasi/{digest}/")


def test_a_publication_is_named_and_linked(client):
    publication = world.published(world.category_with(["61.04"]))
    response = page(client, publication.sha256)
    assert response.status_code == 200
    assert "Pengumuman resmi (data contoh)" in text(response)
    assert "Paritrana Award 2025, nomor 1" in text(response)
    assert 'href="/peringkat/kalimantan-barat/2025/kabupaten-kota/v1/"' in response.content.decode()


def test_a_superseded_publication_is_genuine_and_said_to_be_replaced(client):
    category = world.category_with(["61.04"])
    publication = world.published(category)
    world.rescore(category.entries.get(candidate=True), 95)
    world.published(category, reason="Sanggahan dikabulkan")
    assert "asli, tetapi sudah digantikan" in text(page(client, publication.sha256))


def test_a_sealed_document_is_known_without_being_shown(client):
    publication = world.published(world.category_with(["61.04"], disclosure="ranks"))
    sealed = hashlib.sha256(bytes(publication.sealed_document)).hexdigest()
    response = page(client, sealed)
    assert response.status_code == 200
    assert "Dokumen lengkap dari pengumuman yang hanya membuka peringkat" in text(response)
    assert "80.101" not in text(response)


def test_a_receipt_says_region_year_version_and_time_only(client):
    receipt = Receipt.objects.get(report=factories.sent())
    response = page(client, receipt.sha256)
    facts = re.search(r"Tanda terima laporan .*? Isi laporan", text(response)).group()
    assert response.status_code == 200
    assert re.fullmatch(
        rf"Tanda terima laporan {receipt.sha256} Daerah Kabupaten Ketapang Tahun penilaian 2025 Versi 1 "
        r"Dikirim \w+, \d+ \w+ \d{4} \d\d\.\d\d WIB Isi laporan",
        facts,
    )
    assert receipt.certified_by.full_name not in text(response)


def test_an_unknown_hash_is_said_to_be_unknown(client):
    response = page(client, "0" * 64)
    assert response.status_code == 404
    assert "Kode keaslian ini tidak dikenal" in text(response)


@pytest.mark.parametrize("digest", ["xyz", "0" * 63, "0" * 65, "g" * 64, "é" * 64, "<script>"])
def test_what_is_no_hash_is_told_so(client, digest):
    response = client.get("/verifikasi/", {"sha256": digest})
    assert response.status_code == 400
    assert "tepat 64 karakter" in text(response)
    assert "<script>" not in response.content.decode()


def test_the_form_asks_and_leads_to_the_address_of_the_hash(client):
    assert client.get("/verifikasi/").status_code == 200
    response = client.get("/verifikasi/", {"sha256": f" {'AB' * 16} {'ab' * 16}\n"})
    assert (response.status_code, response["Location"]) == (302, f"/verifikasi/{'ab' * 32}/")


def test_capital_letters_name_the_same_hash(client):
    publication = world.published(world.category_with(["61.04"]))
    assert page(client, publication.sha256.upper()).status_code == 200


def test_queries_are_few_whatever_the_hash_is(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):  # two of them open and close the request's savepoint
        page(client, "0" * 64)
