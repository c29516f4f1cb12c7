"""The verifier: equal or different, in which words, sealed or not, full or ranks only."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from awards.document.build import build, redact, seal
from awards.document.rules import problems
from regencies.seals.canonical import canonical, sha256
from tests.builders.document import entrant, inputs, sheet, simple_inputs, small_inputs
from tests.builders.strategies import FIXTURE_SERVES_ALL, publications


def test_a_published_document_is_equal_and_its_hash_is_told(verify):
    content = canonical(build(inputs()))
    status, lines = verify(content)
    assert status == 0
    assert lines[0] == f"SHA-256 {sha256(content)}"
    assert not [line for line in lines if "tersimpan" in line]


@given(publications())
@settings(max_examples=50, suppress_health_check=FIXTURE_SERVES_ALL)
def test_a_built_document_is_equal_unless_its_inputs_break_a_rule(verify, contents):
    broken = problems(contents)
    status, lines = verify(canonical(build(contents)))
    assert status == (1 if broken else 0)
    assert not broken or lines[1:] == broken


def test_a_difference_names_its_place_and_both_values(verify):
    document = build(inputs())
    document["entrants"][0]["total"] = "99.99"
    status, lines = verify(canonical(document))
    assert (status, lines[1:]) == (1, ['entrants[61.04].total: tersimpan "99.99", dihitung ulang "82.72"'])


def test_a_changed_name_breaks_the_seal_only(verify):
    document = build(inputs())
    stored = document["sealed_sha256"]
    document["entrants"][0]["name"] = "Kabupaten Lain"
    status, lines = verify(canonical(document))
    assert status == 1
    assert lines[1:] == [f'sealed_sha256: tersimpan "{stored}", dihitung ulang "{seal(document)}"']


def test_a_document_without_a_seal_is_equal_and_says_what_it_cannot_vouch_for(verify):
    status, lines = verify(canonical({**build(inputs()), "sealed_sha256": None}))
    assert status == 0
    assert "tanpa kode keaslian" in lines[1]


def test_a_forger_who_seals_anew_is_found_by_the_official_hash(verify):
    content = canonical(build(inputs()))
    forged = canonical(build(inputs(published_at="2025-09-25T10:00:00+07:00")))
    assert verify(content, "--sha256", sha256(content).upper())[0] == 0
    assert verify(forged)[0] == 0
    status, lines = verify(forged, "--sha256", sha256(content))
    assert (status, lines[1:]) == (
        1,
        [f"SHA-256: diumumkan {sha256(content)}, dihitung ulang {sha256(forged)}"],
    )


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda content: content + b"\n",
        lambda content: json.dumps(json.loads(content)).encode(),
        lambda content: content.replace(b'"number":1', b'"number":01'),
        lambda content: content.replace(b'"number":1', b'"number":2,"number":1'),
        lambda content: content.replace(b"Kabupaten Ketapang", b"Kabupaten \\u004betapang"),
    ],
)
def test_the_same_document_in_other_bytes_is_a_difference(verify, rewrite):
    content = canonical(build(inputs()))
    assert rewrite(content) != content
    status, lines = verify(rewrite(content))
    assert status == 1
    assert lines[1:] == ["byte: bentuknya bukan bentuk kanonik RFC 8785"]


def test_a_field_the_schema_does_not_know_is_a_difference(verify):
    document = build(inputs())
    document["entrants"][1]["bonus"] = "5"
    document["sealed_sha256"] = None
    status, lines = verify(canonical(document))
    assert (status, lines[1:]) == (1, ['entrants[61.02].bonus: tersimpan "5", dihitung ulang tidak ada'])


def test_results_may_be_right_and_the_publication_still_against_the_rules(verify):
    status, lines = verify(canonical(build(inputs(method={**inputs()["method"], "quorum": 9}))))
    assert status == 1
    assert [line.split(":")[0] for line in lines[1:]] == ["Kabupaten Sekadau (61.09)"]


def ranks_only() -> Any:
    document = build(small_inputs())
    return redact(document, sha256(canonical(document)))


def test_ranks_only_is_checked_as_far_as_it_goes(verify):
    status, lines = verify(canonical(ranks_only()))
    assert status == 0
    assert "hanya membuka peringkat" in lines[1]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rank", 2),
        ("rank", 3),
        ("rank", None),
        ("total", "10.00"),
        ("total", None),
        ("tie", "shared"),
        ("tie", "group:A"),
        ("stability", {"best": 2, "worst": 2}),
        ("stability", {"best": 1, "worst": 3}),
        ("stability", {"best": 0, "worst": 1}),
        ("stability", None),
    ],
)
def test_ranks_that_contradict_the_totals_are_found(verify, field, value):
    document = ranks_only()
    document["entrants"][0][field] = value
    assert verify(canonical(document))[0] == 1


@pytest.mark.parametrize(("field", "value"), [("total", "10.00"), ("rank", 3), ("tie", "shared")])
def test_who_is_no_candidate_has_no_rank_in_ranks_only_either(verify, field, value):
    document = ranks_only()
    document["entrants"][2][field] = value
    assert verify(canonical(document))[0] == 1


def test_ranks_only_must_say_which_full_document_it_stands_for(verify):
    assert verify(canonical({**ranks_only(), "sealed_sha256": None}))[0] == 1


def test_ranks_only_with_something_undisclosed_in_it_is_a_difference(verify):
    document = ranks_only()
    document["entrants"][0]["scores"] = {"A1": "68.0198"}
    status, lines = verify(canonical(document))
    assert status == 1
    assert lines[1:] == ['entrants[61.04].scores: tersimpan {"A1": "68.0198"}, dihitung ulang tidak ada']


def alike(marks: dict[str, str], **changes: Any) -> Any:
    """What "ranks" discloses of candidates whose one mark is their total."""
    entrants = [entrant(code, sheets=[sheet("P1", {"B1": mark})]) for code, mark in marks.items()]
    document = build(simple_inputs(entrants, panel=[{"id": "P1"}], **changes))
    return redact(document, sha256(canonical(document)))


def told(verify, document: Any) -> list[str]:
    """The lines about what cannot be true; none and the status 0 where all can be."""
    status, lines = verify(canonical(document))
    advice = ("hanya membuka peringkat", "Bandingkan SHA-256 ini")
    wrong = [line for line in lines[1:] if not any(words in line for words in advice)]
    assert status == bool(wrong)
    return wrong


def test_a_shared_rank_is_shared_by_all_or_told(verify):
    document = alike({"61.01": "80", "61.02": "80", "61.03": "70"})
    assert [(one["rank"], one["tie"]) for one in document["entrants"]] == [
        (1, "shared"),
        (1, "shared"),
        (3, None),
    ]
    assert told(verify, document) == []
    document["entrants"][0]["tie"] = "plenary"
    assert told(verify, document) == ['entrants[61.01].tie: tersimpan "plenary", seharusnya "shared"']


def test_a_rank_the_plenary_set_is_the_plenarys_or_told(verify):
    decision = {"codes": ["61.01", "61.02"], "order": ["61.02", "61.01"], "reason": "Musyawarah"}
    document = alike({"61.01": "80", "61.02": "80"}, plenary=[decision])
    assert [(one["rank"], one["tie"]) for one in document["entrants"]] == [(2, "plenary"), (1, "plenary")]
    assert told(verify, document) == []
    document["entrants"][0]["tie"] = "shared"
    assert told(verify, document) == ['entrants[61.01].tie: tersimpan "shared", seharusnya "plenary"']


def test_a_broken_method_is_told_of_ranks_too(verify):
    document = alike({"61.01": "80", "61.02": "70"})
    document["method"]["quorum"] = 2
    assert told(verify, document) == [
        "Kuorum terbaca 2, sedangkan anggota hanya 1; kuorum tidak boleh melebihi jumlah anggota. Turunkan kuorum "
        "atau lengkapi Tim Sembilan."
    ]


def test_nothing_in_a_document_can_command_the_terminal(verify):
    document = build(small_inputs())
    document["entrants"][0]["name"] = "\x1b[2J\nSHA-256 palsu"
    document["entrants"][0]["sheets"] = []
    status, lines = verify(canonical(document))
    assert status == 1
    assert not [line for line in lines if "\x1b" in line or line.startswith("SHA-256 palsu")]
