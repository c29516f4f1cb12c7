"""The shape of a publication as a JSON Schema, for programs that are not ours. Pure.

`python -m awards.contract.json_schema` prints the file `publication-1.schema.json` beside this module.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, is_typeddict

from awards.contract.conform import fields, given, is_optional
from awards.contract.schema import READERS, SCHEMA

FILE = Path(__file__).with_name("publication-1.schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMES = {str: "string", int: "integer", bool: "boolean"}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of `paritrana.publication/1`."""
    defined: dict[str, Any] = {}
    full, ranks = (_schema(READERS[SCHEMA][disclosed], defined) for disclosed in ("full", "ranks"))
    return {
        "$schema": DIALECT,
        "$id": "urn:paritrana:publication:1",
        "title": SCHEMA,
        "if": {"properties": {"disclosure": {"const": "ranks"}}, "required": ["disclosure"]},
        "then": ranks,
        "else": full,
        "$defs": dict(sorted(defined.items())),
    }


def text() -> str:
    """Return the schema as the file holds it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _schema(shape: Any, defined: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a shape; that of a typed dictionary goes into `defined` and is referred to."""
    kind, parts = get_origin(shape) or shape, get_args(shape)
    if NoneType in parts:
        return {"anyOf": [_schema(parts[0], defined), {"type": "null"}]}
    if kind is Annotated:
        return {**_schema(parts[0], defined), **parts[1].keywords}
    if kind is Literal:
        return {"enum": list(parts)}
    if kind is list:
        return {"type": "array", "items": _schema(parts[0], defined)}
    if kind is dict:
        names, values = (_schema(part, defined) for part in parts)
        return {"type": "object", "propertyNames": names, "additionalProperties": values}
    if is_typeddict(kind):
        if kind.__name__ not in defined:
            defined[kind.__name__] = {}  # a shape that names itself would not end
            defined[kind.__name__] = _object(kind, defined)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return {"type": NAMES[kind]}


def _object(shape: Any, defined: dict[str, Any]) -> dict[str, Any]:
    hints = fields(shape)
    return {
        "description": (shape.__doc__ or "").strip(),
        "type": "object",
        "properties": {name: _schema(given(hint), defined) for name, hint in hints.items()},
        "required": [name for name, hint in hints.items() if not is_optional(hint)],
        "additionalProperties": False,
    }


if __name__ == "__main__":
    sys.stdout.write(text())
