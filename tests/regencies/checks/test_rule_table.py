"""The table of the rules in docs/ is that of the rules."""

from regencies.checks.registry import RULES
from tests.regencies.checks.broken_reports import BROKEN
from tests.regencies.checks.rule_table import PAGE, rule_table


def test_the_table_is_current():
    assert PAGE.read_text() == rule_table(), "run python -m tests.regencies.checks.rule_table"


def test_every_rule_has_a_row_that_says_what_was_changed():
    rows = [row.strip("| \n").split(" | ") for row in rule_table().splitlines() if row.startswith("| `")]
    assert [row[0].split("`")[1] for row in rows] == [rule.slug for rule in RULES]
    assert [row[2] for row in rows] == [BROKEN[rule.slug][1] for rule in RULES]
    assert [row[0] for row in rows if "→" not in row[3]] == []
