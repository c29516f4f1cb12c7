"""The verifier before arbitrary files: one line for what is no document, an answer for any that is."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.document.build import build
from awards.document.parse import NoDocument, parse
from regencies.seals.canonical import NotCanonical, canonical
from tests.builders.document import criterion, entrant, leaves, sheet, small_inputs
from tests.builders.strategies import FIXTURE_SERVES_ALL

PUBLISHED: Any = build(small_inputs())


def with_(path: str, value: Any) -> bytes:
    """The document with one value replaced, in whatever bytes JSON gives."""
    document = deepcopy(PUBLISHED)
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    container: Any = document
    for part in parents:
        container = container[part]
    container[last] = value
    return json.dumps(document).encode()


NO_DOCUMENTS = {
    "empty": b"",
    "text": b"bukan dokumen",
    "not utf-8": b'{"schema": "\xff"}',
    "utf-16": canonical(PUBLISHED).decode().encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf" + canonical(PUBLISHED),
    "half of it": canonical(PUBLISHED)[:-200],
    "null": b"null",
    "list": b"[]",
    "number": b"7",
    "object": b"{}",
    "schema only": b'{"schema": "paritrana.publication/1"}',
    "another schema": with_("schema", "paritrana.publication/2"),
    "another disclosure": with_("disclosure", "some"),
    "key twice": b'{"schema": "paritrana.publication/1", "schema": "paritrana.publication/1"}',
    "NaN": b'{"number": NaN}',
    "infinity": b'{"number": -Infinity}',
    "float": with_("number", 2.0),
    "exponent": b'{"number": 1e999999999}',
    "integer beyond 2^53": with_("number", 2**53),
    "endless integer": b'{"number": ' + b"9" * 10_000 + b"}",
    "boolean for an integer": with_("number", True),
    "integer for a boolean": with_("sample_data", 1),
    "text for an integer": with_("method/quorum", "2"),
    "negative count": with_("entrants/0/figures/registered/wage_earners", -1),
    "negative weight": with_("criteria/0/weight", "-20.5"),
    "exponent in a weight": with_("criteria/0/weight", "1e999999999"),
    "endless weight": with_("criteria/0/weight", "9" * 10_000),
    "arabic digits": with_("criteria/0/weight", "٢٠"),
    "number with a line feed": with_("criteria/0/weight", "20.5\n"),
    "a thousand places": with_("method/places", 1000),
    "entrants null": with_("entrants", None),
    "entrant text": with_("entrants/0", "61.04"),
    "sheets null": with_("entrants/0/sheets", None),
    "mark null": with_("entrants/0/sheets/0/scores/B1", None),
    "unknown indicator": with_("criteria/0/indicator", "height"),
    "indicator list": with_("criteria/0/indicator", []),
    "lone surrogate": with_("reason", "\ud800"),
    "deep list": b"[" * 100_000,
    "deep field": with_("extra", None).replace(b'"extra": null', b'"extra": ' + b"[" * 990 + b"]" * 990),
    "deep object": b'{"a":' * 100_000,
}


@pytest.mark.parametrize("content", NO_DOCUMENTS.values(), ids=NO_DOCUMENTS)
def test_what_is_no_document_is_refused_in_one_line(verify, content):
    status, lines = verify(content)
    assert (status, len(lines)) == (2, 1), lines


@pytest.mark.parametrize("number", ["0.5", "1." + "2" * 18, "1." + "2" * 19])
def test_a_number_that_is_no_text_is_quoted_by_its_first_twenty_characters(number):
    with pytest.raises(NoDocument, match=f"ada bilangan {number[:20]} di luar tanda kutip$"):
        parse(f'{{"places": {number}}}'.encode())


ODD_DOCUMENTS = {
    "nothing in it": {"criteria": [], "panel": [], "entrants": []},
    "no criteria": {"criteria": []},
    "no weight": {"criteria": [criterion("B1", "0"), criterion("C1", "0")]},
    "no full mark": {"criteria": [criterion("A1", indicator="coverage")]},
    "full mark zero": {"criteria": [criterion("A1", indicator="coverage", full_mark="0.00")]},
    "no indicator": {"criteria": [{**criterion("A1"), "source": "figures"}]},
    "criterion twice": {"criteria": [criterion("B1", "50"), criterion("B1", "50")]},
    "entrant twice": {"entrants": [entrant("61.04"), entrant("61.04")]},
    "nobody a candidate": {"entrants": [entrant("61.04", candidate=False)]},
    "nobody on the panel": {"panel": []},
    "nothing applies": {"entrants": [entrant("61.04", not_applicable=["A1", "A2", "A3", "A4", "B1", "C1"])]},
    "stranger's sheet": {"entrants": [entrant("61.04", sheets=[sheet("P9", {"B1": "80", "C1": "80"})])]},
    "mark above 100": {"entrants": [entrant("61.04", sheets=[sheet("P1", {"B1": "800", "C1": "80"})])]},
    "endless quorum": {"method": {**small_inputs()["method"], "quorum": 2**53 - 1}},
    "unknown steps": {
        "method": {**small_inputs()["method"], "tie_break": ["", ":", "group", "criterion:", "x:A1"]}
    },
    "unknown plenary": {"plenary": [{"codes": ["99.99"], "order": [], "reason": ""}]},
    "number zero": {"number": 0},
    "no date": {"published_at": "kemarin"},
    "no offset": {"published_at": "2025-09-24T10:00:00"},
    "weights of fifteen digits": {"criteria": [criterion("B1", "9" * 15 + "." + "9" * 15)]},
}


@pytest.mark.parametrize("changes", ODD_DOCUMENTS.values(), ids=ODD_DOCUMENTS)
def test_a_document_against_the_rules_is_recomputed_and_refused(verify, changes):
    status, lines = verify(canonical(build({**small_inputs(), **changes})))
    assert status == 1
    assert len(lines) > 1


@pytest.mark.parametrize(
    "extreme",
    [{"trim": 2**53 - 1, "aggregate": "trimmed_mean"}, {"tie_break": ["group:A"] * 5_000}, {"places": 9}],
)
def test_an_extreme_method_within_the_rules_is_recomputed(verify, extreme):
    contents = small_inputs()
    contents["method"] |= extreme
    assert verify(canonical(build(contents)))[0] == 0


def json_values() -> st.SearchStrategy[Any]:
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    return st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)
    )


@given(st.binary(max_size=200) | json_values().map(lambda value: json.dumps(value).encode()))
@settings(max_examples=200, suppress_health_check=FIXTURE_SERVES_ALL)
def test_garbage_never_gives_anything_but_2(verify, content):
    status, lines = verify(content)
    assert (status, len(lines)) == (2, 1)


@given(st.data())
@settings(max_examples=100, suppress_health_check=FIXTURE_SERVES_ALL)
def test_any_value_anywhere_in_a_document_gives_an_answer(verify, data):
    document = deepcopy(PUBLISHED)
    _, container, key = data.draw(st.sampled_from(list(leaves(document))))
    container[key] = data.draw(json_values())
    try:
        content = canonical(document)
    except NotCanonical:
        content = json.dumps(document).encode()
    status, lines = verify(content)
    assert (status == 0) == (content == canonical(PUBLISHED))
    assert len(lines) == 1 or status != 2
