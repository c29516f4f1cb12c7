"""A sheet of paper: entered by one, confirmed by another, the member's locked sheet only then."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.choices import PaperState, SheetStatus, Stage
from awards.models import (
    PaperSheet,
    Recusal,
    Score,
    ScoreSheet,
)
from awards.panel.member.sheet_page import sheet_page
from awards.paper.permissions import OWN_FIRST
from regencies.choices import NoticeKind
from regencies.models import Notice
from tests import factories
from tests.builders import panel as world
from tests.builders.papers import confirmed, entered, reads, refusal, scores, shown_moment

pytestmark = pytest.mark.django_db


def test_confirmed_it_is_the_locked_sheet_of_the_member_with_the_very_same_total(here):
    paper = entered(here.member, here.entry, by=here.admin, notes={"B1": "Perbup baru"})
    assert (paper.state, ScoreSheet.objects.exists()) == (PaperState.WAITING, False)
    world.locked(here.clerk, here.entry)
    world.locked(here.clerk, here.entry, Stage.INTERVIEW)
    paper = confirmed(paper, here.clerk.user)
    sheet = ScoreSheet.objects.get(seat=here.member)
    assert (sheet.status, sheet.locked_at) == (SheetStatus.LOCKED, paper.checked_at)
    assert scores(here.member) == {code: f"{Decimal(mark):.2f}" for code, mark in world.DESK.items()}
    assert Score.objects.get(sheet=sheet, criterion__code="B1").note == "Perbup baru"
    paged = [sheet_page(seat.user, here.entry.pk, Stage.DESK) for seat in (here.member, here.clerk)]
    assert paged[0].computed == paged[1].computed
    assert paged[0].locked_text == (
        f"Dikunci {shown_moment(sheet)}, dari lembar kertas, dimasukkan oleh {here.admin}, dikonfirmasi oleh "
        f"{here.clerk.user}. Bila ada kekeliruan, mintalah Ketua Tim Sembilan membukanya kembali."
    )
    assert "lembar kertas" not in paged[1].locked_text
    world.locked(here.member, here.entry, Stage.INTERVIEW)
    again = sheet_page(here.member.user, here.entry.pk, Stage.DESK)
    assert (again.total.points, again.total.total) == (paged[1].total.points, paged[1].total.total)


def test_the_history_names_who_entered_and_who_confirmed(here):
    paper = confirmed(entered(here.member, here.entry, by=here.admin), here.member.user)
    events = PaperSheet.pgh_event_model.objects.filter(pgh_obj=paper).order_by("pgh_id")
    assert [(e.pgh_context["verb"], e.pgh_context["user"], e.state) for e in events] == [
        ("enter_paper", here.admin.pk, "waiting"),
        ("confirm_paper", here.member.user.pk, "confirmed"),
    ]
    locked = ScoreSheet.pgh_event_model.objects.filter(seat=here.member).order_by("pgh_id").last()
    assert (locked.status, locked.pgh_context["user"]) == ("locked", here.member.user.pk)


def test_the_member_is_told_in_the_inbox_and_by_mail(here, mailoutbox):
    paper = entered(here.member, here.entry, by=here.admin)
    second = factories.admin(name="Admin kedua")
    confirmed(paper, second)
    told = Notice.objects.get(person=here.member.user)
    assert (told.kind, told.subject, told.path) == (
        NoticeKind.PAPER,
        "Lembar kertas: Kabupaten Ketapang, penilaian berkas, 2026",
        f"/penilaian/{here.entry.pk}/berkas/",
    )
    assert told.text == (
        "Lembar kertas Bapak/Ibu untuk Kabupaten Ketapang (Penilaian berkas) sudah menjadi lembar nilai dan terkunci. "
        f"Dimasukkan oleh {here.admin}, dikonfirmasi oleh Admin kedua. Periksa nilainya. Bila ada yang berbeda dari "
        "kertasnya, mintalah Ketua Tim Sembilan membuka kembali lembar itu."
    )
    assert not any(mark in told.text for mark in world.DESK.values() if mark != "0")


def test_who_confirmed_their_own_paper_is_not_told_of_it(here):
    confirmed(entered(here.member, here.entry, by=here.admin), here.member.user)
    assert not Notice.objects.filter(kind=NoticeKind.PAPER).exists()


# Who ------------------------------------------------------------------------------------------------------
def test_nobody_enters_their_own_paper_nor_confirms_what_they_entered(here):
    assert refusal(entered, here.clerk, here.entry, by=here.clerk.user) == [
        "Lembar kertas sendiri dimasukkan oleh Sekretaris atau admin provinsi. Bapak/Ibu dapat mengonfirmasinya, atau "
        "mengisi lembar nilai sendiri di aplikasi."
    ]
    paper = entered(here.member, here.entry, by=here.admin)
    assert refusal(confirmed, paper, here.admin) == [
        "Bapak/Ibu yang memasukkan lembar ini. Mintalah orang lain mengonfirmasinya."
    ]
    assert confirmed(paper, here.member.user).checked_by == here.member.user


def test_the_database_knows_that_too(here):
    own = {"seat": here.member, "entry": here.entry, "stage": Stage.DESK, "entered_at": timezone.now()}
    with pytest.raises(IntegrityError, match="does not enter the own sheet"), transaction.atomic():
        PaperSheet.objects.create(**own, entered_by=here.member.user)
    checked = {"checked_at": timezone.now(), "checked_by": here.admin, "state": PaperState.CONFIRMED}
    with pytest.raises(IntegrityError, match="paper_checked_by_another"), transaction.atomic():
        PaperSheet.objects.create(**own, entered_by=here.admin, **checked)
    assert not PaperSheet.objects.exists()


def test_a_member_without_an_office_enters_nothing_of_others(here):
    world.locked_both(here.member, here.entry)
    assert refusal(entered, here.clerk, here.entry, by=here.member.user) == [
        "Lembar kertas dimasukkan oleh Sekretaris, Ketua, atau admin provinsi tanpa benturan kepentingan dengan "
        "Kabupaten Ketapang."
    ]
    paper = entered(here.clerk, here.entry, by=here.admin)
    assert refusal(confirmed, paper, here.member.user) == [
        f"Lembar kertas dikonfirmasi oleh {here.clerk.user}, Ketua, Sekretaris, atau admin provinsi tanpa benturan "
        "kepentingan dengan Kabupaten Ketapang."
    ]


def test_who_judges_the_candidate_too_locks_the_own_sheets_first(here):
    first = [OWN_FIRST.format(here.entry)]
    assert refusal(entered, here.member, here.entry, by=here.clerk.user) == first
    paper = entered(here.member, here.entry, by=here.admin)
    assert refusal(confirmed, paper, here.chair.user) == first
    assert not reads(here.chair.user, paper)
    world.locked_both(here.chair, here.entry)
    assert reads(here.chair.user, paper)
    assert confirmed(paper, here.chair.user).checked_by == here.chair.user


def test_whoever_has_a_conflict_of_interest_neither_enters_nor_confirms_nor_reads(here):
    Recusal.objects.create(seat=here.clerk, entry=here.entry, reason="Saudara bupati")
    assert refusal(entered, here.member, here.entry, by=here.clerk.user) == [
        "Lembar kertas dimasukkan oleh Sekretaris, Ketua, atau admin provinsi tanpa benturan kepentingan dengan "
        "Kabupaten Ketapang."
    ]
    paper = entered(here.member, here.entry, by=here.admin)
    assert not reads(here.clerk.user, paper)
    refusal(confirmed, paper, here.clerk.user)
    assert paper.marks.count() == 10
    assert not ScoreSheet.objects.exists()


def test_only_clerk_and_confirmer_and_the_member_read_it_afterwards(here):
    world.locked_both(here.chair, here.entry)
    paper = entered(here.member, here.entry, by=here.admin)
    other = factories.admin(name="Admin lain")
    assert reads(other, paper)  # who could still confirm it
    paper = confirmed(paper, here.chair.user)
    readers = {
        user
        for user in (here.admin, here.chair.user, here.member.user, here.clerk.user, other)
        if reads(user, paper)
    }
    assert readers == {here.admin, here.chair.user, here.member.user}
