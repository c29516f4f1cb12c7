"""Cells of an XLSX file as values, whatever its styles are: sheets that are shown, their rows, their merged cells.

Neither colours nor formats are read, so no fault in them matters, and names of elements count without their
namespace, so that Strict Open XML is read too. A date is the number it is stored as. Only who asks for all of a
workbook gets its hidden sheets too, and is told of numbers shown as per cent, which are stored as hundredths.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from regencies.sheets.cells import Fault

MOST_ROWS = 5_000
MOST_COLUMNS = 50
LARGEST_UNPACKED = 40 * 1024 * 1024  # bytes; an XLSX file is a ZIP archive: 2 MB can hold gigabytes
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
WORKBOOK = re.compile(r"xl/workbook\d*\.xml")
TRUE = {"1", "true", "on"}
DAYS_TO_1904 = 1462
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a sign XML has no place for
PERCENT = {9, 10}  # formats a workbook has without naming them
NO_RESULT = "berisi rumus tanpa hasil; buka dan simpan dengan Excel, atau tulis hasilnya"

Place = tuple[int, int]  # row from 1, column from 0


class TooLarge(Exception):
    """A sheet that would fill the memory; the message says what to do, in Indonesian."""


@dataclass
class Sheet:
    """One sheet that is shown: its rows with a value, by number, and for each merged cell (range, first cell).

    `days_later`: how many days after those of other workbooks its days are counted from.
    """

    is_hidden: bool = field(default=False, kw_only=True)

    name: str = ""
    rows: dict[int, list[Any]] = field(default_factory=dict)
    merged: dict[Place, tuple[str, Place]] = field(default_factory=dict)
    days_later: int = 0


def read_workbook(content: bytes, *, everything: bool = False) -> list[Sheet]:
    """Return the sheets that are shown, in order; hidden ones too when asked for everything.

    Raises TooLarge; anything else for a file that is no workbook.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise TooLarge("Isi berkas XLSX terlalu besar. Salin tabelnya ke berkas baru, lalu unggah lagi.")
        return [*_Workbook(archive, everything=everything).sheets()]


class _Workbook:
    """The parts of the archive that lead to the sheets."""

    def __init__(self, archive: zipfile.ZipFile, *, everything: bool) -> None:
        self.archive, self.everything = archive, everything
        self.names = {name.lower(): name for name in archive.namelist()}
        path = next(name for name in self.names if WORKBOOK.fullmatch(name))
        self.root = self._parsed(path)
        self.related = dict(self._relations(*posixpath.split(path)))
        strings = next((path for kind, path in self.related.values() if kind == "sharedStrings"), "")
        self.strings = (
            [_plain(item) for item in self._parsed(strings)] if strings.lower() in self.names else []
        )
        said = {_tag(part): part.attrib for part in self.root}
        self.days_later = DAYS_TO_1904 if said.get("workbookPr", {}).get("date1904") in TRUE else 0
        self.uncalculated = said.get("calcPr", {}).get("fullCalcOnLoad") in TRUE
        styles = next((path for kind, path in self.related.values() if kind == "styles"), "")
        has_styles = everything and styles.lower() in self.names
        self.in_percent = _percent_styles(self._parsed(styles)) if has_styles else frozenset()

    def _parsed(self, path: str) -> ElementTree.Element:
        text = self.archive.read(self.names[path.lower()])
        return ElementTree.fromstring(text)  # noqa: S314  expat (2.4, Python 3.11) stops what unfolds without end

    def _relations(self, folder: str, name: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield (id, (kind, path)) of each part the workbook names."""
        for part in self._parsed(f"{folder}/_rels/{name}.rels"):
            path = posixpath.normpath(posixpath.join("/", folder, part.get("Target", "")))
            yield part.get("Id", ""), (part.get("Type", "").rpartition("/")[2], path.lstrip("/"))

    def sheets(self) -> Iterator[Sheet]:
        """Yield each sheet of cells that is asked for."""
        for part in self.root.iter():
            is_hidden = part.get("state", "visible") != "visible"
            if _tag(part) == "sheet" and (self.everything or not is_hidden):
                key = next(value for name, value in part.attrib.items() if name.endswith("}id"))
                kind, path = self.related[key]
                if kind == "worksheet":
                    yield self._sheet(part.get("name", ""), path, is_hidden=is_hidden)

    def _sheet(self, name: str, path: str, *, is_hidden: bool) -> Sheet:
        sheet = Sheet(name, days_later=self.days_later, is_hidden=is_hidden)
        row = column = 0
        with self.archive.open(self.names[path.lower()]) as file:
            for event, part in ElementTree.iterparse(file, ("start", "end")):  # noqa: S314  as above
                tag = _tag(part)
                if event == "start":
                    if tag == "row":
                        row, column = int(part.get("r") or row + 1), -1
                    continue
                if tag == "c":
                    row, column = _place(part.get("r", ""), row, column)
                    if column < MOST_COLUMNS and (value := self._value(part)) != "":
                        _put(sheet, row, column, value)
                elif tag == "mergeCell":
                    _merge(sheet, part.get("ref", ""))
                elif tag == "row":
                    part.clear()
        return sheet

    def _value(self, cell: ElementTree.Element) -> Any:
        """Return text, a number or a Fault; "" for a cell without a value."""
        parts = {_tag(part): part for part in cell}
        kind, text = cell.get("t", "n"), _plain(parts["v"]) if "v" in parts else ""
        if "f" in parts and (self.uncalculated or not text) and kind != "str":
            return Fault(NO_RESULT)
        if kind == "inlineStr":
            return _plain(parts["is"]) if "is" in parts else ""
        if kind == "s":
            return self.strings[int(text)] if text else ""
        if kind == "e":
            return Fault(f"berisi galat {text}; perbaiki rumusnya atau tulis angkanya")
        if kind == "d":
            return text.partition("T")[0]
        if kind in {"str", "b"} or not text:
            return {"b": "TRUE" if text == "1" else "FALSE"}.get(kind, text)
        number = float(text)
        if cell.get("s", "") in self.in_percent:
            stored = text.replace(".", ",")
            return Fault(
                f"tersimpan sebagai {stored} berformat persen; ubah format selnya menjadi Teks, lalu ketik "
                f"{_hundredfold(text)}"
            )
        return int(number) if number.is_integer() and abs(number) < 10**15 else number


def _tag(part: ElementTree.Element) -> str:
    return part.tag.rpartition("}")[2]


def _plain(part: ElementTree.Element) -> str:
    """Return the text of a string, in one run or several, without how it is pronounced."""
    if len(part) == 0:
        return _unescaped(part.text or "")
    return "".join(_plain(inner) for inner in part if _tag(inner) in {"t", "r"})


def _unescaped(text: str) -> str:
    """Return a text with its escaped signs; half a sign, which no page and no table can hold, becomes U+FFFD."""
    signs = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return signs.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _percent_styles(styles: ElementTree.Element) -> frozenset[str]:
    """Return the styles of cells that are shown as per cent."""
    parts = [*styles.iter()]
    own = {
        part.get("numFmtId") for part in parts if _tag(part) == "numFmt" and "%" in part.get("formatCode", "")
    }
    formats = own | {str(number) for number in PERCENT}
    cells = [cell for part in parts if _tag(part) == "cellXfs" for cell in part]
    return frozenset(str(place) for place, cell in enumerate(cells) if cell.get("numFmtId") in formats)


def _hundredfold(text: str) -> str:
    """Return what is shown of a number in per cent: "0.6802" is 68,02."""
    shown = f"{Decimal(text) * 100:.15g}"
    return f"{Decimal(shown).normalize():f}".replace(".", ",")


def _place(reference: str, row: int, column: int) -> Place:
    """Return the place of a cell: as it says, else the one after the last."""
    if not reference:
        return row, column + 1
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    place = 0
    for letter in found[1]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), place - 1


def _put(sheet: Sheet, row: int, column: int, value: Any) -> None:
    if row > MOST_ROWS:
        raise TooLarge(
            f"Lembar terpakai sampai lebih dari {MOST_ROWS} baris. Hapus isi di bawah tabel, lalu unggah lagi."
        )
    cells = sheet.rows.setdefault(row, [])
    cells += [""] * (column + 1 - len(cells))
    cells[column] = value


def _merge(sheet: Sheet, reference: str) -> None:
    """Note every cell of a merged range, as far as the sheet is read. Raises ValueError where two ranges overlap."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _place(first, 0, 0), _place(last or first, 0, 0)
    for row in range(top, min(bottom, MOST_ROWS) + 1):
        for column in range(left, min(right + 1, MOST_COLUMNS)):
            if (row, column) in sheet.merged:  # or a small file could keep its reader busy for hours
                raise ValueError(reference)
            sheet.merged[row, column] = (reference, (top, left))
