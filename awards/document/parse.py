"""Parses the bytes of any file into a well-formed publication, or says in one line why they are none."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

from awards.document.build import malformed
from regencies.seals.canonical import canonical

LARGEST_FILE = 64 * 2**20  # bytes: the country's 514 regions with nine sheets each need a tenth of it

# Every list here multiplies the variants that are recomputed: a file made to keep a reader waiting is refused.
LONGEST = {"panel": 100, "criteria": 200}

# A number whose first digit was changed to 0 is no JSON any more, yet the file is an altered publication
# rather than garbage. It is read without those zeros; its bytes are then not canonical.
LEADING_ZEROS = re.compile(r'(?<=":)0+(?=[0-9])')


class NoDocument(Exception):
    """The file is no publication; the message says why in one line."""


def read(name: str) -> bytes:
    """Return the bytes of a file, "-" for standard input. Raises NoDocument."""
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST_FILE + 1)
        else:
            with open(name, "rb") as file:
                content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise NoDocument("berkas tidak ada atau tidak dapat dibaca") from None
    if len(content) > LARGEST_FILE:
        raise NoDocument("berkas terlalu besar untuk sebuah pengumuman")
    return content


def parse(content: bytes) -> dict[str, Any]:
    """Return the publication in these bytes, nothing in it trusted yet. Raises NoDocument."""
    try:
        document: dict[str, Any] = _json(content.decode("utf-8"))
        complaints = malformed(document)  # first, as it takes a fraction of the time
        if not complaints:
            canonical(document)
    except ValueError:
        raise NoDocument("bukan JSON yang sah untuk sebuah pengumuman") from None
    if complaints:
        raise NoDocument(f"bukan dokumen pengumuman: {complaints[0]}")
    for name, most in LONGEST.items():
        if len(document.get(name, ())) > most:
            raise NoDocument(f"bukan dokumen pengumuman: {name} memuat lebih dari {most} baris")
    return document


def work(document: Mapping[str, Any]) -> int:
    """Return how much there is to recompute in a publication: entrants × criteria × variants of the ranking."""
    criteria = len(document["criteria"])
    return len(document["entrants"]) * criteria * (2 * criteria + len(document["panel"]) + 3)


def _json(text: str) -> Any:
    try:
        return _strict(text)
    except json.JSONDecodeError:
        return _strict(LEADING_ZEROS.sub("", text))


def _strict(text: str) -> Any:
    return json.loads(text, parse_float=_refuse, parse_constant=_refuse)


def _refuse(number: str) -> NoReturn:
    raise NoDocument(f"bukan dokumen pengumuman: ada bilangan {number[:20]} di luar tanda kutip")
