"""Files people upload, made byte by byte: whole, damaged, locked, and not what they seem."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.factories import PDF

TYPES = "[Content_Types].xml"
SHEET, LETTER = "xl/worksheets/sheet1.xml", "word/document.xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as files:
        for name, part in parts.items():
            files.writestr(name, part)
    return content.getvalue()


def content_types(*kinds: str) -> str:
    given = "".join(f'<Override PartName="/x{n}" ContentType="{kind}"/>' for n, kind in enumerate(kinds))
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{given}</Types>'


def relations(kind: str, target: str) -> str:
    """A part that relates another to a target outside the archive."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{base}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


def workbook(parts: Mapping[str, str | bytes] | None = None, formula: str = "SUM(A1:A2)") -> bytes:
    sheet = f'<worksheet xmlns="{SPREADSHEET}"><sheetData><row><c><f>{formula}</f></c></row></sheetData></worksheet>'
    own = {TYPES: content_types(), "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}"/>', SHEET: sheet}
    return archive(own | dict(parts or {}))


def letter(parts: Mapping[str, str | bytes] | None = None, *fields: str) -> bytes:
    """A DOCX file; each of `fields` is a piece of a field's instruction, in a run of its own."""
    runs = "".join(f"<w:r><w:instrText>{field}</w:instrText></w:r>" for field in fields)
    text = f'<w:document xmlns:w="{WORDS}"><w:body><w:p>{runs}</w:p></w:body></w:document>'
    return archive({TYPES: content_types(), LETTER: text} | dict(parts or {}))


def locked_pdf() -> bytes:
    return PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 2 0 R")


def locked_workbook() -> bytes:
    """What Excel writes when a workbook gets a password."""
    return OLD_OFFICE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100


def locked_archive() -> bytes:
    """An archive whose parts say that they need a password."""
    content = bytearray(workbook())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place != -1:
            content[place + offset] |= 1
            place = content.find(mark, place + 1)
    return bytes(content)
