"""The workbook of a publication: ranking, marks, and the proof. The same document gives the same bytes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from awards.exports.tables import Cell, ranking_table, sheets_table

BOLD = Font(bold=True)
WRAP = Alignment(vertical="top", wrap_text=True)
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time; every part gets this one
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
TEXT_WIDTH = 28
NUMBER_WIDTH = 13


def workbook_bytes(document: Mapping[str, Any], sha256: str, address: str) -> bytes:
    """Return an XLSX file with sheets Peringkat, Lembar nilai (if disclosed), Tentang; text is never a formula."""
    book = Workbook(write_only=True)
    moment = datetime.datetime.fromisoformat(document["published_at"])
    book.properties.creator = "Paritrana Award"
    book.properties.created = moment.astimezone(datetime.UTC).replace(tzinfo=None)
    _sheet(book, "Peringkat", ranking_table(document))
    if document["disclosure"] == "full":
        _sheet(book, "Lembar nilai", sheets_table(document))
    _sheet(book, "Tentang", _about(document, sha256, address))
    file = io.BytesIO()
    book.save(file)
    return _without_the_hour(file.getvalue(), moment)


def _about(document: Mapping[str, Any], sha256: str, address: str) -> list[list[Cell]]:
    edition = document["edition"]
    return [
        ["Perihal", "Isi"],
        ["Provinsi", edition["province"]["name"]],
        ["Tahun penghargaan", edition["award_year"]],
        ["Tahun penilaian", edition["assessed_year"]],
        ["Kategori", document["category"]["name"]],
        ["Pengumuman nomor", document["number"]],
        ["Diumumkan", document["published_at"]],
        ["Data contoh", "ya, bukan hasil resmi" if document["sample_data"] else "tidak"],
        ["SHA-256 dokumen", sha256],
        ["Alamat tetap", address],
        ["Cara menghitung ulang", "python -m awards.verify dokumen.json"],
    ]


def _sheet(book: Workbook, title: str, rows: list[list[Cell]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, values in enumerate(zip(*rows, strict=True), start=1):
        text = any(isinstance(value, str) for value in values[1:])
        sheet.column_dimensions[get_column_letter(place)].width = TEXT_WIDTH if text else NUMBER_WIDTH
    for number, row in enumerate(rows):
        sheet.append(list(_cells(sheet, row, head=number == 0)))


def _cells(sheet: Any, row: Iterable[Cell], *, head: bool) -> Iterable[WriteOnlyCell]:
    for value in row:
        cell = WriteOnlyCell(
            sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
        )
        if isinstance(value, str):
            cell.data_type = "s"  # openpyxl would take "=…" for a formula
            cell.alignment = WRAP
        if isinstance(value, Decimal):
            cell.number_format = "0." + "0" * -value.as_tuple().exponent if value.as_tuple().exponent else "0"
        if head:
            cell.font = BOLD
        yield cell


def _without_the_hour(content: bytes, moment: datetime.datetime) -> bytes:
    """Return the same parts in a zip that says the time of publication, not of its making."""
    stamp = moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = MODIFIED.sub(rb"\g<1>" + stamp, part)
            kept.writestr(zipfile.ZipInfo(name, EARLIEST), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()
