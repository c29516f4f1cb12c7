"""The pages of the chair: counts before everybody has locked, marks after, and nothing of an own conflict."""

import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from awards.choices import SheetStatus, Stage
from awards.models import Recusal, ScoreSheet
from awards.panel.sheets import save_scores
from regencies.models import Membership
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(panel) -> Client:
    return world.logged_in(panel[0].user)


@pytest.fixture
def admin() -> Client:
    return world.logged_in(factories.admin())


def url_of(name, *args) -> str:
    return reverse(name, args=args)


# Who ------------------------------------------------------------------------------------------------
def test_the_chair_and_the_admin_follow_members_are_told_no_and_others_find_nothing(
    chair, admin, panel, entry, edition
):
    sheet = world.locked(panel[1], entry)
    recusal = Recusal.objects.create(seat=panel[2], entry=entry, reason="Kerabat")
    pages = {
        url_of("chair_index"): (200, 403, 404),
        url_of("chair_edition", edition.pk): (200, 403, 404),
        url_of("chair_entry", entry.pk): (200, 403, 404),
        url_of("chair_record", edition.pk): (200, 403, 404),
        url_of("chair_reopen", sheet.pk): (200, 403, 404),
        url_of("chair_lift", recusal.pk): (200, 403, 404),
        url_of("chair_history", sheet.pk): (403, 403, 404),
        url_of("chair_spread", edition.pk): (403, 403, 404),
    }
    elsewhere = factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    outsiders = [
        factories.admin(elsewhere),
        factories.verifier(),
        factories.officer(entry.regency),
        factories.seats(world.scoring_edition(of=elsewhere), 2)[1].user,
    ]
    member = world.logged_in(panel[1].user)
    for page, (by_chair, by_member, by_outsider) in pages.items():
        assert chair.get(page).status_code == by_chair, page
        assert member.get(page).status_code == by_member, page
        for outsider in outsiders:
            expected = by_outsider
            if page == url_of("chair_index"):  # of whatever edition they have a part in
                expected = {outsiders[0]: 200, outsiders[3]: 403}.get(outsider, 404)
            assert world.logged_in(outsider).get(page).status_code == expected, (page, outsider)
    by_admin = {page: admin.get(page).status_code for page in pages}
    assert by_admin[url_of("chair_entry", entry.pk)] == 200
    assert by_admin[url_of("chair_reopen", sheet.pk)] == 403
    assert by_admin[url_of("chair_lift", recusal.pk)] == 403


def test_an_admin_is_shown_the_own_province_only(edition, entry):
    elsewhere = factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    foreign = world.scoring_edition(of=elsewhere)
    client = world.logged_in(factories.admin(elsewhere))
    assert client.get(url_of("chair_index")).context["edition"] == foreign
    assert client.get(url_of("chair_edition", edition.pk)).status_code == 404
    assert client.get(url_of("chair_entry", entry.pk)).status_code == 404


# Progress -------------------------------------------------------------------------------------------
def test_progress_is_counts_and_states_and_no_mark(chair, admin, panel, entry, edition):
    world.locked_both(panel[1], entry)
    world.draft(panel[2], entry, B1="13", B2="17")
    for client in (chair, admin):
        page = client.get(url_of("chair_index"))
        (row,) = world.rows_of(page.context["board"])
        assert row.counts == [(Stage.DESK, 1, 3), (Stage.INTERVIEW, 1, 3)]
        assert [[p.text for p in cell.stages] for cell in row.cells] == [
            ["Belum diisi", "Belum diisi"],
            ["Terkunci", "Terkunci"],
            ["Draf 2 dari 10", "Belum diisi"],
        ]
        assert [
            (seat.number, locked, expected) for seat, locked, expected in page.context["board"].members
        ] == [
            (1, 0, 2),
            (2, 2, 2),
            (3, 0, 2),
        ]
        detail = client.get(url_of("chair_entry", entry.pk))
        assert detail.context["scores"] is None
        for mark in ("72,5", "55,25", "13", "17"):
            assert f">{mark}<" not in detail.content.decode()


def test_marks_appear_once_every_sheet_is_locked_and_go_when_one_is_reopened(chair, admin, panel, entry):
    for seat in panel[:2]:
        world.locked_both(seat, entry)
    world.locked(panel[2], entry, **(world.DESK | {"B1": "30"}))
    page = url_of("chair_entry", entry.pk)
    for client in (chair, admin):
        assert client.get(page).context["scores"] is None
    sheet = world.locked(panel[2], entry, Stage.INTERVIEW)
    for client in (chair, admin):
        first = client.get(page).context["scores"].rows[0]
        assert first.marks == [Decimal(80), Decimal(80), Decimal(30)]
        assert first.spread.range == 50
    chair.post(url_of("chair_reopen", sheet.pk), {"reason": "Salah tulis"})
    for client in (chair, admin):
        assert client.get(page).context["scores"] is None


def test_where_the_chair_is_in_conflict_the_admin_gives_a_sheet_back(admin, chair, panel, entry, edition):
    for seat in panel[1:]:
        world.locked_both(seat, entry)
    sheet = ScoreSheet.objects.filter(seat=panel[1], stage=Stage.DESK).get()
    reopen = url_of("chair_reopen", sheet.pk)
    assert admin.get(reopen).status_code == 403
    Recusal.objects.create(seat=panel[0], entry=entry, reason="Kerabat")
    assert reopen in admin.get(url_of("chair_entry", entry.pk)).content.decode()
    assert (chair.get(reopen).status_code, admin.get(reopen).status_code) == (404, 200)
    assert admin.post(reopen, {"reason": "Salah baris"}).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.status, sheet.reopen_reason) == (SheetStatus.DRAFT, "Salah baris")


def test_a_chair_in_conflict_gets_the_name_and_nothing_else(chair, panel, entry, edition):
    """With data that could leak: the others are done with it, so every count would tell."""
    other = world.candidate(edition, "Sambas", "61.01")
    Recusal.objects.create(seat=panel[0], entry=entry, reason="Kerabat")
    sheets = [sheet for seat in panel[1:] for sheet in world.locked_both(seat, entry)]
    page = chair.get(url_of("chair_index"))
    board = page.context["board"]
    assert [(str(row.entry), row.hidden, row.counts) for row in world.rows_of(board)] == [
        ("Kabupaten Sambas", False, [(Stage.DESK, 0, 3), (Stage.INTERVIEW, 0, 3)]),
        ("Kabupaten Ketapang", True, []),
    ]
    assert [(locked, expected) for _, locked, expected in board.members] == [(0, 2), (0, 2), (0, 2)]
    assert url_of("chair_entry", entry.pk) not in page.content.decode()
    assert chair.get(url_of("chair_entry", entry.pk)).status_code == 404
    for sheet in sheets:
        assert chair.get(url_of("chair_reopen", sheet.pk)).status_code == 404
        assert chair.post(url_of("chair_reopen", sheet.pk), {"reason": "Ingin tahu"}).status_code == 404
        assert chair.get(url_of("chair_history", sheet.pk)).status_code == 404
    for seat in panel:
        world.locked_both(seat, other)
    shown = chair.get(url_of("chair_spread", edition.pk))
    (found,) = shown.context["categories"].values()
    assert {str(row.entry) for row in found.rows} == {"Kabupaten Sambas"}
    assert found.agreement is None  # one candidate left: nothing to compare
    assert "Ketapang" not in shown.content.decode()


def test_boards_cost_the_same_with_one_candidate_and_with_three(chair, panel, entry, edition):
    for seat in panel:
        world.locked_both(seat, entry)
    assert world.queries(chair, url_of("chair_index")) == 16
    assert world.queries(chair, url_of("chair_spread", edition.pk)) == 17
    assert world.queries(chair, url_of("chair_entry", entry.pk)) == 15
    for name, code in (("Sambas", "61.01"), ("Landak", "61.08")):
        world.locked_both(panel[1], world.candidate(edition, name, code))
    assert world.queries(chair, url_of("chair_index")) == 16


def test_marks_of_somebody_who_came_to_work_for_the_region_are_left_out(chair, panel, entry):
    for seat in panel:
        world.locked_both(seat, entry)
    Membership.objects.create(
        user=panel[2].user, role="officer", regency=entry.regency, since=datetime.date(2025, 1, 1)
    )
    scores = chair.get(url_of("chair_entry", entry.pk)).context["scores"]
    assert scores.rows[0].marks == [Decimal(80), Decimal(80), None]
    assert [counts for _, counts in scores.seats] == [True, True, False]


# Spread ---------------------------------------------------------------------------------------------
def test_the_widest_spread_comes_first_with_the_agreement(chair, panel, entry, edition):
    other = world.candidate(edition, "Sambas", "61.01")
    marks = world.DESK | {"B1": "20"}
    for seat in panel:
        world.locked(seat, entry, **(marks if seat == panel[2] else {}))
        world.locked(seat, entry, Stage.INTERVIEW)
        world.locked(seat, other, **(world.DESK | dict.fromkeys(world.INNOVATION, "10")))
        if seat != panel[2]:
            world.locked(seat, other, Stage.INTERVIEW)
    page = url_of("chair_spread", edition.pk)
    assert chair.get(page).status_code == 403
    world.locked(panel[2], other, Stage.INTERVIEW)
    (found,) = chair.get(page).context["categories"].values()
    widest = found.rows[0]
    assert (str(widest.entry), widest.criterion.code, widest.spread.range) == ("Kabupaten Ketapang", "B1", 60)
    assert ([s.number for s in widest.lowest_by], [s.number for s in widest.highest_by]) == ([3], [1, 2])
    assert {row.spread.range for row in found.rows[1:]} == {0}
    assert found.agreement == 1


# Reopening ------------------------------------------------------------------------------------------
def test_the_chair_reopens_with_a_reason_and_the_history_keeps_both_values(chair, panel, entry):
    for seat in panel:
        world.locked_both(seat, entry)
    member = panel[1]
    sheet = ScoreSheet.objects.get(seat=member, entry=entry, stage=Stage.DESK)
    page = url_of("chair_reopen", sheet.pk)
    refused = chair.post(page, {"reason": "  "})
    assert (refused.status_code, refused.context["problems"]) == (
        409,
        ["Tuliskan alasan membuka kembali lembar ini; alasan tercatat dalam riwayat."],
    )
    assert chair.post(page, {"reason": "Salah baca Perbup"}).status_code == 302
    sheet.refresh_from_db()
    assert sheet.status == SheetStatus.DRAFT
    assert (
        "Salah baca Perbup"
        in world.logged_in(member.user).get(f"/penilaian/{entry.pk}/berkas/").content.decode()
    )
    assert chair.get(url_of("chair_history", sheet.pk)).status_code == 403
    world.in_time(entry, Stage.DESK)
    save_scores(sheet, {"B1": Decimal(60)}, expected_version=sheet.version, by=member.user)
    world.locked(member, entry, B1="60")
    rows = chair.get(url_of("chair_history", sheet.pk)).context["table"].data
    changed = next(row for row in rows if row.after == "60")
    assert (changed.before, changed.field) == ("80", "B1 · Nilai")
    assert {row.reason for row in rows} == {"", "Salah baca Perbup"}


# Conflicts of interest ------------------------------------------------------------------------------
def test_members_who_work_for_a_region_are_named_and_recorded_with_one_press(chair, panel, entry, edition):
    Membership.objects.create(
        user=panel[1].user, role="officer", regency=entry.regency, since=datetime.date(2025, 1, 1)
    )
    page = chair.get(url_of("chair_index"))
    assert [(seat, one.pk) for seat, one in page.context["board"].unrecorded] == [(panel[1], entry.pk)]
    assert "belum dicatat</p>" in page.content.decode()
    assert chair.post(url_of("chair_record", edition.pk)).status_code == 302
    assert Recusal.objects.get().seat == panel[1]
    assert chair.get(url_of("chair_index")).context["board"].unrecorded == []
    assert world.logged_in(panel[2].user).post(url_of("chair_record", edition.pk)).status_code == 403


def test_a_withdrawal_is_lifted_with_a_reason(chair, panel, entry):
    recusal = Recusal.objects.create(seat=panel[1], entry=entry, reason="Salah pilih")
    page = url_of("chair_lift", recusal.pk)
    assert chair.post(page, {"reason": ""}).status_code == 409
    assert chair.post(page, {"reason": "Salah pilih daerah"}).status_code == 302
    assert not Recusal.objects.exists()
    own = Recusal.objects.create(seat=panel[0], entry=entry, reason="Kerabat")
    assert chair.post(url_of("chair_lift", own.pk), {"reason": "Tidak jadi"}).status_code == 403
    assert Recusal.objects.get() == own
