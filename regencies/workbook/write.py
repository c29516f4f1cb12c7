"""Writes the workbook to fill in, or the copy to read: sheets as planned, protected but for what may be typed.

Every cell is text, so that no spreadsheet reads "80.101" as it likes: the application reads it as its pages do.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from regencies.workbook.plan import Column, Row, SheetPlan, lists_of

if TYPE_CHECKING:  # loaded with the first workbook: most processes write none
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HIDDEN = "Data aplikasi"
INSTRUCTIONS = "Petunjuk"
MARK = "paritrana:"  # before the section, in the first cell of its sheet
VALUE = "*"  # head of the column of an upright sheet that is typed in
HEADS = "#"  # key of the row of heads
HEAD_ROW, FIRST_ROW = 3, 4  # counted from 0
LONG, CHOICE, FIGURE, TEXT = 44, 26, 20, 30  # widths in letters
LONGEST_HINT, LONGEST_HINT_TITLE = 255, 32
WHAT_MAY_BE_DONE = {"format_columns": True, "format_rows": True}


class _Writer:
    def __init__(self, plans: Sequence[SheetPlan], about: str, *, to_fill_in: bool) -> None:
        import xlsxwriter

        self.content = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.content, {"in_memory": True})
        self.book.set_properties({"title": about, "author": "Paritrana Award"})
        self.about, self.to_fill_in = about, to_fill_in
        self.lists = {words: number for number, words in enumerate(lists_of(plans), start=1)}
        style = self.book.add_format
        line = {"border": 1, "border_color": "#9AA5A6", "text_wrap": True, "valign": "top", "num_format": "@"}
        self.title = style({"bold": True, "font_size": 14, "font_color": "#0B5157"})
        self.note = style({"valign": "top", "font_color": "#444444"})
        self.plain = style({"text_wrap": True, "valign": "top"})
        self.bold = style({"bold": True, "text_wrap": True, "valign": "top"})
        self.head = style({**line, "bold": True, "bg_color": "#E3EEEE"})
        self.shut = style({**line, "bg_color": "#F2F2F2", "font_color": "#444444"})
        self.shut_figure = style({**line, "bg_color": "#F2F2F2", "font_color": "#444444", "align": "right"})
        self.open = style({**line, "locked": False, "bg_color": "#FFFBE6"})
        self.open_figure = style({**line, "locked": False, "bg_color": "#FFFBE6", "align": "right"})

    def instructions(self, name: str, lines: Sequence[tuple[str, str]]) -> None:
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 96)
        sheet.write_string(0, 0, self.about, self.title)
        for number, (name, text) in enumerate(lines, start=2):
            sheet.write_string(number, 0, name, self.bold)
            sheet.write_string(number, 1, text, self.plain)
        self._finish(sheet)

    def section(self, plan: SheetPlan) -> None:
        sheet = self.book.add_worksheet(plan.title)
        if self.to_fill_in:
            key = f":{plan.rows[0].key}" if plan.is_upright and plan.rows else ""
            sheet.write_string(0, 0, f"{MARK}{plan.section}{key}")
        sheet.write_string(1, 1, f"{plan.section.label} · {self.about}", self.title)
        sheet.write_string(2, 1, plan.lead, self.note)
        sheet.write_string(HEAD_ROW, 0, HEADS)
        sheet.set_row(HEAD_ROW, 32)
        (self._upright if plan.is_upright else self._table)(sheet, plan)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._finish(sheet)

    def _upright(self, sheet: Worksheet, plan: SheetPlan) -> None:
        sheet.write_string(0, 3, VALUE)
        for place, (head, width) in enumerate(
            [("Isian", 40), (f"Tahun {plan.year - 1}", 32), (f"Tahun {plan.year}", 44), ("Keterangan", 52)],
            start=1,
        ):
            sheet.write_string(HEAD_ROW, place, head, self.head)
            sheet.set_column(place, place, width)
        row = plan.rows[0]
        for number, column in enumerate(plan.columns, start=FIRST_ROW):
            sheet.write_string(number, 0, column.field)
            sheet.write_string(number, 1, column.label, self.shut)
            sheet.write_string(number, 2, row.last_year.get(column.field, ""), self._shut(column))
            self._cell(sheet, number, 3, row, column)
            sheet.write_string(number, 4, column.hint, self.shut)
            if column.field in row.open:
                self._offer(sheet, number, number, 3, column)
        sheet.freeze_panes(FIRST_ROW, 2)

    def _table(self, sheet: Worksheet, plan: SheetPlan) -> None:
        sheet.set_column(1, 1, 34)
        sheet.write_string(HEAD_ROW, 1, "Butir", self.head)
        for number, row in enumerate(plan.rows, start=FIRST_ROW):
            sheet.write_string(number, 0, row.key)
            sheet.write_string(number, 1, row.title, self.shut)
        last, place = FIRST_ROW + len(plan.rows) - 1, 2
        for column in plan.columns:
            sheet.write_string(0, place, column.field)
            sheet.write_string(HEAD_ROW, place, column.label, self.head)
            sheet.set_column(place, place, _width(column))
            for number, row in enumerate(plan.rows, start=FIRST_ROW):
                self._cell(sheet, number, place, row, column)
            if any(column.field in row.open for row in plan.rows):
                self._offer(sheet, FIRST_ROW, last, place, column)
            place += 1
            if column.last_year:
                sheet.write_string(HEAD_ROW, place, column.last_year, self.head)
                sheet.set_column(place, place, FIGURE)
                for number, row in enumerate(plan.rows, start=FIRST_ROW):
                    sheet.write_string(number, place, row.last_year.get(column.field, ""), self.shut_figure)
                place += 1
        sheet.freeze_panes(FIRST_ROW, 2)

    def _shut(self, column: Column) -> Format:
        return self.shut_figure if column.is_figure else self.shut

    def _cell(self, sheet: Worksheet, number: int, place: int, row: Row, column: Column) -> None:
        is_open = column.field in row.open
        style = (self.open_figure if column.is_figure else self.open) if is_open else self._shut(column)
        if text := row.texts.get(column.field, ""):
            sheet.write_string(number, place, text, style)
        else:
            sheet.write_blank(number, place, None, style)

    def _offer(self, sheet: Worksheet, first: int, last: int, place: int, column: Column) -> None:
        """Give cells their list to choose from, and the hint that shows when one is entered."""
        from xlsxwriter.utility import xl_col_to_name

        rule: dict[str, Any] = {"validate": "any"}
        if column.choices:
            at = xl_col_to_name(self.lists[column.choices])
            rule = {
                "validate": "list",
                "source": f"='{HIDDEN}'!${at}$1:${at}${len(column.choices)}",
                "error_title": "Tidak ada dalam daftar",
                "error_message": "Pilih salah satu dari daftar di sel ini.",
            }
        if column.hint:
            rule |= {
                "input_title": column.label[:LONGEST_HINT_TITLE],
                "input_message": column.hint[:LONGEST_HINT],
            }
        if len(rule) > 1:
            sheet.data_validation(first, place, last, place, rule)

    def hidden(self, stamp: Sequence[str]) -> None:
        sheet = self.book.add_worksheet(HIDDEN)
        for number, text in enumerate(stamp):
            sheet.write_string(number, 0, text)
        for words, place in self.lists.items():
            for number, word in enumerate(words):
                sheet.write_string(number, place, word)
        sheet.protect()
        sheet.hide()

    def _finish(self, sheet: Worksheet) -> None:
        sheet.protect("", WHAT_MAY_BE_DONE)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _width(column: Column) -> int:
    return LONG if column.is_long else CHOICE if column.choices else FIGURE if column.is_figure else TEXT


def workbook_bytes(
    plans: Sequence[SheetPlan],
    *,
    about: str,
    instructions: Sequence[tuple[str, str]],
    stamp: Sequence[str] = (),
    first: str = INSTRUCTIONS,
) -> bytes:
    """Return the XLSX file of these sheets; `instructions` stand on the `first` one; to read only without stamp."""
    writer = _Writer(plans, about, to_fill_in=bool(stamp))
    writer.instructions(first, instructions)
    for plan in plans:
        writer.section(plan)
    if stamp:
        writer.hidden(stamp)
    writer.book.close()
    return writer.content.getvalue()
