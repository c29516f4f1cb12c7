"""The layers of the two applications, lowest first, and who imports whom: read by test_layout.

A module may import its own layer and the ones below. `awards` imports `regencies`, never back.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("regencies", "awards")

PURE = {
    "regencies": {
        "checks", "dates", "findings", "hard_rules", "headline", "indicators", "number_reading",
        "number_words", "numbers", "refusals", "rounding", "snapshot", "soft_rules",
    },
    "awards": {
        "agreement", "coverage_list", "disclosed", "document", "fingerprint", "fit", "items", "ranking",
        "ranking_page", "reading", "rules", "scoring", "screening", "shape", "stability", "ties", "verify",
        "weighting", "wording",
    },
}  # fmt: skip
PURE_MAY_IMPORT = {"rfc8785"}  # beside the standard library and each other

LAYERS = ("pure", "choices", "models", "questions and verbs", "forms, tables and files", "pages")
BY_NAME = {
    "choices": "choices",
    "models": "models",
    **dict.fromkeys(
        ("charts", "exports", "filters", "forms", "imports", "pdf", "rendering", "tables", "templatetags"),
        "forms, tables and files",
    ),
    **dict.fromkeys(("admin", "apps", "management", "urls", "views", "demo"), "pages"),
}  # permissions, transitions, publication and everything else: questions and verbs


def layer(module: str) -> int:
    """Place of a module, given in full ("awards.views.panel"), in LAYERS."""
    app, _, rest = module.partition(".")
    part = rest.partition(".")[0]
    if part in PURE[app]:
        return LAYERS.index("pure")
    return LAYERS.index(BY_NAME.get(part, "pages" if not part else "questions and verbs"))


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


def imports(module: str) -> Iterator[tuple[str, int]]:
    """(imported module, line) of a module, wherever in it the import stands; relative ones made full."""
    path = modules()[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, *filter(None, [node.module])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield (full if full in modules() else base), node.lineno
