"""The table of every rule, its message and the advice that was followed: `python -m tests.regencies.checks.rule_table`.

Written from the reports that the tests of the rules break and mend, so that it says what is tested and nothing else.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from regencies.checks.registry import RULES
from tests.regencies.checks.broken_reports import BROKEN

PAGE = Path(__file__).parents[3] / "docs" / "rules.md"
HEAD = """# Every rule, its message, and the advice that was followed

Written by `python -m tests.regencies.checks.rule_table` from `tests/regencies/checks/broken_reports.py`: each row is
a report that breaks the rule and nothing else, the message the office reads, and what was changed as it says, after
which no rule finds anything. A rule that asks (*soft*) is also passed by an answer, which holds as long as the
figures are the same; one that tells (*note*) stops nobody. `tests/regencies/checks/test_rule_table.py` holds this
page current.

| Rule | Level | Message | What was changed as it says |
|---|---|---|---|
"""


def rule_table() -> str:
    """Return the page as it ought to be."""
    rows = []
    for rule in RULES:
        broken, message, mended = BROKEN[rule.slug]
        changed = "<br>".join(_differences("", broken, mended))
        cells = (f"`{rule.slug}`<br>{rule.title}", rule.level, message, changed)
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n")
    return HEAD + "".join(rows)


def _differences(where: str, before: Any, after: Any) -> Iterator[str]:
    """Yield a line for everything in which two reports differ: "budgets[9].ceiling: −1 → 0"."""
    if before == after:
        return
    for kind in (dataclasses.is_dataclass, _is_rows, _is_map):
        if kind(before) and kind(after):
            old, new = _parts(before), _parts(after)
            for name in dict.fromkeys([*old, *new]):
                place = f"{where}[{name}]" if _is_rows(before) else f"{where}.{name}".lstrip(".")
                yield from _differences(place, old.get(name, ""), new.get(name, ""))
            return
    if _told(before) != _told(after):
        yield f"{where}: {_told(before)} → {_told(after)}"


def _parts(value: Any) -> dict[Any, Any]:
    """Return the parts of a record, a mapping, or of rows by the entry they are of."""
    if _is_map(value):
        return dict(value)
    if dataclasses.is_dataclass(value):
        return {
            each.name: getattr(value, each.name) for each in dataclasses.fields(value) if each.name != "entry"
        }
    return {row.entry: row for row in value}


def _is_rows(value: Any) -> bool:
    return isinstance(value, tuple) and all(hasattr(row, "entry") for row in value)


def _is_map(value: Any) -> bool:
    return isinstance(value, Mapping)


def _told(value: Any) -> str:
    if dataclasses.is_dataclass(value):
        return f"“{getattr(value, 'label', '') or getattr(value, 'title', '')}”"
    if isinstance(value, tuple):
        return ", ".join(label for _, label in value) or "nothing"
    return "nothing" if value in (None, "") else f"{value}"


if __name__ == "__main__":
    PAGE.write_text(rule_table())
    sys.stdout.write(f"Wrote {PAGE.name}: {len(RULES)} rules.\n")
