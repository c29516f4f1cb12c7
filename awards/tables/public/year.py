"""What is public of one award year beside its rankings: who sat on the panel, and the special awards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awards.models import Seat
from regencies.tables.base import ListColumn, ListTable


class PanelTable(ListTable):
    """Rows are the nine seats by decree with their members."""

    caption = "Susunan Tim Sembilan"
    number = ListColumn("Kursi", numeric=True, css="rank", card_label="")
    user = ListColumn("Nama", heads_row=True)
    element = ListColumn("Unsur")
    position = ListColumn("Kedudukan")

    def render_user(self, record: Seat) -> str:
        return str(record.user)

    def render_position(self, record: Seat) -> str:
        return str(record.get_position_display())


class SpecialAwardsTable(ListTable):
    """Rows are special awards as documents have them, with the `category` they were given in."""

    caption = "Penghargaan khusus"
    title = ListColumn("Penghargaan", heads_row=True)
    name = ListColumn("Diberikan kepada")
    category = ListColumn("Kategori")
    citation = ListColumn("Atas", folds_away=True)

    def render_citation(self, record: Mapping[str, Any]) -> str:
        return record["citation"] or ""
