"""What is decided for one entry leaves its neighbours alone, and two who decide at once do not both succeed."""

import datetime

import pytest

from awards.choices import Phase, Position, Stage
from awards.editions.candidates import (
    UNSETTLED_REPORT,
    enter_participants,
    mark_applicable,
    mark_not_applicable,
    name_candidate,
    schedule,
    seat_member,
)
from awards.editions.phase_changes import advance
from awards.models import Category, Declaration, Entry, NotApplicable, Seat
from regencies.actions.errors import Refused
from regencies.actions.report_status import return_report, review_entry
from regencies.choices import ReviewState
from regencies.models import YearlyReport
from tests import factories
from tests.builders import edition as world
from tests.builders import panel
from tests.builders.declarations import declared
from tests.racing import race

pytestmark = pytest.mark.django_db


def refusal(act, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.reasons


def two_entries(admin):
    """Two candidates of the edition, in the phase where they are named."""
    edition = world.candidates(admin)
    name_candidate(world.entry_of(edition), True, "Nilai tertinggi.", by=admin)
    other = factories.candidate(edition.categories.get(), factories.regency("Landak", "61.08"))
    return edition, world.entry_of(edition, "61.04"), other


def test_a_report_that_went_back_to_its_office_is_not_what_the_region_is_judged_on(admin):
    edition, entry, _ = two_entries(admin)
    assert entry.report_id
    YearlyReport.objects.filter(pk=entry.report_id).update(status="sent", verified_at=None)
    report = YearlyReport.objects.get(pk=entry.report_id)
    verifier = factories.verifier()
    review_entry(report.entries.first(), state=ReviewState.NEEDS_WORK, note="Rekap tidak ada.", by=verifier)
    return_report(report, by=verifier)
    enter_participants(edition)
    entry.refresh_from_db()
    assert (entry.report_id, entry.candidate, entry.reason) == (None, False, UNSETTLED_REPORT)


def test_only_the_own_province_and_the_assessed_year_are_entered(admin):
    edition, entry, _ = two_entries(admin)
    elsewhere = factories.regency(
        "Kapuas", "62.03", of=factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    )
    factories.verified(entry.regency, 2024)
    enter_participants(edition)
    assert not Entry.objects.filter(regency=elsewhere).exists()
    assert Entry.objects.get(pk=entry.pk).report.year == 2025


def test_a_criterion_set_aside_for_one_counts_for_the_others(admin):
    _, entry, other = two_entries(admin)
    one, another = entry.category.criteria.filter(code__in=["C1", "C2"]).order_by("code")
    for of, criterion in ((entry, one), (entry, another), (other, one)):
        mark_not_applicable(of, criterion, "Tidak ada.", by=admin)
    mark_applicable(entry, one, by=admin)
    left = NotApplicable.objects.values_list("entry", "criterion").order_by("entry")
    assert sorted(left) == sorted([(entry.pk, another.pk), (other.pk, one.pk)])


def test_what_is_set_aside_for_one_leaves_the_last_criterion_of_another(admin):
    _, entry, other = two_entries(admin)
    *others, last = entry.category.criteria.all()
    for criterion in others:
        mark_not_applicable(entry, criterion, "Tidak ada.", by=admin)
    mark_not_applicable(other, last, "Tidak ada.", by=admin)
    assert [mark.criterion for mark in other.not_applicable.all()] == [last]


def test_scoring_locks_the_reports_of_the_assessed_year_only(admin):
    edition = world.ready_to_score(admin)
    place = world.entry_of(edition).regency
    before = factories.verified(place, 2023)
    unsent = YearlyReport.objects.create(regency=factories.regency("Landak", "61.08"), year=2025)
    advance(edition, Phase.SCORING, by=admin)
    statuses = YearlyReport.objects.filter(regency=place).values_list("year", "status").order_by("year")
    assert list(statuses) == [(before.year, "verified"), (2025, "locked")]
    unsent.refresh_from_db()
    assert unsent.status == "draft"


def test_a_slot_of_another_award_year_is_free_here(admin):
    _, entry, _ = two_entries(admin)
    moment = world.later(3)
    before = Category.objects.create(
        edition=factories.edition(award_year=2024, phase=Phase.ARCHIVED), slug="lama", name="Kategori lama"
    )
    factories.candidate(before, factories.regency("Sambas", "61.01"), presentation_at=moment)
    assert schedule(entry, moment, by=admin).presentation_at == moment


def test_an_interview_that_was_scored_fixes_the_own_slot_only(admin):
    edition = world.scoring(admin)
    entry = world.entry_of(edition)
    other = factories.candidate(edition.categories.get(), factories.regency("Landak", "61.08"))
    panel.locked(panel.by_seat(edition)[1], entry, Stage.INTERVIEW)
    with pytest.raises(Refused, match="sudah dinilai"):
        schedule(entry, world.later(1), by=admin)
    assert schedule(other, world.later(1), by=admin).presentation_at


def test_desk_marks_and_a_begun_interview_leave_the_slot_free_and_it_is_given_again_and_taken_back(admin):
    edition = world.scoring(admin)
    entry, member = world.entry_of(edition), panel.by_seat(edition)[1]
    other = factories.candidate(edition.categories.get(), factories.regency("Landak", "61.08"))
    panel.locked(member, entry)
    panel.draft(member, entry, Stage.INTERVIEW, E1="80")
    moment = world.later(1)
    for by in (admin, factories.admin(name="Admin kedua")):
        assert schedule(entry, moment, by=by).presentation_at == moment
    assert other.presentation_at is None
    assert schedule(entry, None, by=admin).presentation_at is None


def test_who_is_candidate_no_more_has_no_slot_and_reasons_are_kept_without_blanks_around_them(admin):
    _, entry, other = two_entries(admin)
    schedule(entry, world.later(3), by=admin)
    schedule(other, world.later(4), by=admin)
    name_candidate(entry, False, " Mundur. ", by=admin)
    name_candidate(other, True, "Tetap. ", by=admin)
    kept = [(each.reason, each.presentation_at is None) for each in Entry.objects.order_by("regency")]
    assert kept == [("Mundur.", True), ("Tetap.", False)]
    criterion = entry.category.criteria.get(code="C2")
    assert mark_not_applicable(entry, criterion, " Tidak ada. ", by=admin).reason == "Tidak ada."
    assert refusal(mark_not_applicable, entry, criterion, " ", by=admin) == [
        f"{entry}: alasan C2 tidak berlaku belum ditulis."
    ]
    second = world.like(entry.category)
    assert refusal(mark_not_applicable, entry, second.criteria.get(code="B1"), "Tidak ada.", by=admin) == [
        f"{second.criteria.get(code='B1')} bukan kriteria kategori ini."
    ]


def test_who_was_named_stays_named_when_the_candidates_are_entered_again(admin):
    edition, entry, other = two_entries(admin)
    name_candidate(other, False, "Nilai terendah.", by=admin)
    enter_participants(edition)
    kept = Entry.objects.order_by("regency").values_list("candidate", "reason")
    assert list(kept) == [(True, "Nilai tertinggi."), (False, "Nilai terendah.")]
    assert entry.category.entries.count() == 2


def test_the_seats_are_one_to_nine_and_only_who_leaves_a_seat_takes_what_was_declared_along(admin):
    edition = two_entries(admin)[0]
    people = {number: factories.user(f"Orang {number}") for number in (1, 9)}
    for number, none in ((1, 0), (9, 10)):
        assert seat_member(edition, number, people[number], " APINDO ", by=admin).element == "APINDO"
        assert refusal(seat_member, edition, none, factories.user(), "APINDO", by=admin) == [
            f"Kursi {none} tidak ada; Tim Sembilan memiliki kursi 1 sampai 9."
        ]
    declared(edition)
    said = Declaration.objects.count()
    seat_member(edition, 1, people[1], "Akademisi", Position.CHAIR, by=admin)
    assert (said, Declaration.objects.count()) == (4, 4)
    seat_member(edition, 1, factories.user(), "Akademisi", Position.CHAIR, by=admin)
    assert set(Declaration.objects.values_list("seat__number", flat=True)) == {9}
    chair = edition.seats.get(number=1).user
    assert refusal(seat_member, edition, 9, people[9], "APINDO", Position.CHAIR, by=admin) == [
        f"Ketua sudah ada: {chair} di kursi 1. Ubah kedudukannya lebih dahulu."
    ]


def test_an_account_that_was_switched_off_is_given_no_seat(admin):
    edition = world.candidates(admin)
    user = factories.user("Harisson")
    user.is_active = False
    user.save()
    with pytest.raises(Refused) as refused:
        seat_member(edition, 1, user, "Sekretaris Daerah", by=admin)
    assert refused.value.reasons == ["Akun Harisson tidak aktif. Aktifkan akunnya lebih dahulu."]
    user.is_active = True
    user.save()
    assert seat_member(edition, 1, user, "Sekretaris Daerah", by=admin).user == user


@pytest.mark.django_db(transaction=True)
def test_one_slot_is_given_once_by_two_who_give_it_at_once():
    admin = factories.admin()
    _, entry, other = two_entries(admin)
    moment = world.later(3).replace(microsecond=0) + datetime.timedelta(hours=1)
    given, refused = race(
        lambda: schedule(entry, moment, by=admin), lambda: schedule(other, moment, by=admin)
    )
    assert given.presentation_at == moment
    assert isinstance(refused, Refused)
    assert list(Entry.objects.filter(presentation_at=moment)) == [entry]


@pytest.mark.django_db(transaction=True)
def test_two_seats_given_to_one_person_at_once_are_one():
    admin = factories.admin()
    edition = world.candidates(admin)
    user = factories.user("Harisson")
    given, refused = race(
        lambda: seat_member(edition, 1, user, "Sekda", by=admin),
        lambda: seat_member(edition, 2, user, "APINDO", by=admin),
    )
    assert given.number == 1
    assert isinstance(refused, Refused)
    assert refused.reasons == ["Harisson sudah menduduki kursi 1; setiap orang satu kursi."]
    assert Seat.objects.filter(user=user).count() == 1
