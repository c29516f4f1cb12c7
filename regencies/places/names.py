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
    words, own = _words(typed), "".join(_words(name))
    if "".join(words) == own:
        return True
    return bool(words) and KINDS.get(words[0]) == kind and "".join(words[1:]) == own


def _words(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return [ABBREVIATED.get(word, word) for word in words if word not in ADMINISTRATIVE]
