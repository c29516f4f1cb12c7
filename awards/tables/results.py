"""What would be published now, for who administers the award: the ranking, and where the members differ most.

Both keep the order they are computed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from awards.document.what_if import Move
from awards.presenters.wording import decimal as shown
from regencies.tables.base import DecimalColumn, ListColumn, ListTable
from regencies.templatetags.formats import decimal

Row = Mapping[str, Any]


class GroupValueColumn(ListColumn):
    """What a candidate has in the group of criteria that stands at `place`."""

    def __init__(self, label: str, group: int, places: int) -> None:
        super().__init__(label, numeric=True)
        self.group, self.places = group, places

    def render(self, record: Row) -> Any:
        return decimal(record["group_values"][self.group], self.places)


class PreviewTable(ListTable):
    """Candidates by rank: mappings of rank, name, total, group_values, tie and range; a column for each group."""

    caption = "Peringkat menurut perhitungan sekarang"
    rank = ListColumn("Peringkat", numeric=True)
    name = ListColumn("Kandidat", heads_row=True)
    total = ListColumn("Nilai", numeric=True)
    tie = ListColumn("Penentu bila nilai sama")
    range = ListColumn("Rentang peringkat")

    def __init__(self, rows: Sequence[Row], groups: Sequence[str], places: int, **more: Any) -> None:
        self.places = places
        columns = [(f"group_{n}", GroupValueColumn(label, n, places)) for n, label in enumerate(groups)]
        order = ("rank", "name", "total", *(name for name, _ in columns), "...")
        super().__init__(rows, extra_columns=columns, sequence=order, **more)

    def render_total(self, value: Any) -> Any:
        return decimal(value, self.places)


class MovesTable(ListTable):
    """Rows are `document.what_if.Move`, by their new rank."""

    caption = "Peringkat yang diumumkan dengan bobot ini"
    new_rank = ListColumn("Peringkat", numeric=True)
    name = ListColumn("Peserta", heads_row=True)
    new_total = ListColumn("Nilai", numeric=True)
    rank = ListColumn("Peringkat diumumkan", numeric=True)
    total = ListColumn("Nilai diumumkan", numeric=True)
    moved = ListColumn("Perubahan")

    def render_new_total(self, value: str) -> Any:
        return shown(value)

    def render_total(self, value: str) -> Any:
        return shown(value)

    def render_moved(self, record: Move) -> str:
        places = record.rank - record.new_rank
        return f"naik {places}" if places > 0 else f"turun {-places}" if places < 0 else "tetap"


class EffectTable(MovesTable):
    """The same of the result as it stands, with one number changed."""

    caption = "Peringkat bila angkanya diubah"
    empty_text = "Tidak ada kandidat yang berperingkat."
    name = ListColumn("Yang dinilai", heads_row=True)
    rank = ListColumn("Peringkat sekarang", numeric=True)
    total = ListColumn("Nilai sekarang", numeric=True)


class WidestTable(ListTable):
    """Rows have `name`, `spread`, `lowest_by` and `highest_by`, the widest first."""

    caption = "Selisih nilai terbesar antaranggota"
    name = ListColumn("Kandidat", heads_row=True)
    criterion = ListColumn("Kriteria", accessor="spread__criterion")
    lowest = DecimalColumn("Terendah", accessor="spread__lowest")
    lowest_by = ListColumn("Oleh")
    highest = DecimalColumn("Tertinggi", accessor="spread__highest")
    highest_by = ListColumn("Oleh")
    range = DecimalColumn("Selisih", accessor="spread__range")
