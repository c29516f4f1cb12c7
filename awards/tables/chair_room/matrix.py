"""Every member and every candidate as marks: a grid on a desk, nine small cells under each name on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from awards.choices import Stage
from awards.models import Seat
from awards.panel.boards import BoardRow, Cell
from awards.tables.chair import SeatColumn, entry_link
from regencies.tables.base import ListColumn, ListTable

LEGEND = {
    "none": "Belum diisi",
    "draft": "Draf",
    "locked": "Terkunci",
    "conflict": "Benturan kepentingan",
    "away": "Tidak hadir",
    "elsewhere": "Kategori lain",
    "apart": "Kandidat lain",
}


class NumberColumn(SeatColumn):
    """The marks of one member; their number heads it, their name is told on demand."""

    def __init__(self, seat: Seat, place: int) -> None:
        super().__init__(seat, place, numeric=False, accessor="cells")
        words = '<abbr title="{}, {}"><span class="visually-hidden">Kursi </span>{}</abbr>'
        self.label = format_html(words, seat.user, seat.element, seat.number)

    def render(self, record: BoardRow) -> SafeString:
        return marks_of(record.cells[self.place])


class BoardTable(ListTable):
    """Every member and every candidate the viewer may know of, one mark for each sheet; no marks given."""

    caption = "Setiap anggota dan setiap kandidat"
    css = "board"
    region = ListColumn("Daerah", heads_row=True, accessor="entry")

    def __init__(self, rows: Iterable[BoardRow], seats: Sequence[Seat]) -> None:
        columns = [(f"seat_{n}", NumberColumn(seat, n)) for n, seat in enumerate(seats)]
        super().__init__([row for row in rows if not row.hidden], extra_columns=columns)
        self.seats = seats

    def render_region(self, record: BoardRow) -> SafeString:
        return entry_link(record)

    def legend(self) -> Iterator[tuple[SafeString, str]]:
        """Yield each mark and its word, in the order of LEGEND, that stands somewhere in the grid."""
        states = {state for row in self.data for cell in row.cells for state, _ in _states(cell)}
        return ((_mark(state, ""), word) for state, word in LEGEND.items() if state in states)


def marks_of(cell: Cell) -> SafeString:
    """One mark a sheet, its words beside it for who hears them; one for both where the member does not judge."""
    return _marks(tuple(_states(cell)))


@lru_cache(maxsize=4096)  # by what is said: a grid says a few things a thousand times
def _marks(states: tuple[tuple[str, str], ...]) -> SafeString:
    return format_html_join("", "{}", ((_mark(state, words),) for state, words in states))


def _mark(state: str, words: str) -> SafeString:
    hidden = format_html('<span class="visually-hidden">{} </span>', words) if words else SafeString("")
    return format_html('<span class="state-mark" data-state="{}">{}</span>', state, hidden)


def _states(cell: Cell) -> Iterator[tuple[str, str]]:
    """Yield (state, what it says in words) of each sheet."""
    other = "apart" if cell.seat.is_substitute else "elsewhere"
    for state, holds in (("conflict", cell.conflict), ("away", cell.away), (other, cell.elsewhere)):
        if holds:
            yield state, LEGEND[state]
            return
    for progress in cell.stages:
        yield progress.state, _said(progress.stage, progress.text)


@lru_cache(maxsize=1024)
def _said(stage: Stage, text: str) -> str:
    return f"{stage.slug.capitalize()} {text.lower()}"
