"""What every dataset of any publications holds: whole rows, one key each, types without gaps; and which year counts."""

import csv
import io
from copy import deepcopy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.document.build import build, redact
from awards.open_data.catalogue import all_datasets
from awards.open_data.dataset import Column, Dataset
from awards.open_data.datasets.coverage import coverage_dataset, stated
from awards.open_data.datasets.publication import table_of
from awards.open_data.datasets.results import fixed
from awards.open_data.files import comma_csv, indonesian_csv
from awards.open_data.published import Place, Published
from regencies.choices import Section
from tests.builders.document import entrant, figures, inputs
from tests.builders.strategies import publications

TYPES = {"string": str, "integer": int, "number": Decimal, "boolean": bool}


def published(document, reports=None, places=None) -> Published:
    return Published(document, "ab" * 32, "https://contoh.id/v1/", True, places or {}, reports or {})


def year(assessed: int, entrants) -> Published:
    contents = inputs(entrants=entrants, special_awards=[])
    contents["edition"] |= {"assessed_year": assessed, "award_year": assessed + 1}
    return published(build(contents))


def faults(dataset: Dataset) -> list[str]:
    """What is wrong with the rows: a cell of another type, a blank that is no text, a key that is there twice."""
    types = {column.name: TYPES[column.type] for column in dataset.columns}
    wrong = [
        f"{name} of {dataset.name}: {row[name]!r}"
        for row in dataset.rows
        for name, kind in types.items()
        if type(row[name]) is not kind
    ]
    keys = [tuple(row[name] for name in dataset.key) for row in dataset.rows]
    return wrong + [f"{dataset.name}: {key} twice" for key in set(keys) if keys.count(key) > 1]


@given(publications(), st.booleans())
def test_rows_are_whole_whatever_was_published(contents, sealed):
    document = build(contents)
    one = published(redact(document, "0" * 64) if sealed else document)
    whole = [*all_datasets([one]), table_of(one)]
    assert [fault for dataset in whole for fault in faults(dataset)] == []
    for dataset in whole:
        plain = list(csv.reader(io.StringIO(comma_csv(dataset).decode(), newline="")))
        excel = indonesian_csv(dataset).decode("utf-8-sig")
        assert plain[0] == dataset.names
        assert {len(row) for row in plain} == {len(dataset.names)}
        assert len(plain) == len(dataset.rows) + 1
        assert len(list(csv.reader(io.StringIO(excel, newline=""), delimiter=";"))) == len(plain)


def test_the_faults_are_found():
    column = Column("tahun", "Tahun", "integer", "Tahun.")
    rows = [{"tahun": 2024}, {"tahun": 2024}, {"tahun": ""}]
    assert faults(Dataset("x", "X", "X.", (column,), ("tahun",), rows)) == [
        "tahun of x: ''",
        "x: (2024,) twice",
    ]


def test_a_year_is_told_by_its_own_report_and_only_without_one_by_the_next():
    def region(now, before):
        of_year = figures((now, 0), (before, 0), (1000, 0), (1000, 0))
        return [entrant("61.04", "Kabupaten Ketapang", candidate=False, reason="Belum", figures=of_year)]

    rows = coverage_dataset(stated([year(2024, region(500, 401)), year(2025, region(600, 502))])).rows
    assert [
        (row["tahun"], row["tahun_laporan"], row["peserta"], str(row["cakupan_persen"])) for row in rows
    ] == [
        (2023, 2024, 401, "40.10"),
        (2024, 2024, 500, "50.00"),
        (2025, 2025, 600, "60.00"),
    ]


def test_a_region_that_reported_nothing_in_a_year_is_told_of_by_the_next_report():
    gone = [entrant("61.04", "K", candidate=False, reason="Tidak melapor")]
    later = [
        entrant("61.04", "K", candidate=False, reason="x", figures=figures((6, 0), (5, 0), (9, 0), (9, 0)))
    ]
    rows = coverage_dataset(stated([year(2024, gone), year(2025, later)])).rows
    assert [(row["tahun"], row["tahun_laporan"], row["peserta"]) for row in rows] == [
        (2024, 2025, 5),
        (2025, 2025, 6),
    ]


def test_both_codes_come_from_the_place_and_neither_from_the_other():
    one = published(build(inputs()), places={"61.02": Place("61.02", "6104", "Kabupaten Mempawah")})
    rows = {row["kode_kemendagri"]: row for row in coverage_dataset(stated([one])).rows}
    assert (rows["ID-61.02"]["kode_bps"], rows["ID-61.04"]["kode_bps"]) == ("ID-6104", "")


def test_what_a_report_does_not_say_is_no_row_and_an_old_question_is_said_to_be_unanswered():
    said = {
        Section.BUDGET: [{"kegiatan": "CSR", "sumber_dana": "CSR", "pagu": None, "realisasi": 5}],
        Section.REGULATIONS: [
            {
                "jenis": "Keputusan",
                "produk_hukum": "Keputusan Nomor 4 Tahun 2020",
                "tahun_produk_hukum": 2020,
                "tentang": "x",
                "khusus": None,
                "masih_berlaku": False,
            }
        ],
        Section.INNOVATIONS: [
            {"inovasi": "Tanpa tahun", "sejak_tahun": None, "sumber_dana": ""},
            {"inovasi": "Dengan tahun", "sejak_tahun": 2024, "sumber_dana": "APBDes"},
        ],
    }
    reports = {"61.04": {section.value: rows for section, rows in said.items()}}
    found = {one.name: one for one in all_datasets([published(build(inputs()), reports)])}
    assert [(row["ukuran"], row["rupiah"]) for row in found["anggaran"].rows] == [("realisasi", 5)]
    [rule] = found["produk-hukum"].rows
    assert (rule["khusus"], rule["masih_berlaku"]) == ("tidak dijawab", "tidak")
    assert [(row["butir"], row["inovasi"]) for row in found["inovasi"].rows] == [(2, "Dengan tahun")]
    assert [fault for dataset in found.values() for fault in faults(dataset)] == []


def test_a_region_in_two_categories_is_told_of_once():
    reports = {"61.04": {"inovasi": [{"inovasi": "Satu", "sejak_tahun": 2024, "sumber_dana": ""}]}}
    first = published(build(inputs()), reports)
    other = deepcopy(inputs())
    other["category"] = {"slug": "kota", "name": "Kota"}
    second = published(build(other), reports)
    found = {one.name: one for one in all_datasets([first, second])}
    assert [row["inovasi"] for row in found["inovasi"].rows] == ["Satu"]
    assert [fault for dataset in found.values() for fault in faults(dataset)] == []


@pytest.mark.parametrize(
    ("text", "shown"), [("70", "70.00"), ("70.5", "70.50"), ("68.0198", "68.0198"), ("0", "0.00")]
)
def test_a_decimal_shows_that_it_is_one(text, shown):
    assert str(fixed(text)) == shown
