"""Two at once on one sheet of paper: whoever comes second waits, looks again, and is told what happened."""

import pytest

from awards.choices import Stage
from awards.models import PaperSheet, ScoreSheet
from awards.panel.sheets import lock_sheet
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import panel as world
from tests.builders.papers import confirmed, entered, scores
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clerks_at_once_make_one_paper_and_the_second_is_told(here):
    second = factories.admin(name="Admin kedua")
    first, other = race(
        lambda: entered(here.member, here.entry, by=here.admin, B1="41"),
        lambda: entered(here.member, here.entry, by=second, B1="42"),
    )
    assert isinstance(other, Refused)
    assert f"sudah dimasukkan oleh {here.admin}" in other.reasons[0]
    assert PaperSheet.objects.get() == first
    assert first.marks.get(criterion__code="B1").value == 41


def test_a_member_who_locks_meanwhile_keeps_what_they_locked(here):
    paper = entered(here.member, here.entry, by=here.admin)
    sheet = world.draft(here.member, here.entry, **{**world.DESK, "B1": "55"})
    second = factories.admin(name="Admin kedua")
    _, told = race(
        lambda: lock_sheet(sheet, by=here.member.user, statement=True), lambda: confirmed(paper, second)
    )
    assert isinstance(told, Refused)
    assert "sudah terkunci sejak" in told.reasons[0]
    assert scores(here.member)["B1"] == "55.00"


def test_a_draft_begun_while_the_paper_is_confirmed_is_refused(here):
    paper = entered(here.member, here.entry, by=here.admin)
    second = factories.admin(name="Admin kedua")
    _, told = race(
        lambda: confirmed(paper, second), lambda: world.draft(here.member, here.entry, Stage.DESK, B1="12")
    )
    assert isinstance(told, Refused)
    assert "sudah dikunci" in told.reasons[0]
    assert scores(here.member)["B1"] == "80.00"
    assert ScoreSheet.objects.count() == 1


def test_of_two_who_confirm_at_once_one_does_and_the_other_is_told_who(here):
    paper = entered(here.member, here.entry, by=here.admin)
    second = factories.admin(name="Admin kedua")
    _, told = race(lambda: confirmed(paper, second), lambda: confirmed(paper, here.member.user))
    assert isinstance(told, Refused)
    assert told.reasons == ["Lembar kertas ini sudah dikonfirmasi oleh Admin kedua. Muat ulang halaman."]
