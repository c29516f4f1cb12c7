"""What a file of regions would do, region by region."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst

from regencies.l10n.field_text import field_text, label
from regencies.tables.base import ListColumn, ListTable

SHOWN = (
    "kind",
    "name",
    "capital",
    "districts",
    "urban_villages",
    "villages",
    "office_name",
    "bps_code",
    "reference_year",
)


class PlaceRowsTable(ListTable):
    """Rows are regions with what is stored `before` (None where nothing is) and what will be `after`."""

    caption = "Daerah dalam berkas"
    empty_text = "Tidak ada daerah baru."
    code = ListColumn("Kode")
    name = ListColumn("Daerah", heads_row=True)
    villages = ListColumn("Desa", numeric=True)
    office = ListColumn("Nama dinas")
    change = ListColumn("Perubahan")

    def render_code(self, record: Any) -> str:
        return str(record.after.kemendagri_code)

    def render_name(self, record: Any) -> str:
        return str(record.after)

    def render_villages(self, record: Any) -> str:
        return field_text(record.after, "villages")

    def render_office(self, record: Any) -> str:
        return str(record.after.office_name)

    def render_change(self, record: Any) -> str:
        if record.before is None:
            return "Baru"
        told = [
            f"{capfirst(label(record.after, name))}: {before} → {after}"
            for name in SHOWN
            if (before := field_text(record.before, name)) != (after := field_text(record.after, name))
        ]
        return "; ".join(told) or "Sama"
