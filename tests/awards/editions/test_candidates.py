"""Candidates, slots, criteria that do not apply and seats: each verb done, and refused with every reason."""

import pytest

from awards.choices import Phase, Position
from awards.editions.candidates import (
    mark_applicable,
    mark_not_applicable,
    name_candidate,
    schedule,
    seat_member,
)
from awards.editions.phase_changes import advance
from awards.models import NotApplicable, Seat
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import edition as world

pytestmark = pytest.mark.django_db


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.reasons


def test_a_candidate_is_named_with_a_reason_in_its_phase_only(admin):
    edition = world.candidates(admin)
    entry = world.entry_of(edition)
    assert refused(name_candidate, entry, False, " ", by=admin) == [
        "Kabupaten Ketapang: alasan belum ditulis; alasan ikut diumumkan."
    ]
    assert name_candidate(entry, True, "Skor tertinggi.", by=admin).candidate is True
    assert name_candidate(entry, False, "Mundur.", by=admin).reason == "Mundur."
    stranger, _ = world.elsewhere()
    assert refused(name_candidate, entry, True, "Saya mau.", by=stranger) == [
        "Hanya admin Kalimantan Barat yang dapat mengatur siapa yang dinilai."
    ]
    advance(edition, Phase.VERIFICATION, by=admin, reason="Ulang.")
    assert refused(name_candidate, entry, True, "Skor.", by=admin) == [
        "Kandidat ditetapkan hanya pada tahap “Penetapan kandidat”; tahap sekarang “Verifikasi”."
    ]


def test_without_a_report_nobody_is_a_candidate(admin):
    factories.regency()
    factories.regency("Landak", "61.08")
    edition = world.filling(admin)
    factories.verified(factories.regency(), 2025)
    edition.filling_deadline = world.later(-1)
    edition.save()
    edition = advance(advance(edition, Phase.VERIFICATION, by=admin), Phase.CANDIDATES, by=admin)
    assert refused(name_candidate, world.entry_of(edition, "61.08"), True, "Kasihan.", by=admin) == [
        "Kabupaten Landak tidak memiliki laporan terverifikasi sehingga tidak dapat menjadi kandidat."
    ]


def test_a_slot_belongs_to_one_candidate(admin):
    edition = world.ready_to_score(admin)
    entry = world.entry_of(edition)
    other = factories.candidate(edition.categories.get(), factories.regency("Landak", "61.08"))
    assert refused(schedule, other, entry.presentation_at, by=admin)[0].endswith(
        "sudah dipakai Kabupaten Ketapang. Pilih waktu lain untuk Kabupaten Landak."
    )
    assert schedule(other, world.later(2), by=admin).presentation_at is not None
    name_candidate(other, False, "Mundur.", by=admin)
    assert refused(schedule, other, world.later(3), by=admin) == [
        "Kabupaten Landak bukan kandidat; hanya kandidat yang dijadwalkan."
    ]


def test_a_criterion_is_set_aside_with_a_reason_and_taken_back(admin):
    edition = world.candidates(admin)
    entry = world.entry_of(edition)
    criterion = entry.category.criteria.get(code="C2")
    assert refused(mark_not_applicable, entry, criterion, "", by=admin) == [
        "Kabupaten Ketapang: alasan C2 tidak berlaku belum ditulis."
    ]
    mark_not_applicable(entry, criterion, "Tidak memiliki desa.", by=admin)
    assert [(m.criterion.code, m.reason) for m in NotApplicable.objects.all()] == [
        ("C2", "Tidak memiliki desa.")
    ]
    mark_applicable(entry, criterion, by=admin)
    assert not NotApplicable.objects.exists()


def test_the_last_criterion_cannot_be_set_aside(admin):
    edition = world.candidates(admin)
    entry = world.entry_of(edition)
    *others, last = entry.category.criteria.all()
    for criterion in others:
        mark_not_applicable(entry, criterion, "Tidak ada.", by=admin)
    assert refused(mark_not_applicable, entry, last, "Tidak ada.", by=admin) == [
        "E4 adalah satu-satunya kriteria yang masih berlaku bagi Kabupaten Ketapang."
    ]


def test_a_seat_is_given_and_given_anew_until_scoring(admin):
    edition = world.candidates(admin)
    first, second = factories.user("Harisson"), factories.user("Lestari")
    seat_member(edition, 1, first, "Sekretaris Daerah", Position.CHAIR, by=admin)
    assert refused(seat_member, edition, 2, first, " ", Position.CHAIR, by=admin) == [
        "Kursi 2: unsur yang diwakili belum ditulis.",
        "Harisson sudah menduduki kursi 1; setiap orang satu kursi.",
        "Ketua sudah ada: Harisson di kursi 1. Ubah kedudukannya lebih dahulu.",
    ]
    assert refused(seat_member, edition, 10, second, "APINDO", by=admin) == [
        "Kursi 10 tidak ada; Tim Sembilan memiliki kursi 1 sampai 9."
    ]
    seat_member(edition, 1, second, "Sekretaris Daerah", Position.CHAIR, by=admin)
    assert [(seat.number, str(seat.user)) for seat in Seat.objects.all()] == [(1, "Lestari")]


def test_seats_are_fixed_once_scoring_began(admin):
    edition = world.scoring(admin)
    assert refused(seat_member, edition, 1, factories.user(), "APINDO", by=admin) == [
        "Tim Sembilan disusun hanya pada tahap “Persiapan”, “Pengisian”, “Verifikasi”, “Penetapan kandidat”; tahap "
        "sekarang “Penilaian”."
    ]
    stranger, _ = world.elsewhere()
    assert refused(seat_member, edition, 1, stranger, "APINDO", by=stranger) == [
        "Hanya admin provinsi yang dapat menyusun Tim Sembilan."
    ]
