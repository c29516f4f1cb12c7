"""Seats as the verb leaves them: categories that stay named, holders that are bound, last year's that are proposed."""

import pytest

from awards.choices import Phase, Position, Stage
from awards.editions.seats import Member, judges_in_words, last_years_seats, seat_panel, seats_token
from awards.models import Absence, Category, Edition, Recusal, Seat, SeatCategory
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import edition as world
from tests.builders import panel

pytestmark = pytest.mark.django_db


def member(seat: Seat, judged=None, **changed) -> Member:
    held = {"user": seat.user, "element": seat.element, "position": Position(seat.position)}
    return Member(number=seat.number, judged=judged, **held | changed)


def token(edition: Edition) -> str:
    return seats_token(edition.seats.with_judged(), edition.categories.values_list("pk", flat=True))


def test_a_category_that_stays_named_is_neither_lost_nor_named_anew(admin):
    edition = world.prepared()
    one, two, three = [
        edition.categories.get(),
        *(Category.objects.create(edition=edition, slug=slug, name=slug) for slug in ("dua", "tiga")),
    ]
    [seat] = factories.seats(edition, 1)
    panel.judges_only(seat, one, two)
    stays = SeatCategory.objects.get(category=two)
    wanted = [member(seat, frozenset({two.pk, three.pk}))]
    assert seat_panel(edition, wanted, seen=token(edition), by=admin) == []
    assert set(SeatCategory.objects.values_list("category", flat=True)) == {two.pk, three.pk}
    assert SeatCategory.objects.get(category=two) == stays


def test_whoever_has_a_conflict_an_absence_or_a_sheet_keeps_the_seat(admin):
    edition = panel.scoring_edition()
    chair, *seats = factories.seats(edition, 4)
    entry = panel.candidate(edition)
    Recusal.objects.create(seat=seats[0], entry=entry, reason="Kerabat")
    Absence.objects.create(seat=seats[1], entry=entry, reason="Sakit", recorded_by=chair.user)
    panel.begin(seats[2], entry, Stage.DESK, by=seats[2].user)
    Edition.objects.update(phase=Phase.CANDIDATES)
    with pytest.raises(Refused) as refused:
        seat_panel(edition, [], seen=token(edition), by=admin)
    assert [reason.partition(" sudah")[0] for reason in refused.value.reasons] == [
        f"{seat.user} di kursi {seat.number}" for seat in seats
    ]
    stranger = member(chair, user=factories.user("Ketua baru"))
    others = [member(seat) for seat in seats]
    assert seat_panel(edition, [stranger, *others], seen=token(edition), by=admin) != []
    assert str(edition.seats.get(number=1).user) == "Ketua baru"


def test_who_is_a_substitute_in_the_year_is_given_no_seat_of_it(admin):
    edition, person = world.prepared(), factories.user("Pengganti")
    for year, number in ((edition, 10), (factories.edition(award_year=2020), 1)):
        Seat.objects.create(edition=year, number=number, user=person, element="Unsur")
    wanted = [Member(1, person, "Akademisi", Position.MEMBER)]
    with pytest.raises(Refused) as refused:
        seat_panel(edition, wanted, seen="", by=admin)
    assert refused.value.reasons == [
        "Pengganti sudah tercatat sebagai pengganti pada tahun ini. Pilih orang lain untuk kursi 1."
    ]
    Seat.objects.filter(number=10).delete()
    assert [seat.user for seat in seat_panel(edition, wanted, seen="", by=admin)] == [person]


def test_the_seats_proposed_are_the_nine_of_the_latest_year_that_has_any():
    for award_year, number in ((2023, 3), (2024, 2)):
        factories.seats(factories.edition(award_year=award_year), number)
    last = Edition.objects.get(award_year=2024)
    Seat.objects.create(edition=last, number=10, user=factories.user(), element="Pengganti")
    factories.edition(award_year=2025)  # without any
    found = last_years_seats(factories.edition(award_year=2026))
    assert [(seat.edition, seat.number) for seat in found] == [(last, 1), (last, 2)]


def test_which_seats_judge_a_category_is_said_with_its_quorum_where_they_are_too_few():
    edition = world.prepared()
    category = edition.categories.get()
    assert judges_in_words(Category()) == judges_in_words(category) == "Semua kursi"
    other = Category.objects.create(edition=edition, slug="dua", name="Dua")
    for seat in factories.seats(edition, 4)[2:]:
        panel.judges_only(seat, other)
    Seat.objects.create(edition=edition, number=10, user=factories.user(), element="Pengganti")
    for quorum, more in ((2, ""), (3, ". Kurang dari kuorum 3.")):
        category.quorum = quorum
        assert judges_in_words(category) == f"1, 2 (2 dari 4 kursi){more}"
    assert judges_in_words(other) == "Semua kursi"
    for seat in edition.seats.filter(number__lt=10):
        panel.judges_only(seat, other)
    assert judges_in_words(category) == "Tidak ada (0 dari 4 kursi). Kurang dari kuorum 3."


def test_of_a_single_category_the_token_says_nothing():
    edition = world.prepared()
    first, second = factories.seats(edition, 2)
    seats = list(edition.seats.with_judged())
    said = [f"1:{first.user_id}:chair:Unsur 1:", f"2:{second.user_id}:member:Unsur 2:"]
    assert seats_token(reversed(seats), [7]) == ";".join(said)
    judged = seats[0].judged
    assert seats_token(seats, [8, 7]) == ";".join(["7,8", *(f"{each}{judged}" for each in said)])
