"""What a member's list says at the very moment, and of another award year nothing."""

import datetime

import pytest
from django.utils import timezone

from awards.choices import Position, Stage
from awards.conflicts.quorum import warnings
from awards.editions.default_criteria import create_category
from awards.live.presentations import call, open_floor, skip
from awards.models import Absence, Category, Entry, NotApplicable, Recusal, Seat
from awards.panel.boards import Board, board, candidates_for, listed_for, whole
from awards.panel.member.board import member_board
from awards.panel.member.sheet_page import sheet_page
from awards.panel.progress import Progress, asked_of, not_judging, progress_of
from awards.panel.timing import PRESENTATION, begun_interviews, why_not_now
from regencies.choices import Role
from regencies.models import Membership
from tests import factories
from tests.builders import edition as years
from tests.builders import nominees
from tests.builders import panel as world

pytestmark = pytest.mark.django_db
TINY = datetime.timedelta(microseconds=1)


def test_a_presentation_begins_at_its_moment_and_is_over_at_its_end(seat, entry):
    start, end = entry.presentation_at, entry.presentation_at + PRESENTATION

    def at(moment: datetime.datetime) -> tuple[int | None, datetime.datetime | None, int | None]:
        found, page = member_board(seat, moment), sheet_page(seat.user, entry.pk, Stage.DESK)
        page.now = moment
        assert page.presents_until == found.until
        presenting, upcoming = (one and one.pk for one in (found.presenting, found.upcoming))
        return presenting, found.until, upcoming

    assert at(start - TINY) == (None, None, entry.pk)
    assert at(start) == at(end - TINY) == (entry.pk, end, None)
    assert at(end) == (None, None, None)


def test_the_list_calls_and_identifies_a_candidate_as_the_entry_itself_does(seat, panel, edition, entry):
    world.candidate(edition, "Sambas", "61.01")
    village = nominees.candidate(create_category(edition, nominees.VILLAGE), "Desa Alfa", entry.regency)
    Recusal.objects.create(seat=seat, entry=village, reason="Kerabat")
    found = member_board(seat, timezone.now())
    assert len(found.candidates) == 3
    whole = [(row.entry, row.conflict, row.away, row.declared) for row in found.rows]
    assert [(str(one), one.code, one.hidden, one.absent, one.declared) for one in found.candidates] == [
        (str(entry), entry.code, *rest) for entry, *rest in whole
    ]
    assert [one.presentation_at for one in found.candidates if one.hidden] == [None]


def test_the_board_of_what_a_list_knows_says_what_the_board_of_the_entries_says(panel, edition, entry):
    hidden, chair = world.candidate(edition, "Sambas", "61.01"), panel[0]
    nominees.candidate(create_category(edition, nominees.VILLAGE), "Desa Alfa", entry.regency)
    Recusal.objects.create(seat=chair, entry=hidden, reason="Kerabat")
    world.locked_both(panel[1], entry)
    read, light = board(edition, candidates_for(chair.user, edition)), listed_for(chair.user, edition)
    assert [(one.pk, str(one), one.quorum, one.hidden) for one in light] == [
        (one.pk, str(one), one.quorum, one.hidden) for one in read.entries
    ]
    told = board(edition, light)
    assert [one.pk for one in told.known] == [one.pk for one in read.known]
    assert (told.members, told.judging, told.complete) == (read.members, read.judging, read.complete)
    assert told.rows_of(whole(light, edition)) == read.rows_of(read.entries)
    assert warnings(told) == warnings(read)
    assert whole(light[::-1], edition) == read.entries[::-1]
    assert whole([], edition) == []


def test_a_page_of_the_list_is_read_in_two_queries(seat, edition, entry, django_assert_num_queries):
    other = world.candidate(edition, "Sambas", "61.01")
    found = member_board(seat, timezone.now())
    with django_assert_num_queries(2):
        rows = found.rows_of(found.candidates[1:])
    assert [row.entry for row in rows] == [row.entry for row in found.rows][1:]
    assert {row.entry for row in found.rows} == {entry, other}
    with django_assert_num_queries(0):
        assert found.rows_of([]) == []


def test_the_interview_opens_at_the_moment_of_the_presentation(edition, entry):
    start = entry.presentation_at
    for moment, open_ in ((start - TINY, False), (start, True)):
        assert begun_interviews(edition, [entry], moment) == ({entry.pk} if open_ else set())
        assert (why_not_now(entry, Stage.INTERVIEW, moment) == []) is open_


def test_in_an_open_room_it_opens_with_the_call_of_its_own_candidate(panel, edition, entry):
    other = world.candidate(edition, "Sambas", "61.01", presentation_at=None)
    open_floor(edition, by=panel[0].user)
    skip(other, by=panel[0].user)
    call(entry, by=panel[0].user)
    edition.refresh_from_db()
    now = timezone.now()
    assert begun_interviews(edition, [entry, other], now) == {entry.pk}
    assert begun_interviews(edition, [other], now) == set()
    for called, open_ in ((entry, True), (other, False)):
        called.category.edition = edition
        assert (why_not_now(called, Stage.INTERVIEW, now) == []) is open_


def test_who_sits_on_two_panels_is_shown_each_year_by_itself(seat, panel, edition, entry):
    before = world.scoring_edition(award_year=edition.award_year - 1)
    for number, user in enumerate((panel[0].user, seat.user), start=1):
        Seat.objects.create(edition=before, number=number, user=user, element="Unsur")
    earlier = world.candidate(before, "Sambas", "61.01")
    world.locked_both(seat, entry)
    found = member_board(seat, timezone.now())
    assert ([row.entry for row in found.rows], found.progress) == ([entry], "2 dari 2")
    own = Seat.objects.get(edition=before, user=seat.user)
    assert [row.entry for row in member_board(own, timezone.now()).rows] == [earlier]
    shown = board(edition, candidates_for(panel[0].user, edition))
    assert [row.entry for row in world.rows_of(shown)] == [entry]
    assert [(each.number, locked) for each, locked, _ in shown.members] == [(1, 0), (2, 2), (3, 0)]


def test_a_board_is_complete_when_every_sheet_of_what_the_viewer_may_know_is_locked(panel, edition, entry):
    other = world.candidate(edition, "Sambas", "61.01")
    chair = panel[0]

    def shown() -> Board:
        return board(edition, candidates_for(chair.user, edition))

    def complete() -> dict[Entry, bool | None]:
        """By candidate; None where it is hidden. A row says the same as the light pass over all."""
        found = shown()
        light = {entry: one.complete for entry in found.known for one in [found.judging[entry.pk]]}
        rows = {row.entry: None if row.hidden else row.complete for row in world.rows_of(found)}
        assert {row: said for row, said in rows.items() if said is not None} == light
        return rows

    assert complete() == {entry: False, other: False}
    Recusal.objects.create(seat=chair, entry=entry, reason="Kerabat")
    assert (complete(), shown().known, shown().complete) == ({entry: None, other: False}, [other], False)
    for seat in panel:
        world.locked_both(seat, other)
    assert (complete(), shown().complete) == ({entry: None, other: True}, True)
    Recusal.objects.create(seat=chair, entry=other, reason="Kerabat")
    assert (complete(), shown().known, shown().complete) == ({entry: None, other: None}, [], False)


def test_who_withdrew_is_away_or_works_there_does_not_judge_and_has_begun_nothing(panel, edition, entry):
    Recusal.objects.create(seat=panel[0], entry=entry, reason="Kerabat")
    Absence.objects.create(seat=panel[1], entry=entry, reason="Sakit", recorded_by=panel[0].user)
    since = datetime.date(2020, 1, 1)
    Membership.objects.create(user=panel[2].user, role=Role.OFFICER, regency=entry.regency, since=since)
    seats = list(edition.seats.with_judged().select_related("user"))
    assert not_judging(edition, seats) == {(seat.pk, entry.pk) for seat in panel}
    begun = progress_of(seats, [entry], asked_of([entry]))
    assert begun[panel[0].pk, entry.pk][Stage.DESK] == Progress(Stage.DESK, "none", filled=0, asked=10)


def test_what_is_not_asked_of_one_is_asked_of_the_other(edition, entry):
    other = world.candidate(edition, "Sambas", "61.01")
    village = entry.category.criteria.get(code="C2")
    NotApplicable.objects.create(entry=other, criterion=village, reason="Kota tidak memiliki desa")
    asked = asked_of([entry, other])
    assert [len(asked[each.pk][Stage.DESK]) for each in (entry, other)] == [10, 9]


def test_the_secretary_follows_what_the_chair_judges_whatever_seat_that_is(panel, edition, entry):
    for seat, position in zip(panel, (Position.MEMBER, Position.SECRETARY, Position.CHAIR), strict=True):
        Seat.objects.filter(pk=seat.pk).update(position=position)
    member, secretary, chair = world.by_seat(edition)
    second = years.like(entry.category)
    third = Category.objects.create(edition=edition, slug="alfa", name="Alfa")
    for seat in (member, secretary):
        world.judges_only(seat, entry.category)
    one = factories.candidate(second, factories.regency("Sambas", "61.01"))
    two = factories.candidate(third, factories.regency("Mempawah", "61.02"))
    employer = factories.regency("Landak", "61.08")
    factories.candidate(second, employer)
    since = datetime.date(2020, 1, 1)
    Membership.objects.create(user=secretary.user, role=Role.OFFICER, regency=employer, since=since)
    before = world.scoring_edition(award_year=edition.award_year - 1)
    Seat.objects.create(edition=before, number=1, user=chair.user, element="Unsur")
    world.candidate(before, "Sanggau", "61.03")
    assert member_board(secretary, timezone.now()).of_chair == [one, two]
