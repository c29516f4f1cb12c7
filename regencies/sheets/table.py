"""The table in a sheet: where its heads stand, which rows are filled in, and which are titles, totals and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from regencies.actions.errors import Refused
from regencies.sheets.cells import CODE, Fault
from regencies.sheets.xlsx import Sheet

LOOKED_AT = 40  # rows from the top in which the heads are sought
SUMS = re.compile(r"(?:sub)?\s?-?(?:total|jumlah|rata-rata|rerata)\b", re.IGNORECASE)
Reader = Callable[[Any], Any]  # makes a value of a cell; raises ValueError with what is wrong
NONE: Mapping[str, Reader] = MappingProxyType({})
COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")


@dataclass(frozen=True)
class Layout:
    """The columns of a kind of table, and what tells its rows from titles, totals and notes.

    A row has a region's code, or one of `named_by`. Without its `figure` it is not filled in yet; `day` is a date.
    `called_too`: other names of columns, as people write them.
    """

    columns: tuple[str, ...]
    required: tuple[str, ...]
    named_by: tuple[str, ...]
    figure: str = ""
    day: str = ""
    called_too: tuple[tuple[str, str], ...] = ()

    @cached_property
    def heads(self) -> dict[str, str]:
        named = [*((name, name) for name in self.columns), *self.called_too]
        return {_plain(head): name for head, name in named}

    def head(self, cell: Any) -> str:
        """Return the column a head names, whatever its capitals, spaces and line breaks; "" for none."""
        return self.heads.get(_plain(cell), "")

    def recognised(self, cells: Iterable[Any]) -> int:
        """Return how many different heads of columns stand in a row."""
        return len({head for cell in cells if (head := self.head(cell))})


@dataclass
class Table:
    """The rows of a sheet: column → place, rows by number, and what was passed over: (row, what stands there)."""

    layout: Layout
    sheet: Sheet
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    without_figure: list[int] = field(default_factory=list)
    aside: list[tuple[int, str]] = field(default_factory=list)

    def cell(self, number: int, name: str) -> Any:
        """Return what stands in a column of a row; a merged cell says what its first one says, but for figures."""
        place = self.columns[name]
        value = _at(self.sheet.rows[number], place)
        held, (row, column) = self.sheet.merged.get((number, place), ("", (number, place)))
        if name == self.layout.day and isinstance(value, int | float):
            return value + self.sheet.days_later
        if value != "" or (row, column) == (number, place):
            return value
        if column == place and name != self.layout.figure:
            return self.cell(row, name) if row in self.sheet.rows else ""
        return Fault(f"tergabung dengan sel lain ({held}); pisahkan selnya dan isi masing-masing")

    def read(
        self, number: int, readers: Mapping[str, Reader], optional: Mapping[str, Reader] = NONE
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the values of a row by column, and why a cell has none; an empty optional cell has neither."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for name, read in {**readers, **optional}.items():
            cell = self.cell(number, name) if name in self.columns else ""
            if name in optional and not str(cell).strip():
                continue
            try:
                values[name] = read(cell)
            except ValueError as problem:
                wrong[name] = str(problem)
        return values, wrong

    def name(self, number: int, column: str) -> str:
        """Return how a sheet calls the cell: "Sel E3 (Jumlah pekerja)"."""
        return f"Sel {letters(self.columns[column])}{number} ({column})"


def find_table(sheets: list[Sheet], layout: Layout) -> Table:
    """Return the one table of the sheets. Raises Refused when there is none, more than one, or part of one."""
    found = [(sheet, row, layout.recognised(cells)) for sheet in sheets for row, cells in _first_rows(sheet)]
    sheet, row, known = max(found, key=lambda each: each[2], default=(None, 0, 0))
    if sheet is None or known < 2:
        raise Refused("Judul kolom tidak ditemukan. Unduh templat, lalu isi di bawah judulnya.")
    heads = sheet.rows[row]
    if missing := [name for name in layout.required if name not in map(layout.head, heads)]:
        raise Refused(
            f"Kolom {', '.join(missing)} tidak ada di baris {row}. Unduh templat, lalu isi di bawah judulnya."
        )
    complete = [
        other.name
        for other in sheets
        if any(set(layout.required) <= {*map(layout.head, cells)} for _, cells in _first_rows(other))
    ]
    if len(complete) > 1:
        raise Refused(
            f"Tabel ada di lebih dari satu lembar: {', '.join(complete)}. Sembunyikan atau hapus yang tidak dipakai."
        )
    return _table(layout, sheet, row)


def _table(layout: Layout, sheet: Sheet, head_row: int) -> Table:
    columns: dict[str, int] = {}
    for place, cell in enumerate(sheet.rows[head_row]):
        if not (head := layout.head(cell)):
            continue
        if head in columns:
            twice = f"{letters(columns[head])}{head_row} dan {letters(place)}{head_row}"
            raise Refused(f"Kolom “{head}” ada dua kali: {twice}. Hapus salah satunya.")
        columns[head] = place
    table = Table(layout, sheet, columns)
    for number, cells in sorted(sheet.rows.items()):
        if number <= head_row or layout.recognised(cells) == len(columns) or _numbers_columns(cells):
            continue
        if _is_aside(table, number, cells):
            table.aside.append((number, _first_text(cells)))
        elif layout.figure and not _filled(table.cell(number, layout.figure)):
            table.without_figure.append(number)
        else:
            table.rows.append(number)
    if not table.rows and not table.without_figure:
        raise Refused("Berkas tidak berisi satu pun baris isi. Isi di bawah judulnya, lalu unggah lagi.")
    return table


def _is_aside(table: Table, number: int, cells: list[Any]) -> bool:
    """Whether a row is a total, a source or a note: without a code, and of nothing that names one."""
    code = str(table.cell(number, CODE)).strip() if CODE in table.columns else ""
    if re.match(r"\d\d\D?\d", code):
        return False
    if re.fullmatch(r"\d\d", code) or SUMS.match(_first_text(cells)):
        return True
    return not any(_filled(table.cell(number, name)) for name in table.layout.named_by)


def _first_text(cells: list[Any]) -> str:
    return next((text for cell in cells if (text := str(cell).strip())), "")


def _filled(value: Any) -> bool:
    return bool(str(value).strip())


def _numbers_columns(cells: list[Any]) -> bool:
    """Whether a row numbers the columns, as in printed statistics: (1) (2) (3)."""
    said = [str(cell).strip() for cell in cells if _filled(cell)]
    return len(said) > 3 and all(COLUMN_NUMBER.fullmatch(text) for text in said)


def _first_rows(sheet: Sheet) -> Iterator[tuple[int, list[Any]]]:
    return ((number, cells) for number, cells in sorted(sheet.rows.items())[:LOOKED_AT])


def _plain(cell: Any) -> str:
    return re.sub(r"[\W_]+", "", str(cell).casefold())


def _at(cells: list[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else ""


def letters(place: int) -> str:
    """Return the letters of a spreadsheet column: 0 is A, 26 is AA."""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
