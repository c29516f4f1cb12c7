"""The datasets of results: ranks of candidates, their scores where disclosed, and the publications they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from awards.open_data.dataset import Column, Dataset, Row
from awards.open_data.datasets.columns import CANDIDATE, CATEGORY, PROVINCE, SAMPLE, coded
from awards.open_data.published import Published

RANKS = (
    *CANDIDATE,
    Column("peringkat", "Peringkat", "integer", "Peringkat yang diumumkan; nilai yang sama dapat berbagi."),
    Column("nilai_akhir", "Nilai akhir", "number", "Nilai akhir 0 sampai 100, dua desimal."),
    Column(
        "peringkat_terbaik",
        "Peringkat terbaik",
        "integer",
        "Peringkat terbaik bila satu hal dalam perhitungan diubah.",
    ),
    Column(
        "peringkat_terburuk",
        "Peringkat terburuk",
        "integer",
        "Peringkat terburuk bila satu hal dalam perhitungan diubah.",
    ),
    SAMPLE,
)
SCORES = (
    *CANDIDATE,
    Column("kelompok", "Kelompok", "string", "Kode kelompok kriteria."),
    Column("kriteria", "Kode kriteria", "string", "Kode kriteria: A1."),
    Column("nama_kriteria", "Kriteria", "string", "Nama kriteria."),
    Column("bobot", "Bobot", "number", "Bobot kriteria; semua kriteria berjumlah 100.", "persen"),
    Column("nilai", "Nilai", "number", "Nilai kriteria 0 sampai 100, dibulatkan ke empat desimal."),
    SAMPLE,
)
PUBLICATIONS = (
    *PROVINCE,
    *CATEGORY,
    Column(
        "pembukaan",
        "Yang dibuka",
        "string",
        "penuh bila angka dan nilai dibuka, peringkat bila hanya peringkat dan nilai akhir.",
    ),
    Column("kode_keaslian", "Kode keaslian", "string", "SHA-256 dokumen pengumuman, untuk Cek keaslian."),
    Column("alamat", "Alamat", "string", "Alamat tetap pengumuman itu."),
    SAMPLE,
)
CANDIDATE_KEY = ("kode_provinsi", "tahun_penghargaan", "kategori", "kode")


def datasets(published: Sequence[Published]) -> list[Dataset]:
    """Return ranks, scores and publications; of what discloses only ranks there is no score."""
    return [
        Dataset(
            "peringkat",
            "Peringkat kandidat",
            "Satu data untuk setiap kandidat dalam pengumuman yang berlaku.",
            RANKS,
            CANDIDATE_KEY,
            list(_ranks(published)),
        ),
        Dataset(
            "nilai",
            "Nilai menurut kriteria",
            "Satu data untuk setiap kandidat dan kriteria, bila nilainya dibuka.",
            SCORES,
            (*CANDIDATE_KEY, "kriteria"),
            list(_scores(published)),
        ),
        Dataset(
            "pengumuman",
            "Pengumuman yang berlaku",
            "Satu data untuk setiap pengumuman: asal angka di kumpulan data lain.",
            PUBLICATIONS,
            ("kode_provinsi", "tahun_penghargaan", "kategori"),
            [_publication(one) for one in published],
        ),
    ]


def _ranks(published: Sequence[Published]) -> Iterator[Row]:
    for one, entrant in _candidates(published):
        stability = entrant["stability"]
        yield _candidate(one, entrant) | {
            "peringkat": entrant["rank"],
            "nilai_akhir": fixed(entrant["total"]),
            "peringkat_terbaik": stability["best"],
            "peringkat_terburuk": stability["worst"],
        }


def _scores(published: Sequence[Published]) -> Iterator[Row]:
    for one, entrant in _candidates(published):
        for criterion in one.document["criteria"] if "scores" in entrant else ():
            score = entrant["scores"][criterion["code"]]
            if score is not None:
                yield _candidate(one, entrant) | {
                    "kelompok": criterion["group"],
                    "kriteria": criterion["code"],
                    "nama_kriteria": criterion["name"],
                    "bobot": fixed(criterion["weight"]),
                    "nilai": fixed(score),
                }


def _candidates(published: Sequence[Published]) -> Iterator[tuple[Published, Mapping[str, Any]]]:
    for one in published:
        for entrant in sorted(one.document["entrants"], key=lambda each: (each["rank"] or 0, each["code"])):
            if entrant["rank"] is not None:
                yield one, entrant


def _candidate(one: Published, entrant: Mapping[str, Any]) -> dict[str, Any]:
    who = {"kode": coded(entrant["code"]), "nama": entrant["name"]}
    return who | one.place(entrant) | one.common | one.category


def _publication(one: Published) -> Row:
    return (
        one.common
        | one.category
        | {
            "pembukaan": "penuh" if one.document["disclosure"] == "full" else "peringkat",
            "kode_keaslian": one.sha256,
            "alamat": one.address,
        }
    )


def fixed(text: str) -> Decimal:
    """Return a number with two decimals at least: without any, programs would take its column for whole numbers."""
    number = Decimal(text)
    return number if -int(number.as_tuple().exponent) >= 2 else number.quantize(Decimal("0.01"))
