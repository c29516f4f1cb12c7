"""What a workbook changes in a report, cell by cell."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from regencies.tables.base import ListColumn, ListTable


class DifferencesTable(ListTable):
    """Rows are cells or rows of a workbook: what is stored, and what the file says."""

    caption = "Yang berubah"
    caption_class = "visually-hidden"
    label = ListColumn("Isian", heads_row=True)
    stored = ListColumn("Tersimpan")
    file = ListColumn("Berkas")

    def render_label(self, record: Any) -> SafeString:
        return format_html('{}<br><span class="small muted">{}</span>', record.label, record.where)

    def render_file(self, record: Any) -> str:
        """Return what the file says, a number as its box repeats it in words."""
        return str(record.words or record.file)
