"""Monitoring as a table of plain cells, for its CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from awards.exports.tables import Cell, rounded
from awards.models import Edition
from awards.monitoring.states import ReportState
from awards.monitoring.watched import Watched
from regencies.choices import Section


def monitoring_cells(rows: Iterable[ReportState], edition: Edition, whose: Watched) -> list[list[Cell]]:
    """Return a head row and one row for each region or nominee: states in words, days, per cent."""
    year = edition.assessed_year
    return [
        [
            "kode_kemendagri",
            "daerah",
            *(["jenis_calon", "calon", "kode_calon"] if whose.of_nominees else []),
            "laporan",
            *(f"bagian_{section}" for section in whose.sections),
            "sisa",
            "kegiatan_terakhir",
            "oleh",
            "diingatkan",
            "batas_waktu",
            "sisa_hari",
            f"cakupan_persen_{year}",
            f"cakupan_persen_{year - 1}",
            "target_persen",
        ],
        *(_cells(row, edition, whose.sections) for row in rows),
    ]


def _cells(row: ReportState, edition: Edition, sections: Sequence[Section]) -> list[Cell]:
    moments = [
        None if moment is None else edition.province.in_its_time(moment)
        for moment in (row.touched_at, row.reminded_at, row.deadline)
    ]
    states: dict[str, str] = {part.section: str(part.state.label) for part in row.sections}
    return [
        row.regency.kemendagri_code,
        str(row.regency),
        *([row.nominee.form.label, row.name, row.nominee.code] if row.nominee else []),
        row.state,
        *(states.get(section) for section in sections),
        row.left,
        moments[0],
        row.touched_by or None,
        moments[1],
        moments[2],
        row.days,
        rounded(row.coverage),
        rounded(row.coverage_last_year),
        rounded(None if row.target is None else Fraction(row.target)),
    ]
