"""Puts a JSON value into its one form of bytes, by RFC 8785; what is hashed, sealed or published is in it. Pure.

Numbers are whole ones: a fraction is written as a plain decimal in a string, and never as a float.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

LARGEST = 2**53 - 1  # beyond it a reader in another language rounds
LAST_ALIKE = "\ud7ff"  # up to here, letters have the same order by code point and in UTF-16


class NotCanonical(ValueError):
    """The value cannot be put into that form; the message says what stands in its way."""


def canonical(value: object) -> bytes:
    """Return the bytes of a value made of dict, list, str, whole numbers, bool and None. Raises NotCanonical."""
    own_order = _check(value)
    text = json.dumps(
        _in_utf16_order(value) if own_order else value,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=not own_order,
    )
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("a string holds half of a surrogate pair") from None


def sha256(content: bytes) -> str:
    """Return 64 hexadecimal digits, lower case."""
    return hashlib.sha256(content).hexdigest()


def _check(whole: object) -> bool:
    """Return whether a key needs another order than that of its code points. Raises NotCanonical."""
    own_order = False
    waiting: list[Iterable[object]] = [(whole,)]
    while waiting:
        for part in waiting.pop():
            if part is None or isinstance(part, str | bool):
                continue
            if isinstance(part, dict):
                if not all(isinstance(key, str) for key in part):
                    raise NotCanonical("a key is no string")
                own_order = own_order or any(key and max(key) > LAST_ALIKE for key in part)
                waiting.append(part.values())
            elif isinstance(part, list | tuple):
                waiting.append(part)
            elif not isinstance(part, int):
                raise NotCanonical(f"{part!r} is no JSON, or a float: a plain decimal stands in a string")
            elif abs(part) > LARGEST:
                raise NotCanonical(f"{part:x} in hexadecimal is a number beyond {LARGEST}")
    return own_order


def _in_utf16_order(value: Any) -> Any:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return {key: _in_utf16_order(value[key]) for key in keys}
    return [_in_utf16_order(part) for part in value] if isinstance(value, list | tuple) else value
