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
    made: bytes = _asked("compile", source, texts, inputs, **how)
    return made


def labelled(template: Path, label: str, texts: Any, *, inputs: Mapping[str, str]) -> list[Any]:
    """Return the values a template puts under a label when it is given these texts and inputs. Raises NotPrinted."""
    values: list[Any] = json.loads(_asked("query", template, texts, inputs, selector=label, field="value"))
    return values


def _asked(act: str, source: Path | bytes, texts: Any, inputs: Mapping[str, str] | None, **how: Any) -> Any:
    import typst

    given = {"texts": json.dumps(texts, ensure_ascii=False), **(inputs or {})}
    written = source if isinstance(source, bytes) else str(source)
    try:
        return getattr(typst, act)(written, font_paths=_typefaces(), sys_inputs=given, **how)
    except (typst.TypstError, RuntimeError) as problem:
        raise NotPrinted(getattr(problem, "diagnostic", str(problem))) from problem


@cache
def _typefaces() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False)
