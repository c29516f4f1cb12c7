"""Results, marks and figures that are kept are looked up with the same work for nine candidates as for three."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from awards.panel.measured.statistics import measured
from awards.panel.member.peers import peer_rows
from awards.publishing.look_page import looked
from tests.bench.country import country
from tests.bench.paths import calls

pytestmark = pytest.mark.django_db


def taken(ask: Callable[[], object]) -> tuple[int, int]:
    """Queries and functions of one look when the one before found the same rows."""
    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked), calls(ask)


def work(regions: int) -> dict[str, tuple[int, int]]:
    """In a province of so many regions, every one a candidate."""
    with transaction.atomic():
        locked, scored = country(regions, years=2)
        chair, member = (locked.edition.seats.get(number=number).user for number in (1, 9))
        entry = scored.entries.order_by("pk")[1]
        assert len(looked(locked).ranked) == regions
        assert len(measured(locked.edition, chair).categories[locked].candidates) == regions
        assert {row.count for row in peer_rows(member, entry)} == {regions}
        found = {
            "look": taken(lambda: looked(locked)),
            "marks": taken(lambda: measured(locked.edition, chair)),
            "peers": taken(lambda: peer_rows(member, entry)),
        }
        transaction.set_rollback(True)
    return found


def test_what_is_kept_costs_one_query_and_as_many_functions_however_many_candidates():
    few = work(3)
    assert {name: queries for name, (queries, _) in few.items()} == {"look": 1, "marks": 1, "peers": 1}
    assert few == work(9)
