"""Which candidates share a rank, and who takes no part in it."""

from awards.document.build import build
from awards.scoring.ties import shared_ranks, still_shared
from tests.builders.document import entrant, sheet, simple_inputs


def marked(code, mark, **changes):
    return entrant(code, sheets=[sheet("P1", {"B1": mark})], **changes)


def test_those_who_share_a_rank_are_named_by_it_and_no_others():
    entrants = [marked("a", "80"), marked("b", "70"), marked("c", "70"), marked("d", "60")]
    assert shared_ranks(simple_inputs(entrants, panel=[{"id": "P1"}])) == {2: ["b", "c"]}


def test_who_is_no_candidate_shares_no_rank():
    entrants = [marked("a", "80"), marked("b", "80", candidate=False, reason="Di bawah ambang")]
    assert shared_ranks(simple_inputs(entrants, panel=[{"id": "P1"}])) == {}


def test_a_document_tells_who_still_shares_a_rank_once_the_plenary_decided_on_others():
    marks = {"a": "80", "b": "70", "c": "70", "d": "60", "e": "60"}
    contents = simple_inputs([marked(*each) for each in marks.items()], panel=[{"id": "P1"}])
    contents["plenary"] = [{"codes": ["b", "c"], "order": ["c", "b"], "reason": "Musyawarah"}]
    document = build(contents)
    assert {rank: [one["code"] for one in each] for rank, each in still_shared(document).items()} == {
        4: ["d", "e"]
    }
