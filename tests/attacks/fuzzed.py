"""`make fuzz`: bytes that lead ever deeper into the readers of numbers, dates, tables, documents and PDFs, by atheris.

Whatever the bytes, a reader answers or refuses by its own exception; any other ends the run and leaves its bytes.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

import atheris
import django
from django.core.files.uploadedfile import SimpleUploadedFile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DATABASE_URL", "postgres:///unused")

with atheris.instrument_imports(include=["regencies", "awards"]):
    django.setup()
    from awards.document.parse import NoDocument, parse
    from regencies.actions.errors import Refused
    from regencies.files.kinds import SUFFIXES, kind_of
    from regencies.files.unfit import Unfit
    from regencies.l10n.dates import DateError, format_date, parse_date, parse_moment
    from regencies.l10n.numbers import (
        NumberError,
        format_exact,
        format_integer,
        parse_decimal,
        parse_integer,
        parse_rupiah,
    )
    from regencies.l10n.page_ranges import read_pages
    from regencies.people.import_sheet import LAYOUT
    from regencies.sheets.spreadsheet import read_sheets

from awards.document.build import build
from tests.builders.document import small_inputs
from tests.builders.pdfs import pages_pdf
from tests.builders.sheets import one

ZONE = ZoneInfo("Asia/Pontianak")
ROW = ["Siti Aminah", "siti@contoh.go.id", "Petugas", "61.04", "1 Februari 2026"]


def numbers(content: bytes) -> None:
    """Read a text as each kind of number; what is read again from its own writing is the same."""
    text = content.decode(errors="surrogateescape")
    for read, write in (
        (parse_integer, format_integer),
        (parse_decimal, format_exact),
        (parse_rupiah, format_integer),
    ):
        with suppress(NumberError):
            found = read(text)
            assert found is None or read(write(found)) == found, (read, found)
    with suppress(NumberError):
        read_pages(text)


def dates(content: bytes) -> None:
    """Read a text as a date and as a moment."""
    text = content.decode(errors="surrogateescape")
    with suppress(DateError):
        found = parse_date(text)
        assert found is None or parse_date(format_date(found)) == found
    with suppress(DateError):
        parse_moment(text, ZONE)


def tables(content: bytes) -> None:
    """Read a file as a table: no text of it may be one that no database takes."""
    with suppress(Refused):
        for sheet in read_sheets(SimpleUploadedFile("tabel", content), LAYOUT):
            for row in sheet.rows.values():
                "".join(str(cell) for cell in row).encode()


def documents(content: bytes) -> None:
    """Read bytes as a published document."""
    with suppress(NoDocument):
        parse(content)


def files(content: bytes) -> None:
    """Find the kind of a file in its bytes: PDFs, pictures, what an office program wrote."""
    with suppress(Unfit):
        assert kind_of(content) in SUFFIXES


READERS: dict[Callable[[bytes], None], list[bytes]] = {  # and the bytes to begin with
    numbers: [text.encode() for text in ("80.101", "4,3 miliar", "51,5 %", "-0,5", "3–5, 12", "seribu")],
    dates: [text.encode() for text in ("29 Juli 2025", "Selasa, 29/7/2025", "29 Juli 2025 14.30 WIB")],
    tables: [one(ROW), ";".join(ROW).encode(), "\t".join(ROW).encode("utf-16")],
    documents: [json.dumps(build(small_inputs())).encode()],
    files: [pages_pdf(2), one(ROW), b"\x89PNG\r\n\x1a\n", b"II*\0"],
}


def main(name: str, seconds: str = "300") -> None:
    """Lead one reader for so many seconds."""
    [(reader, begun)] = [each for each in READERS.items() if each[0].__name__ == name]
    with tempfile.TemporaryDirectory() as corpus:
        for number, content in enumerate(begun):
            Path(corpus, str(number)).write_bytes(content)
        options = [
            f"-max_total_time={seconds}",
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-verbosity=0",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], corpus, *options], reader)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
