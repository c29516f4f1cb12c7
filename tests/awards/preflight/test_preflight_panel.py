"""The lists for scoring, plenary and results; each line there when its rule is broken, gone once put right."""

import datetime

import pytest
from django.urls import reverse

from awards.choices import Phase, Position
from awards.editions.candidates import mark_not_applicable, name_candidate, schedule, seat_member
from awards.editions.phase_changes import advance
from awards.models import Category, Edition, Entry
from awards.panel.sheets import reopen_sheet
from awards.preflight.run import preflight
from regencies.actions.errors import Refused
from regencies.choices import Role
from regencies.models import Membership, OfficialWorkforce, YearlyReport
from tests import factories
from tests.builders import edition as world
from tests.builders import panel

pytestmark = pytest.mark.django_db


def missing(edition, to):
    return [item.text for item in preflight(world.reload(edition), to) if not item.ok]


def notes(edition, to):
    return [item.text for item in preflight(world.reload(edition), to) if item.note]


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
        "Kuorum “Pemerintah Kabupaten/Kota” 9, sedangkan anggota yang menilai satu kandidat hanya 8. "
        "Ganti anggota, lengkapi kursi, atau turunkan kuorum."
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


def test_the_plenary_waits_for_each_sheet(admin):
    edition = world.scored(admin)
    assert missing(edition, Phase.PLENARY) == []
    seat = panel.by_seat(edition)[4]
    reopen_sheet(seat.sheets.first(), by=edition.seats.get(number=1).user, reason="Salah ketik.")
    assert missing(edition, Phase.PLENARY) == [
        "Lembar nilai belum dikunci oleh Penilai 5 (1). Minta mereka mengunci; Ketua mencatat yang "
        "tidak hadir."
    ]


def test_working_for_a_candidate_is_recorded_before_the_plenary(admin):
    edition = world.scored(admin)
    member = edition.seats.get(number=3).user
    Membership.objects.create(
        user=member, role=Role.OFFICER, regency=factories.regency(), since=datetime.date(2024, 1, 1)
    )
    assert missing(edition, Phase.PLENARY) == [
        "Penilai 3 bertugas di Kabupaten Ketapang tetapi benturan kepentingannya belum dicatat. Catat lebih dahulu."
    ]


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
    for seat in panel.by_seat(edition):
        for code in ("61.04", "61.08"):
            panel.locked_both(seat, world.entry_of(edition, code))
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
        ("prepared", Phase.FILLING, 7),
        ("filling", Phase.VERIFICATION, 4),
        ("verification", Phase.CANDIDATES, 4),
        ("ready_to_score", Phase.SCORING, 8),
        ("scoring", Phase.PLENARY, 8),
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


def test_a_category_with_fewer_seats_than_its_quorum_is_told_with_what_to_do(admin):
    edition = world.ready_to_score(admin, quorum=7)
    category = edition.categories.get()
    other = Category.objects.create(edition=edition, slug="kedua", name="Kedua", quorum=1)
    seats = panel.by_seat(edition)
    for seat in seats[:3]:
        panel.judges_only(seat, other)
    told = [item for item in preflight(world.reload(edition), Phase.SCORING) if not item.ok]
    assert [item.text for item in told if "Kuorum" in item.text] == [
        "Kuorum “Pemerintah Kabupaten/Kota” 7, sedangkan kursi yang menilainya 6 dari 9. Tambah kursinya di Susun "
        "Tim Sembilan atau turunkan kuorum."
    ]
    assert [item.url for item in told if "Kuorum" in item.text] == [
        reverse("admin:awards_edition_seats", args=[edition.pk])
    ]
    panel.judges_only(seats[0], other, category)  # as the first half of the advice says
    assert not [text for text in missing(edition, Phase.SCORING) if "Kuorum" in text]
    panel.judges_only(seats[0], other)
    Category.objects.filter(pk=category.pk).update(quorum=6)  # and the second
    assert not [text for text in missing(edition, Phase.SCORING) if "Kuorum" in text]


def test_who_judges_another_category_is_missed_by_nobody_before_the_plenary(admin):
    edition = world.ready_to_score(admin)
    other = Category.objects.create(edition=edition, slug="kedua", name="Kedua", quorum=1)
    edition.seats.filter(number=9).update(element="Ahli desa")
    seats = panel.by_seat(edition)
    panel.judges_only(seats[8], other)
    Membership.objects.create(
        user=seats[8].user, role=Role.OFFICER, regency=factories.regency(), since=datetime.date(2024, 1, 1)
    )
    edition = advance_past(edition)
    entry = world.entry_of(edition)
    for seat in seats[:8]:
        panel.locked_both(seat, entry)
    assert missing(edition, Phase.PLENARY) == []


def advance_past(edition: Edition) -> Edition:
    """In scoring, whatever the list says of a category without candidates."""
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.SCORING)
    return world.reload(edition)


@pytest.mark.parametrize(
    ("at", "to", "queries"), [("ready_to_score", Phase.SCORING, 8), ("scoring", Phase.PLENARY, 8)]
)
@pytest.mark.parametrize("more", [0, 2])
def test_the_list_takes_as_many_queries_whatever_the_categories(
    admin, django_assert_num_queries, at, to, queries, more
):
    edition = getattr(world, at)(admin)
    seats = panel.by_seat(edition)
    for number in range(more):
        made = Category.objects.create(
            edition=edition, slug=f"k{number}", name=f"Kategori {number}", quorum=1
        )
        place = factories.regency(f"Daerah {number}", f"61.9{number}")
        factories.candidate(made, place)
        panel.judges_only(seats[number], made)
    edition = world.reload(edition)
    with django_assert_num_queries(queries):
        preflight(edition, to)
