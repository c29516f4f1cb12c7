"""Numbers of articles and pages as people write them: "3–5, 12", read, checked and written one way. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from regencies.l10n.number_grammar import clean, quoted
from regencies.l10n.numbers import NumberError

LONGEST = 200  # characters
HIGHEST = 9_999
EXAMPLE = "3–5, 12"

_WORDS = re.compile(r"\b(?:pasal|psl|halaman|hlm|hal|butir|angka)\b\.?", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;]|\bdan\b|&", re.IGNORECASE)
_TO = re.compile(r"\s*(?:[-−–—]|\bs\s*[./]?\s*d\b\.?|\bsampai(?:\s+dengan)?\b)\s*", re.IGNORECASE)
_PLACE = re.compile(r"([0-9]{1,4})([A-Z]?)", re.IGNORECASE)

Place = tuple[int, str]  # 14A is (14, "A")
Range = tuple[Place, Place]


def parse_ranges(text: str) -> list[Range]:
    """Return what "Pasal 3-5 dan 12" names, in order; nothing for blank text. Raises NumberError, never anything else.

    A range that runs backwards and a number named twice are refused: one of the two was meant otherwise.
    """
    body = _WORDS.sub(" ", clean(text)).strip()
    if not body:
        if clean(text):
            raise NumberError(f"Tertulis “{quoted(text)}”. Tulis nomornya, misalnya {EXAMPLE}.", (EXAMPLE,))
        return []
    if len(body) > LONGEST:
        raise NumberError(f"Teks itu terlalu panjang. Tulis nomornya saja, misalnya {EXAMPLE}.", (EXAMPLE,))
    found = sorted(_range(part) for part in _BETWEEN.split(body) if part.strip())
    if not found:
        raise NumberError(f"Tertulis “{quoted(text)}”. Tulis nomornya, misalnya {EXAMPLE}.", (EXAMPLE,))
    for before, after in pairwise(found):
        if after[0] <= before[1]:
            merged = format_ranges(_merged(found))
            message = f"{_one(after)} sudah termasuk {_one(before)}. Tulis {merged}."
            raise NumberError(message, (merged,))
    return found


def format_ranges(ranges: list[Range]) -> str:
    """Return ranges as they are written on the screen: "3–5, 12"."""
    return ", ".join(_one(found) for found in ranges)


def _range(part: str) -> Range:
    ends = [_place(end.strip(), part) for end in _TO.split(part.strip())]
    if len(ends) > 2:
        raise NumberError(
            f"Tertulis “{quoted(part)}”. Pisahkan rentang dengan koma, misalnya {EXAMPLE}.", (EXAMPLE,)
        )
    first, last = ends[0], ends[-1]
    if last < first:
        turned = _one((last, first))
        raise NumberError(f"“{quoted(part)}” terbalik. Tulis {turned}.", (turned,))
    if last == first and len(ends) == 2:
        turned = _one((first, first))
        raise NumberError(f"“{quoted(part)}” hanya satu nomor. Tulis {turned}.", (turned,))
    return first, last


def _place(text: str, part: str) -> Place:
    if (match := _PLACE.fullmatch(text)) and (number := int(match[1])):
        return number, match[2].upper()
    raise NumberError(
        f"“{quoted(part)}” tidak terbaca sebagai nomor. Tulis nomornya saja, misalnya {EXAMPLE}.", (EXAMPLE,)
    )


def _merged(ranges: list[Range]) -> list[Range]:
    """Return ordered ranges with those that overlap made one."""
    merged: list[Range] = []
    for first, last in ranges:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _one(found: Range) -> str:
    first, last = (f"{number}{letter}" for number, letter in found)
    return first if first == last else f"{first}–{last}"
