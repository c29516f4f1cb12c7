"""What documents, docstrings and comments point to is there: files, folders and modules by their names today."""

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache

import pytest

from tests.project.source_tree import ROOT

SUFFIXES = "py|html|css|js|mjs|typ|md|toml|json|lock|yml|yaml|svg|ini|cfg"
FILE = re.compile(rf"(?<![\w@<>:{{%$*./-])((?:[\w.-]+/)*[\w-]+\.(?:{SUFFIXES}))(?![\w(/-]|\.\w)")
FOLDER = re.compile(
    r"(?<![\w@/<>:.-])((?:regencies|awards|config|templates|tests|docs)/(?:[\w-]+/)*)(?![\w.-])"
)
MODULE = re.compile(r"(?<![\w./-])((?:regencies|awards|config|tests)(?:\.[a-z_]+)+)(?![\w(/])")
COMMENTS = {
    ".html": r"\{% comment %\}(.*?)\{% endcomment %\}|\{#(.*?)#\}|<!--(.*?)-->",
    ".css": r"/\*(.*?)\*/",
    ".js": r"/\*(.*?)\*/|(?:^|\s)//([^\n]*)",
    ".typ": r"/\*(.*?)\*/|(?:^|\s)//([^\n]*)",
}
MADE_ELSEWHERE = {
    *(
        "index.html",
        "peringkat.csv",
        "dokumen.json",
        "data.csv",
        "datapackage.json",
        "laporan.json",
    ),  # of a publication
    *("NAME.html",),  # of any include
    *("manifest.json", "last.json"),  # of a backup
}


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the repository, and those about to be added."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(name for name in found if (ROOT / name).exists())


def said_in_python(source: str) -> Iterator[str]:
    """Docstrings and comments."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""


def said(name: str) -> Iterator[str]:
    """What a file says to people who read the code."""
    path = ROOT / name
    if path.suffix == ".md":
        yield path.read_text()
    elif path.suffix == ".py" and "migrations" not in path.parts:
        yield from said_in_python(path.read_text())
    elif comments := COMMENTS.get(path.suffix):
        for found in re.findall(comments, path.read_text(), re.DOTALL | re.MULTILINE):
            yield from [found] if isinstance(found, str) else found


@cache
def paths() -> frozenset[str]:
    """Every file by its path and each of its ends, and every folder with a slash behind it."""
    parts = [name.split("/") for name in tracked()]
    ends = {"/".join(each[at:]) for each in parts for at in range(len(each))}
    return frozenset(ends | {"/".join(each[:at]) + "/" for each in parts for at in range(1, len(each))})


@cache
def modules() -> frozenset[str]:
    """Every module and package by its full name."""
    files = {re.sub(r"(/__init__)?\.py$", "", name) for name in tracked() if name.endswith(".py")}
    return frozenset(name.replace("/", ".") for name in files)


def missing(text: str) -> list[str]:
    """Files, folders and modules named in a text that are nowhere; the path of a file may leave out where it starts."""
    named = [path for path in FILE.findall(text) if path.rpartition("/")[2] not in MADE_ELSEWHERE]
    named += FOLDER.findall(text)
    return [path for path in named if path not in paths()] + [
        name for name in MODULE.findall(text) if not {name, name.rpartition(".")[0]} & modules()
    ]


def test_every_path_that_is_named_is_there():
    found = {
        name: gone for name in tracked() if (gone := [each for text in said(name) for each in missing(text)])
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("see models/reports.py, `regencies/models/` and regencies.models.reports", []),
        ("the table of models/details.py.", ["models/details.py"]),
        ("whether it makes sense is for checks_of.py", ["checks_of.py"]),
        ("regencies/desk/ holds the admin", ["regencies/desk/"]),
        ("see regencies.desk.base.DeskAdmin", ["regencies.desk.base"]),
        ("awards.publishing.delivery.serve.served and awards.demo", []),
        ("regencies.actions.nothing", []),  # it may be a name inside the package
        ("served as v1/dokumen.json from https://contoh.id/a.css", []),
    ],
)
def test_the_walk_finds_what_it_is_for(text, gone):
    assert missing(text) == gone


def test_docstrings_and_comments_are_read_and_other_strings_are_not():
    source = 'def f():\n    """One."""\n    # two\n    return "three"\n'
    assert sorted(filter(None, said_in_python(source))) == ["# two", "One."]
