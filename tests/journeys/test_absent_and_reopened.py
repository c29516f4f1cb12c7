"""A member is recorded absent and comes after all, another asks for a sheet back: by chair and phones."""

from __future__ import annotations

import pytest
from django.urls import reverse

from awards.choices import SheetStatus, Stage
from awards.models import Absence, Score, ScoreSheet, SheetReceipt
from tests.builders import panel as world
from tests.journeys.conftest import LAPTOP, PHONE, stands
from tests.journeys.phone_sheet import give, hand_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_absence_that_ends_and_a_sheet_that_is_given_back(someone):
    edition = world.seated_edition(3)
    entry = world.candidate(edition)
    first, second, third = world.by_seat(edition)
    for seat in (first, second):
        world.locked_both(seat, entry)
    world.locked(third, entry)
    world.presented(entry)
    chair = someone(LAPTOP).enter(first.user)
    here = reverse("chair_entry", args=[entry.pk])
    chair.open(here).sees("Nilai tampil setelah semua lembar kandidat ini terkunci.")
    # Away: what is in counts without them.
    chair.open(reverse("chair_absent", args=[entry.pk, third.pk])).shoot("catat-tidak-hadir")
    chair.fill({"Alasan": "Sakit"}).press("Catat tidak hadir")
    chair.sees(f"{third.user} tercatat tidak hadir untuk {entry}.", "Semua lembar terkunci.")
    # Given back: the marks are out of the chair's sight until it is locked again.
    sheet = ScoreSheet.objects.get(seat=second, stage=Stage.INTERVIEW)
    codes = [SheetReceipt.objects.get(sheet=sheet).code]
    chair.open(reverse("chair_reopen", args=[sheet.pk])).shoot("buka-kembali")
    chair.fill({"Alasan": "Salah baris, diminta anggota"}).press("Buka kembali")
    chair.sees("dibuka kembali.", "Nilai tampil setelah semua lembar kandidat ini terkunci.")
    phone = someone(PHONE).enter(second.user)
    phone.open(world.sheet_url(entry, Stage.INTERVIEW))
    give(phone, "E2", "90")
    hand_in(phone)
    codes.append(SheetReceipt.objects.filter(sheet=sheet).latest("version").code)
    assert codes[0] != codes[1]
    chair.open(here).sees("Semua lembar terkunci.")
    # There after all.
    chair.open(reverse("chair_present", args=[Absence.objects.get().pk]))
    chair.fill({"Alasan": "Datang pukul 10"}).press("Cabut")
    stands(Absence.objects.count, 0)
    late = someone(PHONE).enter(third.user)
    late.open(world.sheet_url(entry, Stage.INTERVIEW))
    for code, mark in world.INTERVIEW.items():
        give(late, code, mark)
    hand_in(late)
    chair.open(here).sees("Semua lembar terkunci.").shoot("semua-terkunci")
    marks = Score.objects.filter(sheet__stage=Stage.INTERVIEW, criterion__code="E2")
    assert sorted(marks.values_list("sheet__seat__number", "value")) == [(1, 81), (2, 90), (3, 81)]
    assert not ScoreSheet.objects.exclude(status=SheetStatus.LOCKED).exists()
