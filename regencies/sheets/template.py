"""A sheet to fill in: bold heads that stay in sight, and the rows already known."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any


def sheet_to_fill_in(title: str, columns: dict[str, int], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return an XLSX file of one sheet; `columns`: heads and how wide they are, in letters."""
    from openpyxl import Workbook  # a tenth of the memory of a process that starts
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append([*columns])
    for row in rows:
        sheet.append([*row])
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if cell.data_type == "f":  # a name that begins with "=" is a text
                cell.data_type = "s"
    for cell, width in zip(sheet[1], columns.values(), strict=True):
        sheet.column_dimensions[cell.column_letter].width = width
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
