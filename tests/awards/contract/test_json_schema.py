"""The JSON Schema beside the contract says what the contract says: of every golden document, whole or spoiled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from awards.contract.json_schema import FILE, json_schema, text
from awards.document.build import malformed
from awards.verify import findings
from regencies.seals.canonical import canonical
from tests.awards.contract.schema_reader import faults
from tests.awards.contract.test_golden_documents import PINNED, golden

SCHEMA = json.loads(FILE.read_text(encoding="utf-8"))
VALUES = [None, "", "x", "1.5", "-1", "01", "a" * 64, 0, 1, -1, 2**53, True, [], {}, [1], {"x": 1}]
LABELS = {"segments": {"drivers": "Sopir"}, "indicators": {"coverage": "Cakupan"}}


def test_the_published_file_is_the_schema_of_the_contract():
    assert FILE.read_text(encoding="utf-8") == text()
    assert json_schema() == SCHEMA


@pytest.mark.django_db
def test_the_schema_is_served_to_everybody(client):
    response = client.get("/skema/publication-1.schema.json")
    assert (response.status_code, response["Content-Type"]) == (200, "application/schema+json")
    assert response.content == FILE.read_bytes()
    assert (
        client.get(
            "/skema/publication-1.schema.json", headers={"If-None-Match": response["ETag"]}
        ).status_code
        == 304
    )


@pytest.mark.parametrize("name", PINNED)
def test_a_golden_document_is_of_the_schema(name):
    assert list(faults(golden(name), SCHEMA, SCHEMA)) == []


def places(value: Any, path: str = "") -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every kind of place in a document once: its path, "*" for an item or a code, and the keys that lead there."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        own = f"{path}.{key if isinstance(key, str) and key.islower() else '*'}"
        yield own, (key,)
        if isinstance(item, dict | list):
            yield from ((deeper, (key, *keys)) for deeper, keys in places(item, own))


def spoiled(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The document with one place changed, taken away or added to, for every kind of place."""
    for path, keys in dict(places(document)).items():
        for value in (*VALUES, "gone", "more"):
            copy = deepcopy(document)
            inside = copy
            for key in keys[:-1]:
                inside = inside[key]
            if value == "gone" and isinstance(inside, dict):
                del inside[keys[-1]]
            elif value != "more":
                inside[keys[-1]] = value
            yield f"{path} = {value!r}", copy


@pytest.mark.parametrize(
    "whole", [golden("publication-1.correction") | {"labels": LABELS}, golden("publication-1.ranks")]
)
def test_schema_and_contract_refuse_the_same(whole):
    disagreeing = []
    for what, document in spoiled(whole):
        ours, theirs = bool(malformed(document)), any(faults(document, SCHEMA, SCHEMA))
        if ours != theirs and not (theirs and holds_unnamed_keys(document)):
            disagreeing.append((what, ours, theirs))
    assert disagreeing == []


def holds_unnamed_keys(document: dict[str, Any]) -> bool:
    """Whether the verifier finds what the contract alone lets pass: keys that no shape names."""
    return any("(tidak ada)" in line or "ABSENT" in line for line in findings(canonical(document), document))


@pytest.mark.parametrize(
    "where", [(), ("edition",), ("method",), ("entrants", 0), ("entrants", 0, "stability")]
)
def test_a_key_nobody_named_is_refused_by_schema_and_verifier(where):
    document = golden("publication-1.full")
    inside: Any = document
    for key in where:
        inside = inside[key]
    inside["height"] = "3"
    lead = ".".join(str(key) for key in where)
    assert len([*faults(document, SCHEMA, SCHEMA)]) == 1, lead
    assert any("height" in line for line in findings(canonical(document), document))
