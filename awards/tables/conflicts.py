"""The lists about conflicts of interest: what a member has declared."""

from __future__ import annotations

from awards.models import Declaration
from regencies.tables.base import ListColumn, ListTable
from regencies.templatetags.formats import moment

NOT_ASKED = "Tidak diminta: tahun ini sudah dinilai ketika pernyataan diadakan"


class DeclaredTable(ListTable):
    """Rows are a member's declarations."""

    caption = "Yang sudah Bapak/Ibu nyatakan"
    entry = ListColumn("Kandidat", heads_row=True)
    kind = ListColumn("Benturan kepentingan")
    declared_at = ListColumn("Dinyatakan", folds_away=True)

    def render_kind(self, record: Declaration) -> str:
        if record.declared_at is None:
            return NOT_ASKED
        return record.get_kind_display() if record.kind else "Tidak ada"

    def render_declared_at(self, record: Declaration) -> str:
        return str(moment(record.declared_at)) if record.declared_at else ""
