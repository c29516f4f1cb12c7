"""Siap dibuka? Every line is there when its rule is broken, says what to do, and is gone once that was done."""

import datetime
from decimal import Decimal

import pytest

from awards.choices import Phase, Position
from awards.models import Band, Criterion, Edition, Entry
from awards.preflight import preflight
from awards.sheets import reopen_sheet
from awards.transitions import (
    advance,
    grant_extension,
    mark_not_applicable,
    name_candidate,
    schedule,
    seat_member,
)
from regencies.choices import ReviewState, Role
from regencies.models import Extension, Membership, OfficialWorkforce, YearlyReport
from regencies.refusals import Refused
from regencies.transitions import return_report, review_entry, start_verification
from tests import factories
from tests.awards import desk_world as world
from tests.awards import panel_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return factories.admin()


def missing(edition, to):
    return [item.text for item in preflight(world.reload(edition), to) if not item.ok]


def notes(edition, to):
    return [item.text for item in preflight(world.reload(edition), to) if item.note]


# Filling ----------------------------------------------------------------------------------------------
def test_a_prepared_edition_is_ready_and_says_why():
    edition = world.prepared()
    assert missing(edition, Phase.FILLING) == []
    told = [item.text for item in preflight(edition, Phase.FILLING)]
    assert told[:3] == [
        "Bobot 15 kriteria “Pemerintah Kabupaten/Kota” berjumlah tepat 100.",
        "Setiap kriteria “Pemerintah Kabupaten/Kota” memiliki rentang nilai atau indikator.",
        "Urutan pemecah nilai sama cocok dengan kriteria “Pemerintah Kabupaten/Kota”.",
    ]


@pytest.mark.parametrize(("weight", "whole"), [("17.999", "99,999"), ("18.001", "100,001")])
def test_weights_sum_to_exactly_one_hundred(weight, whole):
    edition = world.prepared()
    Criterion.objects.filter(code="A1").update(weight=Decimal(weight))
    assert missing(edition, Phase.FILLING) == [
        f"Bobot kriteria “Pemerintah Kabupaten/Kota” berjumlah {whole}; jumlahnya harus tepat 100. Sesuaikan bobotnya."
    ]


def test_every_panel_criterion_has_a_band():
    edition = world.prepared()
    Band.objects.filter(criterion__code__in=["B2", "D"]).delete()
    assert missing(edition, Phase.FILLING)[0].startswith("Kriteria B2, D dinilai Tim Sembilan tetapi belum")


def test_the_tie_break_names_what_exists():
    edition = world.prepared(tie_break=["group:Z", "criterion:A2"])
    assert missing(edition, Phase.FILLING)[0].startswith("Urutan pemecah nilai sama menyebut group:Z;")


def test_official_workforce_is_there_for_both_years_and_every_regency():
    edition = world.prepared()
    factories.regency("Landak", "61.08")
    OfficialWorkforce.objects.filter(year=2024).delete()
    assert [text.partition(";")[0] for text in missing(edition, Phase.FILLING)] == [
        "Semesta pekerja resmi tahun 2024 belum ada untuk Kabupaten Ketapang, Kabupaten Landak",
        "Semesta pekerja resmi tahun 2025 belum ada untuk Kabupaten Landak",
    ]


def test_deadlines_are_in_the_future_and_in_order():
    edition = world.prepared(filling_deadline=world.later(-1), verification_deadline=world.later(-2))
    first, second = missing(edition, Phase.FILLING)
    assert first.endswith("sudah lewat; batas harus di waktu yang akan datang. Undurkan dahulu.")
    assert second.endswith("Mundurkan batas verifikasi lebih dahulu.")


def test_an_office_without_people_is_noted_but_holds_nobody_up():
    edition = world.prepared()
    assert notes(edition, Phase.FILLING)[0].startswith("Kabupaten Ketapang belum memiliki akun petugas")
    for role in (Role.OFFICER, Role.HEAD):
        factories.member(role, factories.regency())
    assert notes(edition, Phase.FILLING) == []
    Membership.objects.filter(role=Role.HEAD).update(until=datetime.date(2024, 12, 31))
    assert len(notes(edition, Phase.FILLING)) == 1


# Reports ----------------------------------------------------------------------------------------------
def test_nobody_loses_time_they_were_promised(admin):
    edition = world.filling(admin)
    factories.verifier()
    assert "belum lewat dan Kabupaten Ketapang belum mengirim" in missing(edition, Phase.VERIFICATION)[0]
    Edition.objects.update(filling_deadline=world.later(minutes=-1))
    assert missing(edition, Phase.VERIFICATION) == []


def test_the_filling_ends_early_when_everybody_has_sent(admin):
    edition = world.filling(admin)
    factories.verifier()
    factories.sent(factories.regency(), 2025)
    assert missing(edition, Phase.VERIFICATION) == []


def test_somebody_must_verify(admin):
    edition = world.filling(admin)
    factories.sent(factories.regency(), 2025)
    assert missing(edition, Phase.VERIFICATION) == [
        "Belum ada verifikator; laporan diperiksa oleh sedikitnya satu orang. Buat akun verifikator."
    ]


def at_verification(admin):
    """Ketapang verified, Landak just sent, Sambas silent."""
    for name, code in [("Ketapang", "61.04"), ("Landak", "61.08"), ("Sambas", "61.01")]:
        factories.regency(name, code)
    edition = world.filling(admin)
    factories.verified(factories.regency(), 2025)
    report = factories.sent(factories.regency("Landak", "61.08"), 2025)
    Edition.objects.update(filling_deadline=world.later(-1))
    return advance(world.reload(edition), Phase.VERIFICATION, by=admin), report


def test_every_report_that_was_sent_is_settled_and_the_silent_are_named(admin):
    edition, report = at_verification(admin)
    assert missing(edition, Phase.CANDIDATES)[0].startswith(
        "Laporan Kabupaten Landak belum selesai diverifikasi"
    )
    assert notes(edition, Phase.CANDIDATES) == [
        "1 daerah tidak mengirim laporan: Kabupaten Sambas. Tidak dinilai."
    ]
    verifier = factories.verifier()
    start_verification(report, by=verifier)
    review_entry(report.entries.first(), state=ReviewState.WRONG, note="Keliru.", by=verifier)
    return_report(report, by=verifier, reason="Perbaiki.")
    assert missing(edition, Phase.CANDIDATES)[0].startswith(
        "Laporan Kabupaten Landak dikembalikan dan belum dikirim"
    )
    Edition.objects.update(verification_deadline=world.later(minutes=-1))
    assert missing(edition, Phase.CANDIDATES) == []
    assert notes(edition, Phase.CANDIDATES)[0].endswith("sudah lewat, laporannya tidak dinilai.")


def test_an_extension_is_waited_for(admin):
    edition, _ = at_verification(admin)
    grant_extension(factories.regency("Sambas", "61.01"), 2025, world.later(2), "Banjir.", by=admin)
    assert any(
        "Kabupaten Sambas masih dalam perpanjangan" in text for text in missing(edition, Phase.CANDIDATES)
    )
    Extension.objects.update(until=world.later(minutes=-1))
    assert not any("perpanjangan" in text for text in missing(edition, Phase.CANDIDATES))


# Panel and candidates -----------------------------------------------------------------------------------
def test_scoring_needs_the_decree_nine_seats_and_one_chair(admin):
    edition = world.ready_to_score(admin)
    assert missing(edition, Phase.SCORING) == []
    edition.seats.filter(number=9).delete()
    edition.seats.filter(number=1).update(position=Position.MEMBER)
    Edition.objects.update(sk_number="", sk_date=None)
    assert missing(edition, Phase.SCORING) == [
        "Nomor dan tanggal SK Tim Sembilan belum diisi; penilaian tanpa SK tidak sah. Isi dari SK Gubernur.",
        "Tim Sembilan terisi 8 kursi dengan 0 ketua; harus sembilan kursi dengan satu ketua. Lengkapi susunannya.",
    ]


def test_the_quorum_can_be_met_by_members_without_a_conflict(admin):
    edition = world.ready_to_score(admin, quorum=9)
    assert missing(edition, Phase.SCORING) == []
    member = edition.seats.get(number=2).user
    Membership.objects.create(
        user=member, role=Role.OFFICER, regency=factories.regency(), since=datetime.date(2024, 1, 1)
    )
    assert missing(edition, Phase.SCORING) == [
        "Kuorum 9, sedangkan penilai tanpa benturan kepentingan untuk satu peserta hanya 8. Ganti anggota, lengkapi "
        "kursi, atau turunkan kuorum."
    ]


def test_every_entry_is_decided_and_every_candidate_has_a_slot(admin):
    edition = world.ready_to_score(admin)
    Entry.objects.update(presentation_at=None)
    assert [text.partition(";")[0] for text in missing(edition, Phase.SCORING)] == [
        "Jadwal paparan Kabupaten Ketapang belum ditetapkan"
    ]
    Entry.objects.update(candidate=None)
    assert [text.partition(";")[0] for text in missing(edition, Phase.SCORING)] == [
        "Kabupaten Ketapang belum ditetapkan sebagai kandidat atau bukan",
        "Belum ada kandidat untuk “Pemerintah Kabupaten/Kota”. Tetapkan sedikitnya satu.",
    ]
    name_candidate(world.entry_of(edition), False, "Mundur.", by=admin)
    assert len(missing(edition, Phase.SCORING)) == 1


def test_a_missing_figure_is_reported_while_it_can_be_set_aside(admin):
    edition = world.ready_to_score(admin)
    entry = world.entry_of(edition)
    OfficialWorkforce.objects.filter(year=2024).delete()
    assert missing(edition, Phase.SCORING) == [
        "Kabupaten Ketapang: A2 Peningkatan cakupan tidak dapat dihitung karena angkanya belum lengkap. Lengkapi "
        "semesta pekerja, atau tandai kriteria itu tidak berlaku dengan alasan."
    ]
    mark_not_applicable(
        entry, entry.category.criteria.get(code="A2"), "Daerah baru, tanpa angka 2024.", by=admin
    )
    assert missing(edition, Phase.SCORING) == []


def test_a_candidate_whose_report_was_returned_is_not_scored(admin):
    edition = world.ready_to_score(admin)
    YearlyReport.objects.update(status="returned")
    assert [text.partition(".")[0] for text in missing(edition, Phase.SCORING)] == [
        "Laporan kandidat Kabupaten Ketapang tidak lagi terverifikasi"
    ]


# Sheets -------------------------------------------------------------------------------------------------
def test_the_plenary_waits_for_each_sheet(admin):
    edition = world.scored(admin)
    assert missing(edition, Phase.PLENARY) == []
    seat = panel_world.by_seat(edition)[4]
    reopen_sheet(seat.sheets.first(), by=edition.seats.get(number=1).user, reason="Salah ketik.")
    assert missing(edition, Phase.PLENARY) == [
        "Lembar nilai belum dikunci oleh Penilai 5 (1). Minta mereka mengunci, atau menyatakan mundur dari penilaian "
        "yang tidak dapat mereka lakukan."
    ]


def test_working_for_a_candidate_is_recorded_before_the_plenary(admin):
    edition = world.scored(admin)
    member = edition.seats.get(number=3).user
    Membership.objects.create(
        user=member, role=Role.OFFICER, regency=factories.regency(), since=datetime.date(2024, 1, 1)
    )
    assert missing(edition, Phase.PLENARY) == [
        "Penilai 3 bertugas di Kabupaten Ketapang dan belum tercatat mundur. Catat benturan kepentingannya."
    ]


# Results ------------------------------------------------------------------------------------------------
def two_equal_candidates(admin):
    """Ketapang and Landak with the same figures and the same marks."""
    factories.regency()
    factories.regency("Landak", "61.08")
    edition = world.filling(admin)
    for place in edition.province.regencies.all():
        factories.verified(place, 2025)
    edition = advance(advance(edition, Phase.VERIFICATION, by=admin), Phase.CANDIDATES, by=admin)
    for number in range(1, 10):
        position = Position.CHAIR if number == 1 else Position.MEMBER
        seat_member(edition, number, factories.user(f"P{number}"), f"Unsur {number}", position, by=admin)
    for minutes, code in [(-30, "61.04"), (-20, "61.08")]:
        entry = name_candidate(world.entry_of(edition, code), True, "Skor tinggi.", by=admin)
        schedule(entry, world.later(minutes=minutes), by=admin)
    edition = advance(edition, Phase.SCORING, by=admin)
    for seat in panel_world.by_seat(edition):
        for code in ("61.04", "61.08"):
            panel_world.locked_both(seat, world.entry_of(edition, code))
    return advance(edition, Phase.PLENARY, by=admin)


def test_a_shared_rank_is_opened_knowingly(admin):
    edition = two_equal_candidates(admin)
    assert missing(edition, Phase.PROVISIONAL) == []
    assert notes(edition, Phase.PROVISIONAL) == [
        "Peringkat 1 dipakai bersama oleh Kabupaten Ketapang, Kabupaten Landak. Catat keputusan pleno, atau buka "
        "tahap ini dengan alasan mengapa peringkatnya tetap bersama."
    ]
    with pytest.raises(Refused) as refusal:
        advance(edition, Phase.PROVISIONAL, by=admin)
    assert refusal.value.reasons == [
        "Peringkat yang dipakai bersama memerlukan alasan. Tuliskan dasar keputusan pleno."
    ]
    assert advance(edition, Phase.PROVISIONAL, by=admin, reason="Pleno sepakat.").phase == Phase.PROVISIONAL


@pytest.mark.parametrize(
    ("at", "to", "queries"),
    [
        ("prepared", Phase.FILLING, 8),
        ("filling", Phase.VERIFICATION, 2),
        ("verification", Phase.CANDIDATES, 3),
        ("ready_to_score", Phase.SCORING, 11),
        ("scoring", Phase.PLENARY, 10),
    ],
)
@pytest.mark.parametrize("more", [0, 2])
def test_the_list_is_made_in_a_constant_number_of_queries(
    admin, django_assert_num_queries, at, to, queries, more
):
    edition = world.prepared() if at == "prepared" else getattr(world, at)(admin)
    for number in range(more):
        place = factories.regency(f"Daerah {number}", f"61.9{number}")
        if at in {"ready_to_score", "scoring"}:
            factories.candidate(edition.categories.get(), place)
    edition = world.reload(edition)
    with django_assert_num_queries(queries):
        preflight(edition, to)
