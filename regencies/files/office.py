"""DOCX and XLSX files: archives of XML. Refused: what runs by itself, is locked, or is damaged."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import suppress
from typing import IO
from xml.parsers import expat

from regencies.files.unfit import Unfit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ARCHIVE = b"PK\x03\x04"
OLD_OFFICE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # DOC and XLS, and the safe in which DOCX and XLSX are locked
)
LOCKED = "EncryptedPackage".encode("utf-16-le")
MAIN_PARTS = {DOCX: re.compile(r"word/document\d*\.xml"), XLSX: re.compile(r"xl/workbook\d*\.xml")}
TYPES_PART = "[content_types].xml"
LARGEST_UNPACKED = 100 * 1024 * 1024  # bytes, with all that is embedded: 10 MB of archive can hold gigabytes
DEEPEST = 1  # a chart in a letter brings its workbook with it
PROGRAMS = (b"MZ", b"\x7fELF", OLD_OFFICE)
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError)

WITHOUT = "Simpan tanpa bagian itu atau sebagai PDF"
MACROS = ("memuat makro", "Simpan sebagai XLSX atau DOCX tanpa makro, atau sebagai PDF")
OLD_MACROS = ("memuat lembar makro Excel 4.0", "Hapus lembar makronya atau simpan sebagai PDF")
PROGRAM = ("memuat program atau objek tersemat", WITHOUT)
DDE = ("memuat perintah DDE, yang dapat menjalankan program", WITHOUT)
REMOTE = ("mengambil isi dari alamat lain saat dibuka", WITHOUT)
PASSWORD = ("dilindungi kata sandi", "Simpan tanpa kata sandi")
TOO_LARGE = ("terlalu besar bila dibuka", "Bagi menjadi beberapa berkas atau simpan sebagai PDF")
DAMAGED = ("rusak atau terpotong", "Buka berkas aslinya, simpan ulang")
OLD = ("berformat Office lama (DOC, XLS, atau PPT)", "Simpan sebagai DOCX, XLSX, atau PDF")

# Words in the name of a part, in its type, or in its relation to another part.
TELLING = {
    "macrosheet": OLD_MACROS,
    "macroenabled": MACROS,
    "vba": MACROS,
    "activex": PROGRAM,
    "embeddings/": PROGRAM,
    "oleobject": PROGRAM,
}
TAKES_OVER = {
    "attachedtemplate",
    "frame",
    "subdocument",
}  # what these relations lead to becomes part of the document
ELSEWHERE = re.compile(r"https?:|ftp:|\\\\|file:/{2,5}[^/:]+/", re.IGNORECASE)  # no local path, as in C:\
FORMULAS = {"f", "formula", "formula1", "formula2", "definedName"}
QUOTED = re.compile(r"""\"[^\"]*\"|'[^']*'""")
COMMAND = re.compile(r"\||\bDDE\s*\(", re.IGNORECASE)  # =cmd|'/c calc'!A0
FIELD = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)


def kind_of(content: bytes) -> str:
    """Return DOCX, XLSX, or "" for an archive that is neither. Raises Unfit."""
    return _open(content, LARGEST_UNPACKED, 0)[0]


def why_old(content: bytes) -> Unfit:
    """Return why a file of the old format is not taken: a new one with a password is kept in such a file."""
    return Unfit(*(PASSWORD if LOCKED in content else OLD))


def _open(content: bytes, budget: int, depth: int) -> tuple[str, int]:
    """Return (kind, how many bytes may still be unpacked)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {_name(part) for part in archive.infolist()}
            kind = next((kind for kind, main in MAIN_PARTS.items() if any(map(main.fullmatch, names))), "")
            if not kind or TYPES_PART not in names:
                return "", budget
            return kind, _check(archive, budget, depth)
    except UNREADABLE as problem:
        raise Unfit(*DAMAGED) from problem


def _name(part: zipfile.ZipInfo) -> str:
    return part.filename.replace("\\", "/").lstrip("/").lower()


def _check(archive: zipfile.ZipFile, budget: int, depth: int) -> int:
    """Return the budget left. Raises Unfit when any part is, holds or calls what runs."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit(*PASSWORD)
    budget -= sum(part.file_size for part in parts)
    if budget < 0:
        raise Unfit(*TOO_LARGE)
    for part in parts:
        name = _name(part)
        with archive.open(part) as opened:
            first = opened.read(8)
            if first.startswith(ARCHIVE) and depth < DEEPEST:
                kind, budget = _open(first + opened.read(), budget, depth + 1)
                if kind:
                    continue
            judge(name)
            if first.startswith(PROGRAMS):
                raise Unfit(*PROGRAM)
            if name.endswith((".xml", ".rels")) and name != "xl/sharedstrings.xml":
                _Part().read(first, opened)
    return budget


def judge(text: str) -> None:
    """Raise Unfit when a name, type or relation says that a part is a macro or a program."""
    for word, why in TELLING.items():
        if word in text.lower():
            raise Unfit(*why)


class _Part:
    """One XML part while it is read: what its elements say of macros, programs and commands."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.fields: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def read(self, first: bytes, rest: IO[bytes]) -> None:
        """Read the part to its end. Raises Unfit."""
        with suppress(expat.ExpatError):  # no office opens a part that is no XML
            self.parser.Parse(first)
            self.parser.ParseFile(rest)
        if FIELD.search(QUOTED.sub("", "".join(self.fields))):
            raise Unfit(*DDE)

    def _doctype(self, *_: object) -> None:
        raise Unfit(*DAMAGED)

    def _start(self, name: str, given: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag in FORMULAS or tag == "instrText":
            self.parser.CharacterDataHandler = self.text.append
        elif tag in {"ddeLink", "oleLink"}:
            raise Unfit(*DDE)
        elif tag in {"Override", "Default"}:
            judge(given.get("ContentType", ""))
        elif tag == "Relationship":
            self._relation(given)
        elif tag == "fldSimple":
            self.fields += [value for key, value in given.items() if key.endswith("instr")]

    def _end(self, name: str) -> None:
        if self.parser.CharacterDataHandler is None:
            return
        self.parser.CharacterDataHandler = None
        text = "".join(self.text)
        self.text.clear()
        if name.endswith("instrText"):
            self.fields.append(text)
        elif COMMAND.search(QUOTED.sub("", text)):
            raise Unfit(*DDE)

    def _relation(self, given: dict[str, str]) -> None:
        kind = given.get("Type", "").rpartition("/")[2].lower()
        judge(kind)
        if kind in TAKES_OVER and ELSEWHERE.match(given.get("Target", "")):
            raise Unfit(*REMOTE)
