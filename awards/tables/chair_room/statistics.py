"""What all marks say: each candidate summed up, who differs about what, each member among the others, and fairness."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from awards.models import Seat
from awards.panel.measured.statistics import Disagreement, MemberAmong, NotJudgedByAll, SummedUp
from awards.tables.chair import entry_link, mark_of
from regencies.tables.base import BLANK, ListColumn, ListTable
from regencies.templatetags.formats import decimal, integer

WIDEST = 10


class SummaryColumn(ListColumn):
    """One figure of a candidate's summary."""

    def __init__(self, label: str, figure: str) -> None:
        super().__init__(label, numeric=True)
        self.figure = figure

    def render(self, record: SummedUp) -> Any:
        return decimal(getattr(record.summary, self.figure))


class CandidatesTable(ListTable):
    """Rows are candidates with the summary of what members think of them, by code: no ranking."""

    caption = "Nilai Tim Sembilan per kandidat"
    region = ListColumn("Daerah", heads_row=True)
    mean = SummaryColumn("Rata-rata", "mean")
    median = SummaryColumn("Median", "median")
    trimmed = SummaryColumn("Rata-rata terpangkas", "trimmed")
    lowest = SummaryColumn("Terendah", "lowest")
    highest = SummaryColumn("Tertinggi", "highest")
    range = SummaryColumn("Selisih", "range")

    def render_region(self, record: SummedUp) -> SafeString:
        return entry_link(record)


class DisagreementsTable(ListTable):
    """Rows are disagreements, widest first, each with what every member gave and wrote."""

    caption = "Perbedaan besar"
    region = ListColumn("Daerah", heads_row=True)
    criterion = ListColumn("Kriteria")
    lowest = ListColumn("Terendah", numeric=True)
    highest = ListColumn("Tertinggi", numeric=True)
    range = ListColumn("Selisih", numeric=True)
    notes = ListColumn("Nilai dan catatan")
    empty_text = "Tidak ada selisih sebesar itu."

    def paginate(self, paginator_class: Any = Paginator, per_page: int = 0, page: int = 1) -> None:
        """Show WIDEST rows a page: each unfolds to a note of every member."""
        self.paginator = paginator_class(self.rows, WIDEST)
        self.page = self.paginator.page(page)

    def render_region(self, record: Disagreement) -> SafeString:
        return entry_link(record.difference)

    def render_criterion(self, record: Disagreement) -> SafeString:
        criterion = record.difference.criterion
        return format_html("<b>{}</b> {}", criterion.code, criterion.name)

    def render_lowest(self, record: Disagreement) -> SafeString:
        return mark_of(record.difference.spread.lowest, record.difference.lowest_by)

    def render_highest(self, record: Disagreement) -> SafeString:
        return mark_of(record.difference.spread.highest, record.difference.highest_by)

    def render_range(self, record: Disagreement) -> SafeString:
        return format_html("<b>{}</b>", decimal(record.difference.spread.range))

    def render_notes(self, record: Disagreement) -> SafeString:
        """What every member gave and wrote, side by side, on demand; how many wrote something tells whether to look."""
        written = sum(bool(note) for _, _, note in record.marks)
        lines = format_html_join(
            "",
            "<div><dt>Kursi {} <span>{}</span></dt><dd>{} · {}</dd></div>",
            (
                (seat.number, seat.user, integer(mark), note or "tanpa catatan")
                for seat, mark, note in record.marks
            ),
        )
        words = '<details class="more notes-of"><summary>{} catatan</summary><dl>{}</dl></details>'
        return format_html(words, written, lines)


class MembersAmongTable(ListTable):
    """Rows are members among the others, by seat."""

    caption = "Setiap anggota di antara yang lain"
    member = ListColumn("Anggota", heads_row=True)
    judged = ListColumn("Kandidat dinilai", numeric=True)
    level = ListColumn("Tingkat nilai", numeric=True)
    correlation = ListColumn("Kesamaan urutan", numeric=True)

    def render_member(self, record: MemberAmong) -> SafeString:
        return _member(record.seat)

    def render_judged(self, record: MemberAmong) -> int:
        return record.standing.judged

    def render_level(self, record: MemberAmong) -> str:
        return signed(record.standing.level)

    def render_correlation(self, record: MemberAmong) -> str:
        found = record.standing.correlation
        return BLANK if found is None else unsigned(Fraction(found).limit_denominator(10**6))


class FairTable(ListTable):
    """Rows are candidates that not all members judged, by code."""

    caption = "Kandidat yang tidak dinilai semua anggota"
    region = ListColumn("Daerah", heads_row=True)
    missing = ListColumn("Tidak menilai")
    mean = ListColumn("Rata-rata", numeric=True)
    corrected = ListColumn("Terkoreksi", numeric=True)
    shift = ListColumn("Perubahan", numeric=True)

    def render_region(self, record: NotJudgedByAll) -> SafeString:
        return entry_link(record)

    def render_missing(self, record: NotJudgedByAll) -> SafeString:
        told = ((seat.number, seat.user, signed(level)) for seat, level in record.missing)
        return format_html_join("", '<span class="cell-line">{}. {} ({})</span>', told)

    def render_mean(self, record: NotJudgedByAll) -> Any:
        return decimal(record.fair.mean)

    def render_corrected(self, record: NotJudgedByAll) -> Any:
        return decimal(record.fair.corrected)

    def render_shift(self, record: NotJudgedByAll) -> str:
        return signed(record.fair.shift)


def signed(value: Fraction | None) -> str:
    """Return a number with its sign, "+1,25" or "−0,50"; "–" for none."""
    if value is None:
        return BLANK
    return f"+{decimal(value)}" if value > 0 else unsigned(value)


def unsigned(value: Fraction) -> str:
    """Return a number with a sign only below zero, as the screen writes it."""
    return str(decimal(value)).replace("-", "−")


def _member(seat: Seat) -> SafeString:
    return format_html('{}. {}<span class="cell-note">{}</span>', seat.number, seat.user, seat.element)
