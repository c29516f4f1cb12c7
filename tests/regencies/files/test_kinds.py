"""What an uploaded file is: the kinds that are taken, and by which name each other one is refused."""

from __future__ import annotations

import io

import openpyxl
import pytest
import typst

from regencies.files.kinds import SUFFIXES, kind_of
from regencies.files.unfit import Unfit
from tests.builders import uploads
from tests.builders.uploads import archive, content_types, letter, relations, workbook
from tests.factories import PDF

TAKEN = "bukan PDF, DOCX, XLSX, JPG, PNG, HEIC, WebP, atau TIFF"
NO_KIND = f"{TAKEN}, apa pun akhiran namanya"
WEB = "berawalan PDF, tetapi isinya halaman web"
CUT = "terpotong: bagian akhir PDF-nya tidak ada"
LOCKED = "dilindungi kata sandi"
MACROS, OLD_MACROS = "memuat makro", "memuat lembar makro Excel 4.0"
PROGRAM = "memuat program atau objek tersemat"
DDE = "memuat perintah DDE, yang dapat menjalankan program"
REMOTE = "mengambil isi dari alamat lain saat dibuka"
DAMAGED = "rusak atau terpotong"


def named(content: bytes) -> str:
    """The suffix of its kind, or why it is refused."""
    try:
        return SUFFIXES[kind_of(content)]
    except Unfit as unfit:
        return unfit.what


def printed() -> bytes:
    """A PDF with a cross-reference, as programs write it."""
    return typst.compile(b"Surat BPJS Ketenagakerjaan")


def saved() -> bytes:
    content = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Segmen", "Jumlah", "=SUM(B2:B9)", "='Data|2024'!A1", '="a|b"'])
    book.save(content)
    return content.getvalue()


# Taken ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (PDF, "pdf"),
        (printed(), "pdf"),
        (saved(), "xlsx"),
        (workbook(), "xlsx"),
        (letter(), "docx"),
        (letter(None, ' HYPERLINK "https://contoh.id/dde/" ', " PAGE "), "docx"),
        (letter({"word/embeddings/Microsoft_Excel_Sheet.xlsx": workbook()}), "docx"),
        (workbook({"xl/printerSettings/printerSettings1.bin": b"P\0r\0"}), "xlsx"),
        (workbook(formula="'Data|2024'!A1&amp;\"a|b\""), "xlsx"),
        (
            letter(
                {"word/_rels/settings.xml.rels": relations("attachedTemplate", "file:///C:\\Normal.dotm")}
            ),
            "docx",
        ),
        (
            workbook({"xl/externalLinks/_rels/e.xml.rels": relations("externalLinkPath", "Rekap.xlsx")}),
            "xlsx",
        ),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "jpg"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "png"),
        (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic"),
        (b"RIFF\x0a\0\0\0WEBPVP8 ", "webp"),
        (b"II*\0\x08\0\0\0", "tif"),
        (b"MM\0*\0\0\0\x08", "tif"),
    ],
)
def test_what_officers_have_is_taken(content, suffix):
    assert named(content) == suffix


@pytest.mark.parametrize("whole", [PDF, printed()])
@pytest.mark.parametrize(
    "before",
    [
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
        b"\xef\xbb\xbf \r\n\t\n",
        b"\0" * 7,
        b"\n" * (1024 - 5),
        b"\x1b%-12345X@PJL JOB\r\n@PJL SET DUPLEX=ON\r\n",
    ],
)
def test_what_a_scanner_writes_before_the_first_word_is_no_fault(whole, before):
    assert named(before + whole) == "pdf"


def test_no_reader_looks_farther_for_the_first_word():
    assert named(b"\n" * 1020 + PDF) == NO_KIND


@pytest.mark.parametrize("after", [b"\r\n", b"\0" * 5000, b"\x1a", b"\x1b%-12345X"])
def test_what_stands_after_the_last_word_is_no_fault(after):
    assert named(printed() + after) == "pdf"


# Refused --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.4\n<html><script>alert(1)</script></html>", WEB),
        (b"%PDF-1.4\n%\xe2\xe3\n<!DOCTYPE html>\n1 0 obj\n%%EOF\n", WEB),
        (b"%PDF-<marquee>1 0 obj", WEB),
        (b"%PDF-1.4\n% a remark\n\n<marquee>1 0 obj\n%%EOF", WEB),
        (b"\xef\xbb\xbf%PDF-1.4\n1 0 obj\n<SCRIPT src=x>\n%%EOF", WEB),
        (PDF + b"<script>alert(1)</script>", WEB),
        (uploads.locked_pdf(), LOCKED),
        (PDF.replace(b"/Root", b"/Encrypt<</Filter/Standard>>/Root"), LOCKED),
        (b"%PDF-1.4\nhalo\n%%EOF", "berawalan PDF, tetapi tidak memuat satu halaman pun"),
        (b"<html><!-- %PDF-1.4 --></html>", f"berisi halaman web (HTML), {TAKEN}"),
        (b"<svg xmlns='x'/>", f"berisi gambar SVG atau teks XML, {TAKEN}"),
        (b"MZ\x90\0", f"berisi program, {TAKEN}"),
        (b"GIF89a", f"berisi gambar GIF, {TAKEN}"),
        (b"\0\0\0\x20ftypisom", f"berisi video, {TAKEN}"),
        (archive({"a.txt": "x"}), f"berisi arsip, {TAKEN}"),
        (b"halo", NO_KIND),
        (b"PK\x03\x04 bukan zip", DAMAGED),
        (workbook()[:-40], DAMAGED),
        (uploads.OLD_OFFICE, "berformat Office lama (DOC, XLS, atau PPT)"),
        (uploads.locked_workbook(), LOCKED),
        (uploads.locked_archive(), LOCKED),
    ],
)
def test_what_is_locked_damaged_or_in_disguise_is_refused_by_name(content, what):
    assert named(content) == what


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"])
def test_a_pdf_without_its_end_is_refused(kept, before):
    content = before + printed()
    assert named(content[: int(len(content) * kept)]) == CUT


def test_a_pdf_that_ends_too_early_though_it_ends_is_refused():
    fast = PDF.replace(b"/Type/Catalog", b"/Linearized 1/L 9999/Type/Catalog")
    far = PDF.replace(b"%%EOF", b"startxref\n9999\n%%EOF")
    assert (named(fast), named(far)) == (CUT, CUT)


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"xl/vbaProject.bin": b"x"}, MACROS),
        ({"xl/VBAPROJECT.BIN": b"x"}, MACROS),
        ({"xl/a.bin": uploads.OLD_OFFICE}, PROGRAM),
        ({uploads.TYPES: content_types("application/vnd.ms-excel.sheet.macroEnabled.main+xml")}, MACROS),
        ({uploads.TYPES: content_types("application/vnd.ms-office.vbaProject")}, MACROS),
        ({"xl/macrosheets/sheet1.xml": "<x/>"}, OLD_MACROS),
        ({"xl/MacroSheets/intlsheet1.xml": "<x/>"}, OLD_MACROS),
        ({uploads.TYPES: content_types("application/vnd.ms-excel.macrosheet+xml")}, OLD_MACROS),
        ({uploads.TYPES: content_types("application/vnd.ms-excel.intlmacrosheet+xml")}, OLD_MACROS),
        ({"xl/_rels/workbook.xml.rels": relations("xlMacrosheet", "a.xml")}, OLD_MACROS),
        ({"xl/externalLinks/externalLink1.xml": "<x><ddeLink ddeService='cmd'/></x>"}, DDE),
        ({"xl/externalLinks/externalLink1.xml": "<s:x xmlns:s='a'><s:oleLink/></s:x>"}, DDE),
        ({"xl/externalLinks/externalLink1.xml": "<x><ddeLink/></x>".encode("utf-16")}, DDE),
        ({"xl/embeddings/oleObject1.bin": b"x"}, PROGRAM),
        ({"xl/embeddings/setup.exe": b"MZ"}, PROGRAM),
        ({"xl/media/image1.png": b"MZ\x90"}, PROGRAM),
        ({"xl/media/image2.png": b"\x7fELF"}, PROGRAM),
        ({"xl/activeX/activeX1.xml": "<x/>"}, PROGRAM),
        ({"xl/embeddings/a.xlsx": workbook({"xl/vbaProject.bin": b"x"})}, MACROS),
        ({"xl/embeddings/a.zip": archive({"a.exe": b"MZ"})}, PROGRAM),
        ({"xl/embeddings/a.docx": letter({"word/embeddings/b.xlsx": workbook()})}, PROGRAM),
        ({"xl/worksheets/_rels/sheet1.xml.rels": relations("oleObject", "file:///C:/a.exe")}, PROGRAM),
        ({"xl/theme/theme1.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, DAMAGED),
    ],
)
def test_a_workbook_that_runs_something_is_refused_by_name(parts, what):
    assert named(workbook(parts)) == what


@pytest.mark.parametrize(
    "formula",
    [
        "cmd|'/c calc'!A0",
        "MSEXCEL|'..\\cmd.exe /c calc'!A1",
        "&#99;md&#124;'x'!A0",
        "<![CDATA[cmd|'x'!A0]]>",
        "dde ( 1)",
    ],
)
def test_a_formula_that_commands_another_program_is_refused(formula):
    assert named(workbook(formula=formula)) == DDE


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (letter({"word/vbaProject.bin": b"x"}), MACROS),
        (letter({"word/embeddings/oleObject1.bin": uploads.OLD_OFFICE}), PROGRAM),
        (letter(None, ' DDEAUTO c:\\cmd.exe "/k calc" '), DDE),
        (letter(None, " DD", "EAUTO cmd "), DDE),
        (letter({"word/footer1.xml": f"<w:fldSimple xmlns:w='{uploads.WORDS}' w:instr='DDE cmd x'/>"}), DDE),
        (
            letter({"word/_rels/settings.xml.rels": relations("attachedTemplate", "https://x.id/a.dotm")}),
            REMOTE,
        ),
        (
            letter({"word/_rels/settings.xml.rels": relations("attachedTemplate", "\\\\10.0.0.1\\a.dotm")}),
            REMOTE,
        ),
    ],
)
def test_a_letter_that_runs_something_is_refused_by_name(content, what):
    assert named(content) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"%PDF-1.4\n" + b"% %" * 99_999, CUT),
        (b"%PDF-1.4\n" + b"%\n" * 99_999, CUT),
        (b"<!---->" * 99_999, f"berisi halaman web (HTML), {TAKEN}"),
    ],
)
def test_no_file_keeps_its_reader_waiting(text, what):
    assert named(text) == what


def test_an_archive_that_holds_gigabytes_is_not_unpacked():
    zeros = "<x>" + " " * 60_000_000 + "</x>"
    assert named(workbook({"xl/a.xml": zeros, "xl/b.xml": zeros})) == "terlalu besar bila dibuka"
    inner = workbook({"xl/a.xml": zeros})
    assert named(letter({"word/embeddings/a.xlsx": inner, "word/embeddings/b.xlsx": inner})) == (
        "terlalu besar bila dibuka"
    )
