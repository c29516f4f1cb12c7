"""A seat judges the categories it names and nothing else; one that names none judges them all."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.choices import Position, Stage
from awards.conflicts.recusals import record_conflicts, recuse, unrecorded_conflicts
from awards.models import Category, Entry, Recusal, Seat
from awards.panel.absences import record_absence
from awards.panel.boards import board, candidates_for
from awards.panel.marks import panel_scores
from awards.panel.member.board import member_board
from awards.panel.permissions import can_see_scores_of_others, judges_elsewhere
from regencies.actions.errors import Refused
from regencies.choices import Role
from regencies.models import Membership
from tests import factories
from tests.builders import edition as year
from tests.builders import panel as world

pytestmark = pytest.mark.django_db

TEN_MINUTES = datetime.timedelta(minutes=10)


@pytest.fixture
def second(entry) -> Category:
    """A category beside the entry's own, with the same criteria."""
    return year.like(entry.category)


@pytest.fixture
def other(second) -> Entry:
    """A candidate of it, before the panel since ten minutes."""
    begun = timezone.now() - TEN_MINUTES
    return factories.candidate(second, factories.regency("Sambas", "61.01"), presentation_at=begun)


@pytest.fixture
def seat(panel, entry, second) -> Seat:
    """The second seat, which judges the entry's category and not the other."""
    return world.judges_only(panel[1], entry.category)


def judged(edition) -> dict[int, list[str]]:
    """The addresses of what each seat judges, by its number."""
    addresses = dict(edition.categories.values_list("pk", "slug"))
    return {seat.number: [addresses[pk] for pk in seat.judged] for seat in edition.seats.with_judged()}


# Who judges what ------------------------------------------------------------------------------------
def test_a_seat_judges_all_categories_until_it_names_some(edition, panel, entry, second):
    both = ["kabupaten-kota", "kedua"]
    assert judged(edition) == {1: both, 2: both, 3: both}
    world.judges_only(panel[1], second)
    assert judged(edition) == {1: both, 2: ["kedua"], 3: both}
    Category.objects.create(edition=edition, slug="ketiga", name="Ketiga")
    everything = ["kabupaten-kota", "kedua", "ketiga"]
    assert judged(edition) == {1: everything, 2: ["kedua"], 3: everything}
    for category, numbers in ((entry.category, [1, 3]), (second, [1, 2, 3])):
        found = Seat.objects.judging(category).order_by("number")
        assert list(found.values_list("number", flat=True)) == numbers


def test_of_another_award_year_a_seat_judges_nothing(panel, entry):
    earlier = world.candidate(world.scoring_edition(award_year=2025), "Landak", "61.08")
    assert not Seat.objects.judging(earlier.category).exists()
    assert not judges_elsewhere(
        panel[1].user, entries=earlier
    )  # no member there at all: known by other rules


# What a member sees ---------------------------------------------------------------------------------
def test_the_list_has_the_candidates_of_the_own_categories_and_counts_their_sheets(seat, panel, entry, other):
    world.presented(entry)
    now = timezone.now()
    restricted, whole = member_board(seat, now), member_board(panel[2], now)
    assert [row.entry for row in restricted.rows] == [entry]
    assert (restricted.sheets, whole.sheets) == (2, 4)
    assert {row.entry for row in whole.rows} == {entry, other}
    assert (restricted.presenting, whole.presenting.pk) == (None, other.pk)
    page = world.logged_in(seat.user).get(reverse("panel_index")).content.decode()
    assert "Kategori yang Bapak/Ibu nilai: Pemerintah Kabupaten/Kota." in page
    assert "Sambas" not in page
    Entry.objects.filter(pk=other.pk).update(presentation_at=now + TEN_MINUTES)
    later = member_board(seat, now)  # a slot ends when the next one begins, whoever judges that
    assert (later.presenting.pk, later.until) == (entry.pk, now + TEN_MINUTES)


def test_nothing_of_another_category_is_found(seat, panel, entry, other):
    file = world.evidence_of(other)
    sheet = world.locked(panel[2], other)
    absence = record_absence(panel[2], other, by=panel[0].user, reason="Sakit")
    recusal = Recusal.objects.create(seat=panel[0], entry=other, reason="Kerabat")
    pages = [
        reverse(name, args=[other.pk])
        for name in ("panel_dossier", "panel_recuse", "panel_scores", "chair_entry")
    ]
    pages += [reverse("panel_evidence", args=[other.pk, file.pk])]
    pages += [
        reverse(name, args=[other.pk, stage])
        for name in ("panel_sheet", "panel_total", "panel_lock")
        for stage in Stage
    ]
    pages += [reverse(name, args=[sheet.pk]) for name in ("chair_reopen", "chair_history")]
    pages += [reverse("chair_present", args=[absence.pk]), reverse("chair_lift", args=[recusal.pk])]
    pages += [reverse("chair_absent", args=[other.pk, panel[2].pk])]
    pages += [reverse(name, args=[other.category_id]) for name in ("chair_result", "chair_plenary")]
    member, colleague = world.logged_in(seat.user), world.logged_in(panel[2].user)
    for page in pages:
        assert (page, member.get(page).status_code) == (page, 404)
        assert (page, member.post(page, {"version": 0}).status_code in {404, 405}) == (page, True)
        assert (page, colleague.get(page).status_code in {200, 302, 403}) == (page, True)
    assert not can_see_scores_of_others(seat.user, other)


def test_no_verb_of_a_member_reaches_another_category(seat, panel, other):
    refused = {
        "open": lambda: world.begin(seat, other, Stage.DESK, by=seat.user),
        "withdraw": lambda: recuse(seat, other, by=seat.user, reason="Kerabat"),
        "absent": lambda: record_absence(seat, other, by=panel[0].user, reason="Sakit"),
    }
    said = {}
    for name, act in refused.items():
        with pytest.raises(Refused) as refusal:
            act()
        said[name] = refusal.value.reasons
    assert said == {
        "open": ["Kabupaten Sambas bukan kandidat yang dinilai oleh kursi ini."],
        "withdraw": ["Kabupaten Sambas tidak dinilai oleh kursi ini."],
        "absent": ["Kabupaten Sambas bukan kandidat yang dinilai oleh kursi ini."],
    }
    assert world.begin(panel[2], other, Stage.DESK, by=panel[2].user).pk


# What chair and secretary follow --------------------------------------------------------------------
def test_progress_expects_sheets_of_those_who_judge_only(seat, panel, edition, entry, other):
    world.locked_both(panel[0], other)
    progress = board(edition, candidates_for(panel[0].user, edition))
    assert [(row.entry, row.counts, row.complete) for row in world.rows_of(progress)] == [
        (other, [(Stage.DESK, 1, 2), (Stage.INTERVIEW, 1, 2)], False),
        (entry, [(Stage.DESK, 0, 3), (Stage.INTERVIEW, 0, 3)], False),
    ]
    assert [(member.number, locked, expected) for member, locked, expected in progress.members] == [
        (1, 2, 4),
        (2, 0, 2),
        (3, 0, 4),
    ]
    world.locked_both(panel[2], other)
    assert [
        row.complete for row in world.rows_of(board(edition, candidates_for(panel[0].user, edition)))
    ] == [
        True,
        False,
    ]


def test_once_all_who_judge_have_locked_their_marks_stand_side_by_side(seat, panel, entry, other):
    for each in (panel[0], panel[2]):
        world.locked_both(each, other)
    assert can_see_scores_of_others(panel[0].user, other)
    assert [(one.number, counts) for one, counts in panel_scores(other).seats] == [(1, True), (3, True)]
    page = world.logged_in(panel[0].user).get(reverse("chair_entry", args=[other.pk])).content.decode()
    assert "Penilai 3" in page
    assert "Penilai 2" not in page
    grid = world.logged_in(panel[0].user).get(reverse("chair_index")).content.decode()
    assert grid.count(">Kategori lain <") == 1  # one member, one candidate
    assert "Menilai Pemerintah Kabupaten/Kota" in grid


def test_differences_name_the_seats_that_judge(seat, panel, edition, entry, other):
    for each in panel:
        world.locked_both(each, entry)
    for each, mark in ((panel[0], "10"), (panel[2], "90")):
        world.locked(each, other, **world.DESK | {"B1": mark})
        world.locked(each, other, Stage.INTERVIEW)
    page = world.logged_in(panel[0].user).get(reverse("chair_spread", args=[edition.pk]))
    widest = {category.slug: found.rows[0] for category, found in page.context["categories"].items()}
    found = widest["kedua"]
    assert (found.entry, found.criterion.code, found.spread.range) == (other, "B1", 80)
    assert ([s.number for s in found.lowest_by], [s.number for s in found.highest_by]) == ([1], [3])
    assert widest["kabupaten-kota"].entry == entry
    assert {s.number for s in widest["kabupaten-kota"].lowest_by} == {1, 2, 3}


def test_a_chair_who_does_not_judge_a_category_follows_it_and_scores_nothing_in_it(
    panel, edition, entry, other
):
    chair = world.judges_only(panel[0], entry.category)
    client = world.logged_in(chair.user)
    assert client.get(reverse("chair_entry", args=[other.pk])).status_code == 200
    assert client.get(reverse("panel_sheet", args=[other.pk, Stage.DESK])).status_code == 404
    assert [row.entry for row in world.rows_of(board(edition, candidates_for(chair.user, edition)))] == [
        other,
        entry,
    ]
    assert member_board(chair, timezone.now()).sheets == 2
    sheet = world.locked(panel[2], other)
    url = reverse("chair_reopen", args=[sheet.pk])
    assert client.post(url, {"reason": "Salah tulis"}).status_code == 302  # its duties as chair stay
    sheet.refresh_from_db()
    assert not sheet.is_locked


def test_the_secretary_reaches_the_chairs_sheets_in_other_categories(panel, edition, entry, other):
    Seat.objects.filter(pk=panel[1].pk).update(position=Position.SECRETARY)
    secretary = world.judges_only(
        Seat.objects.select_related("user", "edition").get(pk=panel[1].pk), entry.category
    )
    found = member_board(secretary, timezone.now())
    assert ([row.entry for row in found.rows], found.of_chair) == ([entry], [other])
    client = world.logged_in(secretary.user)
    url = reverse("chair_entry", args=[other.pk])
    assert url in client.get(reverse("panel_index")).content.decode()
    page = client.get(url).content.decode()
    assert ("Penilai 1" in page, "Penilai 3" in page) == (True, False)
    assert client.get(reverse("panel_dossier", args=[other.pk])).status_code == 404
    world.judges_only(panel[0], entry.category)
    assert member_board(secretary, timezone.now()).of_chair == []
    assert "Tidak ada lembar pada kategori ini." in client.get(url).content.decode()


def test_who_works_for_a_candidate_withdraws_only_from_what_they_judge(seat, panel, edition, entry, other):
    for place in (entry.regency, other.regency):
        Membership.objects.create(
            user=seat.user, role=Role.OFFICER, regency=place, since=datetime.date(2020, 1, 1)
        )
    assert unrecorded_conflicts(edition) == [(seat, entry)]
    assert [(r.seat, r.entry) for r in record_conflicts(edition, by=panel[0].user)] == [(seat, entry)]
    assert unrecorded_conflicts(edition) == []


@pytest.mark.parametrize("categories", [1, 3])
def test_the_lists_cost_the_same_whatever_the_categories(categories, panel, edition, entry):
    for number in range(categories - 1):
        made = (
            year.like(entry.category) if number == 0 else Category.objects.create(edition=edition, slug="x")
        )
        factories.candidate(made, factories.regency(f"Daerah {number}", f"61.9{number}"))
    world.judges_only(panel[1], *edition.categories.all()[:2])
    assert world.queries(world.logged_in(panel[1].user), reverse("panel_index")) == 10
    assert world.queries(world.logged_in(panel[0].user), reverse("chair_index")) == 16
