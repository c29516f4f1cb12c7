"""Checks any JSON value against a typed dictionary: copies what conforms, says in one line each what does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
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
Path = tuple[Any, str | int] | None  # the path of what holds it, and the step from there; None of the whole
Copier = Callable[[object, Path, list[str]], object]  # value, where it stands, complaints so far → its copy

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
    copy = _copier(cast(Hashable, shape))(value, None, complaints)
    if complaints:
        raise NotConforming(complaints)
    return cast(T, copy)


@cache
def _copier(shape: Any) -> Copier:
    """Return what copies a value of a shape; one for each shape, since a document holds thousands of values of few."""
    kind, parts = get_origin(shape) or shape, get_args(shape)
    if NoneType in parts:
        inner = _copier(parts[0])
        return lambda value, path, complaints: None if value is None else inner(value, path, complaints)
    if kind is Annotated:
        return _conditioned(*parts)
    if is_typeddict(kind):
        return _container(dict, _fields(kind))
    if kind in (list, dict):
        return _container(kind, _items(*parts) if kind is list else _entries(*parts))

    def copy(value: object, path: Path, complaints: list[str]) -> object:
        if value in parts if kind is Literal else type(value) is kind and kind in WORDS:
            return value
        _complain(complaints, path, value, _expected(kind, parts))
        return None

    return copy


def _container(kind: type, copy_parts: Copier) -> Copier:
    def copy(value: object, path: Path, complaints: list[str]) -> object:
        if isinstance(value, kind):
            return copy_parts(value, path, complaints)
        _complain(complaints, path, value, WORDS[kind])
        return None

    return copy


def _conditioned(shape: type, must: Must) -> Copier:
    def copy(value: object, path: Path, complaints: list[str]) -> object:
        if type(value) is shape and must.hold(value):
            return value
        _complain(complaints, path, value, must.words)
        return None

    return copy


def _fields(shape: Any) -> Copier:
    shapes = fields(shape)
    copiers = [(key, f".{key}", _copier(given(each))) for key, each in shapes.items()]
    required = [key for key, each in shapes.items() if not is_optional(each)]

    def copy(value: Any, path: Path, complaints: list[str]) -> object:
        missing = [key for key in required if key not in value][: MOST_COMPLAINTS - len(complaints)]
        complaints += [f"{_place((path, f'.{key}'))}: tidak ada" for key in missing]
        return {
            key: each(value[key], (path, step), complaints) for key, step, each in copiers if key in value
        }

    return copy


def _items(shape: Any) -> Copier:
    each = _copier(shape)
    return lambda value, path, complaints: [
        each(item, (path, n), complaints) for n, item in enumerate(cast(list[object], value))
    ]


def _entries(key: Any, item: Any) -> Copier:
    copy_key, copy_item = _copier(key), _copier(item)

    def copy(value: Any, path: Path, complaints: list[str]) -> object:
        for name in value:
            copy_key(name, (path, ": kunci"), complaints)
        return {name: copy_item(each, (path, f".{name}"), complaints) for name, each in value.items()}

    return copy


def _place(path: Path) -> str:
    """Return a path as it is read: "entrants[3].scores.B1"."""
    steps: list[str] = []
    while path:
        path, step = path
        steps.append(f"[{step}]" if isinstance(step, int) else step)
    return "".join(reversed(steps)).removeprefix(".")


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


def _complain(complaints: list[str], path: Path, value: object, expected: str) -> None:
    if len(complaints) < MOST_COMPLAINTS:
        place = _place(path) or "dokumen"
        complaints.append(f"{place}: terbaca {quote(value)}, seharusnya {expected}")
