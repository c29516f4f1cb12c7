"""The lists about conflicts of interest: what a member has declared, who stands in for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.models import Declaration, Substitution
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


class SubstitutesTable(ListTable):
    """Rows are substitutions; each that stands in for a seat of `named_by_viewer` can be taken back."""

    caption = "Pengganti"
    substitute = ListColumn("Pengganti", heads_row=True)
    replaced = ListColumn("Menggantikan")
    entry = ListColumn("Kandidat")
    reason = ListColumn("Alasan")
    named = ListColumn("Ditunjuk", folds_away=True)
    acts = ListColumn("Tindakan", folds_away=True, on_paper=False)

    def __init__(
        self, rows: Iterable[Substitution], *, named_by_viewer: Collection[int] = (), of_year: bool = False
    ) -> None:
        self.named_by_viewer = named_by_viewer
        hidden = ["acts"] if not named_by_viewer else []
        super().__init__(list(rows), exclude=hidden if of_year else [*hidden, "entry"])

    def render_substitute(self, record: Substitution) -> str:
        return f"{record.seat.number}. {record.seat.user}"

    def render_replaced(self, record: Substitution) -> str:
        return f"{record.replaced.number}. {record.replaced.user}"

    def render_named(self, record: Substitution) -> SafeString:
        return format_html(
            '{}<br><span class="cell-note">{}</span>', record.named_by, moment(record.named_at)
        )

    def render_acts(self, record: Substitution) -> SafeString | str:
        """The link that takes the substitute back; "" where the viewer does not name for the member."""
        if record.replaced_id not in self.named_by_viewer:
            return ""
        return format_html(
            '<a href="{}">Cabut<span class="visually-hidden"> penunjukan {}</span></a>',
            reverse("chair_dismiss", args=[record.pk]),
            record.seat.user,
        )
