"""Every verb of an award year holds it in its phase first, then the rows it decides on."""

import pytest

from awards.choices import Phase, Position
from awards.editions.candidates import (
    mark_applicable,
    mark_not_applicable,
    name_candidate,
    schedule,
    seat_member,
)
from awards.editions.new_year import start_year
from awards.editions.phase_changes import advance, grant_extension, postpone
from awards.editions.seats import Member, seat_panel, seats_token
from tests import factories
from tests.builders import edition as world
from tests.builders.locks import locked_by

pytestmark = pytest.mark.django_db


def test_what_moves_a_year_holds_it_its_reports_and_its_windows(admin):
    edition = world.prepared()
    place, said = edition.province.regencies.get(), {"by": admin, "reason": "Banjir."}
    assert locked_by(lambda: advance(edition, Phase.FILLING, by=admin)) == [
        *("edition", "yearlyreport", "fillingwindow")
    ]
    moved = lambda: postpone(edition, "filling_deadline", world.later(30), **said)  # noqa: E731
    assert locked_by(moved) == ["edition", "fillingwindow"]
    more = lambda: grant_extension(place, 2025, world.later(50), **said)  # noqa: E731
    assert locked_by(more) == ["regency", "edition", "yearlyreport", "extension"]
    # every year of the province first: of two who start one, one waits
    assert locked_by(lambda: start_year(edition, by=admin)) == ["edition", "edition"]


def test_what_is_decided_about_an_entry_holds_the_year_and_the_entry(admin):
    edition = world.candidates(admin)
    entry = world.entry_of(edition)
    criterion = entry.category.criteria.get(code="C2")
    order = ["edition", "entry"]
    assert locked_by(lambda: name_candidate(entry, True, "Nilai tertinggi.", by=admin)) == order
    assert locked_by(lambda: schedule(entry, world.later(3), by=admin)) == order
    aside = lambda: mark_not_applicable(entry, criterion, "Tidak ada desa.", by=admin)  # noqa: E731
    assert locked_by(aside) == [*order, "notapplicable"]
    assert locked_by(lambda: mark_applicable(entry, criterion, by=admin)) == order


def test_who_is_seated_holds_the_year_and_the_seats(admin):
    edition, person = world.prepared(), factories.user("Ketua")
    categories = list(edition.categories.values_list("pk", flat=True))
    chair = Member(1, person, "Sekretaris Daerah", Position.CHAIR)
    order = ["edition", "seat"]
    seen = seats_token([], categories)
    assert locked_by(lambda: seat_panel(edition, [chair], seen=seen, by=admin)) == order
    assert locked_by(lambda: seat_member(edition, 2, factories.user(), "APINDO", by=admin)) == order
