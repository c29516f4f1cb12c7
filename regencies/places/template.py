"""The sheet to fill in: the regions already known, and heads for more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from regencies.models import Province, Regency
from regencies.places.columns import COLUMNS, zone_called
from regencies.places.import_sheet import values_of
from regencies.sheets.template import sheet_to_fill_in

WIDTHS = (17, 12, 28, 20, 12, 12, 8, 44, 10, 15, 12)


def places_sheet(province: Province) -> bytes:
    """Return an XLSX file with a row for every region of the province as it is stored."""
    return sheet_to_fill_in("Daerah", dict(zip(COLUMNS, WIDTHS, strict=True)), _rows(province))


def _rows(province: Province) -> Iterator[list[Any]]:
    zone = zone_called(province.time_zone)
    for region in Regency.objects.filter(province=province):
        _, *rest = values_of(region) or []
        yield [region.kemendagri_code, region.get_kind_display(), *rest, zone]
