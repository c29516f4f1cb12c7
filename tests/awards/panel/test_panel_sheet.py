"""The sheet of a panel member: saving with and without JavaScript, the running total, locking."""

import datetime
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.choices import Phase, Stage
from awards.models import Edition, NotApplicable, Score, ScoreSheet
from tests.builders import panel as world
from tests.builders.panel import sheet_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(seat):
    return world.logged_in(seat.user)


# Sheet ----------------------------------------------------------------------------------------------
def test_looking_begins_no_sheet(client, entry):
    assert client.get(sheet_url(entry)).status_code == 200
    assert not ScoreSheet.objects.exists()


def test_every_criterion_asked_stands_below_its_group_with_one_box_and_one_note(client, entry):
    page = client.get(sheet_url(entry)).content.decode()
    asked = world.asked(entry, Stage.DESK)
    assert re.findall(r'<h2 class="sheet-group"[^>]*>(.*?)</h2>', page) == list(
        dict.fromkeys(str(criterion.group) for criterion in asked)
    )
    boxes = re.findall(r'<(?:input type="text"|textarea) name="(\w+)"', page)
    assert boxes == [name for c in asked for name in (c.code, f"note_{c.code}")]
    assert [page.count(f'id="id_{name}_error"') for name in boxes] == [1] * len(boxes)


def test_a_save_without_javascript_keeps_zero_and_holes_and_says_when(client, seat, entry):
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "0", "B2": "87,5", "note_B2": "Lengkap"})
    assert (answer.status_code, answer["Location"]) == (302, sheet_url(entry))
    scores = Score.objects.filter(sheet__seat=seat)
    assert {s.criterion.code: (s.value, s.note) for s in scores} == {
        "B1": (Decimal(0), ""),
        "B2": (Decimal("87.5"), "Lengkap"),
    }
    page = client.get(sheet_url(entry)).content.decode()
    assert "Draf tersimpan" in page
    assert 'name="B1" value="0"' in page
    assert 'name="B2" value="87,5"' in page
    assert 'name="B3" value' not in page


def test_an_autosave_answers_with_the_time_and_the_new_version(client, seat, entry):
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "80"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert answer.json()["saved_at"].endswith(" WIB")
    again = client.post(sheet_url(entry), {"version": "1", "B1": "81"}, headers={"X-Autosave": "1"})
    assert again.json()["version"] == 2
    assert Score.objects.get().value == 81


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("68.125", "68,13"),  # two readings
        ("85.500", "85,5"),
        ("0.", "koma"),
        ("100.5", "100"),
        ("101", "100"),
        ("-1", "1"),
        ("delapan", "angka"),
        ("80,125", "80,13"),
    ],
)
def test_what_has_two_readings_or_none_is_refused_with_advice(client, entry, typed, advice):
    page = client.post(sheet_url(entry), {"version": "0", "B1": typed, "B2": "70"})
    assert page.status_code == 422
    (error,) = page.context["form"].errors["B1"]
    assert advice in error
    assert f'value="{typed}"' in page.content.decode()
    answer = client.post(sheet_url(entry), {"version": "0", "B1": typed}, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["errors"]) == (422, {"B1": [error]})
    assert not Score.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("85.5", "85.50"),
        ("85,5", "85.50"),
        (" 8.25 ", "8.25"),
        ("100.0", "100.00"),
        ("0.5", "0.50"),
        ("85", "85.00"),
    ],
)
def test_a_mark_is_read_with_a_comma_or_a_point(client, entry, typed, stored):
    assert client.post(sheet_url(entry), {"version": "0", "B1": typed}).status_code == 302
    assert str(Score.objects.get().value) == stored


def test_the_second_tab_sees_both_values_and_chooses(client, seat, entry):
    client.post(sheet_url(entry), {"version": "0", "B1": "80"})
    for headers in ({}, {"X-Autosave": "1"}):
        page = client.post(sheet_url(entry), {"version": "0", "B1": "40"}, headers=headers)
        assert page.status_code == 409
        text = page.content.decode()
        assert "Isian tersimpan" in text
        assert Score.objects.get().value == 80
    stored = client.post(sheet_url(entry), {"version": "1", "B1": "40", "choice": "stored"})
    assert stored.status_code == 302
    assert Score.objects.get().value == 80
    mine = client.post(sheet_url(entry), {"version": "1", "B1": "40", "choice": "mine"})
    assert mine.status_code == 302
    assert Score.objects.get().value == 40


def test_a_save_after_locking_or_after_the_phase_is_refused_with_the_reason(client, seat, entry, edition):
    sheet = world.locked(seat, entry)
    for headers in ({}, {"X-Autosave": "1"}):
        page = client.post(sheet_url(entry), {"version": sheet.version, "B1": "1"}, headers=headers)
        assert page.status_code == 409
        assert "sudah dikunci" in page.content.decode()
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PLENARY)
    page = client.post(sheet_url(entry, Stage.INTERVIEW), {"version": 0, "E1": "1"})
    assert page.status_code == 409
    assert "Pleno" in page.content.decode()
    assert Score.objects.get(sheet=sheet, criterion__code="B1").value == 80


def test_before_the_presentation_the_interview_can_be_read_but_not_filled_in(client, edition):
    later = world.candidate(edition, presentation_at=timezone.now() + datetime.timedelta(hours=2))
    page = client.get(sheet_url(later, Stage.INTERVIEW))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Lembar belum dapat diisi" in text
    assert "E2" in text
    assert 'name="E2"' not in text


def test_a_criterion_that_does_not_apply_is_not_on_the_sheet(client, entry):
    village = entry.category.criteria.get(code="C2")
    NotApplicable.objects.create(entry=entry, criterion=village, reason="Kota tidak memiliki desa")
    text = client.get(sheet_url(entry)).content.decode()
    assert 'name="C1"' in text
    assert 'name="C2"' not in text


def test_a_stage_without_a_question_is_not_found(client, entry):
    for criterion in world.asked(entry, Stage.INTERVIEW):
        NotApplicable.objects.create(entry=entry, criterion=criterion, reason="Tidak ada paparan")
    assert client.get(sheet_url(entry, Stage.INTERVIEW)).status_code == 404
    assert client.get(sheet_url(entry)).status_code == 200


def test_a_sheet_costs_a_constant_number_of_queries(client, seat, entry, edition):
    world.draft(seat, entry)
    world.locked(seat, entry, Stage.INTERVIEW)
    assert world.queries(client, sheet_url(entry)) == 7  # closed by then: no bands are asked for
    world.in_time(entry, Stage.DESK)
    assert world.queries(client, sheet_url(entry)) == 8
    world.in_time(entry, Stage.INTERVIEW)
    locked = world.queries(client, sheet_url(entry, Stage.INTERVIEW))
    assert locked == 11  # its receipts, whether one is published, and who reopens it
    assert world.queries(client, sheet_url(entry, name="panel_total")) == 7
    client.get(reverse("panel_dossier", args=[entry.pk]))  # draws the report
    assert world.queries(client, reverse("panel_dossier", args=[entry.pk])) == 5


def test_an_autosave_costs_eight_queries(client, seat, entry):
    sheet = world.draft(seat, entry)
    typed = world.typed(world.DESK) | {"version": sheet.version, "B1": "1"}
    with CaptureQueriesContext(connection) as asked:
        assert client.post(sheet_url(entry), typed, headers={"X-Autosave": "1"}).status_code == 200
    assert world.counted(asked) == 8


def test_a_sheet_whose_marks_were_all_taken_back_opens_with_its_pages(client, seat, entry):
    sheet = world.draft(seat, entry, B1="10")
    typed = {"version": sheet.version, "B1": ""}
    assert client.post(sheet_url(entry), typed, headers={"X-Autosave": "1"}).status_code == 200
    assert not sheet.scores.exists()
    for name in ("panel_sheet", "panel_total", "panel_lock"):
        assert client.get(sheet_url(entry, name=name)).status_code == 200, name
    assert client.get(reverse("panel_dossier", args=[entry.pk])).status_code == 200


def test_a_box_that_was_not_sent_is_not_a_box_left_blank(client, seat, entry):
    sheet = world.draft(seat, entry, B1="10", B2="20")
    client.post(sheet_url(entry), {"version": sheet.version, "B2": ""})
    assert [score.criterion.code for score in Score.objects.filter(sheet=sheet)] == ["B1"]


# Total ----------------------------------------------------------------------------------------------
def test_the_running_total_is_refreshed_by_its_own_address(client, seat, entry):
    client.post(sheet_url(entry), {"version": "0", "B1": "80"})
    whole = client.get(sheet_url(entry)).context["page"].total
    part = client.get(sheet_url(entry, name="panel_total"))
    assert part.context["page"].total == whole
    assert "<html" not in part.content.decode()
    assert (whole.filled, whole.asked, whole.total) == (5, 18, None)
    assert "1 dari 10 kriteria dinilai; 4 dihitung dari angka" in part.content.decode()


# Locking --------------------------------------------------------------------------------------------
def test_saving_and_locking_in_two_steps(client, seat, entry):
    answer = client.post(sheet_url(entry), world.typed(world.DESK) | {"version": "0", "next": "lock"})
    lock_url = sheet_url(entry, name="panel_lock")
    assert answer["Location"] == lock_url
    page = client.get(lock_url)
    assert page.context["form"].initial == {"version": 1}
    refused = client.post(lock_url, {"version": "1"})
    assert (refused.status_code, refused.context["problems"]) == (
        409,
        ["Pernyataan belum dicentang. Centang pernyataan, lalu kunci lagi."],
    )
    following = reverse("panel_edition", args=[seat.edition_id])  # the interview is not open yet
    for _ in range(2):  # a second tap is answered as the first
        assert client.post(lock_url, {"version": "1", "statement": "on"})["Location"] == following
        assert (ScoreSheet.objects.get().is_locked, ScoreSheet.objects.get().version) == (True, 2)
    assert client.post(lock_url, {"version": "2", "statement": "on"}).status_code == 409
    assert client.post(lock_url, {"version": "1"}).status_code == 409
    assert client.get(lock_url)["Location"] == sheet_url(entry)


def test_locking_with_blanks_lists_them_and_locks_nothing(client, seat, entry):
    world.draft(seat, entry, B1="0")
    page = client.post(sheet_url(entry, name="panel_lock"), {"version": "1", "statement": "on"})
    assert page.status_code == 409
    assert [reason.split()[0] for reason in page.context["problems"]] == [
        "B2",
        "B3",
        "C1",
        "C2",
        "C3",
        *world.INNOVATION,
    ]
    assert not ScoreSheet.objects.get().is_locked
