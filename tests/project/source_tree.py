"""The modules of the two applications, parsed once: read by test_layout. Who imports whom is held by import-linter."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("regencies", "awards")
# What makes papers, workbooks and pictures: loaded by the first of them, as few processes make any.
LOADED_LATER = frozenset(
    {"aiohttp", "openpyxl", "PIL", "pygal", "pyhanko", "pypdfium2", "typst", "xlsxwriter"}
)


@cache
def modules() -> dict[str, Path]:
    """Every module of the two applications but migrations, by its full name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    }


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))
