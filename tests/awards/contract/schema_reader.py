"""A reader of JSON Schema written from its specification, as far as ours goes: what another program would say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
KNOWN = {
    "$schema",
    "$id",
    "$defs",
    "$ref",
    "title",
    "description",
    "if",
    "then",
    "else",
    "anyOf",
    "enum",
    "const",
}
KNOWN |= {"type", "minimum", "maximum", "pattern", "items", "properties", "required"}
KNOWN |= {"additionalProperties", "propertyNames"}


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield where a value departs from a schema. Fails on a keyword it does not know."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, path)
    if "if" in schema:
        branch = "else" if any(faults(value, schema["if"], root)) else "then"
        yield from faults(value, schema[branch], root, path)
    if "anyOf" in schema and all(any(faults(value, each, root)) for each in schema["anyOf"]):
        yield f"{path}: none of anyOf"
    if "enum" in schema and not any(_same(value, each) for each in schema["enum"]):
        yield f"{path}: not in enum"
    if "const" in schema and not _same(value, schema["const"]):
        yield f"{path}: not the constant"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{path}: not {schema['type']}"
    yield from _of_its_type(value, schema, root, path)


def _of_its_type(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[str]:
    if (
        isinstance(value, str)
        and "pattern" in schema
        and not re.search(schema["pattern"].replace("$", r"\Z"), value)
    ):
        yield f"{path}: not of the pattern"
    if _is(value, "integer") and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{path}: out of range"
    if isinstance(value, list) and "items" in schema:
        for place, item in enumerate(value):
            yield from faults(item, schema["items"], root, f"{path}[{place}]")
    if isinstance(value, dict):
        yield from (f"{path}.{name}: absent" for name in schema.get("required", ()) if name not in value)
        for name, item in value.items():
            if "propertyNames" in schema:
                yield from faults(name, schema["propertyNames"], root, f"{path}: name {name}")
            rule = schema.get("properties", {}).get(name, schema.get("additionalProperties", True))
            if rule is False:
                yield f"{path}.{name}: not of the schema"
            elif rule is not True:
                yield from faults(item, rule, root, f"{path}.{name}")


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean") == isinstance(value, bool)


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other
