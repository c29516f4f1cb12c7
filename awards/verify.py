"""Recompute a publication from its own inputs: `python -m awards.verify dokumen.json`.

Needs the pure modules only: no Django, no database, no settings. It prints the SHA-256 and
exits 0 when all is equal, 1 with a line for every difference; 2, with one line, for another kind of file.
A stored result is compared, never used.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NoReturn, TextIO

from awards.contract.conform import conform, quote
from awards.contract.schema import RanksDocument
from awards.document.build import build
from awards.document.parse import NoDocument, parse, read, work
from awards.document.ranks_only import contradictions
from awards.document.rules import problems
from regencies.seals.canonical import canonical, sha256

EQUAL, DIFFERENT, NO_DOCUMENT = 0, 1, 2
TOO_MUCH = 3  # of `verdict` with a bound; the command has none

SEALED = "Cocok: hasil dihitung ulang dari angka dan lembar nilai; isi lainnya sesuai kode keaslian dokumen."
UNSEALED = (
    "Cocok: hasil dihitung ulang dari angka dan lembar nilai. Dokumen ini tanpa kode keaslian: isi "
    "lainnya tidak dapat diperiksa."
)
RANKS_ONLY = (
    "Cocok: peringkat sesuai nilai akhir. Dokumen ini hanya membuka peringkat; isi lainnya tidak dapat "
    "dihitung ulang."
)
COMPARE = "Bandingkan SHA-256 ini dengan yang diumumkan resmi: hanya itu yang menjamin seluruh isi dokumen."


class _Absent:
    """Stands for the value of a key or an item that only the other document has."""

    def __repr__(self) -> str:
        return "tidak ada"


ABSENT = _Absent()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(NO_DOCUMENT, f"{message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify the file named on the command line, print what was found, return the exit status."""
    parser = _Parser(prog="python -m awards.verify", description="Hitung ulang sebuah pengumuman.")
    parser.add_argument("file", help="dokumen.json, atau - untuk masukan standar")
    parser.add_argument("--sha256", help="SHA-256 yang diumumkan resmi")
    options = parser.parse_args(arguments)
    try:
        raw = read(options.file)
    except NoDocument as reason:
        _print(sys.stderr, f"{options.file}: {reason}")
        return NO_DOCUMENT
    status, lines = verdict(raw)
    if status == NO_DOCUMENT:
        _print(sys.stderr, f"{options.file}: {lines[0]}")
        return NO_DOCUMENT
    identity = sha256(raw)
    if options.sha256 and options.sha256.lower() != identity:
        wrong = f"SHA-256: diumumkan {options.sha256}, dihitung ulang {identity}"
        status, lines = DIFFERENT, [*(lines if status == DIFFERENT else []), wrong]
    _print(sys.stdout, f"SHA-256 {identity}", *lines, *([COMPARE] if status == EQUAL else []))
    return status


def verdict(raw: bytes, most_work: float = math.inf) -> tuple[int, list[str]]:
    """Return the exit status for a file's bytes, and why: one line for each difference, else one alone.

    TOO_MUCH, without a line, for a publication of more than `most_work`, which is not recomputed.
    """
    try:
        document = parse(raw)
        if work(document) > most_work:
            return TOO_MUCH, []
        found = list(findings(raw, document))
    except NoDocument as reason:
        return NO_DOCUMENT, [str(reason)]
    except RecursionError:
        return NO_DOCUMENT, ["bersarang terlalu dalam untuk sebuah pengumuman"]
    return (DIFFERENT, found) if found else (EQUAL, [_conclusion(document)])


def findings(raw: bytes, document: Mapping[str, object]) -> Iterator[str]:
    """Yield one line for everything a well-formed document got wrong: bytes, results, seal, rules."""
    if raw != canonical(document):
        yield "byte: bentuknya bukan bentuk kanonik RFC 8785"
    if document["disclosure"] == "ranks":
        yield from differences("", document, conform(document, RanksDocument))
        yield from contradictions(document)
        return
    recomputed = build(document)
    if document["sealed_sha256"] is None:
        recomputed["sealed_sha256"] = None
    yield from differences("", document, recomputed)
    yield from problems(document)


def differences(path: str, stored: object, recomputed: object) -> Iterator[str]:
    """Yield where two JSON values differ: `path: tersimpan X, dihitung ulang Y`, down to the smallest part."""
    if isinstance(stored, dict) and isinstance(recomputed, dict):
        for key in sorted(stored.keys() | recomputed.keys()):
            yield from differences(
                f"{path}.{key}" if path else key, stored.get(key, ABSENT), recomputed.get(key, ABSENT)
            )
    elif isinstance(stored, list) and isinstance(recomputed, list):
        for index, pair in enumerate(zip_longest(stored, recomputed, fillvalue=ABSENT)):
            yield from differences(f"{path}[{_label(pair[0], index)}]", *pair)
    elif type(stored) is not type(recomputed) or stored != recomputed:
        yield f"{path}: tersimpan {_shown(stored)}, dihitung ulang {_shown(recomputed)}"


def _label(item: object, index: int) -> object:
    return item.get("code", index) if isinstance(item, dict) else index


def _shown(value: object) -> str:
    return repr(value) if value is ABSENT else quote(value)


def _conclusion(document: Mapping[str, object]) -> str:
    if document["disclosure"] == "ranks":
        return RANKS_ONLY
    return SEALED if document["sealed_sha256"] else UNSEALED


def _print(stream: TextIO, *lines: str) -> None:
    """Write each line as one line, with nothing in it that could command a terminal or upset its encoding."""
    for line in lines:
        printable = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line) + "\n"
        encoding = stream.encoding or "ascii"
        stream.write(printable.encode(encoding, "backslashreplace").decode(encoding))


if __name__ == "__main__":
    sys.exit(main())
