"""Collects the rows that the faults tell; at the end shows them, and writes docs/faults.md once each was tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from tests.bench.report import aligned
from tests.faults.table import HEADS, WRITTEN, Row, in_markdown, in_order, is_whole, today

ROWS = pytest.StashKey[list[Row]]()
KEPT = "faults/rows"  # of earlier runs, by their fault


@pytest.fixture
def tell(pytestconfig: pytest.Config) -> Callable[..., None]:
    """Take the row of a fault; nothing may be lost or doubled."""

    def take(fault: str, **found: Any) -> None:
        row = Row(fault, **{"lost": 0, "doubled": 0, "on": today()} | found)
        assert (row.lost, row.doubled) == (0, 0), row
        pytestconfig.stash.setdefault(ROWS, []).append(row)

    return take


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = in_order(config.stash.get(ROWS, []))
    if not rows:
        return
    terminalreporter.write_line(aligned([list(HEADS), *(row.cells() for row in rows)]))
    kept = (config.cache.get(KEPT, {}) if config.cache else {}) | {row.fault: asdict(row) for row in rows}
    if config.cache:
        config.cache.set(KEPT, kept)
    if is_whole(known := [Row(**row) for row in kept.values()]):
        WRITTEN.write_text(in_markdown(known))
