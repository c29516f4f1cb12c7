"""The changes that are tried: one spot of one module each, found by cosmic-ray's operators and one of our own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

# One change of each kind a spot: others of the same kind would only be noticed by the same test again.
ARITHMETIC = ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_Mul")
COMPARED = ("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Is_IsNot", "IsNot_Is")
KINDS = (
    *(f"ReplaceBinaryOperator_{pair}" for pair in ARITHMETIC),
    *(f"ReplaceComparisonOperator_{pair}" for pair in COMPARED),
    "AddNot",
    "NumberReplacer",
    "RemoveDecorator",
    "ReplaceAndWithOr",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ReplaceFalseWithTrue",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ZeroIterationForLoop",
)
DROPPED = {"filter", "exclude", "select_for_update", "strip", "order_by"}


class DropCall:
    """Takes `.filter(…)` and its like out of a chain: every row, none locked, in any order."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        children = getattr(node, "children", ())
        # All at once: the node loses two children before the next position is asked for.
        return iter(
            [(children[place].start_pos, children[place + 1].end_pos) for place in self._places(node)]
        )

    def mutate(self, node: Any, index: int) -> Any:
        place = list(self._places(node))[index]
        del node.children[place : place + 2]
        return node

    def _places(self, node: Any) -> list[int]:
        if node.type != "atom_expr":
            return []
        parts = [child.get_code().strip() for child in node.children]
        return [
            place
            for place, (name, call) in enumerate(pairwise(parts))
            if name[:1] == "." and name[1:].strip() in DROPPED and call[:1] == "("
        ]


@dataclass(frozen=True)
class Change:
    """The n-th place of a module where an operator changes something."""

    module: Path  # from the root of the project
    kind: str
    occurrence: int
    line: int

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.kind} {self.occurrence}"


def operator_of(kind: str) -> Any:
    """Return the operator of a kind."""
    return DropCall() if kind == "DropCall" else plugins.get_operator(f"core/{kind}")()


def changes_of(root: Path, module: Path) -> list[Change]:
    """Return every change of a module but those of annotations, which nothing executes."""
    source = (root / module).read_text(encoding="utf-8")
    idle, nodes = set(_annotation_lines(source)), list(ast_nodes(get_ast(source)))
    found = []
    for kind in (*KINDS, "DropCall"):
        operator = operator_of(kind)
        places = [start for node in nodes for start, _ in operator.mutation_positions(node)]
        found += [
            Change(module, kind, number, line) for number, (line, _) in enumerate(places) if line not in idle
        ]
    return found


def changed_source(source: str, change: Change) -> str | None:
    """Return the module with the change made."""
    changed: str | None = mutate_code(source, operator_of(change.kind), change.occurrence)
    return changed


def _annotation_lines(source: str) -> Iterator[int]:
    """Yield the lines of signatures and of type aliases, which tests cannot notice."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            yield from range(node.lineno, node.body[0].lineno)
        if isinstance(node, ast.AnnAssign) and node.value is None:
            yield node.lineno
