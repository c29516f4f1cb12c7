"""The sheet to fill in: a row for every region, year and segment, with the figures already known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.text import capfirst

from regencies.l10n.dates import format_date
from regencies.models import Province, Regency
from regencies.official_figures.datasets import Dataset
from regencies.sheets.template import sheet_to_fill_in

WIDTHS = (17, 26, 8, 28, 16, 44, 20)


def figures_sheet(dataset: Dataset, province: Province, years: Iterable[int]) -> bytes:
    """Return an XLSX file with a row for every regency, year and segment, filled in with the figures already known."""
    columns = dict(zip(dataset.columns.names, WIDTHS, strict=True))
    return sheet_to_fill_in(capfirst(dataset.name), columns, _rows(dataset, province, years))


def _rows(dataset: Dataset, province: Province, years: Iterable[int]) -> Iterator[list[Any]]:
    rows = dataset.model.objects.filter(regency__province=province)
    stored = {(row.regency_id, row.year, row.segment): row for row in rows}
    for regency in Regency.objects.filter(province=province):
        for year in filter(regency.is_in_year, years):
            for segment in dataset.segments:
                row = stored.get((regency.pk, year, segment.value))
                known = [row.figure, row.source, format_date(row.as_of)] if row else []
                yield [regency.kemendagri_code, str(regency), year, str(segment.label), *known]
