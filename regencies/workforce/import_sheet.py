"""Official denominators by spreadsheet: every wrong cell is named, and a file is stored whole or not at all."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from openpyxl import Workbook
from openpyxl.styles import Font

from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import WorkforceSegment
from regencies.l10n.dates import DateError, format_date, parse_date
from regencies.l10n.numbers import NumberError, parse_integer
from regencies.models import OfficialWorkforce, Province, Regency, User
from regencies.permissions import can_administer
from regencies.workforce.frozen import frozen_places, hold_reports, why_frozen
from regencies.workforce.spreadsheet import read_table

CODE, REGENCY, YEAR, SEGMENT, FIGURE, SOURCE, AS_OF = COLUMNS = (
    "Kode Kemendagri",
    "Kabupaten/kota",
    "Tahun",
    "Segmen",
    "Jumlah pekerja",
    "Sumber",
    "Per tanggal",
)
WIDTHS = (17, 26, 8, 13, 16, 44, 20)
LONGEST_SOURCE = int(OfficialWorkforce._meta.get_field("source").max_length or 0)
SEGMENTS = {segment.label.lower(): segment.value for segment in WorkforceSegment}

Key = tuple[int, int, str]  # regency, year, segment


@dataclass(frozen=True, slots=True)
class Stored:
    """How many figures a file added, changed and left as they were."""

    added: int
    changed: int
    same: int


# Cells: a value, or ValueError with what is wrong -------------------------------------------------------
def _text(value: Any) -> str:
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


def _code(value: Any) -> str:
    """Return the code as text; spreadsheets take 61.10 for a number and drop its last digit."""
    return f"{value:.2f}" if isinstance(value, float) else _text(value)


def _whole(value: Any) -> int:
    if isinstance(value, float):
        if not value.is_integer():
            raise ValueError(f"terbaca {str(value).replace('.', ',')}; tulis bilangan bulat tanpa koma")
        value = int(value)
    try:
        return parse_integer(_text(value)) or 0
    except NumberError as problem:
        raise ValueError(str(problem).rstrip(".")) from problem


def _year(value: Any) -> int:
    year = _whole(value)
    if not 2000 <= year <= 2100:
        raise ValueError(f"tertulis {year}; tulis tahun dengan empat angka")
    return year


def _segment(value: Any) -> str:
    text = _text(value)
    if text.lower() not in SEGMENTS:
        raise ValueError(f"tertulis “{text}”; pilihannya {', '.join(WorkforceSegment.labels)}")
    return SEGMENTS[text.lower()]


def _date(value: Any) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return parse_date(_text(value)) or datetime.date.min
    except DateError as problem:
        raise ValueError(str(problem).rstrip(".")) from problem


READERS: dict[str, Callable[[Any], Any]] = {
    CODE: _code,
    YEAR: _year,
    SEGMENT: _segment,
    FIGURE: _whole,
    SOURCE: _source,
    AS_OF: _date,
}


# The file ---------------------------------------------------------------------------------------------
@verb
def import_workforce(upload: UploadedFile[Any], province: Province, *, by: User) -> Stored:
    """Store the denominators of a province's regencies. Raises Refused with every wrong cell. Six queries."""
    if not can_administer(by, province.pk):
        raise Refused(f"Hanya admin {province} yang dapat memuat semesta pekerja.")
    header, rows = read_sheet(upload)
    regencies = {r.kemendagri_code: r for r in Regency.objects.filter(province=province)}
    found, problems = _judge(header, rows, regencies)
    hold_reports(province.pk)
    stored = {
        (row.regency_id, row.year, row.segment): row
        for row in OfficialWorkforce.objects.select_for_update().filter(regency__in=regencies.values())
    }
    new = [row for key, row in found.items() if key not in stored]
    changed = [row for key, row in found.items() if key in stored and _differs(row, stored[key])]
    frozen = frozen_places()
    problems += sorted(
        {why_frozen(r.regency, r.year) for r in [*new, *changed] if (r.regency_id, r.year) in frozen}
    )
    if problems:
        raise Refused(problems)
    OfficialWorkforce.objects.bulk_create(
        [*new, *changed],
        update_conflicts=True,
        unique_fields=["regency", "year", "segment"],
        update_fields=["figure", "source", "as_of"],
    )
    return Stored(len(new), len(changed), len(found) - len(new) - len(changed))


def read_sheet(upload: UploadedFile[Any]) -> tuple[list[str], list[tuple[int, list[Any]]]]:
    """Return the header and the numbered rows of an XLSX file's first sheet, or of a CSV file. Raises Refused."""
    rows = read_table(upload)
    header = [str(cell).strip() for cell in rows[0]] if rows else []
    if missing := [name for name in READERS if name not in header]:
        raise Refused(
            f"Kolom {', '.join(missing)} tidak ada di baris pertama. Unduh templat, lalu isi di bawah judulnya."
        )
    filled = [(n, row) for n, row in enumerate(rows[1:], start=2) if any(str(cell).strip() for cell in row)]
    if not filled:
        raise Refused("Berkas tidak berisi satu pun baris angka. Isi di bawah judulnya, lalu unggah lagi.")
    return header, filled


def _judge(
    header: list[str], rows: Iterable[tuple[int, list[Any]]], regencies: dict[str, Regency]
) -> tuple[dict[Key, OfficialWorkforce], list[str]]:
    """Return the figures of the rows that are right, and one sentence for each wrong cell of the others."""
    found: dict[Key, OfficialWorkforce] = {}
    lines: dict[Key, int] = {}
    problems = []
    for number, row in rows:
        values, wrong = _read_row(header, number, row)
        regency = regencies.get(values.get(CODE, ""))
        if CODE in values and regency is None:
            cell = _cell(header, CODE, number)
            wrong.append(f"{cell}: tertulis “{values[CODE]}”, bukan kode daerah di provinsi ini.")
        if wrong or regency is None:
            problems += wrong
            continue
        key = (regency.pk, values[YEAR], values[SEGMENT])
        if key in found:
            problems.append(
                f"Baris {number} mengulang daerah, tahun, dan segmen baris {lines[key]}; hapus satu."
            )
        lines.setdefault(key, number)
        found[key] = OfficialWorkforce(
            regency=regency,
            year=values[YEAR],
            segment=values[SEGMENT],
            figure=values[FIGURE],
            source=values[SOURCE],
            as_of=values[AS_OF],
        )
    return found, problems


def _read_row(header: list[str], number: int, row: list[Any]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    wrong = []
    for name, read in READERS.items():
        place = header.index(name)
        try:
            values[name] = read(row[place] if place < len(row) else "")
        except ValueError as problem:
            wrong.append(f"{_cell(header, name, number)}: {problem}.")
    return values, wrong


def _cell(header: list[str], name: str, number: int) -> str:
    return f"Sel {_letters(header.index(name))}{number} ({name})"


def _letters(place: int) -> str:
    """Return the letters of a spreadsheet column: 0 is A, 26 is AA."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _differs(row: OfficialWorkforce, stored: OfficialWorkforce) -> bool:
    return (row.figure, row.source, row.as_of) != (stored.figure, stored.source, stored.as_of)


# The template -----------------------------------------------------------------------------------------
def workforce_sheet(province: Province, years: Iterable[int]) -> bytes:
    """Return an XLSX file with a row for every regency, year and segment, filled in with the figures already known."""
    rows = OfficialWorkforce.objects.filter(regency__province=province)
    stored = {(row.regency_id, row.year, row.segment): row for row in rows}
    book = Workbook()
    sheet = book.active
    sheet.title = "Semesta pekerja"
    sheet.append(COLUMNS)
    for regency in Regency.objects.filter(province=province):
        for year in years:
            for segment in WorkforceSegment:
                row = stored.get((regency.pk, year, segment.value))
                known = [row.figure, row.source, format_date(row.as_of)] if row else []
                sheet.append([regency.kemendagri_code, str(regency), year, str(segment.label), *known])
    for column, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
        sheet[f"{column}1"].font = Font(bold=True)
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
