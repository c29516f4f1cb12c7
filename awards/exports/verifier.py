"""The verifier as one file: what `python -m awards.verify` runs, packed for a bare Python. Same code, same bytes."""

from __future__ import annotations

import ast
import io
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

ROOT = "awards.verify"
PACKED = frozenset({"awards", "regencies"})  # what is not the standard library
NAME = "paritrana-verify.pyz"
SHEBANG = b"#!/usr/bin/env python3\n"
MAIN = "import sys\n\nfrom awards.verify import main\n\nsys.exit(main())\n"
NEVER = (1980, 1, 1, 0, 0, 0)  # a ZIP knows no earlier moment, and no other makes the same bytes each time


@cache
def verifier() -> bytes:
    """Return the file: run as `python3 -I paritrana-verify.pyz dokumen.json`, it exits as `awards.verify` does."""
    sources = {"__main__.py": MAIN} | dict(sorted(_sources().items()))
    packed = io.BytesIO(SHEBANG)
    packed.seek(0, io.SEEK_END)
    with zipfile.ZipFile(packed, "w") as archive:
        for path, source in sources.items():
            archive.writestr(zipfile.ZipInfo(path, NEVER), source, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _sources() -> dict[str, str]:
    """Return path → source of the verifier, of all it imports, and of the packages these lie in."""
    found: dict[str, str] = {}
    waiting, known = [ROOT], {ROOT}
    while waiting:
        name = waiting.pop()
        path, source, is_package = _module(name)
        found[path] = source
        for other in _imports(name, source, is_package):
            if other not in known and other.partition(".")[0] in PACKED and find_spec(other):
                known.add(other)
                waiting.append(other)
    return found


def _module(name: str) -> tuple[str, str, bool]:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    is_package = spec.submodule_search_locations is not None
    path = name.replace(".", "/") + ("/__init__.py" if is_package else ".py")
    return path, Path(spec.origin).read_text(encoding="utf-8"), is_package


def _imports(name: str, source: str, is_package: bool) -> Iterator[str]:
    """Yield the modules that a module may import, and the packages it lies in; names of what is no module too."""
    parents = name.split(".") if is_package else name.split(".")[:-1]
    yield from (".".join(parents[:depth]) for depth in range(1, len(parents) + 1))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = parents[: len(parents) - node.level + 1] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            yield module
            if (of := find_spec(module)) and of.submodule_search_locations is not None:
                yield from (f"{module}.{alias.name}" for alias in node.names)
