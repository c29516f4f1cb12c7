"""Sheets as people and programs make them: understood, or named as what they are."""

from __future__ import annotations

import pytest

from regencies.models import OfficialWorkforce
from regencies.official_figures.datasets import DENOMINATORS
from regencies.official_figures.import_sheet import propose_figures
from regencies.official_figures.store import import_workforce
from regencies.official_figures.template import figures_sheet
from regencies.places.names import is_name_of
from tests import factories
from tests.builders.sheets import HEADER, KETAPANG, ROW, STRICT, file, one, read, refused, xlsx
from tests.builders.workforce_page import FIRST as LINE
from tests.builders.workforce_page import HEADER as CSV

pytestmark = pytest.mark.django_db


# Codes and names ------------------------------------------------------------------------------------
@pytest.mark.parametrize("code", ["61.1", "61,1", "61.10", "61,10", " 61.10 ", "61. 10"])
def test_a_code_that_lost_its_last_digit_is_known_in_text_too(province, code):
    assert read(f"{CSV}\n{code};Melawi;2024;Formal;5;BPS;31 Desember 2024", province) == [
        ("61.10", 2024, "formal", 5)
    ]


@pytest.mark.parametrize(
    "name", ["Ketapang", "KAB. KETAPANG", "Kab Ketapang", "kabupaten  ketapang", "KETA PANG", ""]
)
def test_a_name_is_forgiven_its_manner(province, name):
    assert read(LINE.replace("Ketapang", name).join([f"{CSV}\n", ""]), province) == KETAPANG


def test_a_name_that_contradicts_its_code_is_refused_with_both_and_its_advice_passes(province):
    assert refused(f"{CSV}\n61.06;Ketapang;2024;Formal;80.101;BPS;31 Desember 2024", province) == [
        "Sel B2 (Kabupaten/kota): tertulis “Ketapang” (61.04), tetapi kode 61.06 milik Kabupaten Kapuas Hulu. "
        "Betulkan nama atau kodenya."
    ]
    assert read(f"{CSV}\n{LINE}", province) == KETAPANG
    named = f"{CSV}\n61.06;Kapuas Hulu;2024;Formal;80.101;BPS;31 Desember 2024"
    assert read(named, province) == [("61.06", 2024, "formal", 80_101)]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("6106", "Sel A2 (Kode Kemendagri): tertulis “6106”, bukan kode daerah di provinsi ini; kode BPS Kabupaten "
         "Ketapang, kode Kemendagri-nya 61.04."),
        ("61.99", "Sel A2 (Kode Kemendagri): tertulis “61.99”, bukan kode daerah di provinsi ini."),
    ],
)  # fmt: skip
def test_a_code_of_another_list_is_named(province, code, said):
    assert refused(f"{CSV}\n{code};Ketapang;2024;Formal;1;BPS;31 Desember 2024", province) == [said]


@pytest.mark.parametrize(
    ("typed", "kind", "name", "same"),
    [
        ("KAPUASHULU", "kabupaten", "Kapuas Hulu", True),
        ("Kab. Kota Baru", "kabupaten", "Kotabaru", True),
        ("Kota Baru", "kabupaten", "Kotabaru", True),
        ("Kotawaringin Barat", "kabupaten", "Kotawaringin Barat", True),
        ("Kota Adm. Jakarta Selatan", "kota", "Jakarta Selatan", True),
        ("Kep. Seribu", "kabupaten", "Kepulauan Seribu", True),
        ("Kota Bandung", "kabupaten", "Bandung", False),
        ("Kabupaten Bandung", "kota", "Bandung", False),
        ("Bandung Barat", "kabupaten", "Bandung", False),
        ("–", "kabupaten", "Bandung", False),
    ],
)
def test_when_a_name_is_that_of_a_region(typed, kind, name, same):
    assert is_name_of(typed, kind, name) is same


# Which sheet and where ------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read(province, state):
    old = [*ROW[:4], 1, *ROW[5:]]
    content = xlsx(("Lama", state, [HEADER, old]), ("Baru", "visible", [HEADER, ROW]))
    assert read(content, province) == KETAPANG


def test_a_sheet_without_the_table_is_passed_over(province):
    content = xlsx(("Petunjuk", "visible", [["Isi lembar kedua"]]), ("Data", "visible", [HEADER, ROW]))
    assert read(content, province) == KETAPANG


def test_two_tables_are_named_and_hiding_one_passes(province):
    assert refused(xlsx(("A", "visible", [HEADER, ROW]), ("B", "visible", [HEADER, ROW])), province) == [
        "Tabel ada di lebih dari satu lembar: A, B. Sembunyikan atau hapus yang tidak dipakai."
    ]
    assert read(xlsx(("A", "hidden", [HEADER, ROW]), ("B", "visible", [HEADER, ROW])), province) == KETAPANG


@pytest.mark.parametrize(
    "rows",
    [
        [["Semesta Pekerja Provinsi"], ["Tahun 2024"], [], HEADER, ROW],
        [[name.upper() for name in HEADER], ROW],
        [[name.replace(" ", "\n") + " " for name in HEADER], ROW],
        [HEADER, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"], ROW],
        [HEADER, ROW, HEADER],
        [HEADER, ROW, ["", "Jumlah", "", "", 80101], ["Sumber: BPS, diolah"], ["*) angka sementara"]],
        [HEADER, ROW, ["Total", "", 2024, "Formal", 80101]],
        [HEADER, ROW, ["61", "Kalimantan Barat", 2024, "Formal", 80101, "BPS", "31 Desember 2024"]],
    ],
)
def test_titles_totals_and_notes_are_not_figures(province, rows):
    assert read(xlsx(("Data", "visible", rows)), province) == KETAPANG


def test_a_figure_without_its_code_is_no_note(province):
    assert refused(one(ROW, ["", "", "", "Informal", 7, "Jumlah penduduk, BPS", ROW[6]]), province) == [
        "Sel A3 (Kode Kemendagri): kosong; isi kolom ini.",
        "Sel C3 (Tahun): kosong; isi kolom ini.",
    ]


def test_what_is_passed_over_is_said(province):
    notes = ["", "Jumlah seluruh daerah", "", "", 80101]
    proposal = propose_figures(
        DENOMINATORS, file(one(ROW, [*ROW[:3], "Informal", "", "", ""], notes)), province
    )
    assert proposal.notes == [
        "1 baris belum berisi angka dan dilewati.",
        "Baris 4 bukan baris angka dan dilewati: “Jumlah seluruh daerah”.",
    ]


def test_a_column_named_twice_is_named_and_taking_one_away_passes(province):
    assert refused(one([*ROW, 5], head=[*HEADER, "JUMLAH PEKERJA"]), province) == [
        "Kolom “Jumlah pekerja” ada dua kali: E1 dan H1. Hapus salah satunya."
    ]
    assert read(one(ROW), province) == KETAPANG


# Text files -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("first", ["", "Semesta pekerja, 2024; seluruh daerah\n"])
def test_whatever_divides_its_cells(province, delimiter, first):
    line = LINE.replace("80.101", "80101").replace(";", delimiter)
    assert read(f"{first}{CSV.replace(';', delimiter)}\n{line}", province) == KETAPANG


@pytest.mark.parametrize("separator", ["sep=;", "SEP=;\r", '"sep=;"'])
def test_the_line_that_names_the_delimiter_is_no_row(province, separator):
    assert read(f"{separator}\n{CSV}\n{LINE}", province) == KETAPANG
    wrong = f"{separator}\n{CSV}\n{LINE.replace('Formal', 'Tani')}"
    assert refused(wrong, province) == [
        "Sel D3 (Segmen): tertulis “Tani”; pilihannya Formal, Informal, Konstruksi."
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_wrote_its_letters(province, encoding):
    content = f"{CSV}\n{LINE.replace('BPS', 'BPS – Sakernas')}".encode(encoding)
    assert propose_figures(DENOMINATORS, file(content), province).changes[0].after.source == "BPS – Sakernas"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (factories.PDF, "Berkas berisi PDF, bukan XLSX atau CSV. Simpan sebagai XLSX, lalu unggah lagi."),
        (
            b"<html><table><tr><td>61.04",
            "Berkas berisi halaman web (HTML), bukan XLSX atau CSV. Simpan sebagai XLSX, lalu unggah lagi.",
        ),
        (
            b"\xff\xd8\xff\xe0",
            "Berkas berisi gambar, bukan XLSX atau CSV. Simpan sebagai XLSX, lalu unggah lagi.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "Berkas berformat Office lama (DOC, XLS, atau PPT). Simpan sebagai DOCX, XLSX, atau PDF, lalu unggah lagi.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "Berkas dilindungi kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
        ),
    ],
)
def test_a_file_that_is_no_table_is_named(province, content, said):
    assert refused(content, province) == [said]


# Files of other programs ----------------------------------------------------------------------------
def test_faults_of_style_and_strict_open_xml_do_no_harm(province):
    assert read(one(ROW), province) == KETAPANG  # its style sheet breaks off
    assert read(one(ROW, base=STRICT), province) == KETAPANG


def test_the_own_template_is_accepted_unchanged_blank_or_filled(province, admin):
    blank = propose_figures(DENOMINATORS, file(figures_sheet(DENOMINATORS, province, [2023, 2024])), province)
    assert (blank.changes, blank.same, len(blank.without_figure)) == ([], 0, 3 * 2 * 3)
    import_workforce(file(f"{CSV}\n{LINE}"), province, by=admin)
    again = propose_figures(DENOMINATORS, file(figures_sheet(DENOMINATORS, province, [2023, 2024])), province)
    assert (again.changes, again.same, len(again.without_figure)) == ([], 1, 3 * 2 * 3 - 1)
    assert OfficialWorkforce.objects.count() == 1
