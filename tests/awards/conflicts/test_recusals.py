"""Conflicts of interest: what withdrawing takes away, and who can give it back."""

import datetime

import pytest

from awards.choices import Phase, Stage
from awards.conflicts.recusals import (
    counted,
    record_conflicts,
    recuse,
    unrecorded_conflicts,
    withdraw_recusal,
)
from awards.models import Edition, Recusal, Score, ScoreSheet
from awards.panel.sheets import reopen_sheet, save_scores
from regencies.actions.errors import Refused
from regencies.choices import Role
from regencies.models import Membership
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


def employ(seat, entry):
    Membership.objects.create(
        user=seat.user, role=Role.OFFICER, regency=entry.regency, since=datetime.date(2025, 1, 1)
    )


def test_withdrawing_discards_the_drafts_of_that_entry_and_keeps_them_in_the_history(panel, entry, edition):
    member = panel[1]
    other = world.candidate(edition, "Sambas", "61.01")
    world.draft(member, entry)
    kept = [world.draft(member, other), world.draft(panel[2], entry)]
    stands = Score.objects.filter(sheet__in=kept)
    before = stands.count()
    recusal = recuse(member, entry, by=member.user, reason=" Saudara kandung kepala dinas ")
    assert stands.count() == before > 0
    assert recusal.reason == "Saudara kandung kepala dinas"
    assert set(ScoreSheet.objects.all()) == set(kept)
    removed = Score.pgh_event_model.objects.filter(pgh_label="delete")
    assert {str(event.value) for event in removed} >= {"80.00", "72.50", "0.00"}
    with pytest.raises(Refused, match="memiliki benturan kepentingan"):
        world.begin(member, entry, Stage.DESK, by=member.user)


def test_a_discarded_sheet_takes_no_late_save(panel, entry):
    member = panel[1]
    sheet = world.draft(member, entry)
    recuse(member, entry, by=member.user, reason="Kerabat")
    with pytest.raises(Refused, match="memiliki benturan kepentingan"):
        save_scores(sheet, world.values({"B1": "1"}), expected_version=sheet.version, by=member.user)
    assert not Score.objects.exists()


def test_a_sheet_that_is_gone_is_said_to_be_gone(panel, entry):
    sheet = world.draft(panel[1], entry)
    Score.objects.filter(sheet=sheet).delete()
    ScoreSheet.objects.filter(pk=sheet.pk).delete()
    for act in (
        lambda: save_scores(sheet, {}, expected_version=sheet.version, by=panel[1].user),
        lambda: reopen_sheet(sheet, by=panel[0].user, reason="Keliru"),
    ):
        with pytest.raises(Refused, match=r"Lembar nilai ini sudah tidak ada\. Muat ulang halaman\."):
            act()


def test_withdrawing_needs_a_reason_the_own_seat_and_the_own_edition(panel, entry):
    member, other = panel[1:]
    elsewhere = world.scoring_edition(of=factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))
    foreign = world.candidate(elsewhere, "Kapuas", "62.03")
    for seat, of, by, reason, said in (
        (member, entry, member.user, "  ", "Tuliskan alasan"),
        (member, entry, other.user, "Kerabat", "anggota yang menduduki kursinya"),
        (member, entry, panel[0].user, "Kerabat", "anggota yang menduduki kursinya"),
        (member, foreign, member.user, "Kerabat", "tidak dinilai oleh kursi ini"),
    ):
        with pytest.raises(Refused, match=said):
            recuse(seat, of, by=by, reason=reason)
    assert not Recusal.objects.exists()


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.CANDIDATES, Phase.SCORING}))
def test_withdrawing_is_over_when_scoring_is(panel, entry, edition, phase):
    Edition.objects.filter(pk=edition.pk).update(phase=phase)
    with pytest.raises(Refused, match="hanya dapat diisi pada tahap"):
        recuse(panel[1], entry, by=panel[1].user, reason="Kerabat")


def test_a_locked_sheet_is_reopened_by_the_chair_before_its_member_withdraws(panel, entry):
    chair, member, _ = panel
    sheet = world.locked(member, entry)
    with pytest.raises(Refused, match="Mintalah Ketua Tim Sembilan membukanya kembali"):
        recuse(member, entry, by=member.user, reason="Kerabat")
    reopen_sheet(sheet, by=chair.user, reason="Benturan kepentingan baru diketahui")
    recuse(member, entry, by=member.user, reason="Kerabat")
    assert not ScoreSheet.objects.exists()


def test_withdrawing_twice_is_one_and_with_another_reason_says_so(panel, entry):
    member = panel[1]
    first = recuse(member, entry, by=member.user, reason="Kerabat")
    assert recuse(member, entry, by=member.user, reason="Kerabat") == first
    with pytest.raises(Refused, match="sudah tercatat"):
        recuse(member, entry, by=member.user, reason="Usaha")
    assert Recusal.objects.get() == first


def test_the_chair_lifts_a_withdrawal_with_a_reason_and_the_member_starts_empty(panel, entry):
    chair, member, _ = panel
    world.draft(member, entry)
    recusal = recuse(member, entry, by=member.user, reason="Salah pilih daerah")
    with pytest.raises(Refused, match="Tuliskan alasan"):
        withdraw_recusal(recusal, by=chair.user, reason=" ")
    for by in (member.user, factories.admin()):
        with pytest.raises(Refused, match="Hanya Ketua Tim Sembilan"):
            withdraw_recusal(recusal, by=by, reason="Salah pilih daerah")
    withdraw_recusal(recusal, by=chair.user, reason="Salah pilih daerah")
    assert not Recusal.objects.exists()
    assert not world.begin(member, entry, Stage.DESK, by=member.user).scores.exists()


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.CANDIDATES, Phase.SCORING}))
def test_lifting_a_withdrawal_is_over_when_scoring_is(panel, entry, edition, phase):
    recusal = recuse(panel[1], entry, by=panel[1].user, reason="Kerabat")
    Edition.objects.filter(pk=edition.pk).update(phase=phase)
    with pytest.raises(Refused, match="hanya dapat diisi pada tahap"):
        withdraw_recusal(recusal, by=panel[0].user, reason="Bukan kerabat")
    assert list(Recusal.objects.all()) == [recusal]


def test_who_works_for_the_region_is_recorded_and_cannot_be_let_back(panel, entry, edition):
    chair, member, _ = panel
    world.draft(member, entry)
    employ(member, entry)
    assert unrecorded_conflicts(edition) == [(member, entry)]
    with pytest.raises(Refused, match="Ketua Tim Sembilan atau admin provinsi"):
        record_conflicts(edition, by=member.user)
    (recusal,) = record_conflicts(edition, by=factories.admin())
    assert (recusal.seat, recusal.entry, recusal.reason) == (
        member,
        entry,
        "Bertugas di Kabupaten Ketapang (tercatat otomatis)",
    )
    assert not ScoreSheet.objects.exists()
    assert unrecorded_conflicts(edition) == []
    assert counted([recusal]) == "1 benturan kepentingan tercatat."
    assert counted(record_conflicts(edition, by=chair.user)) == (
        "Tidak ada yang perlu dicatat: semua benturan kepentingan sudah tercatat."
    )
    with pytest.raises(Refused, match="bertugas di Kabupaten Ketapang"):
        withdraw_recusal(recusal, by=chair.user, reason="Diperlukan")


def test_recording_is_all_or_nothing(panel, entry, edition):
    chair, member, other = panel
    world.locked(other, entry)
    for seat in (member, other):
        employ(seat, entry)
    with pytest.raises(Refused, match="sudah dikunci"):
        record_conflicts(edition, by=chair.user)
    assert not Recusal.objects.exists()


def test_a_member_withdraws_while_candidates_are_named(panel, entry, edition):
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.CANDIDATES)
    assert recuse(panel[1], entry, by=panel[1].user, reason="Kerabat").entry == entry


def test_who_works_for_another_candidate_may_judge_this_one_after_all(panel, entry, edition):
    employ(panel[1], world.candidate(edition, "Landak", "61.08"))
    recusal = recuse(panel[1], entry, by=panel[1].user, reason="Salah pilih daerah")
    withdraw_recusal(recusal, by=panel[0].user, reason="Salah pilih daerah")
    assert not Recusal.objects.exists()


def test_who_works_for_a_region_that_is_no_candidate_has_nothing_to_record(panel, entry, edition):
    passed = {"candidate": False, "reason": "Nilai seleksi di bawah ambang.", "presentation_at": None}
    employ(panel[1], world.candidate(edition, "Landak", "61.08", **passed))
    assert unrecorded_conflicts(edition) == []
    assert record_conflicts(edition, by=panel[0].user) == []
