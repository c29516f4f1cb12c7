"""Checks any JSON value against a typed dictionary: copies what conforms, says in one line each what does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import NoneType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

T = TypeVar("T")

LONGEST_QUOTE = 80
MOST_COMPLAINTS = 100  # who reads the first mends the rest; a file may have a million
WORDS = {str: "teks", int: "bilangan bulat", bool: "true atau false", list: "daftar", dict: "objek"}


@dataclass(frozen=True, slots=True)
class Must:
    """A condition on a value that already has the right type, its name on screen, and its JSON Schema keywords."""

    hold: Callable[[Any], object]
    words: str
    keywords: Mapping[str, object] = field(default_factory=dict, hash=False)


def quote(value: object) -> str:
    """Return the value as JSON without letters a terminal may lack, cut when long."""
    text = json.dumps(value)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


class NotConforming(ValueError):
    """A value does not have the shape it should; `complaints` holds one line for each place, the first hundred."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__("; ".join(complaints))
        self.complaints = complaints


def conform(value: object, shape: type[T]) -> T:
    """Return a copy of the part of `value` that `shape` names. Raises NotConforming.

    `shape` is built of typed dictionaries, list, dict, Literal, Must, NotRequired, `| None`, str, int and bool. Keys
    it does not name are left out of the copy: what to think of them is the caller's.
    """
    complaints: list[str] = []
    copy = _copy(value, shape, "", complaints)
    if complaints:
        raise NotConforming(complaints)
    return cast(T, copy)


def _copy(value: object, shape: Any, path: str, complaints: list[str]) -> Any:
    if len(complaints) >= MOST_COMPLAINTS:
        return None
    kind, parts = get_origin(shape) or shape, get_args(shape)
    if NoneType in parts:
        return None if value is None else _copy(value, parts[0], path, complaints)
    if kind is Annotated:
        return _fit_condition(value, parts[0], parts[1], path, complaints)
    if is_typeddict(kind) and isinstance(value, dict):
        return _fit_fields(value, fields(kind), path, complaints)
    if kind is list and isinstance(value, list):
        return [_copy(item, parts[0], f"{path}[{n}]", complaints) for n, item in enumerate(value)]
    if kind is dict and isinstance(value, dict):
        return _fit_items(value, parts[0], parts[1], path, complaints)
    if value in parts if kind is Literal else type(value) is kind and kind in WORDS:
        return value
    complaints.append(_unfit(path, value, _expected(kind, parts)))
    return None


def _fit_condition(value: object, shape: Any, must: Must, path: str, complaints: list[str]) -> Any:
    if type(value) is shape and must.hold(value):
        return value
    complaints.append(_unfit(path, value, must.words))
    return None


def _fit_fields(value: dict[str, object], shapes: dict[str, Any], path: str, complaints: list[str]) -> Any:
    lead = f"{path}." if path else ""
    complaints += [
        f"{lead}{key}: tidak ada" for key in shapes if key not in value and not is_optional(shapes[key])
    ]
    return {
        key: _copy(value[key], given(shapes[key]), f"{lead}{key}", complaints)
        for key in shapes
        if key in value
    }


def _fit_items(value: dict[str, object], key: Any, item: Any, path: str, complaints: list[str]) -> Any:
    for name in value:
        _copy(name, key, f"{path}: kunci", complaints)
    return {name: _copy(each, item, f"{path}.{name}", complaints) for name, each in value.items()}


def is_optional(shape: Any) -> bool:
    """Return whether a field of a typed dictionary may be absent."""
    return get_origin(shape) is NotRequired


def given(shape: Any) -> Any:
    """Return the shape of a field's value where the field is there."""
    return get_args(shape)[0] if is_optional(shape) else shape


@lru_cache
def fields(shape: Any) -> dict[str, Any]:
    """Return the shape of each field of a typed dictionary, by name."""
    return get_type_hints(shape, include_extras=True)


def _expected(kind: Any, parts: tuple[Any, ...]) -> str:
    if kind is Literal:
        return "salah satu dari " + ", ".join(parts)
    return WORDS.get(kind, "objek")


def _unfit(path: str, value: object, expected: str) -> str:
    return f"{path or 'dokumen'}: terbaca {quote(value)}, seharusnya {expected}"
