"""One publication as one tidy table: everything its document says of each entrant, a number a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from awards.models import Publication
from awards.open_data.dataset import Column, Dataset, Row
from awards.open_data.datasets.columns import CANDIDATE, SAMPLE, coded
from awards.open_data.datasets.coverage import NAMES, PEOPLE
from awards.open_data.datasets.results import fixed
from awards.open_data.package import datapackage
from awards.open_data.published import Published, published
from regencies.figures.summary import headline
from regencies.l10n.rounding import round_half_up

NAME = "data"
COLUMNS = (
    *CANDIDATE,
    Column("kandidat", "Kandidat", "boolean", "Benar bila daerah atau calon itu kandidat."),
    Column(
        "ukuran",
        "Ukuran",
        "string",
        "peringkat, peringkat_terbaik, peringkat_terburuk, nilai_akhir, kelompok, kriteria, peserta, "
        "peserta_sebelumnya, semesta_pekerja, semesta_pekerja_sebelumnya, cakupan, cakupan_sebelumnya, "
        "peningkatan_cakupan, pertumbuhan_peserta, atau target_cakupan.",
    ),
    Column("bagian", "Kode bagian", "string", "Kelompok, kriteria, atau segmen; kosong bila seluruhnya."),
    Column("nama_bagian", "Bagian", "string", "Nama kriteria atau segmen itu."),
    Column("satuan", "Satuan", "string", "orang, persen, poin persen, peringkat, atau nilai 0 sampai 100."),
    Column("nilai", "Nilai", "number", "Nilai ukuran itu."),
    SAMPLE,
)
SCORE, RANK, PEOPLE_UNIT, PERCENT = "nilai 0 sampai 100", "peringkat", "orang", "persen"

Fact = tuple[str, str, str, str, Decimal | None]  # measure, code and name of a part, unit, value


def dataset_of(row: Publication) -> Dataset:
    """Return the table of one publication, in force or not; of one that discloses only ranks it has these alone."""
    [one] = published([row])
    return table_of(one)


def table_of(one: Published) -> Dataset:
    """Return the table of what was read of one publication."""
    return Dataset(
        NAME,
        f"Paritrana Award {one.document['edition']['award_year']}: {one.document['category']['name']}",
        "Satu data untuk setiap kandidat dan daerah lain, ukuran, dan bagiannya.",
        COLUMNS,
        ("kode", "ukuran", "bagian"),
        list(_rows(one)),
    )


def package_of(row: Publication) -> dict[str, Any]:
    """Return the data package of one publication, whose table lies beside it."""
    [one] = published([row])
    return description_of(one)


def description_of(one: Published) -> dict[str, Any]:
    """Return the data package of what was read of one publication."""
    dataset, number = table_of(one), one.document["number"]
    edition, category = one.document["edition"], one.document["category"]
    return datapackage(
        [dataset],
        name=f"paritrana-{edition['province']['code']}-{edition['award_year']}-{category['slug']}-v{number}",
        title=f"{dataset.title}, Provinsi {edition['province']['name']}, pengumuman nomor {number}",
        description=f"Kode keaslian (SHA-256) dokumennya: {one.sha256}",
        address=one.address,
    )


def _rows(one: Published) -> Iterator[Row]:
    for entrant in one.document["entrants"]:
        begins = {
            "kode": coded(entrant["code"]),
            "nama": entrant["name"],
            **one.place(entrant),
            **one.common,
            **one.category,
            "kandidat": entrant["candidate"],
        }
        for measure, part, name, unit, value in _facts(one.document, entrant):
            if value is not None:
                said = {"ukuran": measure, "bagian": part, "nama_bagian": name, "satuan": unit}
                yield begins | said | {"nilai": value}


def _facts(document: Mapping[str, Any], entrant: Mapping[str, Any]) -> Iterator[Fact]:
    stability = entrant["stability"] or {}
    yield "peringkat", "", "", RANK, _number(entrant["rank"])
    yield "peringkat_terbaik", "", "", RANK, _number(stability.get("best"))
    yield "peringkat_terburuk", "", "", RANK, _number(stability.get("worst"))
    yield "nilai_akhir", "", "", SCORE, _number(entrant["total"])
    for group, value in entrant.get("groups", {}).items():
        yield "kelompok", group, "", SCORE, _number(value)
    criteria = {criterion["code"]: criterion["name"] for criterion in document["criteria"]}
    for code, value in entrant.get("scores", {}).items():
        yield "kriteria", code, criteria[code], SCORE, _number(value)
    if "figures" in entrant:
        yield from _figures(document, entrant["figures"])


def _figures(document: Mapping[str, Any], figures: Mapping[str, Any]) -> Iterator[Fact]:
    names = dict(NAMES) | document.get("labels", {}).get("segments", {})
    for measure, of in PEOPLE.items():
        for suffix, ending in (("", ""), ("_previous", "_sebelumnya")):
            for segment, people in sorted(figures[f"{of}{suffix}"].items()):
                yield (
                    f"{measure}{ending}",
                    segment,
                    names.get(segment, segment),
                    PEOPLE_UNIT,
                    _number(people),
                )
    values = headline(**figures)
    yield "cakupan", "", "", PERCENT, _rounded(values.coverage)
    yield "cakupan_sebelumnya", "", "", PERCENT, _rounded(values.coverage_previous)
    yield "peningkatan_cakupan", "", "", "poin persen", _rounded(values.coverage_growth_pp)
    yield "pertumbuhan_peserta", "", "", PERCENT, _rounded(values.participant_growth_pct)
    yield "target_cakupan", "", "", PERCENT, _number(figures["target_pct"])


def _number(value: str | int | None) -> Decimal | None:
    return None if value is None else fixed(str(value))


def _rounded(value: Fraction | None) -> Decimal | None:
    return None if value is None else round_half_up(value, 2)
