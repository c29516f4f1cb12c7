"""Two at once: each waits for the other, and the second one is judged by what the first one left."""

import pytest

from awards.choices import ObjectionStatus, Phase
from awards.editions.phase_changes import advance
from awards.models import Objection
from awards.objections.filing import draft_objection, redraft_objection, send_objection
from regencies.actions.errors import Refused
from tests import factories
from tests.builders.objections import drafted, objected_category, values
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def entry():
    return objected_category(["61.04"]).entries.get(candidate=True)


@pytest.fixture
def head(entry):
    return factories.head(entry.regency)


def test_two_who_begin_the_same_objection_get_one(entry, head):
    officer = factories.officer(entry.regency)
    first, second = race(
        lambda: draft_objection(entry, values(), None, by=head),
        lambda: draft_objection(entry, values(content="Lain"), None, by=officer),
    )
    assert Objection.objects.get() == first
    assert isinstance(second, Refused)
    assert "sudah ada dan berstatus draf" in str(second)


def test_a_second_tap_on_a_new_draft_gets_the_first_one(entry, head):
    first, second = race(
        lambda: draft_objection(entry, values(), None, by=head),
        lambda: draft_objection(entry, values(), None, by=head),
    )
    assert (Objection.objects.get(), second) == (first, first)


def test_what_is_sent_is_not_changed_by_who_still_writes(entry, head):
    draft, officer = drafted(entry, head), factories.officer(entry.regency)
    _, late = race(
        lambda: send_objection(draft, statement=True, by=head),
        lambda: redraft_objection(draft, values(content="Lain"), None, expected_version=1, by=officer),
    )
    assert "sudah dikirim dan tidak dapat diubah lagi" in str(late)
    assert Objection.objects.get().content == "Data BPJS per Desember."


def test_none_is_sent_into_a_phase_that_was_left_meanwhile(entry, head):
    draft, admin = drafted(entry, head), factories.admin()
    _, late = race(
        lambda: advance(entry.category.edition, Phase.PLENARY, by=admin, reason="Sanggahan dikabulkan"),
        lambda: send_objection(draft, statement=True, by=head),
    )
    assert "tidak sedang dibuka; tahap sekarang “Pleno”" in str(late)
    assert Objection.objects.get().status == ObjectionStatus.DRAFT
