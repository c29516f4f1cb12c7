"""A value that rooms hand to each other stays what it was when it was made."""

import ast

from tests.project.source_tree import modules, tree

ROOMS = (
    *(
        "awards.contract",
        "awards.document",
        "awards.scoring",
        "awards.editions",
        "awards.panel",
        "awards.publishing",
    ),
    *("regencies.l10n", "regencies.figures", "regencies.checks", "regencies.actions"),
)
CHANGING = {
    "awards.panel.locks.HeldSheet": "dataclass",  # reads the rest when it is asked for
    "awards.panel.member.sheet_page.SheetPage": "dataclass",  # the same
    "awards.panel.reminders.Letter": "dataclass(slots=True)",  # its lines and its notice come later
    "regencies.figures.counted.Counted": "dataclass(slots=True)",  # last year's figures come second
}


def test_every_value_is_frozen_and_has_no_other_names_but_those_that_are_filled_later():
    found = {
        f"{name}.{node.name}": ast.unparse(decorator)
        for name, path in modules().items()
        if name.startswith(ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator)
    }
    assert found == dict.fromkeys(found, "dataclass(frozen=True, slots=True)") | CHANGING
