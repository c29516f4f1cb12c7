"""The ranking and the marks as tables of plain cells, for CSV and workbook; made from the document only."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from awards.presenters.coverage import region_of
from regencies.l10n.rounding import round_half_up

Cell = str | int | Decimal | None
PLACES = 2


def ranking_table(document: Mapping[str, Any]) -> list[list[Cell]]:
    """Return a head row, the candidates by rank, then the others; a column per group, criterion and indicator.

    Where only ranks are disclosed those columns do not exist.
    """
    full = document["disclosure"] == "full"
    codes = [criterion["code"] for criterion in document["criteria"]] if full else []
    groups = list(dict.fromkeys(c["group"] for c in document["criteria"])) if full else []
    head: list[Cell] = [
        "peringkat",
        "kode_kemendagri",
        "daerah",
        "kandidat",
        "nilai_akhir",
        "peringkat_terbaik",
        "peringkat_terburuk",
        "pemisah_nilai_sama",
        *(f"kelompok_{group}" for group in groups),
        *(f"kriteria_{code}" for code in codes),
        *(INDICATORS if full else []),
        "alasan_bukan_kandidat",
    ]
    entrants = sorted(
        document["entrants"], key=lambda e: (not e["candidate"], e["rank"] is None, e["rank"], e["code"])
    )
    rows = [
        [
            entrant["rank"],
            entrant["code"],
            entrant["name"],
            "ya" if entrant["candidate"] else "tidak",
            _number(entrant["total"]),
            (entrant["stability"] or {}).get("best"),
            (entrant["stability"] or {}).get("worst"),
            entrant["tie"],
            *(_number(entrant["groups"][group]) for group in groups),
            *(_number(entrant["scores"][code]) for code in codes),
            *(_indicators(entrant) if full else []),
            None if entrant["candidate"] else entrant["reason"],
        ]
        for entrant in entrants
    ]
    return [head, *rows]


INDICATORS = ["cakupan_persen", "cakupan_sebelumnya_persen", "peningkatan_poin_persen", "pertumbuhan_persen"]


def _indicators(entrant: Mapping[str, Any]) -> list[Cell]:
    figures = region_of(entrant)
    values = (figures.coverage, figures.coverage_previous, figures.growth_pp, figures.growth_pct)
    return [rounded(value) for value in values]


def rounded(value: Fraction | None) -> Cell:
    """Return per cent or points as a cell, to two places; None stays None."""
    return None if value is None else round_half_up(value, PLACES)


def sheets_table(document: Mapping[str, Any]) -> list[list[Cell]]:
    """Return every anonymous member's marks, one row for each entrant and member; only the head without sheets."""
    codes = [c["code"] for c in document["criteria"] if c["source"] == "panel"]
    head: list[Cell] = ["kode_kemendagri", "daerah", "penilai", "tidak_menilai", *codes]
    return [
        head,
        *(
            [
                entrant["code"],
                entrant["name"],
                sheet["panelist"],
                "ya" if sheet["recused"] else "tidak",
                *(_number(sheet["scores"].get(code)) for code in codes),
            ]
            for entrant in document["entrants"]
            for sheet in entrant.get("sheets", [])
        ),
    ]


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
