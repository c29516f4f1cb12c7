"""Types as the one definition of a shape: what fits is copied, what does not is told by its place."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypedDict

import pytest

from awards.contract.conform import Must, NotConforming, conform, quote

Even = Annotated[int, Must(lambda n: n % 2 == 0, "bilangan genap")]


class Leaf(TypedDict):
    even: Even
    kind: Literal["a", "b"] | None


class Tree(TypedDict):
    name: str
    ripe: bool
    leaves: list[Leaf]
    counts: dict[str, Even | None]


GOOD: dict[str, Any] = {
    "name": "jati",
    "ripe": True,
    "leaves": [{"even": 2, "kind": "a"}, {"even": 0, "kind": None}],
    "counts": {"x": 4, "y": None},
}


def complaints(**changes: Any) -> list[str]:
    with pytest.raises(NotConforming) as refused:
        conform({**GOOD, **changes}, Tree)
    return refused.value.complaints


def test_what_fits_comes_back_as_a_copy():
    copy = conform(GOOD, Tree)
    assert copy == GOOD
    copy["leaves"][0]["even"] = 8
    assert GOOD["leaves"][0]["even"] == 2


def test_keys_the_shape_does_not_name_are_left_out():
    assert conform({**GOOD, "height": 3, "leaves": [{"even": 2, "kind": "a", "colour": "green"}]}, Tree) == {
        **GOOD,
        "leaves": [{"even": 2, "kind": "a"}],
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": 7}, "name: terbaca 7, seharusnya teks"),
        ({"name": None}, "name: terbaca null, seharusnya teks"),
        ({"ripe": 1}, "ripe: terbaca 1, seharusnya true atau false"),
        ({"leaves": {}}, "leaves: terbaca {}, seharusnya daftar"),
        ({"leaves": [7]}, "leaves[0]: terbaca 7, seharusnya objek"),
        ({"leaves": [{"even": 3, "kind": "a"}]}, "leaves[0].even: terbaca 3, seharusnya bilangan genap"),
        (
            {"leaves": [{"even": True, "kind": "a"}]},
            "leaves[0].even: terbaca true, seharusnya bilangan genap",
        ),
        (
            {"leaves": [{"even": 2, "kind": "c"}]},
            'leaves[0].kind: terbaca "c", seharusnya salah satu dari a, b',
        ),
        ({"leaves": [{"even": 2}]}, "leaves[0].kind: tidak ada"),
        ({"counts": {"x": "4"}}, 'counts.x: terbaca "4", seharusnya bilangan genap'),
        ({"counts": []}, "counts: terbaca [], seharusnya objek"),
    ],
)
def test_what_does_not_fit_is_told_by_its_place(changes, expected):
    assert complaints(**changes) == [expected]


def test_every_place_is_told():
    assert complaints(name=7, ripe=None) == [
        "name: terbaca 7, seharusnya teks",
        "ripe: terbaca null, seharusnya true atau false",
    ]


def test_no_object_at_all():
    with pytest.raises(NotConforming) as refused:
        conform([], Tree)
    assert refused.value.complaints == ["dokumen: terbaca [], seharusnya objek"]


def test_a_quote_is_short_and_ascii():
    assert quote("é\n") == '"\\u00e9\\n"'
    assert quote("x" * 1000) == '"' + "x" * 79 + "…"
