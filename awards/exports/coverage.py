"""The coverage list as a table of plain cells, for its CSV."""

from __future__ import annotations

from collections.abc import Sequence

from awards.exports.tables import Cell, rounded
from awards.presenters.coverage import Region


def coverage_table(rows: Sequence[Region], year: int) -> list[list[Cell]]:
    """Return a head row and one row for each region: people, per cent, percentage points."""
    head: list[Cell] = [
        "urutan",
        "kode_kemendagri",
        "daerah",
        f"peserta_{year}",
        f"peserta_{year - 1}",
        f"semesta_pekerja_{year}",
        f"semesta_pekerja_{year - 1}",
        f"cakupan_persen_{year}",
        f"cakupan_persen_{year - 1}",
        "peningkatan_poin_persen",
        "pertumbuhan_peserta_persen",
        "peringkat_penghargaan",
    ]
    return [
        head,
        *(
            [
                row.order,
                row.code,
                row.name,
                row.registered,
                row.registered_previous,
                row.workforce,
                row.workforce_previous,
                *(rounded(v) for v in (row.coverage, row.coverage_previous, row.growth_pp, row.growth_pct)),
                row.award_rank,
            ]
            for row in rows
        ),
    ]
