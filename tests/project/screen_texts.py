"""Every text of the project that a person can read, with its file and line; read by test_screen_words."""

import ast
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from tests.project.source_tree import ROOT

READ_ALOUD = {"alt", "aria-label", "content", "data-label", "label", "placeholder", "title", "value"}
NAMED = {"caption", "description", "empty", "help_text", "label", "verbose_name", "verbose_name_plural"}
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")
SCRIPT = re.compile(r'//[^\n]*|/\*.*?\*/|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`', re.DOTALL)


class Text(NamedTuple):
    file: str
    line: int
    words: str


def every_text() -> Iterator[Text]:
    for path in _files("templates", ".html", ".txt"):
        yield from _of_template(path)
    for folder in ("regencies", "awards", "config"):
        for path in _files(folder, ".py"):
            yield from _of_module(path)
        for path in _files(folder, ".js"):
            yield from _of_script(path)
        for path in _files(folder, ".typ"):
            yield from _lines(path, re.sub(r"(?m)^\s*//.*$", "", path.read_text()))
    for path in _files("fixtures", ".json"):
        yield from _of_fixture(path)
    for path in sorted((ROOT / "docs").glob("panduan-*.md")):
        yield from _lines(path, re.sub(r"`[^`\n]*`|\]\([^)]*\)", "", path.read_text()))


def _files(folder: str, *endings: str) -> list[Path]:
    found = (path for path in (ROOT / folder).rglob("*") if path.suffix in endings)
    return sorted(path for path in found if not {"migrations", "node_modules"} & set(path.parts))


def _text(path: Path, line: int, words: str) -> Text:
    return Text(str(path.relative_to(ROOT)), line, " ".join(words.split()))


def _lines(path: Path, contents: str) -> Iterator[Text]:
    for line, words in enumerate(contents.splitlines(), 1):
        if words.strip():
            yield _text(path, line, words)


def _of_template(path: Path) -> Iterator[Text]:
    """Text between tags, attributes that are read out, and what is handed to includes and filters in quotes."""
    contents = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), path.read_text())
    for found in TAG.finditer(contents):
        for quoted in QUOTED.finditer(found[0]):
            words = quoted[1] or quoted[2] or ""
            if " " in words.strip() or words[:1].isupper():
                yield _text(path, contents.count("\n", 0, found.start()) + 1, words)
    plain = TAG.sub(lambda found: "…" * found[0].startswith("{{") + "\n" * found[0].count("\n"), contents)
    if path.suffix == ".txt":
        yield from _lines(path, plain)
        return
    page = _Page()
    page.feed(plain)
    for start, words in page.found:
        yield from (_text(path, start + n, line) for n, line in enumerate(words.split("\n")) if line.strip())


class _Page(HTMLParser):
    """The text nodes and read-out attributes of a page, each with the line it starts in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def handle_data(self, data: str) -> None:
        self.found.append((self.getpos()[0], data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        technical = tag == "meta" and not {"description"} & {value for _, value in attrs}
        for name, value in attrs:
            if name in READ_ALOUD and value and not technical:
                self.found.append((self.getpos()[0], value))


def _of_module(path: Path) -> Iterator[Text]:
    """Every string of several words that is no docstring; a single word where it names something on screen."""
    module = ast.parse(path.read_text())
    skipped = {id(node) for node in ast.walk(module) for node in _unread(node)}
    named = {id(node) for node in ast.walk(module) for node in _naming(node)}
    for node in ast.walk(module):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            yield _text(path, node.lineno, _joined(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.strip()
            if " " in words or id(node) in named or re.fullmatch(r"[A-Z][a-z-]+", words):
                yield _text(path, node.lineno, words)


def _unread(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, and the pieces of an f-string, which is read as a whole."""
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
        yield node.body[0].value  # type: ignore[attr-defined]
    if isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
        fields = (part for part in node.values if isinstance(part, ast.FormattedValue))
        yield from (part.format_spec for part in fields if part.format_spec)


def _naming(node: ast.AST) -> Iterator[ast.AST]:
    """The first argument of a model field, and whatever is given as a label."""
    if isinstance(node, ast.Call):
        if node.args and re.search(r"Field$|ForeignKey$", ast.unparse(node.func)):
            yield node.args[0]
        yield from (keyword.value for keyword in node.keywords if keyword.arg in NAMED)
    elif (
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in NAMED
    ):
        yield node.value


def _joined(node: ast.JoinedStr) -> str:
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "…" * isinstance(part, ast.FormattedValue)
        for part in node.values
    )


def _of_script(path: Path) -> Iterator[Text]:
    contents = path.read_text()
    for found in SCRIPT.finditer(contents):
        words = re.sub(r"\$\{[^}]*\}", "…", found[1] or found[2] or "")
        if " " in words.strip():
            yield _text(path, contents.count("\n", 0, found.start()) + 1, words)


def _of_fixture(path: Path) -> Iterator[Text]:
    contents = path.read_text()

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                yield from texts(inner)

    for words in texts(json.loads(contents)):
        if " " in words:
            start = contents.find(json.dumps(words, ensure_ascii=False))
            yield _text(path, contents.count("\n", 0, max(start, 0)) + 1, words)
