"""What the codes and the name of a region must be, typed one by one or loaded from a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from regencies.models import Province, Regency
from regencies.places.names import is_name_of

# Another application adds how to ask why it keeps the name and kind of a region; "" when it does not.
NAMES_KEPT: list[Callable[[Regency], str]] = []


def code_advice(province: Province, code: str) -> str:
    """Return what to write in place of a code that is none of the province; "" for one that may be."""
    fits = re.fullmatch(rf"{province.code}\.[0-9]{{2}}", code)
    return "" if fits else f"tulis {province.code}, titik, lalu dua angka"


def bps_advice(code: str) -> str:
    """Return what to write in place of what is no BPS code; "" for one that may be."""
    return "" if re.fullmatch("[0-9]{4}", code) else "tulis empat angka"


def same_named(name: str, kind: str, others: Iterable[Regency]) -> Regency | None:
    """Return the region among the others of this name and kind, however it is written; None without one."""
    return next((one for one in others if one.kind == kind and is_name_of(name, kind, one.name)), None)


def holds_its_kind(name: str, kind: str) -> bool:
    """Whether a name begins with its kind: "Kab. Sambas", "Kota Pontianak"."""
    return is_name_of(name.split()[0], kind, kind) or name.casefold().startswith(("kab ", "kab."))


def why_kept(regency: Regency) -> str:
    """Return why the name and kind of a region stay as they are stored; "" when they may change."""
    return next((why for ask in NAMES_KEPT if (why := ask(regency))), "")
