"""The tables people take away: right in an Indonesian spreadsheet, harmless, the same bytes every time."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from awards.document.build import build, redact
from awards.exports.csv_file import csv_bytes, written
from awards.exports.pdf import pdf_bytes
from awards.exports.tables import ranking_table, sheets_table
from awards.exports.xlsx import workbook_bytes
from tests.builders.document import inputs

HOSTILE = '=HYPERLINK("http://contoh.id";"klik")'


@pytest.fixture(scope="module")
def document():
    contents = inputs()
    contents["entrants"][0]["name"] = HOSTILE
    contents["entrants"][4]["reason"] = "@SUM(A1)"
    return build(contents)


def rows(content: bytes):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


# CSV ------------------------------------------------------------------------------------------------
def test_the_csv_opens_in_an_indonesian_spreadsheet(document):
    content = csv_bytes(ranking_table(document))
    assert content.startswith(b"\xef\xbb\xbfperingkat;kode_kemendagri;daerah;kandidat;nilai_akhir;")
    assert content.endswith(b"\r\n")
    head, first = rows(content)[:2]
    assert first[:5] == ["1", "61.04", f"'{HOSTILE}", "ya", "82,72"]
    assert dict(zip(head, first, strict=True))["kriteria_A1"] == "68,0198"
    assert dict(zip(head, first, strict=True))["peningkatan_poin_persen"] == "12,33"


def test_every_row_has_every_column_and_the_candidates_come_first(document):
    head, *body = rows(csv_bytes(ranking_table(document)))
    assert {len(row) for row in body} == {len(head)}
    assert [row[0] for row in body] == ["1", "2", "3", "4", "", ""]
    assert [row[3] for row in body] == ["ya"] * 4 + ["tidak"] * 2


@pytest.mark.parametrize(
    "text", ["=1+1", "+62811", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "  @x", "\n=1"]
)
def test_text_that_would_run_is_held_by_an_apostrophe(text):
    assert written(text) == f"'{text}"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Decimal("-12.33"), "-12,33"),
        (Decimal("1E+2"), "100"),
        (-3, "-3"),
        (80_101, "80101"),
        (None, ""),
        ("Kabupaten Ketapang", "Kabupaten Ketapang"),
        ("", ""),
        ("a=b", "a=b"),
    ],
)
def test_numbers_and_plain_text_stay_what_they_are(cell, text):
    assert written(cell) == text


def test_ranks_only_has_no_column_for_what_is_sealed(document):
    [head, *_] = ranking_table(redact(document, "0" * 64))
    assert head == [
        "peringkat",
        "kode_kemendagri",
        "daerah",
        "kandidat",
        "nilai_akhir",
        "peringkat_terbaik",
        "peringkat_terburuk",
        "pemisah_nilai_sama",
        "alasan_bukan_kandidat",
    ]
    assert len(sheets_table(redact(document, "0" * 64))) == 1


# Workbook -------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def workbook(document):
    return workbook_bytes(document, "ab" * 32, "https://contoh.id/v1/")


def test_the_workbook_holds_numbers_as_numbers_and_text_as_text(workbook):
    sheet = load_workbook(io.BytesIO(workbook))["Peringkat"]
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, sheet[2], strict=True))
    assert (first["Peringkat"].value, first["Nilai akhir"].value) == (1, 82.72)
    assert (first["Daerah"].value, first["Daerah"].data_type) == (HOSTILE, "s")
    assert (first["Kode Kemendagri"].value, first["Kode Kemendagri"].data_type) == ("61.04", "s")
    assert first["Nilai akhir"].number_format == "0.00"
    assert not [title for title in head if "_" in title]


def test_the_workbook_of_nominees_does_not_call_them_regions():
    contents = inputs()
    for number, entrant in enumerate(contents["entrants"]):
        entrant["code"] = f"999000000001{number}"
    contents["plenary"] = contents["special_awards"] = []
    [head, *_] = load_workbook(io.BytesIO(workbook_bytes(build(contents), "ab" * 32, "")))["Peringkat"].values
    assert head[1:3] == ("Kode desa atau NIB", "Calon")


def test_each_sheet_keeps_its_head_in_sight_filters_and_is_as_wide_as_the_paper(workbook):
    for sheet in load_workbook(io.BytesIO(workbook)).worksheets:
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
        paper = sheet.page_setup
        assert (paper.orientation, int(paper.paperSize)) == ("landscape", 9)
        assert (paper.fitToWidth, paper.fitToHeight) == (1, 0)


def test_the_workbook_names_the_document_it_comes_from(workbook):
    about = dict(load_workbook(io.BytesIO(workbook))["Tentang"].iter_rows(values_only=True))
    assert about["SHA-256 dokumen"] == "ab" * 32
    assert about["Alamat tetap"] == "https://contoh.id/v1/"
    assert about["Data contoh"] == "ya, bukan hasil resmi"


def test_every_mark_is_in_the_workbook_and_a_recused_member_has_none(workbook):
    head, *body = load_workbook(io.BytesIO(workbook))["Lembar nilai"].iter_rows(values_only=True)
    recused = [row for row in body if row[3] == "ya"]
    assert head[4:6] == ("B1 Jenjang dan kekhususan produk hukum", "B2 Cakupan materi regulasi")
    assert len(body) == 5 * 9
    assert [(row[0], row[2], set(row[4:])) for row in recused] == [("61.09", "P5", {None})]


def test_control_characters_do_not_spoil_the_workbook():
    contents = inputs()
    contents["entrants"][4]["reason"] = "tidak\x00lengkap\x1b"
    content = workbook_bytes(build(contents), "ab" * 32, "")
    values = [c.value for row in load_workbook(io.BytesIO(content))["Peringkat"] for c in row]
    assert "tidaklengkap" in values


def test_the_same_document_gives_the_same_workbook(document, workbook):
    assert workbook_bytes(document, "ab" * 32, "https://contoh.id/v1/") == workbook


# PDF ------------------------------------------------------------------------------------------------
def told(**changes):
    return {
        "title": "Peringkat Paritrana Award 2025",
        "short": "Paritrana Award 2025",
        "eyebrow": "Provinsi Kalimantan Barat",
        "lead": "Tahun penilaian 2024.",
        "date": [2025, 9, 24],
        "sample": True,
        "notices": [],
        "groups": [{"code": "A", "label": "A Kinerja"}],
        "rows": [
            {
                "rank": "1",
                "name": "#panic() *Ketapang*",
                "remark": "",
                "total": "82,72",
                "groups": ["80,71"],
                "ranks": "1–2",
            }
        ],
        "sections": [{"title": "Catatan", "lines": ["$ x $ <label> @ref \\ "]}],
        "sha256": "ab" * 32,
        "address": "https://contoh.id/v1/",
        "verify": "https://contoh.id/verifikasi/x/",
    } | changes


def test_the_pdf_is_the_same_every_time_and_runs_nothing_it_was_told():
    first = pdf_bytes(told(), "https://contoh.id/verifikasi/x/")
    assert first.startswith(b"%PDF-")
    assert first == pdf_bytes(told(), "https://contoh.id/verifikasi/x/")
    assert first != pdf_bytes(told(sample=False), "https://contoh.id/verifikasi/x/")


def test_a_pdf_without_groups_has_no_such_columns():
    row = {"rank": "1", "name": "Ketapang", "remark": "", "total": "82,72", "groups": [], "ranks": "1"}
    assert pdf_bytes(told(groups=[], rows=[row], sections=[]), "https://contoh.id/").startswith(b"%PDF-")
