"""What typst sets: papers and pictures, in typefaces that come with it, so that none depends on the machine.

It is read when the first is made: it takes seven megabytes, and most processes make none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


class NotPrinted(Exception):
    """A paper or a picture cannot be made; the message is what typst says of it."""


def typeset(
    source: Path | bytes, texts: Any = None, *, inputs: Mapping[str, str] | None = None, **how: Any
) -> bytes:
    """Return what a template makes of texts (JSON) and other inputs; `how` is typst's. Raises NotPrinted."""
    import typst

    given = {"texts": json.dumps(texts, ensure_ascii=False), **(inputs or {})}
    try:
        made: bytes = typst.compile(_source(source), font_paths=_typefaces(), sys_inputs=given, **how)
    except (typst.TypstError, RuntimeError) as problem:
        raise NotPrinted(getattr(problem, "diagnostic", str(problem))) from problem
    return made


def labelled(template: Path, label: str, texts: Any, *, inputs: Mapping[str, str]) -> list[Any]:
    """Return the values a template puts under a label when it is given these texts and inputs. Raises NotPrinted."""
    import typst

    given = {"texts": json.dumps(texts, ensure_ascii=False), **inputs}
    try:
        found = typst.query(str(template), label, field="value", font_paths=_typefaces(), sys_inputs=given)
    except (typst.TypstError, RuntimeError) as problem:
        raise NotPrinted(str(problem)) from problem
    values: list[Any] = json.loads(found)
    return values


def _source(source: Path | bytes) -> str | bytes:
    return source if isinstance(source, bytes) else str(source)


@cache
def _typefaces() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False)
