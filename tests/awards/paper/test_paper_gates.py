"""When a sheet of paper does not become the member's sheet: what the member stored, and the gates of any sheet."""

import pytest

from awards.choices import PaperState, Phase, PresentationState, Stage
from awards.conflicts.recusals import recuse
from awards.live.presentations import call, open_floor
from awards.models import (
    Declaration,
    Edition,
    NotApplicable,
    PaperMark,
    PaperSheet,
    Presentation,
    ScoreSheet,
)
from awards.panel.absences import record_absence
from awards.panel.member.sheet_page import sheet_page
from awards.panel.sheets import lock_sheet, reopen_sheet, save_scores
from awards.paper.sheets import enter_paper, return_paper
from tests import factories
from tests.builders import panel as world
from tests.builders.declarations import declared
from tests.builders.papers import confirmed, entered, refusal, scores, shown_moment

pytestmark = pytest.mark.django_db


# What stands there already ------------------------------------------------------------------------------------
def test_a_draft_of_the_member_is_never_written_over_and_emptied_it_is_no_more_in_the_way(here):
    paper = entered(here.member, here.entry, by=here.admin)
    own = world.draft(here.member, here.entry, B1="55", B2="60")
    [said] = refusal(confirmed, paper, here.member.user)
    member = here.member.user
    assert said == (
        f"{member} sudah menyimpan draf di aplikasi: 2 dari 10 kriteria. Mintalah {member} menguncinya sendiri, atau "
        "mengosongkannya agar kertasnya yang dipakai."
    )
    assert scores(here.member) == {"B1": "55.00", "B2": "60.00"}
    save_scores(own, {"B1": None, "B2": None}, expected_version=own.version, by=member)
    confirmed(paper, member)
    assert ScoreSheet.objects.get(seat=here.member).is_locked
    assert scores(here.member)["B1"] == "80.00"


def test_a_sheet_locked_meanwhile_stays_until_it_is_reopened(here):
    paper = entered(here.member, here.entry, by=here.admin)
    sheet = world.locked(here.member, here.entry, **{**world.DESK, "B1": "41"})
    member = here.member.user
    said = [
        f"Lembar nilai {member} untuk Kabupaten Ketapang sudah terkunci sejak {shown_moment(sheet)}. Bila isinya "
        "keliru, mintalah Ketua Tim Sembilan membukanya kembali dengan alasan."
    ]
    assert refusal(confirmed, paper, member) == said
    assert refusal(entered, here.member, here.entry, by=here.admin, version=1, B1="2") == said
    assert scores(here.member)["B1"] == "41.00"


def test_a_reopened_sheet_can_be_entered_from_paper_once_more(here):
    confirmed(entered(here.member, here.entry, by=here.admin), here.member.user)
    sheet = reopen_sheet(
        ScoreSheet.objects.get(seat=here.member), by=here.chair.user, reason="Salah baca kertasnya"
    )
    blank = dict.fromkeys(world.DESK)
    save_scores(sheet, world.values(blank), expected_version=sheet.version, by=here.member.user)
    confirmed(entered(here.member, here.entry, by=here.admin, B1="33"), here.member.user)
    assert scores(here.member)["B1"] == "33.00"
    assert PaperSheet.objects.filter(state=PaperState.CONFIRMED).count() == 2


def test_relocked_by_the_member_it_is_no_longer_said_to_come_from_paper(here):
    confirmed(entered(here.member, here.entry, by=here.admin), here.member.user)
    sheet = reopen_sheet(ScoreSheet.objects.get(seat=here.member), by=here.chair.user, reason="Salah baca")
    lock_sheet(sheet, by=here.member.user, statement=True)
    assert "kertas" not in sheet_page(here.member.user, here.entry.pk, Stage.DESK).locked_text


# The gates of a sheet --------------------------------------------------------------------------------------------
def test_not_outside_the_phase(here):
    paper = entered(here.member, here.entry, by=here.admin)
    Edition.objects.filter(pk=here.edition.pk).update(phase=Phase.PLENARY)
    said = [
        "Tahap Paritrana Award 2026 adalah “Pleno”. Lembar nilai hanya dapat diisi pada tahap “Penilaian”."
    ]
    assert refusal(confirmed, paper, here.member.user) == said
    assert refusal(entered, here.clerk, here.entry, by=here.admin) == said


def test_an_interview_not_before_the_candidate_was_called(here):
    open_floor(here.edition, by=here.admin)
    said = [
        "Paparan Kabupaten Ketapang belum dimulai di ruang paparan. Wawancara dinilai setelah Ketua, Sekretaris, atau "
        "admin provinsi menekan “Mulai”."
    ]
    assert refusal(entered, here.member, here.entry, Stage.INTERVIEW, by=here.admin) == said
    call(here.entry, by=here.admin)
    assert Presentation.objects.get().state == PresentationState.RUNNING
    confirmed(entered(here.member, here.entry, Stage.INTERVIEW, by=here.admin), here.member.user)
    assert ScoreSheet.objects.get().stage == Stage.INTERVIEW


def test_not_of_a_member_who_has_declared_nothing_yet(here):
    paper = entered(here.member, here.entry, by=here.admin)
    Declaration.objects.filter(seat=here.member).delete()
    member = here.member.user
    said = [
        f"{member} belum menyatakan ada tidaknya benturan kepentingan dengan Kabupaten Ketapang. Mintalah {member} "
        "membuka Penilaian, lalu menekan “Isi pernyataan”."
    ]
    assert refusal(confirmed, paper, member) == said
    assert refusal(entered, here.member, here.entry, by=here.admin, version=1) == said
    declared(here.edition)
    assert confirmed(paper, member).checked_by == member


def test_not_of_an_absent_member(here):
    paper = entered(here.member, here.entry, by=here.admin)
    record_absence(here.member, here.entry, by=here.chair.user, reason="Sakit")
    said = [
        f"{here.member.user} tercatat tidak hadir untuk Kabupaten Ketapang; lembarnya tidak diisi. Bila keliru, "
        "mintalah Ketua Tim Sembilan mencabut catatannya."
    ]
    second = factories.admin(name="Admin kedua")
    assert refusal(confirmed, paper, second) == said


def test_a_member_who_withdraws_takes_the_paper_along(here):
    entered(here.member, here.entry, by=here.admin)
    recuse(here.member, here.entry, by=here.member.user, reason="Saudara")
    assert not PaperSheet.objects.exists()
    assert not PaperMark.objects.exists()
    assert refusal(entered, here.member, here.entry, by=here.admin) == [
        f"{here.member.user} memiliki benturan kepentingan dengan Kabupaten Ketapang dan tidak menilainya."
    ]


def test_a_criterion_set_aside_after_it_was_entered_sends_it_back(here):
    paper = entered(here.member, here.entry, by=here.admin)
    [b2] = [one for one in world.asked(here.entry, Stage.DESK) if one.code == "B2"]
    NotApplicable.objects.create(entry=here.entry, criterion=b2, reason="Tidak berlaku")
    assert refusal(confirmed, paper, here.member.user) == [
        "B2 tidak dinilai lagi pada lembar ini. Kembalikan lembar ini agar dimasukkan lagi."
    ]
    paper = return_paper(paper, reason="B2 tidak berlaku lagi", expected_version=1, by=here.member.user)
    marks = {code: mark for code, mark in world.DESK.items() if code != "B2"}
    paper = enter_paper(
        here.member, here.entry, Stage.DESK, world.values(marks), {}, expected_version=1, by=here.admin
    )
    confirmed(paper, here.member.user)
    assert set(scores(here.member)) == set(marks)


def test_blank_is_not_zero_and_every_gap_is_told(here):
    assert refusal(entered, here.member, here.entry, by=here.admin, B1=None, D4=None) == [
        "B1 Jenjang dan kekhususan produk hukum belum dinilai. Kosong tidak sama dengan nol.",
        "D4 Bukti belum dinilai. Kosong tidak sama dengan nol.",
    ]
    assert not PaperSheet.objects.exists()


def test_without_the_statement_nothing_is_confirmed(here):
    paper = entered(here.member, here.entry, by=here.admin)
    assert refusal(confirmed, paper, here.member.user, statement=False) == [
        "Pernyataan belum dicentang. Centang pernyataan, lalu konfirmasi lagi."
    ]
