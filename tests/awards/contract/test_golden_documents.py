"""Documents kept as they were published, one for each schema and feature: they stay readable for ever.

A file here is never changed and never taken away; a new feature of the format brings a new one.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from awards.contract.schema import READERS
from awards.document.build import malformed
from awards.document.parse import parse
from awards.models import Publication
from awards.presenters.ranking_page import page
from awards.publishing.render import files_of
from awards.scoring.scores import indicator_values
from awards.verify import findings
from regencies.seals.canonical import canonical, sha256
from tests.builders.publication import admin_of, category_with

FOLDER = Path(__file__).with_name("golden")
PINNED = {
    "publication-1.full": "dd029105bde6fa60f15d3de84fffb1ce127d841b85c30cdbc020c30ade1a5c57",
    "publication-1.correction": "940615d720430eb7f2bd94c91d3d614c20eb36265d9c85011dd128ddaa49e737",
    "publication-1.ranks": "59578fae802f3670c785dddaf692a25adacdfbebc523bbb257091589cdcdff85",
    "publication-1.median": "204dc9e18dd03486ba0210cae637178d8495d350d6b9e41c83eeb9ef15b3c82b",
    "publication-1.shared-rank": "4222c834b9640ba85e3aa79dd139ea4e2d9398fde01d1c7a499f5e3316ad28fd",
    "publication-1.plenary": "23b5f18813cd14301c86902dcd5d12b8196c0933c57288940c7465cfbe897e2a",
    "publication-1.more-segments": "64a84975f89d5428e70bc4816d1b80e6d901586d3eccaf925d83b4cb62df2f5f",
    "publication-1.odd-letters": "b65be482bd21de7aaecddb42f92fbfd3ec511ce3dc0d962acc884e54f3383e02",
    "publication-1.group-not-applicable": "6ce6598e231e560518d9497f9d49a864cf9cd5ee07f3cf5dd4ef307966f3f6e3",
    "publication-1.special-award-evidence": "5d91e57ee6930721930f78fc5e081af43e6a0c3f10dd3475bdf09e163b214f99",
}


def content(name: str) -> bytes:
    return (FOLDER / f"{name}.json").read_bytes()


def golden(name: str) -> dict[str, Any]:
    return dict(json.loads(content(name)))


def test_every_golden_document_is_pinned():
    assert {path.stem for path in FOLDER.iterdir()} == set(PINNED)


def test_every_reader_has_documents_of_all_it_reads():
    seen = {(golden(name)["schema"], golden(name)["disclosure"]) for name in PINNED}
    assert seen == {(schema, disclosed) for schema, shapes in READERS.items() for disclosed in shapes}
    assert set(READERS) >= {"paritrana.publication/1"}


@pytest.mark.parametrize("name", PINNED)
def test_a_golden_document_is_read_and_recomputed_to_the_last_byte(name):
    raw = content(name)
    document = parse(raw)
    assert (sha256(raw), canonical(document) == raw) == (PINNED[name], True)
    assert list(findings(raw, document)) == []


@pytest.mark.parametrize("name", PINNED)
@pytest.mark.django_db
def test_every_file_of_a_golden_document_is_still_made(name):
    category, document = category_with(), golden(name)
    row = Publication.objects.create(
        category=category,
        number=document["number"],
        document=content(name),
        sha256=PINNED[name],
        reason=document["reason"] or "",
        published_at=document["published_at"],
        published_by=admin_of(category),
    )
    row.refresh_from_db()
    made = {file.name: len(file.make()) for file in files_of([row])}
    assert sorted(made) == [
        "data.csv",
        "datapackage.json",
        "index.html",
        "kartu.png",
        "laporan.json",
        "peringkat.csv",
        "peringkat.pdf",
        "peringkat.xlsx",
        "ringkasan.json",
    ]
    assert min(made.values()) > 0


def test_figures_are_summed_over_whatever_segments_they_hold():
    more, usual = golden("publication-1.more-segments"), golden("publication-1.full")
    figures = more["entrants"][0]["figures"]
    assert figures["registered"] == {
        **usual["entrants"][0]["figures"]["registered"],
        "domestic_workers": 1_200,
    }
    assert indicator_values(figures)["coverage"] == Fraction(
        (80_101 + 42_217 + 1_200) * 100, 95_000 + 84_827 + 3_000
    )


def test_a_page_calls_figures_what_the_document_calls_them():
    notes = {name: page(golden(f"publication-1.{name}"), {})["notes"] for name in ("full", "more-segments")}
    assert {note["figure"] for note in notes["full"]} == {"Cakupan"}
    assert {note["figure"] for note in notes["more-segments"]} == {"Cakupan semesta"}


@pytest.mark.parametrize(
    ("segments", "complaint"),
    [
        ({"Sopir": 1}, "entrants[0].figures.registered: kunci: terbaca \"Sopir\", seharusnya huruf kecil a–z dan garis "
         "bawah"),
        ({"": 1}, "entrants[0].figures.registered: kunci: terbaca \"\", seharusnya huruf kecil a–z dan garis bawah"),
        ({"drivers": -1}, "entrants[0].figures.registered.drivers: terbaca -1, seharusnya bilangan bulat 0 atau lebih"),
        ({"drivers": "1"}, "entrants[0].figures.registered.drivers: terbaca \"1\", seharusnya bilangan bulat 0 atau "
         "lebih"),
    ],
)  # fmt: skip
def test_a_segment_is_a_slug_and_people_are_counted_whole(segments, complaint):
    document = golden("publication-1.full")
    document["entrants"][0]["figures"]["registered"] = segments
    assert malformed(document) == [complaint]


@pytest.mark.parametrize("segments", [{}, {"drivers": None}, {"drivers": 0}])
def test_other_segments_and_none_are_a_document_too(segments):
    document = golden("publication-1.full")
    document["entrants"][0]["figures"]["registered"] = segments
    assert malformed(document) == []


@pytest.mark.parametrize(
    ("labels", "complaint"),
    [
        (None, "labels: terbaca null, seharusnya objek"),
        ({"segments": {}}, "labels.indicators: tidak ada"),
        ({"segments": {"a": 1}, "indicators": {}}, "labels.segments.a: terbaca 1, seharusnya teks"),
    ],
)
def test_labels_may_be_absent_but_not_half_there(labels, complaint):
    document = golden("publication-1.full")
    assert "labels" not in document
    assert malformed(document | {"labels": labels}) == [complaint]


def test_a_document_of_another_schema_is_none_of_ours():
    document = golden("publication-1.full") | {"schema": "paritrana.publication/2"}
    assert malformed(document) == [
        'schema: terbaca "paritrana.publication/2", seharusnya salah satu dari paritrana.publication/1'
    ]
