"""The electronic signatures of an uploaded PDF as a list."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from regencies.tables.base import ListColumn, ListTable, badge

INTACT = {"success": "Utuh", "warning": "Perlu diperiksa", "danger": "Tidak utuh"}


class SignaturesTable(ListTable):
    """Rows are regencies.files.signatures.SignatureRow."""

    caption = "Tanda tangan elektronik"
    name = ListColumn("Nama dalam sertifikat", heads_row=True)
    when = ListColumn("Waktu")
    state = ListColumn("Keutuhan")

    def render_name(self, record: Any) -> SafeString:
        note = f"Penerbit sertifikat: {record.issuer}" if record.issuer else f"Isian {record.field}"
        return format_html('{}<span class="cell-note">{}</span>', record.name, note)

    def render_state(self, record: Any) -> SafeString:
        """A word to see at a glance, and the sentence below it."""
        note = format_html('<span class="cell-note">{}</span>', record.state)
        return badge(record.tone, INTACT[record.tone], record.tone) + note
