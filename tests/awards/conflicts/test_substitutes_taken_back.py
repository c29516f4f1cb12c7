"""A substitute taken back, the record they hang on lifted, and what the database keeps of all that."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from awards.choices import Position, SheetStatus
from awards.conflicts.recusals import recuse, withdraw_recusal
from awards.conflicts.substitutes import dismiss_substitute, name_substitute
from awards.models import Absence, Recusal, ScoreSheet, Seat, Substitution
from awards.panel.absences import record_absence, withdraw_absence
from awards.panel.boards import board, candidates_for
from awards.panel.member.board import member_board
from awards.panel.progress import locked_by_all
from awards.panel.sheets import reopen_sheet
from regencies.actions.errors import Refused
from regencies.models import Notice
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db
WHY = "Agar kuorum tercapai"


@pytest.fixture
def chair(panel):
    return panel[0].user


@pytest.fixture
def out(panel, entry):
    """A member who withdrew from the candidate."""
    recuse(panel[1], entry, by=panel[1].user, reason="Kerabat")
    return panel[1]


def test_who_stands_in_for_one_at_one_candidate_holds_nobody_else_and_no_other(panel, out, entry, chair):
    other = world.candidate(entry.category.edition, "Sambas", "61.01")
    world.stands_in(out, entry, by=chair)
    for seat, of in ((out, other), (panel[2], entry)):
        recusal = Recusal.objects.create(seat=seat, entry=of, reason="Kerabat")
        withdraw_recusal(recusal, by=chair, reason="Bukan kerabat")
    assert [(kept.seat, kept.entry) for kept in Recusal.objects.all()] == [(out, entry)]


# Taken back, and lifted ---------------------------------------------------------------------------
def test_taken_back_drafts_stay_and_do_not_count(panel, out, entry, chair, edition):
    made = world.stands_in(out, entry, by=chair)
    sheet = world.draft(made.seat, entry)
    for seat in (panel[0], panel[2]):
        world.locked_both(seat, entry)
    assert not locked_by_all(entry)
    dismiss_substitute(made, by=chair, reason="Berhalangan")
    assert locked_by_all(entry)
    assert list(ScoreSheet.objects.filter(seat=made.seat)) == [sheet]
    assert member_board(made.seat, timezone.now()).rows == []
    assert [seat.number for seat in board(edition, candidates_for(chair, edition)).seats] == [1, 2, 3]
    assert Notice.objects.filter(person=made.seat.user).latest("pk").text == (
        "Penunjukan Bapak/Ibu sebagai pengganti Penilai 2 untuk Kabupaten Ketapang pada Paritrana Award 2026 dicabut. "
        "Lembar nilainya tidak lagi diisi dan tidak dihitung."
    )
    event = Substitution.pgh_event_model.objects.filter(pgh_obj_id=made.pk).latest("pgh_id")
    assert (event.pgh_label, event.pgh_context["reason"]) == ("delete", "Berhalangan")
    with pytest.raises(Refused) as again:
        dismiss_substitute(made, by=chair, reason="x")
    assert again.value.reasons == ["Penunjukan pengganti Penilai 2 untuk Kabupaten Ketapang sudah dicabut."]


def test_a_locked_sheet_holds_the_substitute_until_it_is_reopened(out, entry, chair):
    made = world.stands_in(out, entry, by=chair)
    sheet = world.locked(made.seat, entry)
    with pytest.raises(Refused) as found:
        dismiss_substitute(made, by=chair, reason="")
    assert found.value.reasons == [
        "Alasan belum ditulis. Tuliskan alasannya; alasan tercatat dalam riwayat.",
        "Pengganti sudah mengunci lembarnya untuk Kabupaten Ketapang, jadi nilainya dihitung. Mintalah Ketua Tim "
        "Sembilan membukanya kembali lebih dahulu.",
    ]
    with pytest.raises(IntegrityError, match="has locked a sheet"), transaction.atomic():
        made.delete()
    reopen_sheet(sheet, by=chair, reason="Keliru")  # as advised
    dismiss_substitute(made, by=chair, reason="Keliru")
    assert not Substitution.objects.exists()


def test_what_keeps_the_member_out_stays_while_somebody_stands_in(panel, out, entry, chair, edition):
    made = world.stands_in(out, entry, by=chair)
    recusal = Recusal.objects.get(seat=out)
    told = (
        "Pengganti menggantikan Penilai 2 untuk Kabupaten Ketapang. Cabut penunjukan penggantinya lebih dahulu, lalu "
        "cabut catatan ini."
    )
    with pytest.raises(Refused) as found:
        withdraw_recusal(recusal, by=chair, reason="Bukan kerabat")
    assert found.value.reasons == [told]
    with pytest.raises(IntegrityError, match="stands in"), transaction.atomic():
        recusal.delete()
    dismiss_substitute(made, by=chair, reason="Anggota kembali")  # as advised
    withdraw_recusal(recusal, by=chair, reason="Bukan kerabat")
    absence = record_absence(panel[2], entry, by=chair, reason="Sakit")
    second = name_substitute(panel[2], entry, made.seat.user.email, by=chair, reason=WHY)
    with pytest.raises(Refused, match="Cabut penunjukan penggantinya"):
        withdraw_absence(absence, by=chair, reason="Sembuh")
    dismiss_substitute(second, by=chair, reason="Anggota kembali")
    withdraw_absence(absence, by=chair, reason="Sembuh")
    assert not Absence.objects.exists()


# The law of the database --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"reason": ""}, "substitution_has_reason"),
        ({"replaced": 2}, "neither withdrawn nor absent"),
        ({"seat": 2}, "one of the nine"),
        ({"replaced": "seat"}, "one of the nine"),
    ],
)
def test_the_database_keeps_the_rules(panel, out, entry, chair, changed, rule):
    made = world.stands_in(out, entry, by=chair)
    for name, value in changed.items():
        setattr(made, name, {2: panel[2], "seat": made.seat}.get(value, value))
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        made.save()


def test_a_substitute_is_a_plain_member(edition, chair):
    with pytest.raises(IntegrityError, match="seat_of_nine_or_substitute"):
        Seat.objects.create(
            edition=edition, number=10, user=factories.user(), element="x", position=Position.SECRETARY
        )


def test_a_sheet_of_the_substitute_is_a_sheet(out, entry, chair):
    made = world.stands_in(out, entry, by=chair)
    assert {sheet.status for sheet in world.locked_both(made.seat, entry)} == {SheetStatus.LOCKED}


def test_the_list_of_a_substitute_asks_as_often_for_one_as_for_three(out, entry, chair, edition):
    made = world.stands_in(out, entry, by=chair)
    browser, own = world.logged_in(made.seat.user), reverse("panel_edition", args=[edition.pk])
    world.draft(made.seat, entry)
    one = world.queries(browser, own)
    for place in (("Sambas", "61.01"), ("Landak", "61.08")):
        other = world.candidate(edition, *place)
        record_absence(out, other, by=chair, reason="Sakit")
        name_substitute(out, other, made.seat.user.email, by=chair, reason=WHY)
        world.declared(edition)
        world.draft(made.seat, other)
    assert (world.queries(browser, own), one) == (10, 10)
    assert len(member_board(made.seat, timezone.now()).rows) == 3


def test_the_grid_of_the_chair_asks_as_often_with_three_substitutes_as_with_none(
    panel, out, entry, chair, edition
):
    browser, page = world.logged_in(chair), reverse("chair_edition", args=[edition.pk])
    before = world.queries(browser, page)
    made = world.stands_in(out, entry, by=chair)
    record_absence(panel[2], entry, by=chair, reason="Sakit")
    world.stands_in(panel[2], entry, by=chair, name="Kedua")
    assert world.queries(browser, page) == before
    assert made.seat in browser.get(page).context["board"].seats
