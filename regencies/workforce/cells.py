"""What stands in one cell of the sheet, as a value; ValueError says what was read and what to do."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regencies.l10n.dates import DateError, format_date, parse_date
from regencies.l10n.numbers import NumberError, parse_integer

CODE, REGENCY, YEAR, SEGMENT, FIGURE, SOURCE, AS_OF = COLUMNS = (
    "Kode Kemendagri",
    "Kabupaten/kota",
    "Tahun",
    "Segmen",
    "Jumlah pekerja",
    "Sumber",
    "Per tanggal",
)
SEGMENTS = {"formal": "formal", "informal": "informal", "konstruksi": "construction"}
LONGEST_SOURCE = 200
FIRST_YEAR = 2000
OLDEST = 5  # years before its own that a figure may date from: a census serves until the next
SHORTENED_CODE = re.compile(
    r"(\d\d)[.,](\d\d?)"
)  # a spreadsheet takes 61.10 for a number and drops its last digit
NOTHING_KNOWN = {"-", "–", "—", "…", "...", "n/a", "na"}
EXCEL_DAYS = datetime.date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell without a value to be read, and why."""

    why: str

    def __str__(self) -> str:
        return self.why


def _text(value: Any) -> str:
    if isinstance(value, Fault):
        raise ValueError(value.why)
    text = str(value).strip()
    if not text:
        raise ValueError("kosong; isi kolom ini")
    if "\0" in text:
        raise ValueError("memuat karakter yang tidak terlihat; ketik ulang isinya")
    return text


def _source(value: Any) -> str:
    text = _text(value)
    if len(text) > LONGEST_SOURCE:
        raise ValueError(f"terisi {len(text)} huruf; paling banyak {LONGEST_SOURCE}")
    return text


def code(value: Any) -> str:
    """Return a region's code with its dot and four digits: 61.1, "61,1" and "61.10" are one."""
    text = f"{value:.2f}" if isinstance(value, float) else _text(value)
    shortened = SHORTENED_CODE.fullmatch(text.replace(" ", ""))
    return f"{shortened[1]}.{shortened[2]:0<2}" if shortened else text


def _whole(value: Any) -> int:
    if isinstance(value, float):
        if not value.is_integer():
            raise ValueError(f"terbaca {str(value).replace('.', ',')}; tulis bilangan bulat tanpa koma")
        value = int(value)
    text = _text(value)
    if text.lower() in NOTHING_KNOWN:
        raise ValueError(
            f"tertulis “{text}”; tulis 0 bila tidak ada pekerjanya, atau kosongkan bila belum diketahui"
        )
    try:
        return parse_integer(text) or 0
    except NumberError as problem:
        raise ValueError(str(problem).rstrip(".")) from problem


def _segment(value: Any) -> str:
    text = _text(value)
    if text.lower() not in SEGMENTS:
        raise ValueError(f"tertulis “{text}”; pilihannya Formal, Informal, Konstruksi")
    return SEGMENTS[text.lower()]


def _date(value: Any) -> datetime.date:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 < value < 200_000:
            raise ValueError(
                f"terbaca {str(value).replace('.', ',')}; tulis tanggal, misalnya 31 Desember 2024"
            )
        return EXCEL_DAYS + datetime.timedelta(days=int(value))
    try:
        # Any day there is: which ones make sense depends on the year, and as_of_fault says so.
        return (
            parse_date(_text(value), earliest=datetime.date.min, latest=datetime.date.max)
            or datetime.date.min
        )
    except DateError as problem:
        raise ValueError(str(problem).rstrip(".")) from problem


READERS: dict[str, Callable[[Any], Any]] = {
    CODE: code,
    YEAR: _whole,
    SEGMENT: _segment,
    FIGURE: _whole,
    SOURCE: _source,
    AS_OF: _date,
}


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
