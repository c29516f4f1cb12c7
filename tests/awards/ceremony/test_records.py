"""Numbers and signed copies of papers: what is stored, what is refused and why, what signatures are said to be."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import NameObject, NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from awards.ceremony import records
from awards.ceremony.desk import about_copy, signatures_of
from awards.ceremony.records import keep_signed_copy, number_paper, remove_signed_copy
from awards.models import ResultPaper, SignedCopy
from regencies.actions.errors import Refused
from regencies.files.signatures import about_file, read_signatures, state_of
from tests import factories
from tests.awards.ceremony.conftest import TYPED
from tests.builders import pdfs
from tests.builders import publication as world
from tests.builders.authority import ISSUER, signed
from tests.builders.uploads import letter, locked_pdf

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40
OURS = "Isinya PDF yang dibuat di sini; setelah itu hanya ditambah tanda tangan."
CHANGED = "Berkas dimulai dengan PDF yang dibuat di sini, tetapi isinya diubah setelah itu."
FOREIGN = "Berkas ini bukan PDF yang dibuat di sini; isinya tidak dibandingkan."


@pytest.fixture
def certificate(announced, admin) -> ResultPaper:
    return number_paper(announced, "piagam-6104", TYPED, by=admin)


def upload(content: bytes, name: str = "piagam.pdf") -> Any:
    return factories.pdf(name, content)


def kept(paper: ResultPaper, content: bytes, by: Any, name: str = "piagam.pdf") -> SignedCopy:
    return keep_signed_copy(paper, upload(content, name), title="", by=by)


def refusal(act: Any, *args: Any, **kwargs: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.reasons


def turned(content: bytes) -> bytes:
    """The PDF with its first page turned by something appended to it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    reference, _ = writer.find_page_for_modification(0)
    reference.get_object()[NameObject("/Rotate")] = NumberObject(180)
    writer.mark_update(reference)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def told(content: bytes, made: bytes) -> tuple[str, list[str]]:
    """What is said of a file, and of each of its signatures."""
    said = read_signatures(content, made)
    states = [state_of(one)[1] for one in said["signatures"]] if said else []
    return about_file(said, is_pdf=True), states


def test_a_number_makes_the_pdf_that_is_handed_out(certificate, admin):
    row = ResultPaper.objects.get()
    assert (row.number, row.day, row.recipient, row.signer) == (
        TYPED.number,
        TYPED.day,
        "Kabupaten Ketapang",
        TYPED.signer,
    )
    assert bytes(row.content).startswith(b"%PDF-")
    assert str(row) == "Piagam penghargaan: Kabupaten Ketapang"
    changed = number_paper(row.publication.category, row.key, replace(TYPED, number="2/2026"), by=admin)
    assert (changed.pk, changed.number, changed.sha256 != row.sha256) == (row.pk, "2/2026", True)


def test_a_number_is_refused_with_every_reason(category, announced, certificate, admin):
    other = "piagam-6102"
    assert refusal(number_paper, announced, other, TYPED, by=admin) == [
        f"Nomor “{TYPED.number}” sudah dipakai Piagam penghargaan: Kabupaten Ketapang. Tulis nomor lain."
    ]
    blank = replace(TYPED, number="", place="", signer="")
    assert refusal(number_paper, announced, other, blank, by=admin) == [
        "Nomor belum diisi. Tulis lebih dahulu.",
        "Tempat belum diisi. Tulis lebih dahulu.",
        "Nama penanda tangan belum diisi. Tulis lebih dahulu.",
    ]
    assert refusal(number_paper, announced, "piagam-9999", TYPED, by=admin) == [
        "Berkas acara ini tidak ada dalam pengumuman yang berlaku. Muat ulang daftarnya."
    ]
    stranger = factories.admin(factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))
    assert refusal(number_paper, announced, other, TYPED, by=stranger) == [
        "Hanya admin provinsi ini yang mengurus berkas acara."
    ]
    following = replace(TYPED, number="2/2026")
    assert number_paper(announced, other, following, by=admin).number == "2/2026"


def test_nothing_has_a_number_before_it_is_published(category, admin):
    assert refusal(number_paper, category, "berita-acara", TYPED, by=admin) == [
        "Hasil kategori ini belum diumumkan. Umumkan hasilnya, lalu beri nomor."
    ]
    world.published(category)
    assert number_paper(category, "berita-acara", TYPED, by=admin).number == TYPED.number


def test_nine_sign_one_after_the_other_and_each_stays_valid(announced, admin):
    minutes = number_paper(announced, "berita-acara", TYPED, by=admin)
    made = content = bytes(minutes.content)
    for number in range(1, 10):
        content = signed(content, f"ttd-{number}", f"Penilai {number}")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        filled = [str(field.T) for field in pdf.Root.AcroForm.Fields if "/V" in field]
    assert filled == [f"ttd-{number}" for number in range(1, 10)]
    copy = kept(minutes, content, admin)
    assert about_copy(copy) == f"9 tanda tangan elektronik. {OURS}"
    assert [(one.name, one.issuer, one.field, one.state) for one in signatures_of(copy)] == [
        *(
            (f"Penilai {n}", ISSUER, f"ttd-{n}", "Utuh; setelahnya hanya ditambah tanda tangan")
            for n in range(1, 9)
        ),
        ("Penilai 9", ISSUER, "ttd-9", "Utuh, mencakup seluruh berkas"),
    ]
    assert all(one.when.endswith("WIB (menurut penanda tangan)") for one in signatures_of(copy))
    assert made == bytes(ResultPaper.objects.get().content)


def test_a_field_of_the_signers_own_is_a_signature_too(certificate):
    made = bytes(certificate.content)
    assert told(signed(made, "BSrE", "Gubernur"), made) == (
        f"1 tanda tangan elektronik. {OURS}",
        ["Utuh, mencakup seluruh berkas"],
    )


def test_what_was_changed_is_told(certificate):
    made = bytes(certificate.content)
    one = signed(made, "ttd", "Gubernur")
    flipped = bytearray(one)
    flipped[len(made) // 2] ^= 1
    assert told(bytes(flipped), made) == (
        f"1 tanda tangan elektronik. {FOREIGN}",
        ["Tidak utuh: isi berubah setelah ditandatangani"],
    )
    assert told(turned(one), made) == (
        f"1 tanda tangan elektronik. {CHANGED}",
        ["Utuh, tetapi berkas diubah setelah ditandatangani"],
    )
    assert told(signed(turned(made), "ttd", "Gubernur"), made) == (
        f"1 tanda tangan elektronik. {CHANGED}",
        ["Utuh, mencakup seluruh berkas"],
    )
    foreign = pdfs.pages_pdf(1)
    assert told(signed(foreign, "x", "Orang lain"), made) == (
        f"1 tanda tangan elektronik. {FOREIGN}",
        ["Utuh, mencakup seluruh berkas"],
    )
    assert told(foreign, made)[0] == (
        "Tidak ada tanda tangan elektronik di dalam PDF ini. Tanda tangan di atas kertas tidak diperiksa."
    )


DEEP_END = b"\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF"
HOSTILE = {
    "cut": lambda content: content[: len(content) // 2] + b"\n%%EOF",
    "no references": lambda content: b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF",
    "bomb": lambda content: pdfs.bomb(),
    "endless": lambda content: pdfs.endless(),
    "deep": lambda content: b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000 + b"]" * 100_000 + DEEP_END,
    "broken signature": lambda content: signed(content, "ttd", "Gubernur").replace(
        b"/ByteRange", b"/ByteRangf"
    ),
}


@pytest.mark.parametrize("harm", HOSTILE)
def test_a_file_made_to_do_harm_is_told_and_never_an_error(certificate, admin, harm):
    content = HOSTILE[harm](bytes(certificate.content))
    said, states = told(content, bytes(certificate.content))
    assert said in {
        "Tanda tangan elektronik di dalam PDF ini belum atau tidak dapat diperiksa.",
        "Tidak ada tanda tangan elektronik di dalam PDF ini. Tanda tangan di atas kertas tidak diperiksa.",
        f"1 tanda tangan elektronik. {OURS}",
        f"1 tanda tangan elektronik. {CHANGED}",
    }
    assert [state for state in states if state.startswith("Utuh")] == []


def test_a_locked_pdf_is_refused_with_what_to_do(certificate, admin):
    assert refusal(kept, certificate, locked_pdf(), admin) == [
        "Berkas “piagam.pdf” dilindungi kata sandi. Simpan sebagai PDF tanpa kata sandi atau pindai cetakannya, lalu "
        "unggah lagi."
    ]


def test_a_scan_closes_the_step_and_claims_nothing(certificate, admin):
    copy = kept(certificate, JPEG, admin, "pindai.jpg")
    assert (copy.signatures, about_copy(copy)) == (
        None,
        "Hasil pindai. Tanda tangan di atas kertas tidak diperiksa.",
    )
    other = replace(TYPED, number="6/2026")
    assert refusal(number_paper, certificate.publication.category, certificate.key, other, by=admin) == [
        f"Piagam penghargaan: Kabupaten Ketapang nomor {TYPED.number} sudah ditandatangani. Hapus salinan bertanda "
        "tangannya lebih dahulu, lalu ubah."
    ]
    remove_signed_copy(copy, by=admin)
    again = number_paper(
        certificate.publication.category, certificate.key, replace(TYPED, number="7/2026"), by=admin
    )
    assert again.number == "7/2026"


def test_what_is_no_signed_copy_is_refused(certificate, admin):
    assert refusal(kept, certificate, bytes(certificate.content), admin) == [
        "Berkas ini persis PDF yang belum ditandatangani. Tanda tangani dahulu, lalu unggah."
    ]
    stranger = factories.admin(factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))
    assert refusal(kept, certificate, JPEG, stranger, "a.jpg") == [
        "Hanya admin provinsi ini yang mengurus berkas acara."
    ]
    assert refusal(kept, certificate, letter(), admin, "a.docx") == [
        "Berkas “a.docx” bukan PDF atau foto. Unggah PDF bertanda tangan atau hasil pindainya."
    ]
    first = kept(certificate, JPEG, admin, "a.jpg")
    assert kept(certificate, JPEG, admin, "a.jpg").pk == first.pk  # a second tap
    assert refusal(keep_signed_copy, certificate, upload(JPEG, "a.jpg"), title="Lagi", by=admin) == [
        "Berkas “a.jpg” sudah ada pada berkas acara ini. Pilih berkas lain."
    ]


def test_papers_of_a_replaced_publication_stay_and_take_no_copy(announced, certificate, admin):
    world.rescore(announced.entries.filter(candidate=True).first(), 95)
    world.published(announced, reason="Sanggahan dikabulkan")
    assert refusal(kept, certificate, JPEG, admin, "a.jpg") == [
        "Pengumuman nomor 1 sudah digantikan. Beri nomor pada berkas pengumuman terbaru."
    ]
    anew = number_paper(announced, certificate.key, TYPED, by=admin)
    assert (anew.pk != certificate.pk, anew.publication.number) == (True, 2)
    assert ResultPaper.objects.count() == 2


def test_a_number_changed_while_a_copy_arrives_is_told(certificate, admin, monkeypatch):
    """Signatures are read before anything is locked: meanwhile somebody else may give the paper another number."""
    copy = signed(bytes(certificate.content), "ttd", "Gubernur")
    category = certificate.publication.category

    def meanwhile(content: bytes, made: bytes) -> Any:
        number_paper(category, certificate.key, replace(TYPED, number="9/2026"), by=admin)
        return read_signatures(content, made)

    monkeypatch.setattr(records, "read_signatures", meanwhile)
    assert refusal(kept, certificate, copy, admin) == [
        "Nomor atau tanggal berkas ini baru saja diubah. Muat ulang halaman, lalu unggah lagi."
    ]
    monkeypatch.undo()
    renumbered = number_paper(category, certificate.key, replace(TYPED, number="10/2026"), by=admin)
    assert kept(renumbered, signed(bytes(renumbered.content), "ttd", "Gubernur"), admin).signatures["ours"]
