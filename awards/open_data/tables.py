"""The dictionary of a dataset as a list: each column, its type and meaning."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.open_data.dataset import Column
from regencies.tables.base import ListColumn, ListTable

TYPES = {"string": "teks", "integer": "bilangan bulat", "number": "desimal", "boolean": "benar atau salah"}


class ColumnTable(ListTable):
    """Rows are awards.open_data.dataset.Column."""

    caption_class = "visually-hidden"
    name = ListColumn("Nama", heads_row=True, css="nowrap")
    title = ListColumn("Judul")
    type = ListColumn("Jenis")
    unit = ListColumn("Satuan", folds_away=True)
    description = ListColumn("Arti")

    def __init__(self, about: str, columns: Sequence[Column]) -> None:
        self.caption = f"Kamus data {about}"
        super().__init__(columns)

    def render_name(self, value: str) -> SafeString:
        return format_html("<code>{}</code>", value)

    def render_type(self, record: Column) -> str:
        return TYPES[record.type]
