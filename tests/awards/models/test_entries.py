"""Entries as lists read them: whose they are, who judges them, what is not asked of them, and what they are called."""

import datetime

import pytest
from django.utils import timezone

from awards.choices import Phase, PresentationState, Source
from awards.models import (
    Absence,
    Category,
    Declaration,
    Edition,
    Entry,
    NotApplicable,
    PlenaryDecision,
    Presentation,
    Recusal,
    Seat,
)
from regencies.actions.nominees import change_nominee
from regencies.choices import Role
from regencies.models import Membership, Nominee, User, YearlyReport
from tests import factories
from tests.builders import edition as years
from tests.builders import nominees
from tests.builders import panel as world
from tests.once import once

pytestmark = pytest.mark.django_db
VILLAGES = nominees.VILLAGE


def entered(category: Category, name: str, code: str, **fields) -> Entry:
    """A candidate whose report is a mere row."""
    place, year = factories.regency(name, code, of=category.edition.province), category.edition.assessed_year
    report = YearlyReport.objects.get_or_create(regency=place, year=year)[0]
    return Entry.objects.create(
        category=category, regency=place, **{"candidate": True, "report": report} | fields
    )


@once
def edition() -> Edition:
    """A year that is scored by three members: two candidates, and a region that is none."""
    made = world.seated_edition(3)
    category = world.category_of(made)
    entered(category, "Ketapang", "61.04")
    entered(category, "Sambas", "61.01")
    entered(category, "Landak", "61.08", candidate=False, reason="Di bawah ambang")
    return made


@pytest.fixture
def category(edition) -> Category:
    return world.category_of(edition)


@pytest.fixture
def entries(category) -> list[Entry]:
    """Ketapang, Sambas, Landak."""
    return list(category.entries.order_by("pk"))


@pytest.fixture
def seats(edition) -> list[Seat]:
    return world.by_seat(edition)


def places(found) -> set[str]:
    return {entry.regency.name for entry in found.select_related("regency")}


def works(person: User, entry: Entry, until: datetime.date | None = None, **fields) -> None:
    since = {"since": datetime.date(2020, 1, 1)} | fields
    Membership.objects.create(user=person, role=Role.OFFICER, regency=entry.regency, until=until, **since)


# Conflicts ------------------------------------------------------------------------------------------
def test_who_worked_there_since_the_assessed_year_began_is_employed(edition, entries):
    last, first = datetime.date(edition.assessed_year - 1, 12, 31), datetime.date(edition.assessed_year, 1, 1)
    today = timezone.localdate()
    people = {name: factories.user() for name in ("now", "left", "before", "begins", "nobody")}
    works(people["now"], entries[0], since=today)
    works(people["left"], entries[1], first)
    works(people["before"], entries[0], last)
    works(people["begins"], entries[0], since=today + datetime.timedelta(days=1))
    assert {name: places(Entry.objects.employing([person])) for name, person in people.items()} == {
        "now": {"Ketapang"},
        "left": {"Sambas"},
        "before": set(),
        "begins": set(),
        "nobody": set(),
    }
    assert places(Entry.objects.employing(people.values())) == {"Ketapang", "Sambas"}


def test_conflicts_are_what_one_withdrew_from_and_where_one_works(seats, entries):
    Recusal.objects.create(seat=seats[1], entry=entries[0], reason="Kerabat")
    works(seats[1].user, entries[1])
    assert [places(Entry.objects.in_conflict_for(seat.user)) for seat in seats] == [
        set(),
        {"Ketapang", "Sambas"},
        set(),
    ]
    assert [places(Entry.objects.judged_by(seat.user)) for seat in seats[:2]] == [
        {"Ketapang", "Sambas"},
        set(),
    ]


def test_without_the_chair_of_the_own_award_year_is_what_that_one_has_a_conflict_with(seats, entries):
    earlier = world.scoring_edition(award_year=2025)
    Seat.objects.create(edition=earlier, number=1, user=seats[1].user, element="x", position="chair")
    old = entered(world.category_of(earlier), "Ketapang", "61.04")
    works(seats[1].user, entries[0])
    assert set(Entry.objects.without_chair()) == {old}
    Recusal.objects.create(seat=seats[0], entry=entries[1], reason="Kerabat")
    works(seats[0].user, entries[2])
    assert set(Entry.objects.without_chair()) == {old, entries[1], entries[2]}
    assert [entry.is_without_chair() for entry in entries] == [False, True, True]


def test_an_office_has_its_own_entries_but_of_a_panel_it_sits_on(seats, entries):
    person = factories.officer(entries[0].regency)
    works(seats[2].user, entries[0])
    assert list(Entry.objects.of_office(person)) == [entries[0]]
    assert list(Entry.objects.of_office(seats[2].user)) == []


# What a member does ---------------------------------------------------------------------------------
def test_absences_and_declarations_are_those_of_the_person(seats, entries):
    Declaration.objects.all().delete()
    Absence.objects.create(seat=seats[1], entry=entries[0], reason="Sakit", recorded_by=seats[0].user)
    Declaration.objects.create(seat=seats[1], entry=entries[1])
    own, other = seats[1].user, seats[2].user
    found = Entry.objects.with_absence_of(own).with_declaration_of(own).order_by("pk")
    assert [(entry.absent, entry.declared) for entry in found] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    found = Entry.objects.with_absence_of(other).with_declaration_of(other)
    assert {(entry.absent, entry.declared) for entry in found} == {(False, False)}


def test_a_member_has_yet_to_declare_about_candidates_without_a_recorded_conflict(seats, entries):
    Declaration.objects.all().delete()
    assert places(Entry.objects.undeclared_by(seats[1].user)) == {"Ketapang", "Sambas"}
    Declaration.objects.create(seat=seats[1], entry=entries[1])
    Recusal.objects.create(seat=seats[2], entry=entries[0], reason="Kerabat")
    assert [places(Entry.objects.undeclared_by(seat.user)) for seat in seats[1:]] == [
        {"Ketapang"},
        {"Sambas"},
    ]


def test_candidates_are_judged_once_scoring_has_begun_and_of_no_rehearsal_put_away(edition, seats):
    member = seats[1].user
    judged = {}
    for phase in Phase:
        Edition.objects.filter(pk=edition.pk).update(phase=phase)
        judged[phase] = places(Entry.objects.of_seats_held_by(member))
    begun = list(Phase)[list(Phase).index(Phase.SCORING) :]
    assert judged == {phase: {"Ketapang", "Sambas"} if phase in begun else set() for phase in Phase}
    assert places(Entry.objects.of_seats_held_by(factories.user())) == set()
    for year, phase, found in ((2027, Phase.SCORING, {"Bengkayang"}), (2028, Phase.ARCHIVED, set())):
        rehearsal = world.scoring_edition(award_year=year, rehearsal=True, phase=phase)
        Seat.objects.create(edition=rehearsal, number=1, user=(person := factories.user()), element="x")
        entered(world.category_of(rehearsal), "Bengkayang", "61.07")
        assert places(Entry.objects.of_seats_held_by(person)) == found


def test_a_seat_that_names_another_category_judges_nothing_here(seats, entries):
    world.judges_only(seats[1], years.like(entries[0].category))
    judged = [set(Entry.objects.with_judge(seat.pk).values_list("judged_here", flat=True)) for seat in seats]
    assert judged == [{True}, {False}, {True}]
    assert places(Entry.objects.of_seats_held_by(seats[1].user)) == set()


# The timetable --------------------------------------------------------------------------------------
def test_the_next_slot_is_the_first_after_this_one_of_the_award_year_in_any_category(category, entries):
    begins = [timezone.now() + datetime.timedelta(hours=hours) for hours in range(4)]
    away = world.scoring_edition(of=factories.province("62", "Kalteng", "kalteng"))
    entered(world.category_of(away), "Kotawaringin Barat", "62.01", presentation_at=begins[1])
    world.presents(entries[0], begins[0])
    world.presents(entries[1], begins[3])
    other = entered(years.like(category), "Bengkayang", "61.07", presentation_at=begins[2])
    own = Entry.objects.filter(category__edition=category.edition).with_next_slot()
    found = dict(own.values_list("pk", "next_slot"))
    assert found == {entries[0].pk: begins[2], other.pk: begins[3], entries[1].pk: None, entries[2].pk: None}


def test_a_presentation_begins_by_the_timetable_or_in_an_open_room_by_the_call(edition, entries, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    world.presents(entries[0], now)
    world.presents(entries[1], now + datetime.timedelta(microseconds=1))

    def began() -> list[datetime.datetime | None]:
        return list(Entry.objects.with_begun_presentation().order_by("pk").values_list("began_at", flat=True))

    assert began() == [now, None, None]
    Edition.objects.filter(pk=edition.pk).update(live=True)
    called = now - datetime.timedelta(hours=2)
    Presentation.objects.create(
        edition=edition, entry=entries[1], state=PresentationState.DONE, started_at=called
    )
    assert began() == [None, called, None]


# Criteria -------------------------------------------------------------------------------------------
def test_what_is_set_aside_is_not_asked_of_that_entry_alone(category, entries):
    years.like(category)
    for code in ("C1", "B3", "B2"):
        NotApplicable.objects.create(entry=entries[0], criterion=category.criteria.get(code=code), reason="x")
    found = dict(Entry.objects.with_set_aside().values_list("pk", "set_aside"))
    assert found == {entries[0].pk: ["B2", "B3", "C1"], entries[1].pk: [], entries[2].pk: []}
    every = set(category.criteria.filter(source=Source.PANEL).values_list("code", flat=True))
    asked = [sorted(entry.asked().values_list("code", flat=True)) for entry in entries[:2]]
    assert asked == [sorted(every - {"B2", "B3", "C1"}), sorted(every)]


# Names ----------------------------------------------------------------------------------------------
def test_an_entry_is_its_nominee_or_else_its_region(category, entries):
    village = nominees.nominee(VILLAGES, entries[0].regency, name="Desa Satu")
    gone = Nominee(kind=VILLAGES, code="6104000009", withdrawn_at=timezone.now())
    report = YearlyReport(regency=entries[1].regency, year=2025)
    rows = [
        entries[0],
        Entry(regency=entries[0].regency, nominee=village, report=report),
        Entry(regency=entries[0].regency, nominee=gone),
    ]
    assert [(row.code, row.is_withdrawn) for row in rows] == [
        ("61.04", False),
        (village.code, False),
        ("6104000009", True),
    ]
    assert [str(row) for row in rows[:2]] == ["Kabupaten Ketapang", "Desa Satu"]
    assert (rows[1].judged, report.regency, report.nominee) == (report, entries[0].regency, village)
    assert rows[2].judged is None


def test_a_nominee_is_found_by_every_code_it_ever_had(category, entries):
    by, place = factories.officer(entries[0].regency), entries[0].regency
    village, other = (nominees.nominee(VILLAGES, place, by) for _ in range(2))
    codes = [village.code, f"{place.digits}999999"]
    change_nominee(village, {"code": codes[1]}, {"code": codes[0]}, by=by)
    Entry.objects.create(category=category, regency=place, nominee=village)
    found = Entry.objects.filter(category=category).regions_of_nominees()
    assert found == {(category.pk, code): place for code in codes}
    assert Entry.objects.filter(nominee=other).regions_of_nominees() == {}


def test_decisions_of_the_plenary_are_read_by_name_in_their_own_category(category, entries):
    village = nominees.nominee(VILLAGES, entries[0].regency, name="Desa Satu")
    Entry.objects.create(category=category, regency=entries[0].regency, nominee=village)
    other = years.like(category)
    by = factories.user()
    made, elsewhere = (
        PlenaryDecision.objects.create(
            category=each, order=["61.01", village.code, "61.04", "61.99"], reason="x", decided_by=by
        )
        for each in (category, other)
    )
    names = ["Kabupaten Sambas", "Desa Satu", "Kabupaten Ketapang", "61.99"]
    assert (made.names, made.get_order_display(), str(made)) == (names, ", ".join(names), " – ".join(names))
    assert elsewhere.names == elsewhere.order


def test_names_of_many_decisions_are_read_at_once(category, entries, django_assert_num_queries):
    by = factories.user()
    for order in (["61.01", "61.04"], ["61.04", "61.08"]):
        PlenaryDecision.objects.create(category=category, order=order, reason="x", decided_by=by)
    decisions = list(PlenaryDecision.objects.order_by("pk"))
    with django_assert_num_queries(1):
        PlenaryDecision.fetch_names(decisions)
        assert [str(decision) for decision in decisions] == [
            "Kabupaten Sambas – Kabupaten Ketapang",
            "Kabupaten Ketapang – Kabupaten Landak",
        ]
