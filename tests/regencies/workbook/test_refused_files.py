"""A file that is no workbook of the report is told what it is and what to do; nothing is stored."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core import signing
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from regencies.choices import ReportStatus, ReviewState, Section, WindowState
from regencies.models import ReportEntry, YearlyReport
from regencies.workbook import stamp
from regencies.workbook.write import HIDDEN
from tests import factories
from tests.builders import uploads
from tests.builders.browser_tab import browser
from tests.builders.sheets import HEADER
from tests.builders.workbook import Filled, changes, problems, upload

pytestmark = pytest.mark.django_db
FRESH = "Unduh berkas baru di halaman ini, lalu salin isiannya ke sana."


@pytest.fixture
def officer():
    return factories.officer(factories.regency(), "Siti Aminah")


@pytest.fixture
def report(officer) -> YearlyReport:
    return factories.complete(factories.draft(factories.regency(), by=officer), officer)


@pytest.fixture
def book(report, officer) -> Filled:
    return Filled(officer)


@pytest.fixture
def refused(report, officer) -> Callable[[bytes], list[str]]:
    """A function that uploads bytes, which are refused and change nothing, and returns what is said."""

    def send(content: bytes) -> list[str]:
        before = set(report.entries.values_list("pk", "version"))
        answer = upload(officer, 2025, content)
        assert answer.status_code == 409
        assert set(ReportEntry.objects.values_list("pk", "version")) == before
        return problems(answer)

    return send


def with_parts(content: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The same archive with other parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return uploads.archive({name: source.read(name) for name in source.namelist()} | parts)


OTHER_KINDS = [
    (factories.PDF, "Berkas berisi PDF, bukan XLSX. Unggah berkas isian yang diunduh di halaman ini."),
    (
        b"a;b\n1;2\n",
        "Berkas berisi teks atau data lain, bukan XLSX. Unggah berkas isian yang diunduh di halaman ini.",
    ),
    (uploads.letter(), "Berkas ini bukan XLSX. Unggah berkas isian yang diunduh di halaman ini."),
    (
        uploads.OLD_OFFICE,
        "Berkas berformat Office lama (DOC, XLS, atau PPT). Simpan sebagai XLSX, lalu unggah lagi.",
    ),
    (uploads.locked_workbook(), "Berkas dilindungi kata sandi. Simpan tanpa kata sandi, lalu unggah lagi."),
]


@pytest.mark.parametrize(("content", "said"), OTHER_KINDS, ids=["pdf", "csv", "docx", "xls", "password"])
def test_another_kind_of_file_is_named(refused, content, said):
    assert refused(content) == [said]


PARTS = {
    "macro": (
        "xl/vbaProject.bin",
        b"x",
        "Berkas memuat makro. Simpan sebagai XLSX tanpa makro, lalu unggah lagi.",
    ),
    "program": (
        "xl/embeddings/a.bin",
        b"MZ",
        "Berkas memuat program atau objek tersemat. Simpan tanpa bagian itu, lalu unggah lagi.",
    ),
    "link": (
        "xl/externalLinks/externalLink1.xml",
        "<a/>",
        "Berkas mengambil angka dari berkas lain. Ganti rumusnya dengan hasilnya (Tempel Khusus, Nilai), lalu unggah "
        "lagi.",
    ),
    "bomb": (
        "xl/media/a.bin",
        b"\0" * 60 * 1024 * 1024,
        "Isi berkas XLSX terlalu besar. Salin tabelnya ke berkas baru, lalu unggah lagi.",
    ),
}


@pytest.mark.parametrize(("part", "content", "said"), PARTS.values(), ids=PARTS)
def test_what_is_more_than_cells_is_named(book, refused, part, content, said):
    assert refused(with_parts(book.content, {part: content})) == [said]


def test_a_file_cut_short_or_too_large_is_named(book, refused, officer):
    assert refused(book.content[:9000]) == [
        "Berkas rusak atau terpotong. Buka dan simpan ulang dengan Excel, lalu unggah lagi."
    ]
    assert refused(book.content + b"\0" * (2 * 1024 * 1024)) == [
        "Berkas lebih besar dari 2 MB. Hapus gambar dan lembar tambahan, lalu unggah lagi."
    ]
    answer = upload(officer, 2025, b"\0" * (11 * 1024 * 1024))
    assert (answer.status_code, "lebih besar dari 2 MB" in problems(answer)[0]) == (422, True)


def test_sheets_hidden_and_sheets_gone_are_named(book, refused):
    book.book.create_sheet("Coretan").sheet_state = "hidden"
    book.book["Anggaran"].sheet_state = "veryHidden"
    assert refused(book.bytes()) == [
        "Berkas memuat lembar tersembunyi: ‘Anggaran’, ‘Coretan’. Tampilkan atau hapus lembarnya, lalu unggah lagi."
    ]
    del book.book["Coretan"], book.book["Anggaran"], book.book["Kepesertaan"]
    assert refused(book.bytes()) == [f"Lembar ‘Kepesertaan’ tidak ada lagi. {FRESH}"]


def test_a_workbook_of_somebodys_own_and_one_without_its_stamp_are_told_apart(book, refused):
    table = load_workbook(io.BytesIO(book.content))
    for sheet in table.sheetnames[1:]:
        del table[sheet]
    table.worksheets[0].append(HEADER)
    content = io.BytesIO()
    table.save(content)
    assert refused(content.getvalue()) == [f"Berkas ini bukan berkas isian dari aplikasi. {FRESH}"]
    del book.book[HIDDEN]
    assert refused(book.bytes()) == [
        f"Lembar tersembunyi ‘{HIDDEN}’ tidak ada lagi dalam berkas ini. {FRESH}"
    ]


def test_an_altered_stamp_and_an_older_format_are_named(book, refused, officer):
    hidden: Worksheet = book.book[HIDDEN]
    whole = hidden["A2"].value
    hidden["A2"].value = whole[:-1] + ("A" if whole[-1] != "A" else "B")
    assert refused(book.bytes()) == [f"Cap tersembunyi dalam berkas ini hilang atau berubah. {FRESH}"]
    hidden["A2"].value, hidden["A1"].value = whole, "paritrana.isian/0"
    assert refused(book.bytes()) == [f"Berkas ini berformat versi 0; yang dipakai sekarang versi 1. {FRESH}"]
    hidden["A1"].value = f"{stamp.MARK}{stamp.FORMAT}"
    assert changes(book.upload()) == {}
    hidden["A2"].value = signing.dumps([1, 2], salt="another")
    assert refused(book.bytes()) == [f"Cap tersembunyi dalam berkas ini hilang atau berubah. {FRESH}"]


def test_cells_that_say_nothing_are_named(book, refused, officer):
    place = {
        name: book.cell("kepesertaan", name).coordinate for name in ("registered", "registered_previous")
    }
    book.type("kepesertaan", "registered", "=SUM(1,2)")
    percent = book.cell("target", "target_pct")
    percent.value, percent.number_format = 0.6802, "0.00%"
    book.book["Kepesertaan"].merge_cells(f"{place['registered_previous']}:{place['registered_previous'][0]}6")
    book.type("kepesertaan", "registered", 80.101, 2)
    named, target = "Lembar ‘Kepesertaan’, sel", book.sheet("target").title
    merged = "tergabung dengan sel lain (D5:D6); pisahkan selnya dan isi masing-masing."
    assert refused(book.bytes()) == [
        f"{named} {place['registered']} (Penerima Upah (PU) 2025): berisi rumus tanpa hasil; buka dan simpan dengan "
        "Excel, atau tulis hasilnya.",
        f"{named} D5 (Penerima Upah (PU) 2024): {merged}",
        f"{named} D6 (Bukan Penerima Upah (BPU) 2024): {merged}",
        f"{named} C7 (Jasa Konstruksi 2025): terbaca 80,101 sebagai angka berkoma; ketik ulang angkanya tanpa koma.",
        f"Lembar ‘{target}’, sel {percent.coordinate} (Target UCJ daerah (%)): tersimpan sebagai 0,6802 berformat "
        "persen; ubah format selnya menjadi Teks, lalu ketik 68,02.",
    ]


def test_the_advice_about_a_percentage_passes(book, officer):
    cell = book.cell("target", "target_pct")
    cell.value, cell.number_format = "68,02", "@"
    assert changes(book.upload()) == {"Target UCJ daerah (%)": ("70", "68,02")}


def test_rows_copied_with_their_key_and_rows_said_twice_are_named(book, refused):
    sheet = book.sheet("kelompok")
    sheet["A7"].value = sheet["A5"].value
    said = refused(book.bytes())
    assert said == [
        "Lembar ‘Kelompok yang didanai’: baris 5 dan 7 berasal dari satu butir. Tulis tambahan pada “Butir baru”."
    ]
    sheet["A7"].value = "+2"
    for key in ("+1", "+2"):
        book.type("kelompok", "group", "Nelayan", key).type("kelompok", "funding_source", "APBDes", key)
    assert refused(book.bytes()) == [
        "Lembar ‘Kelompok yang didanai’, baris 7: isinya sama persis dengan Lembar ‘Kelompok yang didanai’, baris 6. "
        "Kosongkan salah satunya."
    ]


def test_fields_and_rows_that_are_gone_are_named(book, refused):
    book.book["Kepesertaan"].delete_cols(3)
    assert refused(book.bytes()) == [
        f"Lembar ‘Kepesertaan’: kolom Penerima Upah (PU) 2025 tidak ada lagi. {FRESH}"
    ]


def test_a_fixed_row_that_is_gone_is_named(book, refused):
    book.book["Kepesertaan"].delete_rows(6)
    assert refused(book.bytes()) == [f"Lembar ‘Kepesertaan’: baris sebuah butir tidak ada lagi. {FRESH}"]


def test_what_is_locked_stays_locked(report, officer):
    book = Filled(officer)
    YearlyReport.objects.filter(pk=report.pk).update(
        status=ReportStatus.RETURNED, version=1, sent_at="2026-01-05T10:00:00Z", certified_by=officer
    )
    verifier = factories.verifier()
    flagged = factories.entry(report, Section.TARGET)
    flagged.review = type(flagged).review.related.related_model(
        entry=flagged, state=ReviewState.NEEDS_WORK, note="Periksa", reviewed_by=verifier
    )
    flagged.review.save()
    assert changes(book.type("target", "target_pct", "68,02").upload()) == {
        "Target UCJ daerah (%)": ("70", "68,02")
    }
    book.type("kepesertaan", "registered", "80.102").type("kelompok", "group", "Nelayan", "+1")
    book.type("kelompok", "funding_source", "APBDes", "+1")
    answer = book.upload()
    assert (answer.status_code, problems(answer)) == (
        409,
        [
            f"Lembar ‘Kepesertaan’, sel {book.cell('kepesertaan', 'registered').coordinate}: “Penerima Upah (PU)” "
            "terkunci karena tidak ditandai. Bila perlu diubah, mintalah verifikator menandainya.",
            "Lembar ‘Kelompok yang didanai’, baris 6: Laporan sedang diperbaiki: hanya butir yang ditandai yang dapat "
            "diubah. Cantumkan tambahan pada butir yang ditandai.",
        ],
    )
    fresh = Filled(officer)
    assert fresh.cell("target", "target_pct").protection.locked is False
    assert fresh.cell("kepesertaan", "registered").protection.locked is True
    assert [
        row[0].value for row in fresh.sheet("kelompok").iter_rows() if str(row[0].value).startswith("+")
    ] == []


def test_a_report_that_is_closed_can_be_downloaded_and_takes_nothing(report, officer):
    shown = Filled(officer).type("target", "target_pct", "68,02").upload()
    factories.window(state=WindowState.CLOSED)
    page = browser(officer).get("/laporan/2025/excel/").content.decode()
    assert "belum dapat diunggah" in page
    assert 'type="file"' not in page
    assert Filled(officer).cell("target", "target_pct").protection.locked is True
    sent = browser(officer).post("/laporan/2025/excel/", {"steps": shown.context["steps"]})
    assert sent.status_code == 409
    assert factories.entry(report, Section.TARGET).ucjtarget.target_pct == 70
