"""Is this hash one of ours? Publications, sealed documents and receipts; of a receipt no more than its face."""

import hashlib
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from regencies.actions.report_status import return_report, review_entry, submit_report, withdraw_report
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.models import Receipt
from regencies.presenters.standing import ReceiptState, receipt_state
from tests import factories
from tests.builders import publication as world
from tests.builders.browser_tab import browser

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
    facts = re.search(r"Tanda terima laporan yang .*? Isi laporan", text(response)).group()
    assert response.status_code == 200
    assert re.fullmatch(
        rf"Tanda terima laporan yang berlaku Ini versi terakhir yang dikirim dinas. {receipt.sha256} "
        r"Daerah Kabupaten Ketapang Tahun penilaian 2025 Versi 1 "
        r"Dikirim \w+, \d+ \w+ \d{4} \d\d\.\d\d WIB Isi laporan",
        facts,
    )
    assert receipt.certified_by.full_name not in text(response)


def send(report, head):
    return submit_report(report, by=head, statement=True)


@pytest.fixture
def ways(db):
    """(report, its receipt, the head, a verifier)."""
    place = factories.regency()
    report = factories.sent(place)
    return report, report.receipts.get(), factories.head(place), factories.verifier(place.province)


def give_back(report, verifier):
    review_entry(
        factories.entry(report, Section.TARGET), state=ReviewState.NEEDS_WORK, note="Perbaiki.", by=verifier
    )
    return_report(report, by=verifier, reason="Perbaiki.")


def test_a_receipt_that_was_withdrawn_says_so(client, ways):
    report, receipt, head, _ = ways
    withdraw_report(report, by=head)
    assert receipt_state(Receipt.objects.get(pk=receipt.pk)) == ReceiptState.WITHDRAWN
    shown = text(page(client, receipt.sha256))
    assert "Tanda terima asli, tetapi laporannya sudah ditarik kembali" in shown
    assert "Dinas menarik kembali versi ini dan belum mengirim penggantinya." in shown
    assert "yang berlaku" not in shown


def test_a_receipt_that_was_returned_says_so(client, ways):
    report, receipt, _, verifier = ways
    give_back(report, verifier)
    shown = text(page(client, receipt.sha256))
    assert "Tanda terima asli, tetapi laporannya dikembalikan untuk perbaikan" in shown
    assert receipt_state(Receipt.objects.get(pk=receipt.pk)) == ReceiptState.RETURNED


def test_a_receipt_that_was_replaced_names_the_version_that_did(client, ways):
    report, receipt, head, verifier = ways
    give_back(report, verifier)
    newer = send(report, head)
    shown = text(page(client, receipt.sha256))
    assert "Tanda terima asli, tetapi sudah digantikan versi 2" in shown
    assert re.search(r"Versi 2 dikirim \w+, \d+ \w+ \d{4} \d\d\.\d\d WIB\.", shown)
    assert "yang berlaku" in text(page(client, newer.sha256))
    withdraw_report(report, by=head)  # back to the corrections the verifier asked for
    assert "WIB, lalu ditarik kembali." in text(page(client, receipt.sha256))
    assert "sudah ditarik kembali" in text(page(client, newer.sha256))


@pytest.mark.parametrize("status", [ReportStatus.SENT, ReportStatus.VERIFIED, ReportStatus.LOCKED])
def test_a_receipt_counts_until_something_happens_to_it(ways, status):
    receipt = Receipt.objects.get(pk=ways[1].pk)
    receipt.report.status = status
    assert receipt_state(receipt) == ReceiptState.CURRENT


# The file itself ------------------------------------------------------------------------------------
def drop(client, content, name="dokumen.json"):
    return client.post("/verifikasi/berkas/", {"file": SimpleUploadedFile(name, content)})


def test_the_office_downloads_the_receipt_and_anyone_drops_it(client, ways):
    report, receipt, head, _ = ways
    got = browser(head).get(reverse("report_receipt_json", args=[receipt.sha256]))
    assert (got.content, got["Content-Type"]) == (bytes(receipt.document), "application/json")
    assert got["Content-Disposition"] == 'attachment; filename="tanda-terima-61.04-2025-v1.json"'
    assert got["Cache-Control"] == "private, no-store"
    response = drop(client, got.content, "tanda-terima.json")
    assert response.status_code == 200
    shown = text(response)
    assert "Tanda terima laporan yang berlaku" in shown
    assert "Isi berkas “tanda-terima.json” sama persis dengan dokumen yang tercatat di sini." in shown
    withdraw_report(report, by=head)
    assert "laporannya sudah ditarik kembali" in text(drop(client, got.content))


def test_a_published_document_is_known_by_its_file(client):
    publication = world.published(world.category_with(["61.04"]))
    shown = text(drop(client, bytes(publication.document)))
    assert "Pengumuman resmi (data contoh)" in shown
    assert "Isi berkas “dokumen.json” sama persis" in shown


def test_one_changed_character_is_another_document(client, ways):
    content = bytes(ways[1].document)
    for changed in (content + b"\n", content.replace(b"80101", b"80102")):
        response = drop(client, changed)
        assert response.status_code == 404
        assert "Berkas “dokumen.json” tidak dikenal" in text(response)


def test_an_empty_file_is_called_empty(client):
    response = drop(client, b"")
    assert response.status_code == 422
    assert "Berkas “dokumen.json” tidak berisi apa-apa. Unduh ulang dokumennya, lalu pilih lagi." in text(
        response
    )
    assert "tidak dikenal" not in text(response)


def test_a_hash_alone_is_not_taken_for_the_content(client, ways):
    shown = text(page(client, ways[1].sha256))
    assert "Kode saja tidak membuktikan isi dokumen yang dipegang." in shown
    assert "sama persis" not in shown


def test_no_file_and_one_too_large_are_told(client):
    response = client.post("/verifikasi/berkas/")
    assert (response.status_code, "Pilih berkas yang akan diperiksa." in text(response)) == (422, True)
    with override_settings(EVIDENCE_MAX_BYTES=1000):
        response = drop(client, b"x" * 1001)
    assert response.status_code == 422
    assert "Berkas “dokumen.json” terlalu besar untuk dokumen kami." in text(response)


def test_a_file_that_was_looked_up_is_kept_nowhere(client, ways):
    before = sum(1 for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
    drop(client, bytes(ways[1].document))
    assert sum(1 for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()) == before


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
