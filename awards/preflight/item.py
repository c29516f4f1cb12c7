"""One line of the list "Siap dibuka?": what was found, the rule, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a phase asks for; `ok` is False where it keeps the phase closed, `url` leads to where it is put right.

    A `note` never keeps a phase closed; `wants_reason` asks for a reason when opening.
    """

    ok: bool
    text: str
    url: str = ""
    note: bool = False
    wants_reason: bool = False


def listed(names: Iterable[Any]) -> str:
    """Return the names, the rest counted when there are many: "Ketapang, Mempawah, dan 3 lainnya"."""
    found: Sequence[Any] = list(names)
    told = ", ".join(map(str, found[:SHOWN]))
    return told if len(found) <= SHOWN else f"{told}, dan {len(found) - SHOWN} lainnya"
