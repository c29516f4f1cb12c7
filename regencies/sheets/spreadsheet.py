"""The sheets of an uploaded table, XLSX or CSV, as plain cells, whatever they mean."""

from __future__ import annotations

import csv
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from regencies.actions.errors import Refused
from regencies.files import office
from regencies.files.kinds import no_table
from regencies.sheets.delimited import read_delimited
from regencies.sheets.table import Layout
from regencies.sheets.xlsx import Sheet, TooLarge, read_workbook

LARGEST_FILE = 2 * 1024 * 1024


def read_sheets(upload: UploadedFile[Any], layout: Layout) -> list[Sheet]:
    """Return the sheets that are shown of an XLSX file, or the one of a CSV file. Raises Refused."""
    if (upload.size or 0) > LARGEST_FILE:
        raise Refused("Berkas lebih besar dari 2 MB. Unggah lembar tabelnya saja.")
    content = upload.read()
    try:
        if content.startswith(office.ARCHIVE):
            return _workbook(content)
        return [_text(content, layout)]
    except TooLarge as problem:
        raise Refused(str(problem)) from problem


def _workbook(content: bytes) -> list[Sheet]:
    try:
        return read_workbook(content)
    except TooLarge:
        raise
    except Exception as problem:  # a file that is no workbook makes its reader stumble in many ways
        raise Refused("Berkas tidak dapat dibaca sebagai XLSX. Simpan ulang sebagai XLSX.") from problem


def _text(content: bytes, layout: Layout) -> Sheet:
    if content.startswith(office.OLD_OFFICE):
        why = office.why_old(content)
        raise Refused(f"Berkas {why.what}. {why.advice}, lalu unggah lagi.")
    if other := no_table(content):
        raise Refused(f"Berkas berisi {other}, bukan XLSX atau CSV. Simpan sebagai XLSX, lalu unggah lagi.")
    try:
        return read_delimited(content, layout.recognised)
    except UnicodeError as problem:
        raise Refused("Berkas bukan XLSX atau CSV UTF-8. Simpan ulang sebagai XLSX.") from problem
    except csv.Error as problem:
        raise Refused("Berkas CSV tidak dapat dibaca. Simpan ulang sebagai XLSX.") from problem
