"""What stands in one cell of a sheet of official figures, as a value; ValueError says what was read and what to do."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from regencies.l10n.dates import format_date
from regencies.sheets.cells import CODE, read_code, read_day, read_short, read_text, read_whole
from regencies.sheets.table import Layout

REGENCY, YEAR, SEGMENT, SOURCE, AS_OF = "Kabupaten/kota", "Tahun", "Segmen", "Sumber", "Per tanggal"
LONGEST_SOURCE = 200
FIRST_YEAR = 2000
OLDEST = 5  # years before its own that a figure may date from: a census serves until the next


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of figure: the head of its figure, its segments as people write them, and advice."""

    figure: str
    segments: Mapping[str, str]  # in lower case → value
    choices: str  # the segments as a sentence lists them
    nothing: str  # whom a 0 counts none of

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The heads, in order."""
        return (CODE, REGENCY, YEAR, SEGMENT, self.figure, SOURCE, AS_OF)

    @cached_property
    def readers(self) -> dict[str, Callable[[Any], Any]]:
        """Head → what makes a value of a cell; the days that make sense are those of `as_of_fault`."""
        return {
            CODE: read_code,
            YEAR: self._read_figure,
            SEGMENT: self._read_segment,
            self.figure: self._read_figure,
            SOURCE: partial(read_short, longest=LONGEST_SOURCE),
            AS_OF: partial(read_day, earliest=datetime.date.min, latest=datetime.date.max),
        }

    @cached_property
    def layout(self) -> Layout:
        """What the sheet looks like."""
        return Layout(
            self.names, tuple(self.readers), named_by=(YEAR, SEGMENT), figure=self.figure, day=AS_OF
        )

    def _read_figure(self, value: Any) -> int:
        return read_whole(
            value, f"tulis 0 bila tidak ada {self.nothing}nya, atau kosongkan bila belum diketahui"
        )

    def _read_segment(self, value: Any) -> str:
        text = read_text(value)
        if (known := " ".join(text.lower().split())) not in self.segments:
            raise ValueError(f"tertulis “{text}”; pilihannya {self.choices}")
        return self.segments[known]


WORKFORCE = Columns(
    "Jumlah pekerja",
    {"formal": "formal", "informal": "informal", "konstruksi": "construction"},
    "Formal, Informal, Konstruksi",
    "pekerja",
)
BRANCH = Columns(
    "Peserta aktif",
    {
        "penerima upah (pu)": "wage_earners",
        "penerima upah": "wage_earners",
        "pu": "wage_earners",
        "bukan penerima upah (bpu)": "non_wage_earners",
        "bukan penerima upah": "non_wage_earners",
        "bpu": "non_wage_earners",
        "jasa konstruksi": "construction",
        "jakon": "construction",
        "pekerja migran indonesia": "migrant_workers",
        "pekerja migran indonesia (pmi)": "migrant_workers",
        "pmi": "migrant_workers",
    },
    "Penerima Upah (PU), Bukan Penerima Upah (BPU), Jasa Konstruksi, Pekerja Migran Indonesia",
    "peserta",
)


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
