"""What a file of the nine seats would do, seat by seat."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from regencies.tables.base import ListColumn, ListTable


class SeatRowsTable(ListTable):
    """Rows are seats of a file: who would hold each, and what becomes of it."""

    caption = "Kursi dalam berkas"
    number = ListColumn("Kursi", accessor="member__number")
    name = ListColumn("Nama", heads_row=True, accessor="member__user")
    element = ListColumn("Unsur", accessor="member__element")
    position = ListColumn("Kedudukan", accessor="member__position")
    outcome = ListColumn("Yang terjadi")

    def render_name(self, record: Any) -> SafeString:
        person = record.member.user
        return format_html('{}<br><span class="small">{}</span>', person, person.email)

    def render_position(self, record: Any) -> str:
        return str(record.member.position.label)
