"""What a plenary talks over, and recording what it decided: replaced with a reason, kept, closed once announced."""

import re

import pytest
from django.urls import reverse

from awards.choices import Phase, PointKind, Position
from awards.models import Edition, Entry, PlenaryAttendance, PlenaryPoint, Recusal
from awards.plenary.discussion import discussion
from awards.plenary.record import SETTLED, record_attendance, record_point
from awards.publishing.corrections import open_correction
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import publication as world
from tests.builders.panel import logged_in, queries
from tests.once import once

pytestmark = pytest.mark.django_db


@once
def category():
    """Twins at rank 1 with Pontianak below; every member gives ten times the number of the own seat, to all alike."""
    made = world.tied_category(phase=Phase.PLENARY)
    for entry in made.entries.all():
        world.mark_by_seat(entry)
    return made


@pytest.fixture
def chair(category):
    return category.edition.seats.get(number=1).user


@pytest.fixture
def ketapang(category):
    return Entry.objects.get(category=category, regency__kemendagri_code="61.04")


def said(category) -> list[tuple[str, str, str]]:
    return [(str(point.kind), point.name, point.said) for point in discussion(category).points]


def refused(*args, **more) -> list[str]:
    with pytest.raises(Refused) as refusal:
        record_point(*args, **more)
    return refusal.value.reasons


def plain(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


WIDE = "Selisih 30 atau lebih pada 14 kriteria: B1 (80), B2 (80), B3 (80), C1 (80), C2 (80), dan 9 lainnya."


# The list -------------------------------------------------------------------------------------------
def test_each_candidate_members_differ_widely_about_is_a_point_and_a_tie_is_one_of_its_own(category):
    found = discussion(category)
    assert said(category) == [
        ("difference", name, WIDE)
        for name in ("Kabupaten Mempawah", "Kabupaten Ketapang", "Kabupaten Pontianak")
    ]
    assert [list(tie.names) for tie in found.ties] == [["61.02", "61.04"]]
    assert found.open == 4


def test_a_rank_that_hangs_on_who_judged_is_a_point(category, ketapang):
    """Without seat 9, who gives 45 more than the others, Ketapang has 45 of the panel; with its level 45 + 45 ÷ 9 = 50,
    as much as its twin."""
    Recusal.objects.create(seat=category.edition.seats.get(number=9), entry=ketapang, reason="Kerabat")
    fair = "Peringkat {} menjadi {} bila tingkat nilai anggota yang tidak menilai dihitung."
    scaled = "Peringkat {} menjadi {} bila nilai semua anggota disetarakan."
    assert [row for row in said(category) if row[0] != "difference"] == [
        ("fairness", "Kabupaten Pontianak", fair.format(2, 3)),
        ("scale", "Kabupaten Pontianak", scaled.format(2, 3)),
        ("fairness", "Kabupaten Ketapang", fair.format(3, 1)),
        ("scale", "Kabupaten Ketapang", scaled.format(3, 2)),
    ]
    assert [
        (one.code, one.rank, one.range, one.fair, one.scaled) for one in discussion(category).checked
    ] == [
        ("61.02", 1, "1", 1, 1),
        ("61.71", 2, "2–3", 3, 3),
        ("61.04", 3, "1–3", 1, 2),
    ]


def test_what_waits_at_the_office_of_objections_and_a_correction_are_points(category, ketapang):
    from_office = ketapang.objections.create(letter="1/2026", content="Mohon ditinjau")
    assert from_office.status == "received"
    assert said(category)[-1] == (
        "objection",
        "Kabupaten Ketapang",
        "Putuskan sanggahannya sebelum hasil diumumkan.",
    )


# Recording ------------------------------------------------------------------------------------------
def test_a_decision_is_replaced_with_a_reason_and_the_earlier_one_is_kept(category, chair, ketapang):
    slug = f"difference-{ketapang.pk}"
    first = record_point(category, slug, "Tetap", "Sudah dijelaskan", by=chair)
    assert refused(category, slug, "Buka lembar", "Keliru", by=chair) == [
        f"Keputusan lain sudah tercatat oleh {chair}: Tetap Bila keputusan Bapak/Ibu tetap berlaku, catat sekali lagi; "
        "keputusan itu digantikan."
    ]
    record_point(category, slug, "Buka lembar", "Keliru", by=chair, replaces=first.pk)
    point = discussion(category).point(slug)
    assert [(row.decision, row.reason, row.recorded_by) for row in point.decisions] == [
        ("Buka lembar", "Keliru", str(chair)),
        ("Tetap", "Sudah dijelaskan", str(chair)),
    ]
    assert discussion(category).open == 3


def test_a_decision_on_a_point_that_comes_up_no_more_is_kept_apart(category, chair, ketapang):
    record_point(category, f"difference-{ketapang.pk}", "Tetap", "Sudah dijelaskan", by=chair)
    world.rescore(ketapang, 60)
    found = discussion(category)
    assert found.point(f"difference-{ketapang.pk}") is None
    assert [row.decision for row in found.earlier] == ["Tetap"]
    assert refused(category, f"difference-{ketapang.pk}", "Lain", "Lain", by=chair) == [
        "Butir ini tidak lagi ada dalam daftar. Muat ulang halaman bahan pleno."
    ]


def test_every_reason_is_told_at_once(category, chair, ketapang):
    Edition.objects.update(phase=Phase.SCORING)
    assert refused(category, f"difference-{ketapang.pk}", " ", "", by=chair) == [
        "Keputusan belum ditulis. Tuliskan apa yang diputuskan pleno.",
        "Alasan belum ditulis. Tuliskan dasar keputusannya.",
        "Tahap Paritrana Award 2025 adalah “Penilaian”. Hasil pleno dicatat sejak tahap “Pleno”.",
    ]
    assert not PlenaryPoint.objects.exists()


def test_what_is_announced_is_closed_until_a_correction_is_open(category, chair, ketapang):
    slug = f"difference-{ketapang.pk}"
    Edition.objects.update(phase=Phase.PROVISIONAL)
    world.published(category)
    assert refused(category, slug, "Tetap", "Jelas", by=chair) == [SETTLED]
    with pytest.raises(Refused) as refusal:
        record_attendance(category.edition, [1], by=chair)
    assert refusal.value.reasons == [SETTLED]
    open_correction(category, "Salah tulis", by=world.admin_of(category))
    assert said(category)[-1] == (
        "correction",
        category.name,
        "Pengumuman nomor 1 tetap berlaku sampai digantikan.",
    )
    assert record_point(category, slug, "Tetap", "Jelas", by=chair).kind == PointKind.DIFFERENCE
    assert len(record_attendance(category.edition, [1], by=chair)) == 9


def test_members_decide_nothing_and_a_chair_in_conflict_leaves_it_to_the_admin(category, chair, ketapang):
    slug, member = f"difference-{ketapang.pk}", category.edition.seats.get(number=2).user
    assert refused(category, slug, "Tetap", "Jelas", by=member) == [
        "Hanya ketua Tim Sembilan atau admin provinsi yang dapat mencatat keputusan pleno."
    ]
    Recusal.objects.create(seat=category.edition.seats.get(number=1), entry=ketapang, reason="Kerabat")
    assert refused(category, slug, "Tetap", "Jelas", by=chair) == [
        "Bapak/Ibu memiliki benturan kepentingan dengan salah satu kandidat. Keputusannya dicatat oleh admin provinsi."
    ]
    for name, args in (("chair_points", []), ("chair_point", [slug])):
        address = reverse(name, args=[category.pk, *args])
        assert logged_in(chair).get(address).status_code == 403
        assert logged_in(member).get(address).status_code == 403
        assert logged_in(world.admin_of(category)).get(address).status_code == 200


# Pages ----------------------------------------------------------------------------------------------
def test_the_chair_goes_from_the_board_to_a_point_and_records_it(category, chair, ketapang):
    client, page = logged_in(chair), reverse("chair_points", args=[category.pk])
    board = client.get(reverse("chair_edition", args=[category.edition_id])).content.decode()
    assert f'href="{page}"' in board
    address = reverse("chair_point", args=[category.pk, f"difference-{ketapang.pk}"])
    assert f'href="{address}"' in client.get(page).content.decode()
    asked = client.get(address)
    assert WIDE in plain(asked)
    assert client.post(address, {"decision": "", "reason": "Jelas", "replaces": "0"}).status_code == 409
    answer = client.post(address, {"decision": "Tetap", "reason": "Sudah dijelaskan", "replaces": "0"})
    assert (answer.status_code, answer.url) == (302, page)
    words = plain(client.get(page))
    assert "Keputusan: Tetap Alasan: Sudah dijelaskan" in words
    assert "Daftar pembahasan (3 belum diputus)" in words
    assert f"Keputusan {chair} digantikan dan tetap tercatat: Tetap" in plain(client.get(address))
    assert client.get(reverse("chair_point", args=[category.pk, "scale-1"])).status_code == 404


@pytest.mark.parametrize("codes", [["61.04"], ["61.04", "61.02", "61.71"]])
def test_the_list_costs_the_same_whatever_the_number_of_candidates(codes):
    category = world.category_with(codes, others=0, phase=Phase.PLENARY)
    for entry in category.entries.all():
        world.mark_by_seat(entry)
    chair = category.edition.seats.get(number=1).user
    assert queries(logged_in(chair), reverse("chair_points", args=[category.pk])) == 14


# Attendance -----------------------------------------------------------------------------------------
def test_the_secretary_records_who_was_there_and_the_list_shows_it(category, chair):
    seat = category.edition.seats.get(number=3)
    seat.position = Position.SECRETARY
    seat.save()
    client, page = logged_in(seat.user), reverse("plenary_attendance", args=[category.edition_id])
    assert f'href="{page}"' in client.get(reverse("panel_index")).content.decode()
    assert "Belum tercatat." in plain(client.get(page))
    assert client.post(page, {}).status_code == 409
    assert not PlenaryAttendance.objects.exists()
    assert client.post(page, {"present": [str(n) for n in range(1, 8)]}).status_code == 302
    assert "Tercatat hadir: 7 dari 9 anggota." in plain(client.get(page))
    assert client.post(page, {"present": ["1", "2", "9"]}).status_code == 302
    rows = PlenaryAttendance.objects.order_by("seat__number")
    assert [row.present for row in rows] == [True, True, *[False] * 6, True]
    assert {row.recorded_by for row in rows} == {seat.user}
    shown = plain(logged_in(chair).get(reverse("chair_points", args=[category.pk])))
    assert f"2. {rows[1].seat.user}: hadir 3. {seat.user}: tidak hadir" in shown


def test_attendance_is_for_chair_secretary_and_admin_and_only_of_seats_there_are(category, chair):
    member = category.edition.seats.get(number=2).user
    page = reverse("plenary_attendance", args=[category.edition_id])
    assert logged_in(member).get(page).status_code == 403
    assert logged_in(factories.officer(factories.regency())).get(page).status_code == 404
    with pytest.raises(Refused) as refusal:
        record_attendance(category.edition, [1], by=member)
    assert refusal.value.reasons == ["Kehadiran pleno dicatat oleh Ketua, Sekretaris, atau admin provinsi."]
    Edition.objects.update(phase=Phase.SCORING)
    with pytest.raises(Refused) as refusal:
        record_attendance(category.edition, [10], by=chair)
    assert refusal.value.reasons == [
        "Kursi 10 tidak ada. Muat ulang halaman, lalu pilih lagi.",
        "Tahap Paritrana Award 2025 adalah “Penilaian”. Hasil pleno dicatat sejak tahap “Pleno”.",
    ]
