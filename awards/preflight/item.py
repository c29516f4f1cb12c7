"""One line of "Siap dibuka?": what was found, the rule, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Item:
    """`ok` is False where the phase cannot be opened yet; `url` leads to where it is put right.

    A `note` never stands in the way but is worth reading; `wants_reason` asks for one when opening.
    """

    ok: bool
    text: str
    url: str = ""
    note: bool = False
    wants_reason: bool = False


def listed(names: Iterable[Any]) -> str:
    """ "Ketapang, Mempawah, dan 3 lainnya": long lists are cut, their length is told."""
    found: Sequence[str] = [str(name) for name in names]
    if len(found) <= SHOWN:
        return ", ".join(found)
    return f"{', '.join(found[:SHOWN])}, dan {len(found) - SHOWN} lainnya"
