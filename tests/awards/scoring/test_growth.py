"""What is done for twice as many entrants is about twice as much: operations are counted, not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from awards.document.build import build
from awards.document.fingerprint import fingerprint
from awards.document.rules import problems
from awards.exports.tables import ranking_table, sheets_table
from awards.presenters.coverage import province_total, regions
from awards.presenters.ranking_page import page, summary, totals
from awards.scoring.agreement import agreement, spread
from awards.scoring.screening import screening
from awards.scoring.ties import shared_ranks
from tests.builders.contest import contest

FEW = 24
MOST = 2.35  # times as much for twice as many: sorting grows a little faster than its rows


def operations(act: Callable[[], object]) -> int:
    """How many lines of Python the act executes, comparisons and arithmetic of exact numbers among them."""
    count = 0

    def note(_frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        act()
    finally:
        sys.settrace(before)
    return count


WAYS: dict[str, Callable[[dict[str, Any], dict[str, Any]], object]] = {
    "rules": lambda given, _: problems(given),
    "fingerprint": lambda given, _: fingerprint(given, "full"),
    "document": lambda given, _: build(given),
    "screening": lambda given, _: screening(given),
    "shared ranks": lambda given, _: shared_ranks(given),
    "spread": lambda given, _: spread(given),
    "agreement": lambda given, _: agreement(given),
    "page": lambda _, made: page(made, {"A": "Kinerja"}),
    "summary": lambda _, made: (summary(made), totals(made)),
    "tables": lambda _, made: (ranking_table(made), sheets_table(made)),
    "coverage": lambda _, made: province_total(regions([made, made])),
}


@pytest.fixture(scope="module")
def contests() -> list[tuple[dict[str, Any], Any]]:
    return [(given, build(given)) for given in (contest(FEW), contest(2 * FEW))]


@pytest.mark.parametrize("way", WAYS)
def test_twice_as_many_entrants_are_about_twice_the_work(way, contests):
    few, many = (
        operations(lambda given=given, made=made: WAYS[way](given, made)) for given, made in contests
    )
    assert few > 2 * FEW
    assert many / few < MOST
