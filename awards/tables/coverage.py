"""The statistical list: every region's verified figures of one year, and their sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.tables.ranking import cell_notes
from regencies.tables.base import BLANK, ListColumn, ListTable

Row = Mapping[str, Any]
ABOVE_ALL = (
    "Di atas 100%: peserta dapat terdaftar di tempat bekerja, bukan di tempat mereka dihitung. Di dalam nilai "
    "dihitung 100%."
)


class CoverageTable(ListTable):
    """Rows and their sum are awards.presenters.region.coverage_rows; the sum stays last in every order."""

    order = ListColumn(
        "Urutan", numeric=True, css="rank", card_label="", sortable=True, order_by="figures__order"
    )
    name = ListColumn("Daerah", heads_row=True, sortable=True)
    previous = ListColumn("Tahun sebelumnya", numeric=True)
    growth_pp = ListColumn(
        "Peningkatan", numeric=True, css="nowrap", sortable=True, order_by="figures__growth_pp"
    )
    registered = ListColumn("Peserta aktif", numeric=True, sortable=True, order_by="figures__registered")
    growth_pct = ListColumn(
        "Pertumbuhan peserta", numeric=True, sortable=True, order_by="figures__growth_pct"
    )
    workforce = ListColumn("Semesta pekerja", numeric=True, sortable=True, order_by="figures__workforce")
    award_rank = ListColumn("Peringkat penghargaan", numeric=True, sortable=True, order_by="award_rank")

    def __init__(self, rows: Sequence[Row], total: Sequence[Row], year: int, request: HttpRequest) -> None:
        self.total = total
        coverage = ListColumn(
            f"Cakupan {year}", numeric=True, css="strong", sortable=True, order_by="figures__coverage"
        )
        super().__init__(
            rows,
            request=request,
            extra_columns=[("coverage", coverage)],
            sequence=("order", "name", "coverage", "..."),
        )
        self.caption = f"Urutan menurut cakupan akhir {year}"

    def get_bottom_pinned_data(self) -> Sequence[Row]:
        return self.total

    def row_css(self, record: Row) -> str:
        return "" if record["code"] else "total"

    def render_order(self, value: int | str, record: Row) -> SafeString | str:
        return format_html('<span class="rank-word">Urutan </span>{}', value) if record["code"] else " "

    def render_name(self, record: Row) -> SafeString | str:
        """The region with what its figures need to be understood; the sum is a bare name."""
        if not record["code"]:
            return record["name"]
        remarks = [ABOVE_ALL] * record["over"] + [f"Penjelasan daerah: {note}" for note in record["notes"]]
        address = reverse("region", args=[record["code"]])
        return format_html('<a href="{}">{}</a>{}', address, record["name"], cell_notes(remarks))

    def render_award_rank(self, value: int | None, record: Row) -> int | str:
        return (BLANK if value is None else value) if record["code"] else " "
