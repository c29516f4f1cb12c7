"""PDF files: whole, readable by everybody, and not something else behind the first word of one."""

from __future__ import annotations

import re

from regencies.files.unfit import Unfit

PDF = "application/pdf"
WINDOW = 1024  # bytes: readers look for the first word and the last word of a PDF no farther
# What scanners and printers write before the first word: byte-order marks, blank lines, printer job lines.
BEFORE = re.compile(rb"(?:\xef\xbb\xbf|\xfe\xff|\xff\xfe|[\s\0]|\x1b%-12345X|@PJL[^\r\n]*)*%PDF-")
# A web page behind the first word: on its line, or after lines that are remarks.
PAGE = re.compile(rb"[^%]*%PDF-(?:[^\r\n]*<|[^\r\n]*[\r\n][\s\0]*(?:%[^\r\n]*[\r\n][\s\0]*)*<(?!<))")
MARKUP = re.compile(
    rb"(?i)<(?:!doctype|!--|\?xml|html|head|body|script|style|iframe|svg|meta|img|div|table)[\s>/!]"
)
OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
LOCKED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")
WHOLE_SIZE = re.compile(rb"/Linearized\b[^>]*?/L\s+(\d+)")
CROSS_REFERENCE = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
SCAN_AGAIN = "Salin atau pindai ulang berkas aslinya"


def starts(content: bytes) -> bool:
    """Return whether the first word stands where readers look for it, after nothing but what scanners write."""
    return BEFORE.match(content[:WINDOW]) is not None


def check(content: bytes) -> None:
    """Raise Unfit for a web page in disguise, a file behind a password, and one that is not whole."""
    start, end = content[: 2 * WINDOW], content[-WINDOW:].rpartition(b"%%EOF")[2]
    if PAGE.match(content) or MARKUP.search(start) or MARKUP.search(end):
        raise Unfit("berawalan PDF, tetapi isinya halaman web", "Buka halamannya dan cetak ke PDF")
    if LOCKED.search(content):
        raise Unfit("dilindungi kata sandi", "Simpan sebagai PDF tanpa kata sandi atau pindai cetakannya")
    if not _is_whole(content):
        raise Unfit("terpotong: bagian akhir PDF-nya tidak ada", SCAN_AGAIN)
    if not OBJECT.search(content):
        raise Unfit("berawalan PDF, tetapi tidak memuat satu halaman pun", SCAN_AGAIN)


def _is_whole(content: bytes) -> bool:
    """Whether the last word is there, and no byte a PDF refers to lies beyond the end."""
    end = content.rstrip(b"\0 \t\r\n\x1a")
    if b"%%EOF" not in end[-WINDOW:]:
        return False
    said = [int(size) for size in WHOLE_SIZE.findall(content[: 2 * WINDOW])]
    said += [int(place) for place in CROSS_REFERENCE.findall(end[-2 * WINDOW :])]
    return all(place <= len(content) for place in said)
