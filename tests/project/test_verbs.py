"""Every action that names its actor is a verb: the history says who did it and why."""

import ast
from pathlib import Path

import pytest

from config.security.words import TYPING, VERBS

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "regencies/actions",
    "regencies/people",
    "regencies/personal_data",
    "regencies/places",
    "regencies/workbook",
    "regencies/official_figures",
    "awards/panel",
    "awards/conflicts",
    "awards/paper",
    "awards/live",
    "awards/editions",
    "awards/monitoring",
    "awards/objections",
    "awards/plenary",
    "awards/publishing",
    "awards/ceremony",
    "awards/rehearsals",
)


def actors() -> dict[str, ast.FunctionDef]:
    """The public functions of these rooms that take `by` as a keyword."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.parse(path.read_text()).body:
                if (
                    isinstance(node, ast.FunctionDef)
                    and not node.name.startswith("_")
                    and "by" in {argument.arg for argument in node.args.kwonlyargs}
                ):
                    found[f"{path.relative_to(ROOT)}:{node.name}"] = node
    return found


# What they write stands under the verb that calls them.
WITHIN_A_VERB = {
    "regencies/actions/accounts.py:tell_address_change": "a mail",
    "regencies/actions/entries.py:create_entry": "called by add_entry and copy_rows",
    "regencies/actions/entry_edits.py:save_entry": "calls save_entries",
}
ACTORS = {name: node for name, node in actors().items() if name not in WITHIN_A_VERB}


def test_there_are_many_and_every_exception_is_one():
    assert len(ACTORS) > 25
    assert set(WITHIN_A_VERB) <= set(actors())


@pytest.mark.parametrize("name", ACTORS)
def test_who_acts_by_keyword_is_a_verb(name):
    decorators = [node.id for node in ACTORS[name].decorator_list if isinstance(node, ast.Name)]
    assert decorators == ["verb"], name


def test_every_verb_has_words_for_the_security_log():
    assert set(VERBS) & set(TYPING) == set()
    assert {name.rpartition(":")[2] for name in ACTORS} == set(VERBS) | set(TYPING)
