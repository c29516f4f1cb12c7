"""Cells as people type them: formulas, merged cells, nothing known, years and days that cannot be."""

from __future__ import annotations

import datetime

import pytest

from regencies.official_figures.datasets import DENOMINATORS
from regencies.official_figures.import_sheet import propose_figures
from tests.builders.sheets import KETAPANG, ROW, Calculated, Formula, file, one, read, refused

pytestmark = pytest.mark.django_db
YEAR = datetime.date.today().year
NO_RESULT = (
    "Sel E2 (Jumlah pekerja): berisi rumus tanpa hasil; buka dan simpan dengan Excel, atau tulis hasilnya."
)


def test_a_formula_nobody_calculated_is_named(province):
    row = [*ROW[:4], Formula("SUM(E5:E9)"), *ROW[5:]]
    assert refused(one(row), province) == [NO_RESULT]
    assert read(one(ROW), province) == KETAPANG


def test_a_result_a_program_only_guessed_is_no_result(province):
    guessed = [*ROW[:4], Calculated("SUM(E5:E9)"), *ROW[5:]]
    assert read(one(guessed), province) == [("61.04", 2024, "formal", 0)]
    assert refused(one(guessed, calcPr='calcId="1" fullCalcOnLoad="1"'), province) == [NO_RESULT]
    assert read(one(ROW, calcPr='calcId="1" fullCalcOnLoad="1"'), province) == KETAPANG


@pytest.mark.parametrize(
    ("merged", "rows", "expected"),
    [
        (
            ["A2:A3", "B2:B3", "C2:C3", "F2:F3", "G2:G3"],
            [ROW, ["", "", "", "Informal", 7]],
            [*KETAPANG, ("61.04", 2024, "informal", 7)],
        ),
        (["A1:A1"], [ROW], KETAPANG),
    ],
)
def test_a_cell_merged_downwards_says_it_for_every_row(province, merged, rows, expected):
    assert read(one(*rows, merged=merged), province) == expected


@pytest.mark.parametrize(
    ("merged", "row", "said"),
    [
        ("E2:E3", [*ROW[:3], "Informal", "", *ROW[5:]], "Sel E3 (Jumlah pekerja)"),
        ("D3:E3", [*ROW[:3], "Informal", "", *ROW[5:]], "Sel E3 (Jumlah pekerja)"),
        ("E3:F3", [*ROW[:3], "Informal", 5, "", ROW[6]], "Sel F3 (Sumber)"),
    ],
)
def test_a_merged_figure_is_named(province, merged, row, said):
    assert refused(one(ROW, row, merged=[merged]), province) == [
        f"{said}: tergabung dengan sel lain ({merged}); pisahkan selnya dan isi masing-masing."
    ]


@pytest.mark.parametrize("typed", ["-", "–", "n/a", "..."])
def test_nothing_known_is_answered_with_advice_that_passes(province, typed):
    said = f"tertulis “{typed}”; tulis 0 bila tidak ada pekerjanya, atau kosongkan bila belum diketahui."
    assert refused(one([*ROW[:4], typed, *ROW[5:]]), province) == [f"Sel E2 (Jumlah pekerja): {said}"]
    assert read(one([*ROW[:4], 0, *ROW[5:]]), province) == [("61.04", 2024, "formal", 0)]
    assert read(one([*ROW[:4], "", *ROW[5:]]), province) == []


@pytest.mark.parametrize(
    ("year", "as_of", "said"),
    [
        (2024, "1 Januari 2019", ""),
        (2024, 45657, ""),
        (
            2024,
            "1 Januari 1950",
            "tertulis 1 Januari 1950 untuk angka tahun 2024; tulis tanggal dari 1 Januari 2019",
        ),
        (2024, 1, "tertulis 31 Desember 1899 untuk angka tahun 2024; tulis tanggal dari 1 Januari 2019"),
        (
            2024,
            "31 Desember 2018",
            "tertulis 31 Desember 2018 untuk angka tahun 2024; tulis tanggal dari 1 Januari 2019",
        ),
        (
            2024,
            f"31 Desember {YEAR + 1}",
            f"tertulis 31 Desember {YEAR + 1} untuk angka tahun 2024; tulis tanggal dari",
        ),
        (
            2024,
            "1 Januari 2205",
            "tertulis 1 Januari 2205 untuk angka tahun 2024; tulis tanggal dari 1 Januari 2019",
        ),
        (
            2024,
            "1 Januari 1900",
            "tertulis 1 Januari 1900 untuk angka tahun 2024; tulis tanggal dari 1 Januari 2019",
        ),
        (2050, "1 Januari 1950", f"tertulis 2050; tulis tahun dari 2000 sampai {YEAR}"),
        (YEAR + 1, "31 Desember 2024", f"tertulis {YEAR + 1}; tulis tahun dari 2000 sampai {YEAR}"),
        (1999, "31 Desember 1999", f"tertulis 1999; tulis tahun dari 2000 sampai {YEAR}"),
        (24, "31 Desember 2024", "tertulis 24; tulis tahun dengan empat angka"),
    ],
)
def test_years_and_days_that_cannot_be_are_refused(province, year, as_of, said):
    content = one([*ROW[:2], year, *ROW[3:6], as_of])
    if not said:
        assert read(content, province) == KETAPANG
        return
    (reason,) = refused(content, province)
    assert reason.split("): ", 1)[1].startswith(said)


def test_a_date_is_counted_from_1904_where_the_workbook_says_so(province):
    content = one([*ROW[:6], 45657 - 1462], workbookPr='date1904="1"')
    assert propose_figures(DENOMINATORS, file(content), province).changes[0].after.as_of == datetime.date(
        2024, 12, 31
    )
