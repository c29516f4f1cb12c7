"""How firm each rank is: as it stands, its range, and what it were by either check."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from regencies.tables.base import ListColumn, ListTable


class CheckedTable(ListTable):
    """Rows have `name`, `rank`, `total`, `range`, `fair` and `scaled`, by rank."""

    caption = "Pemeriksaan peringkat"
    name = ListColumn("Daerah", heads_row=True)
    rank = ListColumn("Peringkat", numeric=True)
    total = ListColumn("Nilai", numeric=True)
    range = ListColumn("Rentang peringkat", numeric=True)
    fair = ListColumn("Bila semua menilai", numeric=True)
    scaled = ListColumn("Bila disetarakan", numeric=True)

    def render_total(self, value: str) -> str:
        return value.replace(".", ",")

    def render_fair(self, record: Any, value: int) -> SafeString | int:
        return _marked(value, record.rank)

    def render_scaled(self, record: Any, value: int) -> SafeString | int:
        return _marked(value, record.rank)


def _marked(rank: int, stands: int) -> SafeString | int:
    """The rank, and that it differs where it does."""
    if rank == stands:
        return rank
    return format_html('<b>{}</b><span class="cell-note">berubah</span>', rank)
