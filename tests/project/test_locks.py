"""Rows that many others refer to are locked for their holder alone: whoever stores a row below them does not wait."""

import ast
from collections.abc import Iterator

from tests.project.source_tree import modules, tree

REFERRED_TO = {"Province", "Regency", "Edition", "Category", "User", "Membership"}


def locks_of(source: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """The model a chain of calls begins with, and the call in it that locks."""
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr != "select_for_update":
                continue
            root: ast.expr = node.func.value
            while isinstance(root, ast.Attribute | ast.Call):
                root = root.func if isinstance(root, ast.Call) else root.value
            if isinstance(root, ast.Name):
                yield root.id, node


def test_a_row_others_refer_to_is_locked_without_its_key():
    """A lock of the key, too, would have everybody wait who stores a report, a mark or a file of that row."""
    found = [
        (model, f"{name}:{call.lineno}", {word.arg: ast.unparse(word.value) for word in call.keywords})
        for name, path in modules().items()
        for model, call in locks_of(tree(path))
        if model in REFERRED_TO
    ]
    assert {model for model, _, _ in found} == REFERRED_TO
    assert [where for _, where, words in found if words.get("no_key") != "True"] == []
