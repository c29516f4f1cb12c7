"""What the database itself holds about seats and categories, and who waits for whom."""

import pytest
from django.db import IntegrityError, transaction

from awards.choices import Phase, Position, Stage
from awards.editions.seats import Member, seat_panel, seats_token
from awards.models import Category, Edition, Entry, ScoreSheet, Seat, SeatCategory
from awards.panel.sheets import save_scores
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import edition as year
from tests.builders import panel as world
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition() -> Edition:
    return world.seated_edition(2)


@pytest.fixture
def seat(edition) -> Seat:
    return world.by_seat(edition)[1]


@pytest.fixture
def entry(edition) -> Entry:
    return world.candidate(edition)


@pytest.fixture
def second(entry) -> Category:
    return year.like(entry.category)


def begin(seat: Seat, entry: Entry) -> ScoreSheet:
    """A sheet past the verbs."""
    return ScoreSheet.objects.create(seat=seat, entry=entry, stage=Stage.DESK)


def refused(act) -> str:
    """The name of the constraint that an act broke."""
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        act()
    return raised.value.__cause__.diag.constraint_name


def name(seat: Seat, category: Category, edition: Edition | None = None) -> SeatCategory:
    return SeatCategory.objects.create(seat=seat, category=category, edition=edition or category.edition)


def test_a_seat_names_categories_of_its_own_award_year_once(seat, entry):
    other = world.scoring_edition(award_year=2025).categories.get()
    assert refused(lambda: name(seat, other)) == "seat_in_its_edition"
    assert refused(lambda: name(seat, other, seat.edition)) == "category_in_its_edition"
    name(seat, entry.category)
    assert refused(lambda: name(seat, entry.category)) == "seat_names_category_once"


def test_a_named_category_is_not_deleted_from_under_the_seat(seat, second):
    """Without its only name the seat would judge everything."""
    name(seat, second)
    with pytest.raises(IntegrityError):
        Category.objects.filter(pk=second.pk).delete()
    seat.delete()
    assert not SeatCategory.objects.exists()


def test_no_sheet_stands_where_the_seat_does_not_judge(seat, entry, second):
    named = name(seat, second)
    assert refused(lambda: begin(seat, entry)) == "sheet_of_a_judge"
    named.delete()
    sheet = begin(seat, entry)
    assert refused(lambda: name(seat, second)) == "seat_judges_what_it_marked"
    own = name(seat, entry.category)
    also = name(seat, second)
    assert refused(own.delete) == "seat_judges_what_it_marked"
    moved = SeatCategory.objects.filter(pk=own.pk)
    other = Category.objects.create(edition=seat.edition, slug="ketiga", name="Ketiga")
    assert refused(lambda: moved.update(category=other)) == "seat_judges_what_it_marked"
    also.delete()
    own.delete()  # the last name: the seat judges all, this one too
    elsewhere = factories.candidate(second, factories.regency("Sambas", "61.01"))
    name(seat, entry.category)
    moved = ScoreSheet.objects.filter(pk=sheet.pk)
    assert refused(lambda: moved.update(entry=elsewhere)) == "sheet_of_a_judge"


def test_names_written_together_are_seen_together(seat, entry, second):
    begin(seat, entry)
    world.judges_only(seat, second, entry.category)  # the first alone would leave the sheet behind
    assert seat.named.count() == 2


# Two at once ----------------------------------------------------------------------------------------
def without(seat: Seat, category: Category):
    """The verb that takes a category from a seat, as the admin decides it now."""
    edition, admin = seat.edition, factories.admin()
    judged = [pk for pk in edition.categories.values_list("pk", flat=True) if pk != category.pk]
    seats = list(edition.seats.with_judged().select_related("user"))
    members = [
        Member(
            s.number, s.user, s.element, Position(s.position), frozenset(judged if s == seat else s.judged)
        )
        for s in seats
    ]
    seen = seats_token(seats, edition.categories.values_list("pk", flat=True))
    return lambda: seat_panel(edition, members, seen=seen, by=admin)


def save(seat: Seat, entry: Entry):
    sheet = ScoreSheet(seat=seat, entry=entry, stage=Stage.DESK)
    return lambda: save_scores(sheet, world.values({"B1": "70"}), expected_version=0, by=seat.user)


def test_a_seat_is_not_taken_out_of_a_category_whose_sheet_is_being_saved(seat, entry, second):
    saved, second_to_come = race(save(seat, entry), without(seat, entry.category))
    assert saved.scores.get().value == 70
    assert isinstance(second_to_come, Refused)
    assert second_to_come.reasons[0].startswith("Tim Sembilan disusun hanya pada tahap")
    assert not SeatCategory.objects.exists()


def test_a_sheet_is_not_begun_while_the_seat_is_taken_out_of_its_category(seat, entry, second):
    Edition.objects.update(phase=Phase.CANDIDATES)
    take_out = without(seat, entry.category)

    def taken_out_and_opened():
        take_out()
        Edition.objects.update(phase=Phase.SCORING)

    _, saved = race(taken_out_and_opened, save(seat, entry))
    assert isinstance(saved, Refused)
    assert saved.reasons == ["Kabupaten Ketapang bukan kandidat yang dinilai oleh kursi ini."]
    assert (ScoreSheet.objects.count(), seat.named.get().category) == (0, second)


def test_the_database_makes_writes_past_the_verbs_wait_for_each_other(seat, entry, second):
    _, named = race(lambda: begin(seat, entry), lambda: name(seat, second))
    assert (type(named), named.__cause__.diag.constraint_name) == (
        IntegrityError,
        "seat_judges_what_it_marked",
    )
    ScoreSheet.objects.all().delete()
    _, begun = race(lambda: name(seat, second), lambda: begin(seat, entry))
    assert (type(begun), begun.__cause__.diag.constraint_name) == (IntegrityError, "sheet_of_a_judge")
    assert (ScoreSheet.objects.count(), SeatCategory.objects.count()) == (0, 1)
