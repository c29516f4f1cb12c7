"""The sheet to fill in: a row for every region, year and segment, with the figures already known."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Font

from regencies.choices import WorkforceSegment
from regencies.l10n.dates import format_date
from regencies.models import OfficialWorkforce, Province, Regency
from regencies.workforce.cells import COLUMNS

WIDTHS = (17, 26, 8, 13, 16, 44, 20)


def workforce_sheet(province: Province, years: Iterable[int]) -> bytes:
    """Return an XLSX file with a row for every regency, year and segment, filled in with the figures already known."""
    rows = OfficialWorkforce.objects.filter(regency__province=province)
    stored = {(row.regency_id, row.year, row.segment): row for row in rows}
    book = Workbook()
    sheet = book.active
    sheet.title = "Semesta pekerja"
    sheet.append(COLUMNS)
    for regency in Regency.objects.filter(province=province):
        for year in years:
            for segment in WorkforceSegment:
                row = stored.get((regency.pk, year, segment.value))
                known = [row.figure, row.source, format_date(row.as_of)] if row else []
                sheet.append([regency.kemendagri_code, str(regency), year, str(segment.label), *known])
    for column, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
        sheet[f"{column}1"].font = Font(bold=True)
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
