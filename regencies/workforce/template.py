"""The sheet to fill in: a row for every region, year and segment, with the figures already known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from regencies.choices import WorkforceSegment
from regencies.l10n.dates import format_date
from regencies.models import OfficialWorkforce, Province, Regency
from regencies.sheets.template import sheet_to_fill_in
from regencies.workforce.cells import COLUMNS

WIDTHS = (17, 26, 8, 13, 16, 44, 20)


def workforce_sheet(province: Province, years: Iterable[int]) -> bytes:
    """Return an XLSX file with a row for every regency, year and segment, filled in with the figures already known."""
    columns = dict(zip(COLUMNS, WIDTHS, strict=True))
    return sheet_to_fill_in("Semesta pekerja", columns, _rows(province, years))


def _rows(province: Province, years: Iterable[int]) -> Iterator[list[Any]]:
    rows = OfficialWorkforce.objects.filter(regency__province=province)
    stored = {(row.regency_id, row.year, row.segment): row for row in rows}
    for regency in Regency.objects.filter(province=province):
        for year in filter(regency.is_in_year, years):
            for segment in WorkforceSegment:
                row = stored.get((regency.pk, year, segment.value))
                known = [row.figure, row.source, format_date(row.as_of)] if row else []
                yield [regency.kemendagri_code, str(regency), year, str(segment.label), *known]
