"""Reads an uploaded workbook: what it is, whose, and what stands in each cell; refuses by name what it is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from regencies.actions.errors import Refused
from regencies.choices import Section
from regencies.files import office
from regencies.files.kinds import no_table
from regencies.files.unfit import Unfit
from regencies.models import YearlyReport
from regencies.sheets.cells import Fault
from regencies.sheets.spreadsheet import LARGEST_FILE
from regencies.sheets.table import letters
from regencies.sheets.xlsx import Sheet, TooLarge, read_workbook
from regencies.workbook.stamp import FOREIGN, FRESH, Stamp, read_stamp
from regencies.workbook.write import HEADS, HIDDEN, INSTRUCTIONS, MARK, VALUE

MOST_NEW_ROWS = 200  # of one section
LINKS = "xl/externallinks/"
# What is said of a file that holds more than cells; of the rest the kinds of files say what to do.
ADVICE = {
    office.MACROS[0]: "Simpan sebagai XLSX tanpa makro",
    office.OLD_MACROS[0]: "Hapus lembar makronya",
    office.OLD[0]: "Simpan sebagai XLSX",
    office.PASSWORD[0]: "Simpan tanpa kata sandi",
    office.DAMAGED[0]: "Buka dan simpan ulang dengan Excel",
}

UNREADABLE = "Berkas tidak dapat dibaca sebagai XLSX. Simpan ulang sebagai XLSX, lalu unggah lagi."


@dataclass
class Written:
    """What stands in one cell, and where: "C7"."""

    place: str
    value: Any


@dataclass
class FilledSheet:
    """The cells of one section, by key of the row and by field; `heads` are the fields it has."""

    name: str
    section: Section
    heads: set[str] = field(default_factory=set)
    rows: dict[str, dict[str, Written]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)  # key of a row → its number
    days_later: int = 0

    def called(self, place: str) -> str:
        """Return how a person finds a cell: "Lembar ‘Kepesertaan’, sel C7"."""
        return f"Lembar ‘{self.name}’, sel {place}"

    def row_called(self, key: str) -> str:
        """Return how a person finds a row; of an upright sheet it is the whole sheet."""
        number = self.numbers.get(key)
        return f"Lembar ‘{self.name}’, baris {number}" if number else f"Lembar ‘{self.name}’"


@dataclass
class Filled:
    """An uploaded workbook: its stamp, its sheets, and what cannot be read in it."""

    stamp: Stamp
    sheets: Mapping[Section, FilledSheet]
    problems: list[str]


def read_filled(upload: UploadedFile[Any], report: YearlyReport) -> Filled:
    """Return what a workbook says about this report. Raises Refused for a file that is none of its workbooks."""
    sheets = _sheets(upload)
    stamp = read_stamp(_hidden_texts(sheets), report)
    _refuse_hidden(sheets)
    found: dict[Section, FilledSheet] = {}
    problems: list[str] = []
    for sheet in sheets:
        if (section := _section(sheet)) is None:
            continue
        if section in found:
            problems.append(
                f"Lembar ‘{found[section].name}’ dan ‘{sheet.name}’ berasal dari satu lembar. Hapus salinannya."
            )
            continue
        found[section] = FilledSheet(sheet.name, section, days_later=sheet.days_later)
        problems += _fill(found[section], sheet)
    missing = {known.section for known in stamp.entries.values()} - set(found)
    problems += [f"Lembar ‘{section.label}’ tidak ada lagi. {FRESH}." for section in sorted(missing)]
    return Filled(stamp, found, problems)


def _sheets(upload: UploadedFile[Any]) -> list[Sheet]:
    if (upload.size or 0) > LARGEST_FILE:
        raise Refused("Berkas lebih besar dari 2 MB. Hapus gambar dan lembar tambahan, lalu unggah lagi.")
    content = upload.read()
    try:
        if content.startswith(office.OLD_OFFICE):
            raise office.why_old(content)
        if not content.startswith(office.ARCHIVE):
            other = no_table(content) or "teks atau data lain"
            raise Refused(
                f"Berkas berisi {other}, bukan XLSX. Unggah berkas isian yang diunduh di halaman ini."
            )
        if office.kind_of(content) != office.XLSX:
            raise Refused("Berkas ini bukan XLSX. Unggah berkas isian yang diunduh di halaman ini.")
    except Unfit as why:
        advice = ADVICE.get(why.what, "Simpan tanpa bagian itu")
        raise Refused(f"Berkas {why.what}. {advice}, lalu unggah lagi.") from why
    _refuse_links(content)
    try:
        return read_workbook(content, everything=True)
    except TooLarge as problem:
        raise Refused(str(problem)) from problem
    except Exception as problem:  # a file that is no workbook makes its reader stumble in many ways
        raise Refused(
            "Berkas tidak dapat dibaca sebagai XLSX. Simpan ulang sebagai XLSX, lalu unggah lagi."
        ) from problem


def _refuse_links(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if any(name.replace("\\", "/").lstrip("/").lower().startswith(LINKS) for name in archive.namelist()):
            raise Refused(
                "Berkas mengambil angka dari berkas lain. Ganti rumusnya dengan hasilnya (Tempel Khusus, Nilai), lalu "
                "unggah lagi."
            )


def _hidden_texts(sheets: list[Sheet]) -> list[str]:
    """Return the texts of the stamp; none where its sheet is gone."""
    own = next((sheet for sheet in sheets if sheet.name == HIDDEN), None)
    if own is None:
        if any(_section(sheet) is not None for sheet in sheets):
            raise Refused(f"Lembar tersembunyi ‘{HIDDEN}’ tidak ada lagi dalam berkas ini. {FRESH}.")
        raise Refused(FOREIGN)
    texts = [str(cells[0]) if cells else "" for _, cells in sorted(own.rows.items())]
    return [text for text in texts if text and text != "None"]


def _refuse_hidden(sheets: list[Sheet]) -> None:
    if hidden := [sheet.name for sheet in sheets if sheet.is_hidden and sheet.name != HIDDEN]:
        names = ", ".join(f"‘{name}’" for name in hidden)
        raise Refused(
            f"Berkas memuat lembar tersembunyi: {names}. Tampilkan atau hapus lembarnya, lalu unggah lagi."
        )


def _section(sheet: Sheet) -> Section | None:
    """Return which section a sheet is of; None for one of the person's own."""
    if sheet.name in (HIDDEN, INSTRUCTIONS):
        return None
    mark = _text(sheet, 1, 0)
    slug = mark.removeprefix(MARK).partition(":")[0]
    return Section(slug) if mark.startswith(MARK) and slug in Section.values else None


def _fill(filled: FilledSheet, sheet: Sheet) -> Iterator[str]:
    """Put the cells of a sheet into `filled`; yield what is wrong with its rows."""
    single = _text(sheet, 1, 0).removeprefix(MARK).partition(":")[2]
    heads = {
        place: str(name) for place, name in enumerate(sheet.rows.get(1, [])) if place and str(name).strip()
    }
    filled.heads = {_text(sheet, number, 0) for number in sheet.rows} if single else set(heads.values())
    top = next((number for number in sorted(sheet.rows) if _text(sheet, number, 0) == HEADS), 0)
    spare = 0
    for number, cells in sorted(sheet.rows.items()):
        if number <= max(top, 1):
            continue
        written = {
            name: Written(f"{letters(place)}{number}", _value(sheet, number, place, cells))
            for place, name in heads.items()
        }
        key = _text(sheet, number, 0)
        if single:
            if key and VALUE in written:
                filled.rows.setdefault(single, {})[key] = written[VALUE]
            continue
        if not key:
            if all(is_blank(cell.value) for cell in written.values()):
                continue
            key, spare = f"?{number}", spare + 1
        if key in filled.rows:
            yield (
                f"Lembar ‘{sheet.name}’: baris {filled.numbers[key]} dan {number} berasal dari satu butir. "
                "Tulis tambahan pada “Butir baru”."
            )
            continue
        filled.rows[key], filled.numbers[key] = written, number
    if spare > MOST_NEW_ROWS:
        yield f"Lembar ‘{sheet.name}’ memuat lebih dari {MOST_NEW_ROWS} butir baru. Unggah dalam beberapa berkas."


def _value(sheet: Sheet, number: int, place: int, cells: list[Any]) -> Any:
    held, _ = sheet.merged.get((number, place), ("", None))
    if held:
        return Fault(f"tergabung dengan sel lain ({held}); pisahkan selnya dan isi masing-masing")
    return cells[place] if place < len(cells) else ""


def _text(sheet: Sheet, number: int, place: int) -> str:
    cells = sheet.rows.get(number, [])
    return str(cells[place]).strip() if place < len(cells) else ""


def is_blank(value: Any) -> bool:
    """Return whether a cell says nothing; a fault says something."""
    return not isinstance(value, Fault) and not str(value).strip()
