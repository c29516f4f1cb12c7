"""The shape of the tree: how long a file may be, what a template may contain.

Who may import whom is held by the contracts of import-linter in pyproject.toml.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.project.source_tree import APPS, LOADED_LATER, ROOT, modules, tree

LONGEST_FILE = 300
LONGEST_VIEW = 25
MOST_MODULES = 12
SOURCES = {".py", ".html", ".css", ".js", ".typ"}
NOT_WRITTEN_BY_HAND = {"migrations", "var", "node_modules"}
GRAB_BAGS = {"utils", "util", "helpers", "helper", "services", "managers", "misc", "common"}
INLINE = {
    "a script": r"<script(?! type=\"application/ld\+json\">)(?![^>]*\ssrc=)",  # data for search engines runs nothing
    "a style element": r"<style\b",
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a handler": r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=",
    "a script address": r"javascript:|[\"']js:",
    "something from another host": r"<(?:script|link|img|iframe)\b[^>]*\s(?:src|href)\s*=\s*[\"'](?:https?:)?//",
}


def pure_modules() -> list[str]:
    """Those the import contract of pyproject.toml names, and every module of the packages it names."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = next(each["source_modules"] for each in contracts if each["name"].startswith("pure"))
    return [module for module in modules() if any(f"{module}.".startswith(f"{name}.") for name in named)]


def sources() -> list[Path]:
    return [
        path
        for folder in (*APPS, "config", "templates", "tests")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in SOURCES and not NOT_WRITTEN_BY_HAND & set(path.parts)
    ]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def libraries_of(node: ast.Import | ast.ImportFrom) -> set[str]:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
    return {name.partition(".")[0] for name in names}


def test_imports_stand_at_the_top_but_of_what_makes_files():
    wrong = [
        f"{module}:{node.lineno} imports inside {function.name}"
        for module, path in modules().items()
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef) and function.name != "ready"
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not libraries_of(node) <= LOADED_LATER
    ]
    assert wrong == []


def test_pure_modules_run_where_django_is_not_installed():
    program = f"""
import importlib, sys
for name in ("django", "psycopg", "config"):
    sys.modules[name] = None
for name in {pure_modules()!r}:
    importlib.import_module(name)
print(sorted(name for name in sys.modules if name.startswith(("regencies.models", "awards.models"))))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("[]\n", "")


def test_files_are_short():
    long = {shown(path): n for path in sources() if (n := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


def test_packages_hold_a_dozen_modules():
    size = Counter(module.rpartition(".")[0] for module, path in modules().items() if path.stem != "__init__")
    assert {package: n for package, n in size.items() if n > MOST_MODULES} == {}
    assert sum(size[app] + 1 for app in APPS) <= 14


def test_views_are_short():
    long = {
        f"{module}.{function.name}": lines
        for module, path in modules().items()
        if ".views" in module
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_VIEW
    }
    assert long == {}


def test_no_file_is_a_grab_bag():
    assert [shown(path) for path in sources() if GRAB_BAGS & {path.stem, *path.relative_to(ROOT).parts}] == []


@pytest.mark.parametrize(("what", "pattern"), INLINE.items(), ids=INLINE)
def test_templates_contain_nothing_inline(what, pattern):
    pages = [
        path for path in sources() if path.suffix == ".html" and path.parent.name != "deploy"
    ]  # the proxy's stand alone
    found = [
        f"{shown(path)}:{text.count(chr(10), 0, match.start()) + 1}: {what}"
        for path in pages
        for text in [path.read_text()]
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]
    assert pages
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a script", "<script>go()</script>"),
        ("a style element", "<style>p {}</style>"),
        ("a style attribute", '<p class="a" style="color: red">'),
        ("a handler", '<button type="button" onclick="go()">'),
        ("a script address", '<a href="javascript:go()">'),
        ("something from another host", '<link rel="stylesheet" href="https://contoh.id/a.css">'),
    ],
)
def test_the_patterns_find_what_they_are_for(what, line):
    assert re.search(INLINE[what], line)
    assert not re.search(
        INLINE[what], "<script src=\"{% static 'site/site.js' %}\" defer></script><p>only = once</p>"
    )


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_every_library_by_hash_and_name_no_server(lock):
    text = (ROOT / lock).read_text()
    requirements = re.split(r"\n(?=[a-z0-9])", text)
    assert re.findall(r"\S*(?:://|--index|--extra-index|--find-links)\S*", text) == []
    assert [r.split()[0] for r in requirements if "==" not in r or "--hash=sha256:" not in r] == []


def test_every_module_with_an_action_is_type_checked():
    checked = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"]
    actions = {
        shown(path)
        for path in modules().values()
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        and any(isinstance(name, ast.Name) and name.id == "verb" for name in function.decorator_list)
    }
    assert actions
    assert {path for path in actions if not path.startswith(tuple(checked))} == set()
