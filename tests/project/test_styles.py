"""Style sheets: colours and sizes of type are the tokens of tokens.css, and every class in them is used somewhere."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from tests.project.source_tree import ROOT

STATIC = ROOT / "config" / "static" / "site"
SHEETS = {path.name: path for path in sorted(STATIC.glob("*.css"))}
TOKENS = "tokens.css"
RAW_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
    r"|(?<![\w-])(?:white|black|gr[ae]y|silver|red|green|blue|yellow|orange|gold|brown|purple|navy|teal)(?![\w-])",
    re.IGNORECASE,
)
RAW_SIZE = re.compile(r"(?<![\w-])font(?:-size)?:(?!\s*(?:var\(--|inherit))[^;}]*")
# Written by a library into its own elements.
OF_LIBRARIES = {
    *("htmx-request",),
    *("axis", "bar", "dot", "horizontal", "line", "line-graph", "series", "x", "y"),  # pygal
    *("addlink", "deletelink", "errorlist", "errornote", "fieldset-heading", "has_original"),  # Django admin
    *("inline-group", "inline-heading", "messagelist", "original", "paginator", "submit-row"),
    *("checkbox-row", "readonly"),
}


def rules(sheet: str) -> list[tuple[str, str]]:
    """(selector, declarations) of a style sheet, also inside @media; not those of @page, which tokens do not reach."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    text = re.sub(r"@page\s*\{(?:[^{}]|\{[^{}]*\})*\}", "", text)
    return [(selector.strip(), body) for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", text)]


def raw(sheet: str, what: re.Pattern[str]) -> list[str]:
    return [f"{selector}: {found}" for selector, body in rules(sheet) for found in what.findall(body)]


def classes(sheet: str) -> set[str]:
    return {name for selector, _ in rules(sheet) for name in re.findall(r"\.([A-Za-z_][\w-]*)", selector)}


def in_markup(text: str) -> Iterator[str]:
    """Names in class attributes, parameters and blocks; what a variable completes ends in a hyphen."""
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", text, flags=re.DOTALL)
    attributes, parameters = re.findall(r'class="([^"]*)"', bare), re.findall(r'\bclass="([\w -]+)"', text)
    for named in [*attributes, *parameters, *re.findall(r"\{% block \w+_class %\}([^{]*)", text)]:
        yield from re.split(r"[\s\0]+", named)


@cache
def used() -> frozenset[str]:
    """Every name that templates give as a class, and every word in the strings of Python and JavaScript."""
    templates = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    scripts = [path.read_text() for path in STATIC.glob("*.js")]
    python = [
        path.read_text() for app in ("regencies", "awards", "config") for path in (ROOT / app).rglob("*.py")
    ]
    strings = [
        node.value
        for source in python
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    strings += chain.from_iterable(re.findall(r"\"([^\"]*)\"|'([^']*)'|`([^`]*)`", text) for text in scripts)
    named = chain.from_iterable(in_markup(text) for text in templates)
    return frozenset(named) | {word for text in map(str, strings) for word in re.findall(r"[\w-]+", text)}


def is_used(name: str, known: frozenset[str]) -> bool:
    """By its whole name, or as a prefix of a template and a value that is said somewhere."""
    parts = name.split("-")
    cuts = [("-".join(parts[:at]) + "-", "-".join(parts[at:])) for at in range(1, len(parts))]
    return name in known or any(
        prefix in known and (rest in known or rest.isdigit()) for prefix, rest in cuts
    )


OTHERS = [name for name in SHEETS if name != TOKENS]


@pytest.mark.parametrize("name", OTHERS)
def test_colours_and_sizes_of_type_are_tokens(name):
    sheet = SHEETS[name].read_text()
    assert raw(sheet, RAW_COLOUR) == []
    assert raw(sheet, RAW_SIZE) == []


def test_every_token_is_used_and_every_used_one_known():
    sheets = {name: path.read_text() for name, path in SHEETS.items()}
    asked = {name for sheet in sheets.values() for name in re.findall(r"var\((--[\w-]+)", sheet)}
    given = {name for sheet in sheets.values() for name in re.findall(r"(?<![\w(-])(--[\w-]+)\s*:", sheet)}
    tokens = set(re.findall(r"^  (--(?!bs-)[\w-]+):", sheets[TOKENS], flags=re.MULTILINE))
    assert asked - given == set()
    assert tokens - asked == set()


@pytest.mark.parametrize("name", SHEETS)
def test_every_class_is_used(name):
    known = used()
    unused = {each for each in classes(SHEETS[name].read_text()) if not is_used(each, known)}
    assert unused - OF_LIBRARIES == set()


@pytest.mark.parametrize(
    ("line", "colours", "sizes"),
    [
        ("a { color: #fff; }", ["a: #fff"], []),
        ("@media print { a { border: 1px solid black } }", ["a: black"], []),
        ("a { box-shadow: 0 0 4px rgb(0 0 0 / 8%); }", ["a: rgb("], []),
        ("a { font-size: 0.9rem; }", [], ["a: font-size: 0.9rem"]),
        ("a { font: 8pt sans-serif; }", [], ["a: font: 8pt sans-serif"]),
        (
            "#header a { white-space: nowrap; color: var(--red); font: inherit; font-size: var(--t3); }",
            [],
            [],
        ),
        ("@page { size: A4; @bottom-right { font: 8pt sans-serif; } }", [], []),
        ("/* #fff */ a { color: transparent; }", [], []),
    ],
)
def test_the_patterns_find_what_they_are_for(line, colours, sizes):
    assert (raw(line, RAW_COLOUR), raw(line, RAW_SIZE)) == (colours, sizes)


def test_a_class_nobody_uses_is_found():
    known = frozenset(in_markup('<p class="card{% if x == "y" %} badge-{{ tone }}{% endif %}">')) | {"info"}
    assert classes("@media print { .card > .badge-info:not(.badge-old) { top: 1.5rem; } }") == {
        "card",
        "badge-info",
        "badge-old",
    }
    assert [is_used(name, known) for name in ("card", "badge-info", "badge-old", "info", "row")] == [
        True,
        True,
        False,
        True,
        False,
    ]


def test_of_the_library_only_the_reset_is_loaded():
    """Its grid was most of the public style sheets, and no page used a class of it."""
    named = set()
    for path in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r"bootstrap/[\w./-]+", path.read_text()))
    assert named == {"bootstrap/css/bootstrap-reboot.min.css"}
