"""What a file of official figures would change, figure by figure, region by region."""

from __future__ import annotations

from typing import Any

from regencies.l10n.dates import format_date
from regencies.l10n.numbers import format_integer
from regencies.tables.base import BLANK, ListColumn, ListTable


class FigureChangesTable(ListTable):
    """Rows are changes, with the stored figure `before` (None where there is none) and the one `after`."""

    caption = "Angka yang berubah"
    empty_text = "Tidak ada angka yang berubah."
    regency = ListColumn("Daerah", heads_row=True)
    year = ListColumn("Tahun")
    segment = ListColumn("Segmen")
    before = ListColumn("Sebelum", numeric=True)
    after = ListColumn("Setelah", numeric=True)
    difference = ListColumn("Selisih", numeric=True)
    source = ListColumn("Sumber")

    def render_regency(self, record: Any) -> str:
        return str(record.after.regency)

    def render_year(self, record: Any) -> str:
        return str(record.after.year)

    def render_segment(self, record: Any) -> str:
        return str(record.after.get_segment_display())

    def render_before(self, record: Any) -> str:
        return format_integer(record.before.figure) if record.before else BLANK

    def render_after(self, record: Any) -> str:
        return format_integer(record.after.figure)

    def render_difference(self, record: Any) -> str:
        if record.difference is None:
            return BLANK
        return ("+" if record.difference > 0 else "") + format_integer(record.difference)

    def render_source(self, record: Any) -> str:
        return f"{record.after.source}, per {format_date(record.after.as_of)}"
