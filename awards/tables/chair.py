"""The lists of the chair: how far each candidate and each member is, the sheets of one candidate, the differences.

None orders: what a column would tell of a sheet or a mark must not show by the place of a row. Every column says what
of its row it shows (`accessor`): a name no row has is looked for in every cell, and told in an error nobody reads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Protocol

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from awards.conflicts.quorum import quorum_of
from awards.models import Criterion, Entry, Seat
from awards.panel.boards import BoardRow, Cell
from awards.panel.marks import CriterionRow, Difference, PanelScores
from awards.panel.member.own_marks import OwnMarks, OwnRow
from regencies.tables.base import DecimalColumn, Line, ListColumn, ListTable, badge
from regencies.templatetags.formats import decimal, integer, moment


class _OfEntry(Protocol):
    @property
    def entry(self) -> Entry: ...


HIDDEN = "Benturan kepentingan: kemajuan kandidat ini tidak tampil bagi Bapak/Ibu."


class ProgressTable(ListTable):
    """Rows are board rows; one that the viewer has a conflict of interest with is a bare name."""

    caption = "Per kandidat"
    region = ListColumn("Daerah", heads_row=True, accessor="entry")
    slot = ListColumn("Paparan", accessor="entry")
    quorum = ListColumn("Kuorum", accessor="cells")
    locked = ListColumn("Lembar terkunci", accessor="cells")
    state = ListColumn("Keadaan", accessor="cells")

    def lines(self) -> Iterator[Line]:
        for record, (css, cells) in zip(self.shown(), super().lines(), strict=True):
            hidden = [cells[0], (SafeString('<td colspan="4">'), HIDDEN, SafeString("</td>"))]
            yield css, hidden if record.hidden else cells

    def render_region(self, record: BoardRow) -> SafeString | str:
        if record.hidden:
            return str(record.entry)
        return entry_link(record)

    def render_slot(self, record: BoardRow) -> str:
        return str(moment(record.entry.presentation_at))

    def render_quorum(self, record: BoardRow) -> SafeString:
        """How many members judge and how many it needs, marked where it is missed or would be by one more."""
        quorum = quorum_of(record)
        word = {"short": "Kurang dari kuorum", "bare": "Tepat kuorum"}.get(quorum.state, "")
        tone = {"short": "danger", "bare": "warning"}.get(quorum.state, "")
        return format_html(
            "{}{}", quorum.text, format_html("<br>{}", badge(quorum.state, word, tone)) if word else ""
        )

    def render_locked(self, record: BoardRow) -> str:
        """How many sheets of each stage are locked, of how many."""
        told = [f"{stage.slug} {locked} dari {expected}" for stage, locked, expected in record.counts]
        return " · ".join(told) or "Tidak ada anggota yang menilai"

    def render_state(self, record: BoardRow) -> SafeString:
        return badge("locked", "Semua terkunci") if record.complete else badge("draft", "Berjalan")


class MembersTable(ListTable):
    """Rows are the `members` of a board: seat, locked, expected."""

    caption = "Per anggota"
    member = ListColumn("Anggota", heads_row=True)
    element = ListColumn("Unsur")
    locked = ListColumn("Lembar terkunci", numeric=True)

    def render_member(self, record: tuple[Seat, int, int]) -> str:
        return f"{record[0].number}. {record[0].user}"

    def render_element(self, record: tuple[Seat, int, int]) -> SafeString:
        """What the member stands for, whether as chair, and which categories they judge where not all."""
        seat = record[0]
        note = format_html('<span class="cell-note">Menilai {}</span>', ", ".join(seat.names))
        return format_html("{}{}{}", seat.element, " (ketua)" * seat.is_chair, note if seat.names else "")

    def render_locked(self, record: tuple[Seat, int, int]) -> str:
        return f"{record[1]} dari {record[2]}"


class SeatColumn(ListColumn):
    """The column of one member, by the number of the seat."""

    def __init__(self, seat: Seat, place: int, *, numeric: bool, accessor: str) -> None:
        head = format_html('<abbr title="{}, {}">Kursi {}</abbr>', seat.user, seat.element, seat.number)
        super().__init__(head, card_label="", numeric=numeric, accessor=accessor)
        self.place = place


def criterion_head(criterion: Criterion) -> SafeString:
    """Return the head of a row of a grid: the code, and the name where there is room for it."""
    return format_html('<b>{}</b> <span class="grid-name">{}</span>', criterion.code, criterion.name)


class MarkColumn(SeatColumn):
    """The marks of one member."""

    def render(self, record: CriterionRow) -> Any:
        return integer(record.marks[self.place])


class MarksTable(ListTable):
    """The marks of all members, criterion by criterion: a grid. For who may see them only."""

    caption = "Nilai tiap anggota per kriteria"
    css = "score-grid"
    criterion = ListColumn("Kriteria", heads_row=True)
    lowest = DecimalColumn("Terendah", card_label="", accessor="spread__lowest")
    highest = DecimalColumn("Tertinggi", card_label="", accessor="spread__highest")
    range = ListColumn("Selisih", numeric=True, card_label="", accessor="spread__range")

    def __init__(self, scores: PanelScores) -> None:
        columns = [
            (f"seat_{n}", MarkColumn(seat, n, numeric=True, accessor="marks"))
            for n, (seat, _) in enumerate(scores.seats)
        ]
        order = ("criterion", *(name for name, _ in columns), "...")
        super().__init__(scores.rows, extra_columns=columns, sequence=order)

    def render_criterion(self, record: CriterionRow) -> SafeString:
        return criterion_head(record.criterion)

    def render_range(self, value: Any) -> SafeString:
        return format_html("<b>{}</b>", decimal(value))


class EntryColumn(ListColumn):
    """A member's own marks of one candidate."""

    def __init__(self, entry: Entry, place: int) -> None:
        super().__init__(str(entry), card_label="", numeric=True, accessor="marks")
        self.place = place

    def render(self, record: OwnRow) -> Any:
        return integer(record.marks[self.place])


class OwnMarksTable(ListTable):
    """The marks one member gave the candidates of a category, criterion by criterion: a grid."""

    css = "score-grid"
    criterion = ListColumn("Kriteria", heads_row=True)

    def __init__(self, own: OwnMarks) -> None:
        self.caption = own.category.name
        columns = [(f"entry_{n}", EntryColumn(entry, n)) for n, entry in enumerate(own.entries)]
        super().__init__(own.rows, extra_columns=columns)

    def render_criterion(self, record: OwnRow) -> SafeString:
        return criterion_head(record.criterion)


class SheetsTable(ListTable):
    """Rows are the cells of one candidate; acts on the seats `overseen`, `readable` once all sheets are locked.

    `replaceable` are those a substitute can be named for now.
    """

    caption = "Lembar tiap anggota"
    member = ListColumn("Anggota", heads_row=True, accessor="seat")
    state = ListColumn("Berkas dan wawancara", card_label="Keadaan", accessor="stages")
    acts = ListColumn("Tindakan", folds_away=True, on_paper=False, accessor="stages")
    empty_text = "Tidak ada lembar pada kategori ini."

    def __init__(
        self,
        rows: Sequence[Cell],
        entry: Entry,
        *,
        overseen: set[int],
        readable: bool,
        replaceable: Collection[int] = (),
    ) -> None:
        self.entry, self.overseen, self.readable = entry, overseen, readable
        self.replaceable = replaceable
        super().__init__(rows)

    def render_member(self, record: Cell) -> SafeString:
        seat = record.seat
        return format_html('{}. {}<span class="cell-note">{}</span>', seat.number, seat.user, seat.element)

    def render_state(self, record: Cell) -> SafeString:
        return format_html("<div>{}</div>", member_state(record))

    def render_acts(self, record: Cell) -> SafeString | str:
        """Links to reopen a locked sheet, read its history, record an absence, name a substitute; "" without any."""
        found = []
        overseen = record.seat.pk in self.overseen
        for progress in record.stages:
            if progress.state == "locked" and overseen:
                found.append(("chair_reopen", [progress.sheet], f"Buka kembali {progress.word}"))
            if progress.sheet and self.readable:
                found.append(("chair_history", [progress.sheet], f"Riwayat {progress.word}"))
        if overseen and any(progress.state != "locked" for progress in record.stages):
            found.append(("chair_absent", [self.entry.pk, record.seat.pk], "Catat tidak hadir"))
        if record.seat.pk in self.replaceable:
            found.append(("chair_substitute", [self.entry.pk, record.seat.pk], "Tunjuk pengganti"))
        if not found:
            return ""
        return format_html(
            "<div>{}</div>",
            format_html_join(
                "",
                '<a class="state-line" href="{}">{}<span class="visually-hidden"> {}</span></a>',
                ((reverse(name, args=args), words, record.seat.user) for name, args, words in found),
            ),
        )


class DifferencesTable(ListTable):
    """Rows are differences, widest first."""

    caption = "Selisih nilai per kandidat dan kriteria"
    region = ListColumn("Daerah", heads_row=True, accessor="entry")
    criterion = ListColumn("Kriteria")
    lowest = ListColumn("Terendah", numeric=True, accessor="spread")
    highest = ListColumn("Tertinggi", numeric=True, accessor="spread")
    range = ListColumn("Selisih", numeric=True, accessor="spread")

    def render_region(self, record: Difference) -> SafeString:
        return entry_link(record)

    def render_criterion(self, record: Difference) -> SafeString:
        return format_html("<b>{}</b> {}", record.criterion.code, record.criterion.name)

    def render_lowest(self, record: Difference) -> SafeString:
        return mark_of(record.spread.lowest, record.lowest_by)

    def render_highest(self, record: Difference) -> SafeString:
        return mark_of(record.spread.highest, record.highest_by)

    def render_range(self, record: Difference) -> SafeString:
        return format_html("<b>{}</b>", decimal(record.spread.range))


def entry_link(row: _OfEntry) -> SafeString:
    """A candidate's name that leads to its sheets."""
    return format_html('<a href="{}">{}</a>', reverse("chair_entry", args=[row.entry.pk]), row.entry)


def mark_of(mark: Any, seats: Sequence[Seat]) -> SafeString:
    """A mark and the seats that gave it."""
    numbers = ", ".join(str(seat.number) for seat in seats)
    return format_html('{}<span class="cell-note">kursi {}</span>', decimal(mark), numbers)


def member_state(cell: Cell) -> SafeString:
    """The state of one member's sheets for one candidate."""
    if cell.conflict:
        return SafeString('<span class="muted">Benturan kepentingan</span>')
    if cell.away:
        return badge("away", "Tidak hadir")
    return format_html_join(
        "",
        '<span class="state-line"><span class="state-stage">{}</span> {}</span>',
        ((progress.word.capitalize(), badge(progress.state, progress.text)) for progress in cell.stages),
    )
