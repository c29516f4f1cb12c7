"""Whether a region's name, as people write it, is that of a region."""

from __future__ import annotations

import re

KINDS = {"kabupaten": "kabupaten", "kab": "kabupaten", "kota": "kota", "kotamadya": "kota"}
ADMINISTRATIVE = {"adm", "administrasi"}
ABBREVIATED = {"kep": "kepulauan"}


def is_name_of(typed: str, kind: str, name: str) -> bool:
    """Return whether the text names the region of that kind: "KAB. KAPUAS HULU" is Kabupaten Kapuas Hulu.

    Case, spaces, dots and a missing "Kabupaten" or "Kota" are forgiven; another kind is not.
    """
    words = _words(typed)
    if _joined(words) == _joined(_words(name)):
        return True
    first = KINDS.get(words[0]) if words else None
    rest = [word for word in words[1:] if word not in ADMINISTRATIVE]
    return first == kind and _joined(rest) == _joined(_words(name))


def _words(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return [ABBREVIATED.get(word, word) for word in words]


def _joined(words: list[str]) -> str:
    return "".join(words)
