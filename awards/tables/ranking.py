"""A ranking as tables: the published one, its two orders side by side, and what would be published now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from awards.document.worked import PLACES, Line
from awards.presenters.nominee_results import NomineeResult
from regencies.l10n.numbers import format_decimal
from regencies.models import Regency
from regencies.tables.base import ListColumn, ListTable

TOP = 3
Row = Mapping[str, Any]


class RankingTable(ListTable):
    """The candidates as published; rows and groups are those of awards.presenters.ranking_page.page."""

    caption = "Peringkat kandidat"
    css = "fold ranking"
    opens = True
    in_line = ("rank", "total")
    rank = ListColumn("Peringkat", numeric=True, css="rank", card_label="")
    name = ListColumn("Daerah", heads_row=True)
    total = ListColumn("Nilai akhir", numeric=True, css="total")
    ranks = ListColumn("Rentang peringkat", numeric=True)

    def __init__(
        self, rows: Sequence[Row], groups: Sequence[Row], regions: Mapping[str, Regency] | None = None
    ) -> None:
        """`regions` are those of nominees, by their codes; none where regions themselves are ranked."""
        self.regions = regions
        values = [
            (f"group_{place}", ListColumn(group["label"], numeric=True, accessor=f"groups__{place}__value"))
            for place, group in enumerate(groups)
        ]
        order = ("rank", "name", "total", *(name for name, _ in values), "ranks")
        super().__init__(rows, extra_columns=[*_heads(regions), *values], sequence=order)

    def row_css(self, record: Row) -> str:
        return "top" if record["rank"] <= TOP else ""

    def line_of(self, record: Row) -> Sequence[str]:
        return str(record["rank"]), record["name"], record["total"]

    def render_rank(self, value: int) -> SafeString:
        return format_html('<span class="rank-word">Peringkat </span>{}', value)

    def render_name(self, record: Row) -> SafeString:
        """Who it is, a link for each footnote, what set equals apart, and criteria that do not apply."""
        notes = format_html_join(
            "",
            '<sup><a href="#catatan-{}" aria-label="Catatan {}">{}</a></sup>',
            ((number, number, number) for number in record["notes"]),
        )
        remarks = [record["tie"]] if record["tie"] else []
        if record["not_applicable"]:
            codes = ", ".join(record["not_applicable"])
            remarks.append(f"Tidak berlaku: {codes}; bobotnya dialihkan ke kriteria lain")
        if self.regions is None:
            who = _link(record["code"], record["name"])
        else:
            who = format_html("{}", record["name"])
            if region := self.regions.get(record["code"]):
                link = _link(region.kemendagri_code, str(region))
                notes += format_html('<span class="cell-note">{}</span>', link)
        return format_html("{}{}{}", who, notes, cell_notes(remarks))


class NomineeResultsTable(ListTable):
    """What was published of a region's nominees; rows are awards.presenters.nominee_results.NomineeResult."""

    caption = "Hasil calon dari daerah ini"
    caption_class = "visually-hidden"
    name = ListColumn("Calon", heads_row=True)
    category = ListColumn("Kategori")
    result = ListColumn("Hasil", accessor="rank")
    total = ListColumn("Nilai akhir", numeric=True, folds_away=True)

    def render_category(self, record: NomineeResult) -> SafeString:
        return format_html(
            '<a href="{}">{}</a><span class="cell-note">Paritrana Award {}</span>',
            record.url,
            record.category,
            record.award_year,
        )

    def render_result(self, record: NomineeResult) -> SafeString:
        """Return the rank, or that it is no candidate and why; then its special awards."""
        remarks = [record.reason] if record.reason else []
        remarks += [f"Penghargaan khusus: {title}" for title in record.awards]
        told = f"Peringkat {record.rank}" if record.rank else "Bukan kandidat"
        return format_html("{}{}", told, cell_notes(remarks))


class WorkedTable(ListTable):
    """What each criterion gives one entrant; rows are awards.document.worked.Line."""

    caption = "Nilai akhir, kriteria demi kriteria"
    name = ListColumn("Kriteria", heads_row=True)
    weight = ListColumn("Bobot", numeric=True)
    score = ListColumn("Nilai", numeric=True)
    points = ListColumn("Bobot × nilai ÷ 100", numeric=True)

    def render_name(self, record: Line) -> str:
        return f"{record.code} {record.name}"

    def render_weight(self, value: Decimal) -> str:
        """A weight is mostly whole: "25", and "16,6667" where others handed theirs over."""
        return format_decimal(value, PLACES).rstrip("0").rstrip(",")

    def render_score(self, value: Decimal) -> str:
        return format_decimal(value, PLACES)

    def render_points(self, value: Decimal) -> str:
        return format_decimal(value, PLACES)


def _heads(regions: Mapping[str, Regency] | None) -> list[tuple[str, ListColumn]]:
    """Return what names a row of nominees instead of a region; nothing of regions."""
    return [] if regions is None else [("name", ListColumn("Calon", heads_row=True))]


def _link(code: str, name: str) -> SafeString:
    """Return a link to the page of a region."""
    return format_html('<a href="{}">{}</a>', reverse("region", args=[code]), name)


class ComparisonTable(ListTable):
    """The order of the award beside the order of coverage; rows are awards.presenters.beside_coverage's."""

    caption = "Dua urutan berdampingan"
    opens = True
    name = ListColumn("Daerah", heads_row=True)
    rank = ListColumn("Peringkat penghargaan", numeric=True)
    order = ListColumn("Urutan cakupan", numeric=True)
    coverage = ListColumn("Cakupan", numeric=True)
    growth = ListColumn("Peningkatan", numeric=True, css="nowrap")
    apart = ListColumn("Pembeda terbesar (poin nilai akhir)", card_label="Pembeda terbesar")

    def __init__(
        self, rows: Sequence[Row], regions: Mapping[str, Regency] | None = None, **more: Any
    ) -> None:
        super().__init__(rows, extra_columns=_heads(regions), **more)

    def render_apart(self, value: str, record: Row) -> SafeString:
        """The groups that set it apart, and how far its two places are."""
        return format_html("{}{}", value, cell_notes([record["sentence"]]))

    def line_of(self, record: Row) -> Sequence[str]:
        return "", record["name"], f"{record['rank']} · cakupan {record['order']}"


def cell_notes(remarks: Sequence[str]) -> SafeString:
    """Small lines below what a cell says."""
    return format_html_join("", '<span class="cell-note">{}</span>', ((remark,) for remark in remarks))
