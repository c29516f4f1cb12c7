"""Desk marks stay from the presentation on; who changes one says why, and what that comes to is told."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from awards.choices import Stage
from awards.conflicts.recusals import recuse
from awards.live.late import open_late
from awards.live.presentations import call, open_floor, record_no_show
from awards.models import MarkBefore, Recusal, ScoreSheet
from awards.panel.sheets import lock_sheet, reopen_sheet, save_scores
from regencies.actions.errors import Refused
from tests.builders import panel as world

pytestmark = pytest.mark.django_db
TOLD = "Paparan Kabupaten Ketapang dimulai .*, jadi nilai berkasnya tetap"


@pytest.fixture
def entry(edition):
    return world.candidate(edition)


@pytest.fixture
def member(edition):
    return edition.seats.get(number=2)


@pytest.fixture
def client(member):
    return world.logged_in(member.user)


def change(sheet, **marks):
    sheet.refresh_from_db()
    by = sheet.seat.user
    return save_scores(sheet, world.values(marks), expected_version=sheet.version, by=by)


def kept() -> dict[str, Decimal | None]:
    return dict(MarkBefore.objects.values_list("criterion__code", "value"))


def test_from_its_presentation_on_desk_marks_stay(member, entry):
    sheet = world.draft(member, entry)
    change(sheet, B1="81")
    world.presented(entry)
    with pytest.raises(Refused, match=TOLD):
        change(sheet, B1="82")
    assert dict(sheet.scores.values_list("criterion__code", "value"))["B1"] == 81
    assert change(sheet, B1="81").version == sheet.version  # what changes nothing is no change
    assert kept() == {}


def test_in_an_opened_room_the_call_closes_them_and_the_timetable_does_not(edition, chair, member, entry):
    sheet = world.draft(member, world.presented(entry), Stage.INTERVIEW)
    desk = world.draft(member, entry)
    open_floor(edition, by=chair)
    world.presents(entry, world.half_an_hour(-1))
    change(desk, B1="81")
    call(entry, by=chair)
    with pytest.raises(Refused, match=TOLD):
        change(desk, B1="82")
    change(sheet, E2="50")  # the interview is what is scored now


def test_who_did_not_come_moved_nobody(edition, chair, member, entry):
    desk = world.draft(member, entry)
    open_floor(edition, by=chair)
    record_no_show(entry, by=chair, reason="Penerbangan batal")
    change(desk, B1="82")


def test_a_complete_sheet_is_still_handed_in_as_it_stands(member, entry):
    sheet = world.draft(member, entry)
    world.presented(entry)
    assert lock_sheet(sheet, by=member.user, statement=True).is_locked


def test_with_a_reason_they_change_and_what_they_were_is_kept_once(member, entry):
    sheet = world.draft(member, entry, B1="80", B2="70")
    world.presented(entry)
    open_late(sheet, by=member.user, reason=" Perda ternyata dicabut ")
    change(sheet, B1="60", C1="50")
    change(sheet, B1="65")
    assert kept() == {"B1": 80, "C1": None}
    assert ScoreSheet.objects.get(pk=sheet.pk).late_reason == "Perda ternyata dicabut"


def test_a_sheet_nobody_had_begun_is_begun_with_the_reason(member, entry):
    world.presented(entry)
    sheet = open_late(ScoreSheet(seat=member, entry=entry, stage=Stage.DESK), by=member.user, reason="Sakit")
    change(sheet, B1="60")
    assert kept() == {"B1": None}


def test_no_reason_none_needed_and_a_locked_sheet_are_each_told(member, entry, chair, edition):
    sheet = world.draft(member, entry)
    with pytest.raises(Refused) as refused:
        open_late(sheet, by=member.user, reason=" ")
    assert refused.value.reasons == [
        "Alasan belum ditulis. Tuliskan mengapa nilai berkas diubah setelah paparan.",
        "Lembar ini dapat diubah tanpa alasan. Buka lembarnya dan isi nilainya.",
    ]
    world.presented(entry)
    lock_sheet(sheet, by=member.user, statement=True)
    with pytest.raises(Refused, match="mintalah Ketua Tim Sembilan membukanya kembali"):
        open_late(sheet, by=member.user, reason="Perda dicabut")
    reopen_sheet(sheet, by=chair, reason="Diminta anggota")
    with pytest.raises(Refused, match=TOLD):
        change(sheet, B1="60")
    open_late(sheet, by=member.user, reason="Perda dicabut")
    change(sheet, B1="60")
    assert kept() == {"B1": 80}


def test_nobody_opens_the_sheet_of_another(edition, entry, member):
    sheet = world.draft(member, entry)
    world.presented(entry)
    with pytest.raises(Refused, match="anggota yang menduduki kursinya"):
        open_late(sheet, by=edition.seats.get(number=3).user, reason="Ingin tahu")


def test_who_withdraws_later_leaves_nothing_behind(member, entry):
    sheet = world.draft(member, entry)
    world.presented(entry)
    change(open_late(sheet, by=member.user, reason="Perda dicabut"), B1="60")
    recuse(member, entry, by=member.user, reason="Ipar bupati", kind="family")
    assert Recusal.objects.exists()
    assert not MarkBefore.objects.exists()


def test_the_page_does_what_the_refusal_says(client, member, entry):
    sheet = world.draft(member, entry)
    world.presented(entry)
    page = world.sheet_url(entry)
    late = reverse("panel_late", args=[entry.pk])
    shown = client.get(page).content.decode()
    assert late in shown
    assert "data-autosave>" not in shown
    refused = client.post(page, world.typed(world.DESK) | {"version": sheet.version, "B1": "60"})
    assert (refused.status_code, "“Ubah setelah paparan”" in refused.content.decode()) == (409, True)
    assert "60" in refused.content.decode()  # what was typed is given back
    assert client.post(late, {"reason": " "}).status_code == 409
    assert client.post(late, {"reason": "Perda dicabut"})["Location"] == page
    assert "Perda dicabut" in client.get(page).content.decode()
    saved = client.post(page, world.typed(world.DESK) | {"version": sheet.version, "B1": "60"})
    assert saved.status_code == 302
    assert kept() == {"B1": 80}
    assert client.get(late)["Location"] == page  # nothing is left to open


def hand_in(edition, entry, **marks: str) -> None:
    for seat in edition.seats.order_by("number"):
        world.locked(seat, entry, **(world.DESK | marks))
        world.locked(seat, entry, Stage.INTERVIEW)


def test_what_the_presentation_moved_is_totalled_for_the_chair(edition, chair, entry, member):
    other = world.candidate(edition, "Sambas", "61.01")
    hand_in(edition, entry)
    hand_in(edition, other)
    sheet = ScoreSheet.objects.get(seat=member, entry=entry, stage=Stage.DESK)
    reopen_sheet(sheet, by=chair, reason="Diminta anggota")
    change(open_late(sheet, by=member.user, reason="Perda dicabut"), B1="50", C1="70")
    change(sheet, C1="64")  # back again: no change
    lock_sheet(sheet, by=member.user, statement=True)
    url = reverse("chair_effects", args=[edition.pk])
    leader = world.logged_in(chair)
    page = leader.get(url)
    [effect] = page.context["effects"].rows.data
    assert (effect.entry, effect.changed, effect.added, effect.members) == (entry, 1, 0, 1)
    # B1 weighs 8; one of three members gives 30 less: 8 × (−30 ÷ 3) ÷ 100
    assert effect.points == Fraction(-4, 5)
    assert "-0,80" in page.content.decode().replace("−", "-")
    assert world.queries(leader, url) == 17
    assert url in leader.get(reverse("chair_spread", args=[edition.pk])).content.decode()


def test_before_all_is_in_nobody_is_told_what_moved(edition, chair, entry):
    world.locked(edition.seats.get(number=1), entry)
    assert world.logged_in(chair).get(reverse("chair_effects", args=[edition.pk])).status_code == 403
