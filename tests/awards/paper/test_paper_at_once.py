"""Two at one sheet of paper, its way back, its scan: one result, the other is told."""

import pytest
from django.db import transaction

from awards.models import (
    PaperMark,
    PaperSheet,
)
from awards.paper.sheets import return_paper
from regencies.models import Notice
from tests import factories
from tests.builders.papers import confirmed, entered, refusal, scores

pytestmark = pytest.mark.django_db


# Two at once ------------------------------------------------------------------------------------------------------
def test_of_two_clerks_the_second_is_told_who_was_first(here):
    entered(here.member, here.entry, by=here.admin)
    second = factories.admin(name="Admin kedua")
    [said] = refusal(entered, here.member, here.entry, by=second, B1="1")
    assert said.startswith(f"Lembar kertas ini sudah dimasukkan oleh {here.admin} pada ")
    assert PaperMark.objects.get(criterion__code="B1").value == 80


def test_a_second_tap_is_the_first_and_a_second_tab_is_told(here):
    paper = entered(here.member, here.entry, by=here.admin)
    assert entered(here.member, here.entry, by=here.admin) == paper
    assert PaperSheet.objects.get().version == 1
    [said] = refusal(entered, here.member, here.entry, by=here.admin, B1="2")
    assert said.startswith("Lembar kertas ini sudah diubah di jendela atau perangkat lain Bapak/Ibu.")
    assert entered(here.member, here.entry, by=here.admin, version=1, B1="2").version == 2
    assert PaperMark.objects.get(criterion__code="B1").value == 2


def test_what_changed_since_it_was_shown_is_not_confirmed(here):
    paper = entered(here.member, here.entry, by=here.admin)
    entered(here.member, here.entry, by=here.admin, version=1, B1="2")
    [said] = refusal(confirmed, paper, here.member.user, version=1)
    assert said.startswith("Nilai pada lembar kertas ini sudah diubah oleh")
    assert confirmed(paper, here.member.user, version=2).checked_by == here.member.user


def test_confirmed_twice_it_is_confirmed_once(here):
    paper = entered(here.member, here.entry, by=here.admin)
    assert confirmed(paper, here.member.user) == confirmed(paper, here.member.user)
    second = factories.admin(name="Admin kedua")
    assert refusal(confirmed, paper, second) == [
        f"Lembar kertas ini sudah dikonfirmasi oleh {here.member.user}. Muat ulang halaman."
    ]


# The way back -------------------------------------------------------------------------------------------------------
def test_sent_back_with_a_reason_its_clerk_is_told_and_anybody_enters_it_again(here):
    paper = entered(here.member, here.entry, by=here.admin)
    assert refusal(return_paper, paper, reason=" ", expected_version=1, by=here.member.user) == [
        "Tuliskan alasan mengembalikan lembar ini, misalnya nilai yang berbeda dari kertasnya."
    ]
    paper = return_paper(paper, reason="B1 di kertas 90", expected_version=1, by=here.member.user)
    told = Notice.objects.get(person=here.admin)
    assert told.text == (
        f"{here.member.user} mengembalikan lembar kertas {here.member.user} untuk Kabupaten Ketapang (Penilaian "
        "berkas). Periksa kertasnya, lalu masukkan lagi. Alasannya:\n\nB1 di kertas 90"
    )
    second = factories.admin(name="Admin kedua")
    again = entered(here.member, here.entry, by=second, version=1, B1="90")
    assert (again.pk, again.entered_by, again.reason, again.state) == (paper.pk, second, "", "waiting")
    confirmed(again, here.member.user)
    assert scores(here.member)["B1"] == "90.00"


# The scan -----------------------------------------------------------------------------------------------------------
def test_the_scan_is_kept_by_its_hash(here):
    paper = entered(here.member, here.entry, by=here.admin, upload=factories.pdf("kertas.pdf"))
    row = paper.files.get()
    assert (row.name, row.content_type, row.uploaded_by) == ("kertas.pdf", "application/pdf", here.admin)
    entered(here.member, here.entry, by=here.admin, version=1, B1="3", upload=factories.pdf("lagi.pdf"))
    assert paper.files.get() == row  # the same file again is no other


def test_a_confirmed_paper_and_its_marks_stay(here):
    paper = confirmed(entered(here.member, here.entry, by=here.admin), here.member.user)
    with pytest.raises(Exception, match="confirmed_paper_stays"), transaction.atomic():
        PaperSheet.objects.filter(pk=paper.pk).update(reason="x")
    with pytest.raises(Exception, match="is confirmed"), transaction.atomic():
        paper.marks.update(value=1)
