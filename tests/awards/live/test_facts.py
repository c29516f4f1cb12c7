"""What everybody saw is recorded once: it fills in that mark for all, and who differs says why."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.choices import Stage
from awards.live.presentations import call, finish, open_floor, record_facts, recordable
from awards.models import RecordedFact, Score
from awards.panel.sheets import lock_sheet, save_scores
from regencies.actions.errors import Refused
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(edition, chair):
    """A candidate before the panel."""
    found = world.candidate(edition, presentation_at=timezone.now() + datetime.timedelta(hours=1))
    open_floor(edition, by=chair)
    call(found, by=chair)
    return found


@pytest.fixture
def member(edition):
    return edition.seats.get(number=2)


def anchor(entry, label: str) -> int:
    [criterion] = recordable(entry)
    return criterion.bands.get(label=label).pk


def record(entry, label: str, by) -> None:
    record_facts(entry, {"E1": anchor(entry, label)}, by=by)


def stored(member) -> dict[str, tuple[Decimal, str]]:
    marks = Score.objects.filter(sheet__seat=member).select_related("criterion")
    return {mark.criterion.code: (mark.value, mark.note) for mark in marks}


def save(member, entry, notes=None, **marks):
    sheet = world.begin(member, entry, Stage.INTERVIEW, by=member.user)
    return save_scores(sheet, world.values(marks), notes, expected_version=sheet.version, by=member.user)


def test_only_what_the_room_sees_in_anchors_is_recorded(entry):
    assert [criterion.code for criterion in recordable(entry)] == ["E1"]


def test_the_first_save_of_each_member_fills_in_what_was_recorded(entry, member, edition, chair):
    record(entry, "Wakil kepala daerah", chair)
    other = edition.seats.get(number=3)
    save(member, entry, E2="70")
    save(other, entry, E3="60")
    assert stored(member) == {"E1": (80, ""), "E2": (70, "")}
    assert stored(other) == {"E1": (80, ""), "E3": (60, "")}


def test_recorded_after_the_marks_it_is_filled_in_at_the_lock(entry, member, chair):
    sheet = save(member, entry, E2="70", E3="70", E4="70")
    record(entry, "Kepala dinas", chair)
    assert lock_sheet(sheet, by=member.user, statement=True).is_locked
    assert stored(member)["E1"] == (40, "")


def test_who_differs_says_why_and_then_it_stands(entry, member, chair):
    sheet = save(member, entry, E1="100", E2="70", E3="70", E4="70")
    record(entry, "Wakil kepala daerah", chair)
    told = r"E1: tercatat Wakil kepala daerah \(80\), tertulis (99|100)\. Tuliskan sebabnya pada catatannya"
    with pytest.raises(Refused, match=told):
        lock_sheet(sheet, by=member.user, statement=True)
    with pytest.raises(Refused, match=told):
        save_scores(sheet, world.values({"E1": "99"}), expected_version=sheet.version, by=member.user)
    sheet = save_scores(sheet, world.values({"E2": "71"}), expected_version=sheet.version, by=member.user)
    assert stored(member)["E2"] == (71, "")  # a fact recorded later holds up no other mark
    sheet = save_scores(
        sheet, {}, {"E1": "Bupati hadir di bagian kedua"}, expected_version=sheet.version, by=member.user
    )
    assert lock_sheet(sheet, by=member.user, statement=True).is_locked
    assert stored(member)["E1"] == (100, "Bupati hadir di bagian kedua")


def test_or_takes_the_recorded_mark_over(entry, member, chair):
    record(entry, "Wakil kepala daerah", chair)
    with pytest.raises(Refused, match="atau pakai nilai yang tercatat"):
        save(member, entry, E1="79.5")
    assert stored(member) == {"E1": (80, "")}
    save(member, entry, E1="80")
    assert stored(member) == {"E1": (80, "")}


def test_a_wrong_record_is_put_right_and_the_history_keeps_it(entry, chair):
    record(entry, "Kepala dinas", chair)
    record(entry, "Sekretaris daerah", chair)
    record(entry, "Sekretaris daerah", chair)  # says nothing new
    assert RecordedFact.objects.get().band.low == 60
    told = RecordedFact.pgh_event_model.objects.order_by("pgh_id").values_list("band__low", flat=True)
    assert list(told) == [40, 60]


def test_nothing_is_recorded_of_who_was_not_called(edition, chair, entry):
    later = world.candidate(edition, "Sambas", "61.01")
    with pytest.raises(Refused, match="belum dimulai"):
        record(later, "Kepala daerah", chair)
    finish(entry, by=chair)
    record(entry, "Kepala daerah", chair)  # after its end too


def test_the_page_records_and_a_sheet_shows_it(client, entry, member, edition, chair):
    client.force_login(chair)
    page = reverse("live_facts", args=[entry.pk])
    assert page in client.get(reverse("live_console", args=[edition.pk])).content.decode()
    assert "Wakil kepala daerah (80)" in client.get(page).content.decode()
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"E1": "999999"}).status_code == 422
    assert client.post(page, {"E1": anchor(entry, "Wakil kepala daerah")}).status_code == 302
    client.force_login(member.user)
    sheet = client.get(reverse("panel_sheet", args=[entry.pk, Stage.INTERVIEW])).content.decode()
    assert "Tercatat untuk semua anggota: <strong>Wakil kepala daerah (80)</strong>" in sheet
    assert 'name="E1" value="80"' in sheet
    assert not Score.objects.exists()  # shown, not stored, until the member saves
    saved = {"version": "0", "E1": "80", "E2": "70"}
    assert client.post(reverse("panel_sheet", args=[entry.pk, Stage.INTERVIEW]), saved).status_code == 302
    assert stored(member) == {"E1": (80, ""), "E2": (70, "")}


def test_a_page_older_than_the_record_clashes_over_nothing(entry, member, chair):
    sheet = save(member, entry, E2="70")
    save_scores(sheet, world.values({"E2": "71"}), expected_version=sheet.version, by=member.user)
    record(entry, "Kepala daerah", chair)
    seen = ({"E1": None, "E2": Decimal(70), "E3": None, "E4": None}, {})
    merged = save_scores(sheet, world.values({"E3": "66"}), expected_version=1, by=member.user, seen=seen)
    assert merged.merged
    assert stored(member) == {"E1": (100, ""), "E2": (71, ""), "E3": (66, "")}
