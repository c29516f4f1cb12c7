"""What a file of people would do, office by office."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from regencies.l10n.dates import format_date
from regencies.tables.base import ListColumn, ListTable

OUTCOMES = {
    "made": "Akun baru dibuat dan diundang",
    "given": "Akun sudah ada; penugasan ditambahkan dan diundang",
    "held": "Sudah bertugas; tidak berubah",
}


class OfficeRowsTable(ListTable):
    """Rows are offices of a file: whose, as what, where, and what becomes of each."""

    caption = "Akun dan penugasan dalam berkas"
    name = ListColumn("Nama", heads_row=True, accessor="called")
    role = ListColumn("Peran")
    place = ListColumn("Tempat tugas")
    since = ListColumn("Mulai", accessor="written")
    outcome = ListColumn("Yang terjadi")

    def render_name(self, record: Any) -> SafeString:
        return format_html('{}<br><span class="small">{}</span>', record.called, record.written.email)

    def render_role(self, record: Any) -> str:
        return str(record.role.label)

    def render_place(self, record: Any) -> str:
        return str(record.place)

    def render_since(self, record: Any) -> str:
        return format_date(record.held.since if record.held else record.written.since)

    def render_outcome(self, record: Any) -> str:
        return OUTCOMES[record.outcome]
