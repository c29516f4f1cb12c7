"""The document: results against a naive recomputation, one form of bytes, seal, and what "ranks" leaves out."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.contract.conform import NotConforming
from awards.document.build import build, malformed, redact, seal
from awards.document.rules import problems
from regencies.seals.canonical import canonical, sha256
from tests.awards.document.reference import results
from tests.builders.document import entrant, inputs, sheet, simple_inputs
from tests.builders.strategies import publications

RESULTS = ("scores", "groups", "total", "rank", "tie", "stability")


def of_each(document: Any, *fields: str) -> dict[str, Any]:
    return {own["code"]: {field: own[field] for field in fields} for own in document["entrants"]}


def test_the_sample_is_computed_as_a_naive_reading_of_the_contract_does():
    assert of_each(build(inputs()), *RESULTS) == results(inputs())


@given(publications())
@settings(max_examples=100)
def test_any_publication_is_computed_as_a_naive_reading_of_the_contract_does(contents):
    assert of_each(build(contents), *RESULTS) == results(contents)


@given(publications(coarse=True), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_so_is_one_full_of_ties_and_plenary_decisions(contents, random):
    codes = [own["code"] for own in contents["entrants"]]
    for _ in range(2):
        some = random.sample(codes, random.randint(1, len(codes)))
        contents["plenary"].append({"codes": sorted(some), "order": some, "reason": "Musyawarah"})
    assert of_each(build(contents), *RESULTS) == results(contents)


@given(publications(), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_the_order_of_entrants_sheets_and_panel_does_not_matter(contents, random):
    def shuffled(items: list[Any]) -> list[Any]:
        return random.sample(items, len(items))

    mixed = {
        **contents,
        "panel": shuffled(contents["panel"]),
        "entrants": shuffled([{**own, "sheets": shuffled(own["sheets"])} for own in contents["entrants"]]),
    }
    assert of_each(build(mixed), *RESULTS) == of_each(build(contents), *RESULTS)


@given(publications())
@settings(max_examples=50)
def test_a_base_rank_lies_within_its_own_stability(contents):
    for own in build(contents)["entrants"]:
        if own["rank"]:
            assert own["stability"]["best"] <= own["rank"] <= own["stability"]["worst"]


def test_ketapang_first_with_the_published_coverage():
    ketapang = next(own for own in build(inputs())["entrants"] if own["code"] == "61.04")
    assert (ketapang["rank"], ketapang["tie"]) == (1, None)
    assert ketapang["scores"]["A1"] == "68.0198"
    assert ketapang["groups"].keys() == {"A", "B", "C", "D", "E"}


def test_an_entrant_that_is_no_candidate_shows_the_scores_it_has_and_nothing_more():
    sambas = next(own for own in build(inputs())["entrants"] if own["code"] == "61.01")
    assert (sambas["total"], sambas["rank"], sambas["tie"], sambas["stability"]) == (None, None, None, None)
    assert sambas["scores"]["A1"] == "23.0435"
    assert sambas["scores"]["B1"] is not None
    assert sambas["scores"]["E1"] is None
    assert sambas["groups"]["E"] is None


def test_a_criterion_that_does_not_apply_has_no_score():
    pontianak = next(own for own in build(inputs())["entrants"] if own["code"] == "61.71")
    assert pontianak["scores"]["C2"] is None
    assert pontianak["groups"]["C"] is not None
    assert pontianak["total"] is not None


def test_a_rank_set_by_the_plenary_lies_within_its_own_range():
    alike = [entrant(code, sheets=[sheet("P1", {"B1": "80"})]) for code in ("61.01", "61.02", "61.03")]
    decision = {
        "codes": ["61.01", "61.02", "61.03"],
        "order": ["61.03", "61.01", "61.02"],
        "reason": "Musyawarah",
    }
    document = build(simple_inputs(alike, panel=[{"id": "P1"}], plenary=[decision]))
    assert of_each(document, "rank", "tie", "stability") == {
        "61.01": {"rank": 2, "tie": "plenary", "stability": {"best": 1, "worst": 2}},
        "61.02": {"rank": 3, "tie": "plenary", "stability": {"best": 1, "worst": 3}},
        "61.03": {"rank": 1, "tie": "plenary", "stability": {"best": 1, "worst": 1}},
    }


def test_building_leaves_the_inputs_alone_and_drops_what_is_no_input():
    contents = inputs()
    document = build({**contents, "schema": "x", "disclosure": "ranks", "sealed_sha256": "y", "extra": 1})
    assert contents == inputs()
    assert document == build(contents)
    assert build(document) == document


def test_building_refuses_inputs_with_a_hole():
    contents = inputs()
    del contents["method"]["trim"]
    with pytest.raises(NotConforming) as refused:
        build(contents)
    assert refused.value.complaints == ["method.trim: tidak ada"]


@given(publications())
@settings(max_examples=30)
def test_the_bytes_are_canonical_and_read_back_the_same(contents):
    document = build(contents)
    content = canonical(document)
    assert malformed(document) == []
    assert json.loads(content) == document
    assert canonical(json.loads(content)) == content


def test_the_identity_is_the_sha256_of_the_bytes():
    content = canonical(build(inputs()))
    assert sha256(content) == hashlib.sha256(content).hexdigest()


def test_the_seal_covers_everything_but_itself():
    document = build(inputs())
    unsealed = {**document, "sealed_sha256": None}
    assert document["sealed_sha256"] == seal(document) == sha256(canonical(unsealed))
    assert seal({**document, "published_at": "2025-09-25T10:00:00+07:00"}) != document["sealed_sha256"]


def test_ranks_only_leaves_out_figures_notes_sheets_scores_and_groups():
    document = build(inputs())
    disclosed = redact(document, sha256(canonical(document)))
    assert malformed(disclosed) == []
    assert disclosed["disclosure"] == "ranks"
    assert disclosed["sealed_sha256"] == sha256(canonical(document))
    for full, own in zip(document["entrants"], disclosed["entrants"], strict=True):
        assert full.keys() - own.keys() == {"figures", "sheets", "scores", "groups"}
        assert own["notes"] == []
        kept = own.keys() - {"notes"}
        assert {field: own[field] for field in kept} == {field: full[field] for field in kept}
    same = set(disclosed) - {"disclosure", "sealed_sha256", "entrants"}
    assert {field: disclosed[field] for field in same} == {field: document[field] for field in same}


def test_ranks_only_lets_no_figure_or_mark_slip_through():
    document = build(inputs())
    content = canonical(redact(document, "0" * 64)).decode()
    assert "80101" not in content
    assert "Sebagian peserta" not in content
    assert '"P1":' not in content
    assert '"B1":' not in content


def test_what_problems_accepts_can_be_built_and_published():
    assert problems(inputs()) == []
    assert problems(build(inputs())) == []
