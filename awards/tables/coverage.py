"""The statistical list: the figures of every region in one year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.presenters.coverage import Region
from awards.tables.ordered_rows import OrderedRows
from awards.tables.ranking import cell_notes
from regencies.l10n.numbers import format_integer, format_percent, format_points, format_signed_percent
from regencies.tables.base import BLANK, Line, ListColumn, ListTable

OVER = (
    "Di atas 100%: peserta dapat terdaftar di tempat bekerja, bukan di tempat mereka dihitung. "
    "Di dalam nilai dihitung 100%."
)
UNORDERED = ("order", "award_rank")  # what a sum has no place in


class CoverageTable(ListTable):
    """Rows are regions, highest coverage first; `total` is their sum and stays last in any order."""

    order = ListColumn("Urutan", numeric=True, css="rank", card_label="")
    name = ListColumn("Daerah", heads_row=True, sortable=True)
    coverage_previous = ListColumn("Tahun sebelumnya", numeric=True)
    growth_pp = ListColumn("Peningkatan", numeric=True, css="nowrap", sortable=True)
    registered = ListColumn("Peserta aktif", numeric=True, sortable=True)
    growth_pct = ListColumn("Pertumbuhan peserta", numeric=True)
    workforce = ListColumn("Semesta pekerja", numeric=True)
    award_rank = ListColumn("Peringkat penghargaan", numeric=True)

    def __init__(
        self, rows: Sequence[Region], *, total: Region | None, year: int, request: HttpRequest
    ) -> None:
        self.caption = f"Urutan menurut cakupan akhir {year}"
        self.total = total
        coverage = ListColumn(f"Cakupan {year}", numeric=True, css="strong", sortable=True)
        super().__init__(
            OrderedRows(list(rows)),
            request=request,
            extra_columns=[("coverage", coverage)],
            sequence=("order", "name", "coverage", "..."),
        )

    @classmethod
    def orders(cls) -> list[str]:
        """Return every order the list can be had in, as `?sort=` names it; "" for the one it has by itself."""
        names = [name for name, column in cls.base_columns.items() if column.orderable]
        return ["", *(f"{way}{name}" for name in [*names, "coverage"] for way in ("", "-"))]

    def lines(self) -> Iterator[Line]:
        yield from super().lines()
        if self.total is not None:
            yield (
                "total",
                [
                    (bound.column.opening, "" if bound.name in UNORDERED else content, bound.column.closing)
                    for bound, content in self.contents(self.total)
                ],
            )

    def render_order(self, value: int | None) -> SafeString:
        return format_html('<span class="rank-word">Urutan </span>{}', value or BLANK)

    def render_name(self, record: Region) -> SafeString | str:
        """The region, a link to it; under it what explains its figures. A sum has a name only."""
        if record is self.total:
            return record.name
        told = [OVER] if record.coverage is not None and record.coverage > 100 else []
        told += [f"Penjelasan daerah: {note}" for note in record.notes]
        return format_html(
            '<a href="{}">{}</a>{}', reverse("region", args=[record.code]), record.name, cell_notes(told)
        )

    def render_coverage(self, record: Region) -> str:
        return format_percent(record.coverage)

    def render_coverage_previous(self, record: Region) -> str:
        return format_percent(record.coverage_previous)

    def render_growth_pp(self, record: Region) -> str:
        return format_points(record.growth_pp)

    def render_registered(self, record: Region) -> str:
        return format_integer(record.registered)

    def render_growth_pct(self, record: Region) -> str:
        return format_signed_percent(record.growth_pct)

    def render_workforce(self, record: Region) -> str:
        return format_integer(record.workforce)
