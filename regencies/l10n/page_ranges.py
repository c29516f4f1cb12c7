"""Pages of a file as ranges, on the grammar of ranges.py: whole numbers, none beyond the end of the file. Pure."""

from __future__ import annotations

import re

from regencies.l10n.numbers import NumberError
from regencies.l10n.ranges import EXAMPLE, Range, format_ranges, parse_ranges


def read_pages(text: str) -> list[Range]:
    """Return the pages a text names, in order; empty for a blank one. Raises NumberError."""
    ranges = parse_ranges(text)
    for each in ranges:
        if each[0][1] or each[1][1]:
            raise NumberError(
                f"“{format_ranges([each])}” bukan nomor halaman. Tulis misalnya {EXAMPLE}.", (EXAMPLE,)
            )
    return ranges


def first_page(text: str) -> int:
    """Return the first page a kept text cites; 1 where it cites none."""
    found = re.match("[0-9]+", text)
    return int(found[0]) if found else 1


def last_page(ranges: list[Range]) -> int:
    """Return the highest page of ranges; 0 without one."""
    return max((last for _, (last, _) in ranges), default=0)


def beyond(ranges: list[Range], pages: int) -> str:
    """Return what is wrong with ranges of a document of so many pages, as a sentence; "" when nothing is."""
    wrong = [each for each in ranges if last_page([each]) > pages]
    if not wrong:
        return ""
    named = format_ranges(wrong)
    return f"Tertulis halaman {named}, padahal berkas ini berisi {pages} halaman. Periksa nomor halamannya."
