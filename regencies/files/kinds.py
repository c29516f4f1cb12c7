"""What a file is, found in its bytes alone: one of the kinds that are taken, or the reason why not."""

from __future__ import annotations

import re

from regencies.files import office, pdf
from regencies.files.unfit import Unfit

CSV = "text/csv"
SUFFIXES = {
    pdf.PDF: "pdf",
    office.DOCX: "docx",
    office.XLSX: "xlsx",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/heic": "heic",
    "image/webp": "webp",
    "image/tiff": "tif",
}
KEPT_SUFFIXES = {**SUFFIXES, CSV: "csv"}  # a sheet that was read as a table is kept too
KINDS = "PDF, DOCX, XLSX, JPG, PNG, HEIC, WebP, atau TIFF"
PHOTOGRAPHS = {
    "image/jpeg": rb"\xff\xd8\xff",
    "image/png": rb"\x89PNG\r\n\x1a\n",
    "image/heic": rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)",
    "image/webp": rb"RIFF....WEBP",
    "image/tiff": rb"II[*+]\0|MM\0[*+]",
}
DRAWN = frozenset({"image/jpeg", "image/png"})  # photographs shown inside the application, as a page is
OTHERS = {
    "halaman web (HTML)": rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!--|(?:!doctype html|html|head|body|script)\b)",
    "gambar SVG atau teks XML": rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg)\b",
    "program": rb"MZ|\x7fELF|#!",
    "gambar GIF": rb"GIF8",
    "gambar BMP": rb"BM....\0\0\0\0",
    "video": rb"....ftyp",
    "arsip": rb"Rar!|7z\xbc\xaf|\x1f\x8b|PK",
    "dokumen RTF": rb"\{\\rtf",
}


def kind_of(content: bytes) -> str:
    """Return the MIME type of a file, a key of SUFFIXES. Raises Unfit."""
    if pdf.starts(content):
        pdf.check(content)
        return pdf.PDF
    if content.startswith(office.ARCHIVE) and (kind := office.kind_of(content)):
        return kind
    if content.startswith(office.OLD_OFFICE):
        raise office.why_old(content)
    if photograph := _match(PHOTOGRAPHS, content):
        return photograph
    other = _match(OTHERS, content)
    raise Unfit(
        f"berisi {other}, bukan {KINDS}" if other else f"bukan {KINDS}, apa pun akhiran namanya",
        "Simpan sebagai PDF atau pindai menjadi JPG",
    )


def no_table(content: bytes) -> str:
    """Return what a file is that cannot be a table of text: "PDF", "gambar", "halaman web (HTML)"; "" otherwise."""
    if pdf.starts(content):
        return "PDF"
    return "gambar" if _match(PHOTOGRAPHS, content) else _match(OTHERS, content)


def _match(starts: dict[str, bytes], content: bytes) -> str:
    return next((name for name, start in starts.items() if re.match(start, content[:1024], re.DOTALL)), "")
