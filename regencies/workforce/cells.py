"""What stands in one cell of a sheet of denominators, as a value; ValueError says what was read and what to do."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from regencies.l10n.dates import format_date
from regencies.sheets.cells import CODE, read_code, read_day, read_short, read_text, read_whole
from regencies.sheets.table import Layout

REGENCY, YEAR, SEGMENT, FIGURE, SOURCE, AS_OF = (
    "Kabupaten/kota",
    "Tahun",
    "Segmen",
    "Jumlah pekerja",
    "Sumber",
    "Per tanggal",
)
COLUMNS = (CODE, REGENCY, YEAR, SEGMENT, FIGURE, SOURCE, AS_OF)
SEGMENTS = {"formal": "formal", "informal": "informal", "konstruksi": "construction"}
LONGEST_SOURCE = 200
FIRST_YEAR = 2000
OLDEST = 5  # years before its own that a figure may date from: a census serves until the next


def _figure(value: Any) -> int:
    return read_whole(value, "tulis 0 bila tidak ada pekerjanya, atau kosongkan bila belum diketahui")


def _segment(value: Any) -> str:
    text = read_text(value)
    if text.lower() not in SEGMENTS:
        raise ValueError(f"tertulis “{text}”; pilihannya Formal, Informal, Konstruksi")
    return SEGMENTS[text.lower()]


READERS: dict[str, Callable[[Any], Any]] = {
    CODE: read_code,
    YEAR: _figure,
    SEGMENT: _segment,
    FIGURE: _figure,
    SOURCE: partial(read_short, longest=LONGEST_SOURCE),
    AS_OF: partial(
        read_day, earliest=datetime.date.min, latest=datetime.date.max
    ),  # which ones make sense says as_of_fault
}
LAYOUT = Layout(COLUMNS, tuple(READERS), named_by=(YEAR, SEGMENT), figure=FIGURE, day=AS_OF)


def year_fault(year: int, today: datetime.date) -> str:
    """Return why a year has no official figure; "" for one that may."""
    if FIRST_YEAR <= year <= today.year:
        return ""
    advice = (
        f"tulis tahun dari {FIRST_YEAR} sampai {today.year}"
        if year > 99
        else "tulis tahun dengan empat angka"
    )
    return f"tertulis {year}; {advice}"


def as_of_fault(year: int, as_of: datetime.date, today: datetime.date) -> str:
    """Return why a figure of a year cannot date from that day; "" for one that may."""
    first = datetime.date(year - OLDEST, 1, 1)
    if first <= as_of <= today:
        return ""
    return (
        f"tertulis {format_date(as_of)} untuk angka tahun {year}; "
        f"tulis tanggal dari {format_date(first)} sampai {format_date(today)}"
    )
