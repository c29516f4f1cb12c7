"""The rows of an uploaded table, XLSX or CSV, as plain cells, whatever they mean."""

from __future__ import annotations

import csv
import io
import zipfile
from itertools import islice
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from openpyxl import load_workbook

from regencies.actions.errors import Refused

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024  # an XLSX file is a ZIP archive: 2 MB can hold gigabytes
MOST_ROWS = 5_000
MOST_COLUMNS = 50


def read_table(upload: UploadedFile[Any]) -> list[list[Any]]:
    """Return the rows of an XLSX file's first sheet, or of a CSV file; a blank cell is "". Raises Refused."""
    if (upload.size or 0) > LARGEST_FILE:
        raise Refused("Berkas lebih besar dari 2 MB. Unggah lembar semesta pekerja saja.")
    content = upload.read()
    rows = _xlsx_rows(content) if content.startswith(b"PK") else _csv_rows(content)
    if len(rows) > MOST_ROWS:
        raise Refused(
            f"Lembar terpakai sampai lebih dari {MOST_ROWS} baris. Hapus baris di bawah tabel, juga yang tampak "
            "kosong, lalu unggah lagi."
        )
    return rows


def _xlsx_rows(content: bytes) -> list[list[Any]]:
    """Return at most MOST_ROWS + 1 rows: one cell at the far end must not make a sheet of that size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise Refused("Isi berkas XLSX terlalu besar. Salin tabelnya ke berkas baru, lalu unggah lagi.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        found = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        return [["" if cell is None else cell for cell in row] for row in islice(found, MOST_ROWS + 1)]
    except Refused:
        raise
    except Exception as problem:  # a file that is no workbook makes its reader stumble in many ways
        raise Refused("Berkas tidak dapat dibaca sebagai XLSX. Simpan ulang sebagai XLSX.") from problem


def _csv_rows(content: bytes) -> list[list[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refused("Berkas bukan XLSX atau CSV UTF-8. Simpan ulang sebagai XLSX.") from problem
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    lines = io.StringIO(text, newline=None)  # whatever ends them
    try:
        return list(islice(csv.reader(lines, delimiter=delimiter), MOST_ROWS + 1))
    except csv.Error as problem:
        raise Refused("Berkas CSV tidak dapat dibaca. Simpan ulang sebagai XLSX.") from problem
