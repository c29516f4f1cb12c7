"""Which candidates share a rank, and who takes no part in it."""

from awards.scoring.ties import shared_ranks
from tests.builders.document import entrant, sheet, simple_inputs


def marked(code, mark, **changes):
    return entrant(code, sheets=[sheet("P1", {"B1": mark})], **changes)


def test_those_who_share_a_rank_are_named_by_it_and_no_others():
    entrants = [marked("a", "80"), marked("b", "70"), marked("c", "70"), marked("d", "60")]
    assert shared_ranks(simple_inputs(entrants, panel=[{"id": "P1"}])) == {2: ["b", "c"]}


def test_who_is_no_candidate_shares_no_rank():
    entrants = [marked("a", "80"), marked("b", "80", candidate=False, reason="Di bawah ambang")]
    assert shared_ranks(simple_inputs(entrants, panel=[{"id": "P1"}])) == {}
