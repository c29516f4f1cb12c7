"""One value, one form of bytes: that of RFC 8785, held against a library that is made for nothing else."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from regencies.seals.canonical import LARGEST, NotCanonical, canonical

# Letters whose order in UTF-16 is not that of their code points, and what JSON escapes, among all others.
LETTERS = st.text(
    st.sampled_from('\ue000\uffff\U00010000\U0010ffff"\\/\x00\x1f\x7f\u2028é') | st.characters()
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | LETTERS,
    lambda part: st.lists(part) | st.tuples(part) | st.dictionaries(LETTERS, part),
)


@given(VALUES)
def test_the_bytes_are_those_of_the_library(value):
    try:
        expected = rfc8785.dumps(value)
    except ValueError:  # its own, or that of a key it cannot encode
        with pytest.raises(NotCanonical):
            canonical(value)
    else:
        assert canonical(value) == expected


def test_keys_are_sorted_as_utf_16_and_letters_kept():
    assert canonical({"b": "Rp125.000 – sah", "a": [1, None, True]}) == (
        '{"a":[1,null,true],"b":"Rp125.000 – sah"}'.encode()
    )
    assert canonical([{"\ue000": 1, "\U00010000": 2}]) == '[{"\U00010000":2,"\ue000":1}]'.encode()


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        80.0,
        float("nan"),
        float("inf"),
        {"a": [1.0]},
        (0.5,),
        LARGEST + 1,
        {1: "a"},
        "\ud800",
        object(),
        b"",
    ],
)
def test_what_is_no_canonical_json_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical({"value": value})


def test_the_largest_numbers_are_written():
    assert canonical([LARGEST, -LARGEST]) == b"[9007199254740991,-9007199254740991]"
