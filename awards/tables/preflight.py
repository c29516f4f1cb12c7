"""The list "Siap dibuka?": what a phase asks for, and where it is put right."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.preflight.item import Item
from regencies.tables.base import ListColumn, ListTable

MARKS = {"open": "Belum", "note": "Catatan", "ok": "Siap"}


class PreflightTable(ListTable):
    """Rows in the order of the checks; a row that is not ready, or a note, links to where it is put right."""

    caption = "Syarat"
    css = "preflight"
    empty_text = "Siap: tidak ada syarat khusus untuk tahap ini."
    mark = ListColumn("Keadaan", card_label="")
    text = ListColumn("Syarat", heads_row=True)

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__(items)

    def row_css(self, record: Item) -> str:
        return _state(record)

    def render_mark(self, record: Item) -> SafeString:
        return format_html("<b>{}</b>", MARKS[_state(record)])

    def render_text(self, record: Item) -> SafeString | str:
        if record.url and _state(record) != "ok":
            return format_html('{} <a href="{}">Buka</a>', record.text, record.url)
        return record.text


def _state(item: Item) -> str:
    return "open" if not item.ok else "note" if item.note else "ok"
