"""What the page of recomputing says of a document somebody chose: recomputed here, as `awards.verify` does."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from awards.document.parse import NoDocument, parse
from awards.verify import DIFFERENT, EQUAL, NO_DOCUMENT, verdict

MOST_WORK = 150_000  # entrants × criteria × variants of the ranking: about half a second
MOST_LINES = 20
STATES = {EQUAL: "equal", DIFFERENT: "different", NO_DOCUMENT: "no_document"}


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The answer about one file; `state`: equal, different, no_document or too_large."""

    state: str
    name: str
    sha256: str = ""
    lines: tuple[str, ...] = ()
    more: int = 0  # differences beyond those in `lines`


def recomputed(raw: bytes, name: str) -> Recomputed:
    """Return what a file of this name is found to be. Nothing of it is kept."""
    if work(raw) > MOST_WORK:
        return Recomputed("too_large", name)
    status, lines = verdict(raw)
    told = tuple(lines[:MOST_LINES])
    return Recomputed(STATES[status], name, sha256(raw).hexdigest(), told, len(lines) - len(told))


def work(raw: bytes) -> int:
    """Return how much there is to compute in a document, in MOST_WORK's measure; 0 for what is none."""
    try:
        document: Any = parse(raw)
    except (NoDocument, RecursionError):
        return 0
    criteria = len(document["criteria"])
    return len(document["entrants"]) * criteria * (2 * criteria + len(document["panel"]) + 3)
