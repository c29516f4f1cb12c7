"""A ranking as tables: the published one, its two orders side by side, and what would be published now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from regencies.tables.base import ListColumn, ListTable

TOP = 3
Row = Mapping[str, Any]


class RankingTable(ListTable):
    """The candidates as published; rows and groups are those of awards.presenters.ranking_page.page."""

    caption = "Peringkat kandidat"
    css = "fold ranking"
    rank = ListColumn("Peringkat", numeric=True, css="rank", card_label="")
    name = ListColumn("Daerah", heads_row=True)
    total = ListColumn("Nilai akhir", numeric=True, css="total")
    ranks = ListColumn("Rentang peringkat", numeric=True)

    def __init__(self, rows: Sequence[Row], groups: Sequence[Row]) -> None:
        values = [
            (f"group_{place}", ListColumn(group["label"], numeric=True, accessor=f"groups__{place}__value"))
            for place, group in enumerate(groups)
        ]
        order = ("rank", "name", "total", *(name for name, _ in values), "ranks")
        super().__init__(rows, extra_columns=values, sequence=order)

    def row_css(self, record: Row) -> str:
        return "top" if record["rank"] <= TOP else ""

    def render_rank(self, value: int) -> SafeString:
        return format_html('<span class="rank-word">Peringkat </span>{}', value)

    def render_name(self, record: Row) -> SafeString:
        """The region, a link for each footnote, what set equals apart, and criteria that do not apply."""
        notes = format_html_join(
            "",
            '<sup><a href="#catatan-{}" aria-label="Catatan {}">{}</a></sup>',
            ((number, number, number) for number in record["notes"]),
        )
        remarks = [record["tie"]] if record["tie"] else []
        if record["not_applicable"]:
            codes = ", ".join(record["not_applicable"])
            remarks.append(f"Tidak berlaku: {codes}; bobotnya dialihkan ke kriteria lain")
        return format_html(
            '<a href="{}">{}</a>{}{}',
            reverse("region", args=[record["code"]]),
            record["name"],
            notes,
            cell_notes(remarks),
        )


class ComparisonTable(ListTable):
    """The order of the award beside the order of coverage; rows are awards.presenters.ranking_page.comparison."""

    caption = "Dua urutan berdampingan"
    name = ListColumn("Daerah", heads_row=True)
    rank = ListColumn("Peringkat penghargaan", numeric=True)
    order = ListColumn("Urutan cakupan", numeric=True)
    coverage = ListColumn("Cakupan", numeric=True)
    growth = ListColumn("Peningkatan", numeric=True, css="nowrap")
    apart = ListColumn("Pembeda terbesar (poin nilai akhir)", card_label="Pembeda terbesar")


def cell_notes(remarks: Sequence[str]) -> SafeString:
    """Small lines below what a cell says."""
    return format_html_join("", '<span class="cell-note">{}</span>', ((remark,) for remark in remarks))
