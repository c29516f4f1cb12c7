"""The workbook of a publication: ranking, marks, and the proof. The same document gives the same bytes."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from awards.exports.sheet import add_sheet, new_book, same_bytes
from awards.exports.tables import INDICATORS, Cell, ranking_table, sheets_table

if TYPE_CHECKING:
    from openpyxl import Workbook

TITLES = {
    "peringkat": "Peringkat",
    "kode_kemendagri": "Kode Kemendagri",
    "daerah": "Daerah",
    "kandidat": "Kandidat",
    "nilai_akhir": "Nilai akhir",
    "peringkat_terbaik": "Peringkat terbaik",
    "peringkat_terburuk": "Peringkat terburuk",
    "pemisah_nilai_sama": "Penentu bila nilai sama",
    "cakupan_persen": "Cakupan (%)",
    "cakupan_sebelumnya_persen": "Cakupan tahun sebelumnya (%)",
    "peningkatan_poin_persen": "Peningkatan (poin persen)",
    "pertumbuhan_persen": "Pertumbuhan peserta (%)",
    "alasan_bukan_kandidat": "Alasan bukan kandidat",
    "penilai": "Anggota",
    "tidak_menilai": "Tidak menilai",
}

WHO = ("peringkat", "kode_kemendagri", "daerah")
OF_NOMINEES = {"kode_kemendagri": "Kode desa atau NIB", "daerah": "Calon"}


def workbook_bytes(document: Mapping[str, Any], sha256: str, address: str) -> bytes:
    """Return an XLSX file: Peringkat and Tentang, between them what is disclosed; text is never a formula."""
    moment = datetime.datetime.fromisoformat(document["published_at"])
    book = new_book(moment)
    of_regions = all("." in entrant["code"] for entrant in document["entrants"])
    titles = TITLES | ({} if of_regions else OF_NOMINEES) | _criteria(document)
    ranking = ranking_table(document)
    criteria = [str(name) for name in ranking[0] if str(name).startswith("kriteria_")]
    _sheet(book, "Peringkat", _without(ranking, {*criteria, *INDICATORS}), titles)
    if document["disclosure"] == "full":
        _sheet(book, "Nilai kriteria", _only(ranking, [*WHO, *criteria]), titles)
        _sheet(book, "Cakupan", _only(ranking, [*WHO, *INDICATORS]), titles)
        _sheet(book, "Lembar nilai", sheets_table(document), titles)
    _sheet(book, "Tentang", _about(document, sha256, address), {})
    return same_bytes(book, moment)


def _criteria(document: Mapping[str, Any]) -> dict[str, str]:
    """Return what groups and criteria are called at the head of a column."""
    named = {c["code"]: f"{c['code']} {c['name']}" for c in document["criteria"]}
    groups = {f"kelompok_{c['group']}": f"Kelompok {c['group']}" for c in document["criteria"]}
    return named | groups | {f"kriteria_{code}": title for code, title in named.items()}


def _about(document: Mapping[str, Any], sha256: str, address: str) -> list[list[Cell]]:
    edition = document["edition"]
    return [
        ["Perihal", "Isi"],
        ["Provinsi", edition["province"]["name"]],
        ["Tahun penghargaan", edition["award_year"]],
        ["Tahun penilaian", edition["assessed_year"]],
        ["Kategori", document["category"]["name"]],
        ["Pengumuman nomor", document["number"]],
        ["Diumumkan", document["published_at"]],
        ["Data contoh", "ya, bukan hasil resmi" if document["sample_data"] else "tidak"],
        ["SHA-256 dokumen", sha256],
        ["Alamat tetap", address],
        ["Cara menghitung ulang", "python -m awards.verify dokumen.json"],
    ]


def _sheet(book: Workbook, title: str, table: list[list[Cell]], titles: Mapping[str, str]) -> None:
    names, *rows = table
    add_sheet(book, title, [titles.get(str(name), str(name)) for name in names], rows)


def _only(table: list[list[Cell]], names: Iterable[str]) -> list[list[Cell]]:
    """Return the table with these columns: each sheet fits on a page that can be read."""
    places = [table[0].index(name) for name in names]
    return [[row[place] for place in places] for row in table]


def _without(table: list[list[Cell]], names: Container[str]) -> list[list[Cell]]:
    return _only(table, [str(name) for name in table[0] if name not in names])
