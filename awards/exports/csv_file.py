"""CSV as Indonesian spreadsheets open it: UTF-8 with its mark, semicolons, decimal commas (docs/decisions)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from awards.exports.tables import Cell

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return the rows as CSV with separator ";", decimal "," and encoding "utf-8-sig"; thousands are not grouped."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(
        [written(cell) for cell in row] for row in rows
    )
    return file.getvalue().encode("utf-8-sig")


def written(cell: Cell) -> str:
    """Return one cell as text; text a spreadsheet would run as a formula gets an apostrophe, numbers do not."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    return harmless(cell) if isinstance(cell, str) else str(cell)


def harmless(text: str) -> str:
    """Return the text, after an apostrophe where a spreadsheet would run it."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text
