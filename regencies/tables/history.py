"""The table of histories: who changed what and when, from what to what, and why; newest first."""

from __future__ import annotations

import datetime
from typing import Any

from regencies.tables.base import ListColumn, ListTable
from regencies.templatetags.formats import moment


class HistoryTable(ListTable):
    """Rows are `Change`s of regencies/presenters/audit_log.py."""

    caption = "Riwayat perubahan"
    css = "fold history"
    empty_text = "Belum ada perubahan yang tercatat."
    field = ListColumn("Isian", heads_row=True)
    before = ListColumn("Dari", css="was")
    after = ListColumn("Menjadi")
    who = ListColumn("Siapa")
    when = ListColumn("Kapan")
    reason = ListColumn("Alasan")

    def render_when(self, value: datetime.datetime) -> Any:
        return moment(value)
