"""A sheet of a workbook as people use it: head in sight, filter, landscape and as wide as the paper."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from awards.exports.tables import Cell

if TYPE_CHECKING:  # a tenth of the memory of a process that starts: loaded with the first workbook
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

NARROWEST, WIDEST = 12, 28  # letters of a column; longer text goes on below
LINE_HEIGHT = 15  # points
MARGIN = 0.4  # inches
LONGEST_TITLE = 31
A4 = 9  # as a workbook numbers paper
NO_TITLE = re.compile(r"[\\/*?:\[\]]")
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time; every part gets this one
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
NEVER = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def one_sheet(title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return an XLSX file with one sheet; text is never a formula."""
    book = new_book(NEVER)
    add_sheet(book, title, heads, rows)
    return same_bytes(book, NEVER)


def new_book(moment: datetime.datetime) -> Workbook:
    """Return an empty workbook of that moment."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "Paritrana Award"
    book.properties.created = moment.astimezone(datetime.UTC).replace(tzinfo=None)
    return book


def add_sheet(book: Workbook, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Add a sheet; each printed page repeats its head."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet = book.create_sheet(NO_TITLE.sub(" ", title)[:LONGEST_TITLE])
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    sheet.page_margins = PageMargins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=MARGIN)
    widths = [_width([row[place] for row in rows]) for place in range(len(heads))]
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    cells = _Cells(sheet)
    for number, row in enumerate([heads, *rows], start=1):
        if (lines := _lines(row, widths)) > 1:
            sheet.row_dimensions[number].height = LINE_HEIGHT * lines
        sheet.append(cells.row(row, head=number == 1))


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return how many lines the longest text of a row takes: not every program finds that out by itself."""
    return max(
        sum(max(1, len(wrap(line, width - 2))) for line in cell.splitlines())
        if isinstance(cell, str) and (len(cell) > width - 2 or "\n" in cell)
        else 1
        for cell, width in zip(row, widths, strict=True)
    )


def _width(cells: Iterable[Cell]) -> int:
    """Return how many letters a column is wide: as its longest cell, within bounds; its head goes on below."""
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a sheet that is written row by row: one for each column and look, used again in every row."""

    sheet: Any
    known: dict[tuple[int, bool, str], WriteOnlyCell] = field(default_factory=dict)

    def row(self, values: Iterable[Cell], *, head: bool) -> list[WriteOnlyCell]:
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        cells = []
        for place, value in enumerate(values):
            cell = self._cell(place, head, _number_format(value))
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl would take "=…" for a formula
            cells.append(cell)
        return cells

    def _cell(self, *look: Any) -> WriteOnlyCell:
        if look not in self.known:
            self.known[look] = self._new(*look)
        return self.known[look]

    def _new(self, _: int, head: bool, number_format: str) -> WriteOnlyCell:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        cell = WriteOnlyCell(self.sheet)
        cell.number_format = number_format
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if head:
            cell.font = Font(bold=True)
        return cell


def _number_format(value: Cell) -> str:
    if not isinstance(value, Decimal):
        return "General"
    return "0." + "0" * -exponent if (exponent := value.as_tuple().exponent) else "0"


def same_bytes(book: Workbook, moment: datetime.datetime) -> bytes:
    """Return the workbook as a file that says this time, not that of its making."""
    file = io.BytesIO()
    book.save(file)
    stamp = moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    kept_file = io.BytesIO()
    with (
        zipfile.ZipFile(file) as made,
        zipfile.ZipFile(kept_file, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = MODIFIED.sub(rb"\g<1>" + stamp, part)
            kept.writestr(zipfile.ZipInfo(name, EARLIEST), part, zipfile.ZIP_DEFLATED)
    return kept_file.getvalue()
