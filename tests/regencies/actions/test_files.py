"""Files that support an entry: what is accepted, what is stored, who may fetch it and how it is handed out."""

import io
import struct
import zlib
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import override_settings
from django.urls import reverse

from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import attach_evidence, remove_evidence
from regencies.actions.files import inspect
from regencies.actions.report_status import submit_report
from regencies.choices import Section
from regencies.models import Evidence
from tests import factories
from tests.builders import uploads
from tests.builders.browser_tab import browser, page, post

pytestmark = pytest.mark.django_db


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    image = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + image


def workbook() -> bytes:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


JPEG = b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00" + b"\0" * 50
ACCEPTED = {
    "surat.pdf": (factories.PDF, "application/pdf"),
    "foto.JPG": (JPEG, "image/jpeg"),
    "foto.png": (png(), "image/png"),
    "data.xlsx": (workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "surat.docx": (
        uploads.letter(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "foto.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic"),
    "foto.webp": (b"RIFF\x0a\0\0\0WEBPVP8 ", "image/webp"),
    "pindai.tiff": (b"II*\0\x08\0\0\0", "image/tiff"),
    "pindai.pdf": (b"\xef\xbb\xbf\r\n" + factories.PDF, "application/pdf"),
    "salah.txt": (factories.PDF, "application/pdf"),  # the content decides, not the name
}
REFUSED = {
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "html around a pdf": b"<html><!-- %PDF-1.4 --></html>",
    "zip": uploads.archive({"a.txt": "x"}),
    "program": b"MZ\x90\x00" + b"\0" * 100,
    "gif": b"GIF89a" + b"\0" * 20,
    "text": b"halo",
}


@pytest.fixture
def evidence(target, officer):
    return attach_evidence(
        target, factories.pdf("Peraturan Bupati №4.pdf"), title="Perbup", page="3", by=officer
    )


def stored_files() -> int:
    return sum(1 for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def upload(user, entry, name, content, status, **fields):
    data = {"file": SimpleUploadedFile(name, content), "title": "", "page": ""} | fields
    return post(user, "report_evidence", 2025, entry.pk, data=data, status=status)


# What is accepted -----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ACCEPTED)
def test_what_a_file_is_is_found_in_its_content(target, officer, name):
    content, kind = ACCEPTED[name]
    upload(officer, target, name, content, 302, title="Surat BPJS", page="12")
    stored = Evidence.objects.get()
    assert (stored.content_type, stored.size, stored.title, stored.page) == (
        kind,
        len(content),
        "Surat BPJS",
        "12",
    )
    assert stored.file.read() == content


@pytest.mark.parametrize("what", REFUSED)
def test_what_only_calls_itself_a_pdf_is_refused_and_not_kept(target, officer, what):
    before = stored_files()
    response = upload(officer, target, "bukti.pdf", REFUSED[what], 422, title="Surat")
    shown = response.content.decode()
    assert "bukan PDF, DOCX, XLSX, JPG, PNG, HEIC, WebP, atau TIFF" in shown
    assert "Simpan sebagai PDF" in shown
    assert 'value="Surat"' in shown
    assert (Evidence.objects.count(), stored_files()) == (0, before)


def test_an_empty_file_and_no_file_are_refused_in_words(target, officer):
    assert (
        "tidak berisi apa-apa. Pilih berkas lain."
        in upload(officer, target, "a.pdf", b"", 422).content.decode()
    )
    with pytest.raises(Refused, match=r"Berkas “a\.pdf” tidak berisi apa-apa\. Pilih berkas lain\."):
        inspect(SimpleUploadedFile("a.pdf", b""))
    response = post(officer, "report_evidence", 2025, target.pk, data={"title": "x"}, status=422)
    assert "Pilih berkas yang akan diunggah." in response.content.decode()


@override_settings(EVIDENCE_MAX_BYTES=2 * 1024**2)
def test_a_file_over_the_limit_is_refused_without_being_kept(target, officer):
    before = stored_files()
    limit = 2 * 1024**2
    upload(officer, target, "pas.pdf", factories.PDF.ljust(limit, b" "), 302)
    response = upload(officer, target, "besar.pdf", factories.PDF.ljust(limit + 1, b" "), 422, title="Surat")
    shown = response.content.decode()
    assert "“besar.pdf” lebih besar dari 2 MB" in shown
    assert "Pilih berkas" not in shown
    assert 'value="Surat"' in shown
    assert (Evidence.objects.get().name, stored_files()) == ("pas.pdf", before + 1)


def test_a_flood_of_text_is_an_answer_not_a_crash(target, officer):
    client = browser(officer)
    client.raise_request_exception = False
    response = client.post(reverse("report_section", args=[2025, "target"]), {"document": "x" * 3_000_000})
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("fields", "box"),
    [
        ({"title": "x" * 201}, "title"),
        ({"page": "0"}, "page"),
        ({"page": "tiga"}, "page"),
        ({"page": "10000"}, "page"),
        ({"page": "5-3"}, "page"),
    ],
)
def test_a_wrong_box_keeps_the_file_out_too(target, officer, fields, box):
    response = upload(officer, target, "a.pdf", factories.PDF, 422, **fields)
    assert list(response.context["form"].errors) == [box]
    assert not Evidence.objects.exists()


def test_the_same_file_supports_an_entry_once(target, draft, officer):
    upload(officer, target, "a.pdf", factories.PDF, 302)
    response = upload(officer, target, "b.pdf", factories.PDF, 422)
    assert "sudah ada pada butir ini" in response.content.decode()
    upload(officer, target, "a.pdf", factories.PDF + b" ", 302)  # another file of the same name
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\surat\\SK Bupati.pdf", "SK Bupati.pdf"),
        ("nama\u202egpj.exe", "namagpj.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        ("Surat №4.jpeg", "Surat №4.pdf"),
        (" Surat  .pdf", "Surat.pdf"),
        ("\u202e.pdf", "berkas.pdf"),
    ],
)
def test_a_name_is_only_for_reading(target, officer, name, kept):
    file = attach_evidence(target, factories.pdf(name), title=" ", page=None, by=officer)
    assert (file.name, file.title) == (kept, kept)
    assert file.file.name.startswith("evidence/2025/61.04/")
    assert "passwd" not in file.file.name


def test_a_file_whose_row_cannot_be_written_is_not_kept(target, officer):
    before = stored_files()
    with pytest.raises(DatabaseError), transaction.atomic():
        attach_evidence(target, factories.pdf(), title="x" * 201, page=None, by=officer)
    assert stored_files() == before


def test_removing_asks_first_and_keeps_the_bytes_for_old_receipts(evidence, officer):
    before = stored_files()
    assert "Hapus" in page(officer, "report_evidence_remove", 2025, evidence.pk)
    post(officer, "report_evidence_remove", 2025, evidence.pk)
    assert (Evidence.objects.count(), stored_files()) == (0, before)


def test_after_sending_nothing_is_added_or_removed(complete, officer, head):
    target = factories.entry(complete, Section.TARGET)
    file = attach_evidence(target, factories.pdf(), title="", page=None, by=officer)
    submit_report(complete, by=head, statement=True)
    response = upload(officer, target, "b.pdf", factories.PDF + b" ", 422)
    assert "sudah dikirim" in response.content.decode()
    assert (
        "sudah dikirim" in post(officer, "report_evidence_remove", 2025, file.pk, status=409).content.decode()
    )
    assert Evidence.objects.get() == file


# Who may fetch it -----------------------------------------------------------------------------------
def test_the_office_gets_its_file_as_a_download_nobody_runs_or_keeps(evidence, officer):
    response = browser(officer).get(reverse("evidence", args=[evidence.pk]))
    assert response.status_code == 200
    assert response.content == factories.PDF
    assert response["Content-Type"] == "application/pdf"
    assert (
        response["Content-Disposition"] == "attachment; filename*=utf-8''Peraturan%20Bupati%20%E2%84%964.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ACCEPTED)
def test_whatever_its_kind_it_is_only_ever_an_attachment(target, officer, name):
    content, kind = ACCEPTED[name]
    file = attach_evidence(target, factories.pdf(name, content), title="", page=None, by=officer)
    response = browser(officer).get(reverse("evidence", args=[file.pk]))
    assert (response.content, response["Content-Type"]) == (content, kind)
    assert response["Content-Disposition"].startswith("attachment; ")


def test_the_page_knows_the_limit_before_a_file_is_sent(target, officer):
    box = browser(officer).get(reverse("report_evidence", args=[2025, target.pk])).context["form"]["file"]
    assert box.field.widget.attrs["data-largest"] == settings.EVIDENCE_MAX_BYTES
    assert box.field.widget.attrs["data-too-large"] == (
        "Berkas “{}” lebih besar dari 10 MB, jadi tidak disimpan. Perkecil berkas atau bagi menjadi beberapa "
        "bagian, lalu unggah lagi."
    )


def test_another_regency_does_not_see_the_file_by_changing_the_address(evidence, target):
    stranger = factories.officer(factories.regency("Mempawah", "61.02"))
    page(stranger, "evidence", evidence.pk, status=404)
    page(stranger, "report_evidence", 2025, target.pk, status=404)
    upload(stranger, target, "a.pdf", factories.PDF + b" ", 404)
    post(stranger, "report_evidence_remove", 2025, evidence.pk, status=404)
    assert Evidence.objects.get() == evidence


def test_the_province_sees_a_file_once_the_report_was_sent(complete, officer, head):
    file = attach_evidence(
        factories.entry(complete, Section.TARGET), factories.pdf(), title="", page=None, by=officer
    )
    people = [factories.verifier(), factories.admin()]
    for person in people:
        page(person, "evidence", file.pk, status=404)
    submit_report(complete, by=head, statement=True)
    for person in people:
        assert browser(person).get(reverse("evidence", args=[file.pk])).status_code == 200
    elsewhere = factories.province("64", "Kalimantan Timur", "kalimantan-timur")
    for stranger in (factories.verifier(elsewhere), factories.user()):
        page(stranger, "evidence", file.pk, status=404)


def test_removed_evidence_is_out_of_reach(evidence, officer):
    number, entry = evidence.pk, evidence.entry_id
    remove_evidence(evidence, by=officer)
    page(officer, "evidence", number, status=404)
    gone = post(officer, "report_evidence_remove", 2025, number, status=410).content.decode()
    assert f"sudah dihapus dari bukti dukung oleh {officer}, " in gone
    assert f'href="{reverse("report_evidence", args=[2025, entry])}"' in gone  # the way it names
    page(officer, "report_evidence", 2025, entry)
    stranger = factories.officer(factories.regency("Mempawah", "61.02"))
    post(stranger, "report_evidence_remove", 2025, number, status=404)
