"""Cells of a text file of tables: CSV as Excel, LibreOffice and databases write it, as one sheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from itertools import islice

from regencies.sheets.xlsx import MOST_COLUMNS, MOST_ROWS, Sheet, TooLarge

DELIMITERS = (";", "\t", ",", "|")
SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
LONGEST_CELL = 131_072  # characters
LOOKED_AT = 40  # lines in which the heads of the columns are sought


def read_delimited(content: bytes, recognised: Callable[[list[str]], int]) -> Sheet:
    """Return the rows of the file; `recognised` counts the heads of columns in a row, which tells the delimiter.

    Raises TooLarge, UnicodeError for what is no text, csv.Error for what is no table.
    """
    lines = io.StringIO(_decoded(content), newline=None).read().split("\n")  # whatever ends them
    said = SEPARATOR_LINE.fullmatch(lines[0])
    if said:
        lines[0] = ""
    delimiter = said[1] if said else max(DELIMITERS, key=lambda mark: _most(lines, mark, recognised))
    sheet = Sheet("CSV")
    reader = csv.reader(lines, delimiter=delimiter)
    for number, row in enumerate(islice(reader, MOST_ROWS + 1), start=1):
        if number > MOST_ROWS:
            raise TooLarge(
                f"Berkas berisi lebih dari {MOST_ROWS} baris. Hapus baris di bawah tabel, lalu unggah lagi."
            )
        if any(len(cell) > LONGEST_CELL for cell in row):  # a library may have lifted csv's own limit
            raise csv.Error
        if any(cell.strip() for cell in row):
            sheet.rows[number] = [*row[:MOST_COLUMNS]]
    return sheet


def _decoded(content: bytes) -> str:
    """Return the text: UTF-8, UTF-16 with its mark ("Unicode Text" of Excel), else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _most(lines: list[str], delimiter: str, recognised: Callable[[list[str]], int]) -> int:
    try:
        return max((recognised(row) for row in csv.reader(lines[:LOOKED_AT], delimiter=delimiter)), default=0)
    except csv.Error:
        return 0
