"""The preview: computed once for one state, and again for another."""

import pytest

from awards.results import preview as module
from awards.results.preview import preview
from tests.builders import publication as world
from tests.once import once

pytestmark = pytest.mark.django_db


@once
def category():
    return world.category_with(["61.04", "61.02"], others=0)


def test_who_looks_again_at_the_same_state_waits_for_no_computing(category):
    module._computed.cache_clear()
    first, again = preview(category), preview(category)
    assert module._computed.cache_info().misses == 1
    assert first.fingerprint == again.fingerprint
    assert first.document["entrants"] == again.document["entrants"]
    assert again.document["published_at"] >= first.document["published_at"] > module.ANY_MOMENT


def test_another_mark_is_another_state(category):
    first = preview(category)
    world.rescore(category.entries.filter(candidate=True).first(), 1)
    again = preview(category)
    assert again.fingerprint != first.fingerprint
    assert again.document["entrants"] != first.document["entrants"]


def test_another_disclosure_is_another_state(category):
    first = preview(category)
    category.disclosure = "ranks" if category.disclosure == "full" else "full"
    category.save()
    assert preview(category).fingerprint != first.fingerprint
