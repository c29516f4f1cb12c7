"""What the page of recomputing says of a document somebody chose: recomputed here, as `awards.verify` does."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from awards.verify import DIFFERENT, EQUAL, NO_DOCUMENT, TOO_MUCH, verdict

MOST_WORK = 150_000  # of awards.document.parse.work: about half a second
LARGEST = 2 * 2**20  # bytes; a province's whole document is a few hundred thousand
MOST_LINES = 20
STATES = {EQUAL: "equal", DIFFERENT: "different", NO_DOCUMENT: "no_document", TOO_MUCH: "too_large"}


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The answer about one file; `state`: equal, different, no_document, too_large or too_often."""

    state: str
    name: str
    sha256: str
    lines: tuple[str, ...]
    more: int  # differences beyond those in `lines`


def recomputed(raw: bytes, name: str) -> Recomputed:
    """Return what a file of this name is found to be. Nothing of it is kept."""
    status, lines = verdict(raw, MOST_WORK) if len(raw) <= LARGEST else (TOO_MUCH, [])
    told = tuple(lines[:MOST_LINES])
    return Recomputed(STATES[status], name, sha256(raw).hexdigest(), told, len(lines) - len(told))


def too_often(name: str) -> Recomputed:
    """Return what is said of a file that nobody looked at, as its sender has sent many just now."""
    return Recomputed("too_often", name, "", (), 0)
