"""What the chair reads of all marks: by hand, with the notes beside them, and nothing of an own conflict."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from awards.choices import Stage
from awards.models import Recusal
from awards.panel.measured.statistics import measured
from awards.panel.sheets import lock_sheet, save_scores
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


def judge(seat, entry, mark: int, **notes: str) -> None:
    """Both sheets of a member locked with the same mark everywhere."""
    for stage in Stage:
        marks = {criterion.code: Decimal(mark) for criterion in world.asked(entry, stage)}
        sheet = world.begin(seat, world.in_time(entry, stage), stage, by=seat.user)
        own = {code: note for code, note in notes.items() if code in marks}
        sheet = save_scores(sheet, marks, own, expected_version=sheet.version, by=seat.user)
        lock_sheet(sheet, by=seat.user, statement=True)


def page_of(seat, edition):
    return world.logged_in(seat.user).get(reverse("chair_spread", args=[edition.pk]))


def statistics_of(response):
    [found] = response.context["categories"].values()
    return found


def plain(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def judged_by(panel, entry, *marks: int) -> None:
    for seat, mark in zip(panel, marks, strict=True):
        judge(seat, entry, mark)


def test_candidates_and_members_are_summed_up(edition, panel, entry):
    second, third = (world.candidate(edition, *place) for place in (("Sambas", "61.01"), ("Landak", "61.08")))
    judged_by(panel, entry, 90, 60, 60)
    judged_by(panel, second, 70, 50, 45)
    judged_by(panel, third, 40, 30, 20)
    response = page_of(panel[0], edition)
    found = statistics_of(response)
    assert [
        (str(one.entry), one.summary.mean, one.summary.median, one.summary.range) for one in found.candidates
    ] == [
        ("Kabupaten Sambas", 55, 50, 25),
        ("Kabupaten Ketapang", 70, 60, 30),
        ("Kabupaten Landak", 30, 30, 20),
    ]
    assert [one.standing.level for one in found.members] == [
        Fraction(30 + Fraction(45, 2) + 15, 3),
        Fraction(-15 - Fraction(15, 2) + 0, 3),
        Fraction(-15 - 15 - 15, 3),
    ]
    assert [one.standing.correlation for one in found.members] == [1, 1, 1]
    assert (found.agreement, found.interval) == (1, (1, 1))
    assert "1. Penilai 1 Unsur 1 3 +22,50 1,00" in plain(response)
    assert "1,00–1,00" in plain(response)


def test_a_difference_of_thirty_is_listed_with_what_every_member_wrote(edition, panel, entry):
    judge(panel[0], entry, 80, B1="Perbup khusus")
    judge(panel[1], entry, 50, B1="Hanya kerja sama", B2="Sempit")
    judge(panel[2], entry, 60)
    found = statistics_of(response := page_of(panel[0], edition))
    assert len(found.disagreements) == 14  # every criterion of the panel
    assert [len(one["disagreements"].page.object_list) for one in response.context["listed"]] == [10]
    first = found.disagreements[0]
    assert [(seat.number, mark, note) for seat, mark, note in first.marks] == [
        (1, 80, "Perbup khusus"),
        (2, 50, "Hanya kerja sama"),
        (3, 60, ""),
    ]
    words = plain(response)
    assert "2 catatan Kursi 1 Penilai 1 80 · Perbup khusus Kursi 2 Penilai 2 50 · Hanya kerja sama" in words
    assert "Kursi 3 Penilai 3 60 · tanpa catatan" in words


def test_a_difference_of_less_than_thirty_is_none(edition, panel, entry):
    judged_by(panel, entry, 79, 50, 60)
    found = statistics_of(response := page_of(panel[0], edition))
    assert (len(found.disagreements), found.rows[0].spread.range) == (0, 29)
    assert "Semua selisih per kriteria (14)" in plain(response)


def test_a_candidate_not_all_judged_shows_both_means_and_the_level_of_who_did_not(edition, panel, entry):
    """Penilai 3 gives 30 less than the others; without them the mean is 60, with their level 60 − 30 ÷ 3."""
    other = world.candidate(edition, "Sambas", "61.01")
    Recusal.objects.create(seat=panel[2], entry=entry, reason="Kerabat")
    judged_by(panel, other, 60, 60, 30)
    judged_by(panel[:2], entry, 60, 60)
    response = page_of(panel[0], edition)
    [one] = statistics_of(response).partly
    assert (str(one.entry), one.fair.mean, one.fair.corrected) == ("Kabupaten Ketapang", 60, 50)
    assert [(seat.number, level) for seat, level in one.missing] == [(3, -30)]
    assert "Kabupaten Ketapang 3. Penilai 3 (−30,00) 60,00 50,00 −10,00" in plain(response)
    assert "Terkoreksi = rata-rata + jumlah tingkat nilai" in plain(response)


def test_a_chair_in_conflict_reads_the_same_whatever_the_marks_of_that_candidate_are(edition, panel, entry):
    """Two worlds that differ only in the hidden marks: one page, byte for byte but for its token."""
    other = world.candidate(edition, "Sambas", "61.01")
    Recusal.objects.create(seat=panel[0], entry=entry, reason="Kerabat")
    judged_by(panel, other, 60, 60, 30)
    shown = []
    for seat in panel[1:]:
        judge(seat, entry, 10 * seat.number)
        shown.append(re.sub(r'"\w{64}"', "", page_of(panel[0], edition).content.decode()))
    assert shown[0] == shown[1]
    assert "Ketapang" not in shown[0]
    found = statistics_of(page_of(panel[0], edition))
    assert [one.standing.judged for one in found.members] == [1, 1, 1]


def test_statistics_cost_the_same_with_one_candidate_and_with_three(edition, panel, entry):
    chair, address = world.logged_in(panel[0].user), reverse("chair_spread", args=[edition.pk])
    judged_by(panel, entry, 90, 60, 30)
    assert world.queries(chair, address) == 17
    for place in (("Sambas", "61.01"), ("Landak", "61.08")):
        judged_by(panel, world.candidate(edition, *place), 70, 50, 45)
    assert world.queries(chair, address) == 17


def test_what_marks_say_is_kept_until_one_of_them_changes_and_each_viewer_gets_their_own(
    edition, panel, entry
):
    other = world.candidate(edition, "Sambas", "61.01")
    judged_by(panel, entry, 90, 60, 60)
    judged_by(panel, other, 70, 50, 45)
    chair = panel[0].user
    before = measured(edition, chair)
    assert measured(edition, chair) is before
    Recusal.objects.create(seat=panel[0], entry=entry, reason="Kerabat")
    own = measured(edition, chair)
    assert [str(row.entry) for found in own.categories.values() for row in found.candidates] == [str(other)]
    assert (before.is_whole, own.is_whole) == (True, False)
    whole = measured(edition, factories.admin(edition.province))
    assert [len(found.candidates) for found in whole.categories.values()] == [2]
    sheet = other.sheets.filter(seat=panel[1]).first()
    sheet.status, sheet.locked_at, sheet.reopen_reason = "draft", None, "Keliru"
    sheet.save()
    assert measured(edition, chair) is None
