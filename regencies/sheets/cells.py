"""What stands in one cell of any sheet, as a value; ValueError says what was read and what to do."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from regencies.l10n.dates import EARLIEST, LATEST, DateError, format_date, parse_date
from regencies.l10n.numbers import NumberError, parse_integer

CODE = "Kode Kemendagri"
SHORTENED_CODE = re.compile(
    r"(\d\d)[.,](\d\d?)"
)  # a spreadsheet takes 61.10 for a number and drops its last digit
EXCEL_DAYS = datetime.date(1899, 12, 30)
NOTHING_KNOWN = {"-", "–", "—", "…", "...", "n/a", "na"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell without a value to be read, and why."""

    why: str

    def __str__(self) -> str:
        return self.why


def read_text(value: Any) -> str:
    """Return the text of a cell without the space around it."""
    if isinstance(value, Fault):
        raise ValueError(value.why)
    text = str(value).strip()
    if not text:
        raise ValueError("kosong; isi kolom ini")
    if "\0" in text:
        raise ValueError("memuat karakter yang tidak terlihat; ketik ulang isinya")
    return text


def read_short(value: Any, longest: int) -> str:
    """Return the text of a cell of at most that many letters."""
    text = read_text(value)
    if len(text) > longest:
        raise ValueError(f"terisi {len(text)} huruf; paling banyak {longest}")
    return text


def read_code(value: Any) -> str:
    """Return a region's code with its dot and four digits: 61.1, "61,1" and "61.10" are one."""
    text = f"{value:.2f}" if isinstance(value, float) else read_text(value)
    shortened = SHORTENED_CODE.fullmatch(text.replace(" ", ""))
    return f"{shortened[1]}.{shortened[2]:0<2}" if shortened else text


def read_whole(value: Any, unknown: str = "tulis angkanya, atau 0 bila tidak ada") -> int:
    """Return a whole number; `unknown` says what to do about a dash."""
    if isinstance(value, float):
        if not value.is_integer():
            raise ValueError(f"terbaca {str(value).replace('.', ',')}; tulis bilangan bulat tanpa koma")
        value = int(value)
    text = read_text(value)
    if text.lower() in NOTHING_KNOWN:
        raise ValueError(f"tertulis “{text}”; {unknown}")
    try:
        return parse_integer(text) or 0
    except NumberError as problem:
        raise ValueError(str(problem).rstrip(".")) from problem


def read_day(value: Any, earliest: datetime.date = EARLIEST, latest: datetime.date = LATEST) -> datetime.date:
    """Return a day, typed in words or stored as the number a spreadsheet has for it."""
    if isinstance(value, int | float):
        if not 0 < value < 200_000:
            raise ValueError(
                f"terbaca {str(value).replace('.', ',')}; tulis tanggal, misalnya 31 Desember 2024"
            )
        day = EXCEL_DAYS + datetime.timedelta(days=int(value))
        if not earliest <= day <= latest:
            raise ValueError(
                f"terbaca {format_date(day)}; tulis tanggal dari {format_date(earliest)} sampai {format_date(latest)}"
            )
        return day
    try:
        return parse_date(read_text(value), earliest=earliest, latest=latest) or datetime.date.min
    except DateError as problem:
        raise ValueError(str(problem).rstrip(".")) from problem
