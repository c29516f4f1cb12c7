"""The steps that separate equal totals, as stored ("criterion:A2") and as people write them ("Kriteria A2"). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

KINDS = {"group": "Kelompok", "criterion": "Kriteria"}
_WRITTEN = re.compile(r"(kelompok|kriteria)\s+(\S+)", re.IGNORECASE)
_STORED = {word.lower(): kind for kind, word in KINDS.items()}


def steps_of(criteria: Iterable[tuple[str, str]]) -> list[str]:
    """Return every step that criteria, (group, code) each, offer; a group without criteria offers none."""
    return list(dict.fromkeys(s for group, code in criteria for s in (f"group:{group}", f"criterion:{code}")))


def step_label(step: str) -> str:
    """Return a step as people write it: "criterion:A2" → "Kriteria A2"; anything else stays as it is."""
    kind, _, code = step.partition(":")
    return f"{KINDS[kind]} {code}" if kind in KINDS and code else step


def read_steps(text: str) -> list[str] | None:
    """Parse "Kelompok A, Kriteria A2" → ["group:A", "criterion:A2"]; None when a part is neither."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found = [_WRITTEN.fullmatch(part) for part in parts]
    steps = [f"{_STORED[match[1].lower()]}:{match[2].upper()}" for match in found if match]
    return steps if len(steps) == len(parts) else None
