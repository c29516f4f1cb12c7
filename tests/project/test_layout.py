"""The shape of the tree: what may import what, how long a file may be, what a template may contain.

Layers and the list of pure modules are in layers.py.
"""

import ast
import graphlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.project.layers import APPS, LAYERS, PURE, PURE_MAY_IMPORT, ROOT, imports, layer, modules, tree

LONGEST_FILE = 300
LONGEST_VIEW = 25
SOURCES = {".py", ".html", ".css", ".js", ".typ"}
NOT_WRITTEN_BY_HAND = {"migrations", "var", "node_modules"}
GRAB_BAGS = {"utils", "util", "helpers", "helper", "services", "managers", "misc", "common"}
INLINE = {
    "a script": r"<script(?![^>]*\ssrc=)",
    "a style element": r"<style\b",
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a handler": r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=",
    "a script address": r"javascript:|[\"']js:",
    "something from another host": r"<(?:script|link|img|iframe)\b[^>]*\s(?:src|href)\s*=\s*[\"'](?:https?:)?//",
}


def pure_modules() -> list[str]:
    return [f"{app}.{name}" for app in APPS for name in sorted(PURE[app])]


def sources() -> list[Path]:
    return [
        path
        for folder in (*APPS, "config", "templates", "tests")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in SOURCES and not NOT_WRITTEN_BY_HAND & set(path.parts)
    ]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_layer_imports_only_downwards():
    wrong = [
        f"{module}:{line} ({LAYERS[layer(module)]}) imports {imported} ({LAYERS[layer(imported)]})"
        for module in modules()
        for imported, line in imports(module)
        if imported.partition(".")[0] in APPS and layer(imported) > layer(module)
    ]
    assert wrong == []


def test_regencies_knows_nothing_of_awards():
    wrong = [
        f"{module}:{line} imports {imported}"
        for module in modules()
        if module.startswith("regencies")
        for imported, line in imports(module)
        if imported.partition(".")[0] == "awards"
    ]
    assert wrong == []


def test_no_module_imports_itself_through_others():
    graph = {
        module: {imported for imported, _ in imports(module) if imported in modules() and imported != module}
        for module in modules()
        if modules()[module].name != "__init__.py"
    }
    graphlib.TopologicalSorter(graph).prepare()


def test_imports_stand_at_the_top():
    wrong = [
        f"{module}:{node.lineno} imports inside {function.name}"
        for module, path in modules().items()
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef) and function.name != "ready"
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", pure_modules())
def test_pure_modules_import_only_the_library_and_each_other(module):
    allowed = {*sys.stdlib_module_names, *PURE_MAY_IMPORT}
    wrong = [
        f"{module}:{line} imports {imported}"
        for imported, line in imports(module)
        if imported.partition(".")[0] not in allowed and imported not in {*pure_modules(), *APPS}
    ]
    assert wrong == []


def test_a_module_that_could_be_pure_is_on_the_list():
    pure = {*sys.stdlib_module_names, *PURE_MAY_IMPORT, *pure_modules(), *APPS}
    could_be = {
        module
        for module in modules()
        if LAYERS[layer(module)] == "questions and verbs"
        and all(
            imported in pure or imported.partition(".")[0] in pure - {*APPS}
            for imported, _ in imports(module)
        )
    }
    assert could_be == set()


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


def test_pure_modules_permissions_and_verbs_are_type_checked():
    checked = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"])
    verbs = {"permissions", "transitions", "publication"}
    wanted = {
        shown(path)
        for module, path in modules().items()
        if module in pure_modules() or module.partition(".")[2] in verbs
    }
    assert wanted - checked == set()


def test_files_are_short():
    long = {shown(path): n for path in sources() if (n := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


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
    pages = [path for path in sources() if path.suffix == ".html"]
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


@pytest.mark.parametrize("app", APPS)
def test_each_application_has_one_migration(app):
    migrations = sorted(path for path in (ROOT / app / "migrations").glob("*.py") if path.stem != "__init__")
    assert [path.name for path in migrations] == ["0001_initial.py"]
