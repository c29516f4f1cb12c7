"""What imports cannot show: regencies name no model of awards, and no relation or lookup that awards adds to theirs."""

import ast
import re

import pytest
from django.apps import apps

from tests.project.source_tree import modules, tree

OWN = list(apps.get_app_config("regencies").get_models())


def relations(app: str) -> set[str]:
    """Accessors and lookups from models of regencies back to models of an application."""
    back = [relation for model in OWN for relation in model._meta.related_objects]
    ours = [relation for relation in back if relation.related_model._meta.app_label == app]
    return {name for relation in ours for name in (relation.get_accessor_name(), relation.name) if name}


def own_names() -> set[str]:
    return {field.name for model in OWN for field in model._meta.concrete_fields} | relations("regencies")


def relations_added() -> set[str]:
    """What awards add to models of regencies, but for what regencies have a relation of their own by that name."""
    return relations("awards") - own_names()


def names_of_awards() -> set[str]:
    """Those relations, the models of awards, and the application."""
    models = {model._meta.model_name for model in apps.get_app_config("awards").get_models()}
    return (models - own_names()) | relations_added() | {"awards"}


def upward(module: ast.Module) -> list[str]:
    """Attributes that are relations of awards, and words of lookups, labels and table names that are its names."""
    added, names = relations_added(), names_of_awards()
    attributes = [node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)]
    arguments = [node.arg for node in ast.walk(module) if isinstance(node, ast.keyword) and node.arg]
    texts = [
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    words = [text for text in arguments + texts if re.fullmatch(r"-?[\w.:]+", text)]
    return sorted(
        [name for name in attributes if name in added]
        + [word for word in words if names & set(re.split(r"__|[.:-]|(?<=awards)_", word.lower()))]
    )


def test_regencies_name_nothing_of_awards():
    found = {
        module: names
        for module, path in modules().items()
        if module.split(".")[0] == "regencies" and (names := upward(tree(path)))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("people.filter(seats__edition__province__in=own)", ["seats__edition__province__in"]),
        ("person.seats.all()", ["seats"]),
        ('person.prefetch("seats")', ["seats"]),
        ('SILENT = {("scoresheet", "version")}', ["scoresheet"]),
        ('apps.get_model("awards.Seat")', ["awards.Seat"]),
        ('order_by("-award_entries__pk")', ["-award_entries__pk"]),
        ('reverse("admin:awards_entry_change")', ["admin:awards_entry_change"]),
        ('report.entries.filter(entry__section="x")', []),
        ('"""Scores and seats are told by awards."""', []),
    ],
)
def test_the_walk_finds_what_it_is_for(code, found):
    assert upward(ast.parse(code)) == found
