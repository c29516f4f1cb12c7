"""Every answer a save of a sheet can get, by its button and by itself: status, headers and body."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from awards.choices import Phase, Stage
from awards.conflicts.recusals import recuse
from awards.models import Edition, NotApplicable, Score
from regencies.l10n.dates import local_time
from tests import factories
from tests.builders import panel as world
from tests.builders.browser_tab import AUTOSAVE
from tests.builders.panel import sheet_url

pytestmark = pytest.mark.django_db

KEPT = {"Cache-Control": "private, no-store"}
JSON = KEPT | {"Content-Type": "application/json"}
HTML = KEPT | {"Content-Type": "text/html; charset=utf-8"}
BY_BUTTON_OR_ITSELF = pytest.mark.parametrize("headers", [{}, AUTOSAVE], ids=["button", "autosave"])


@pytest.fixture
def client(seat):
    return world.logged_in(seat.user)


def head_of(answer: HttpResponse) -> dict[str, str]:
    kept = ("Content-Type", "Location", "Cache-Control")
    return {name: answer[name] for name in kept if answer.has_header(name)}


def said(answer: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def clock() -> str:
    return local_time(timezone.now(), "Asia/Pontianak")


def marks() -> dict[str, Decimal]:
    return dict(Score.objects.values_list("criterion__code", "value"))


def is_whole(answer: HttpResponse) -> bool:
    return "<html" in answer.content.decode()


@pytest.mark.parametrize(("given", "name"), [({}, "panel_sheet"), ({"next": "lock"}, "panel_lock")])
def test_saved_by_its_button_it_leads_on_and_says_when(client, entry, given, name):
    before = clock()
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "80"} | given)
    assert answer.status_code == 302
    assert head_of(answer) == HTML | {"Location": sheet_url(entry, name=name)}
    assert said(answer) in [[f"Draf tersimpan {at}."] for at in (before, clock())]
    assert marks() == {"B1": Decimal(80)}


def test_a_blank_draft_is_not_said_to_be_stored(client, entry):
    said_blank = said(client.post(sheet_url(entry), {"version": "0", "B1": ""}))
    assert said_blank == ["Semua isian di halaman ini kosong; tidak ada yang disimpan."]
    assert marks() == {}
    client.post(sheet_url(entry), {"version": "0", "B1": "80"})
    before = clock()
    emptied = client.post(sheet_url(entry), {"version": "1", "initial-B1": "80", "B1": ""})
    assert said(emptied)[-1:] in [[f"Isian dikosongkan pukul {at}."] for at in (before, clock())]
    assert marks() == {}


def test_saved_by_itself_it_tells_time_and_version(client, entry):
    before = clock()
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "80"}, headers=AUTOSAVE)
    assert (answer.status_code, head_of(answer)) == (200, JSON)
    told = answer.json()
    assert told.pop("saved_at") in {before, clock()}
    boxes = [*world.DESK] + [f"note_{code}" for code in world.DESK]
    assert told == {"version": 1, "boxes": dict.fromkeys(boxes) | {"B1": "80"}}
    assert said(answer) == []


def test_a_wrong_mark_comes_back_as_it_was_typed(client, entry):
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "101"})
    assert (answer.status_code, head_of(answer)) == (422, HTML)
    assert answer.context["form"]["B1"].value() == "101"
    assert list(answer.context["form"].errors) == ["B1"]


def test_a_wrong_mark_of_a_page_that_saves_by_itself_is_named(client, entry):
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "101"}, headers=AUTOSAVE)
    assert (answer.status_code, head_of(answer)) == (422, JSON)
    advice = "Tertulis “101”. Angka itu terlalu besar. Tulis angka dari 0 sampai 100."
    assert answer.json()["errors"] == {"B1": [advice]}
    assert marks() == {}


def test_a_wrong_mark_keeps_no_other_from_being_stored(client, entry):
    typed = {"version": "0", "B1": "80.125", "note_B1": "Perbup", "B2": "70", "B3": "0"}
    answer = client.post(sheet_url(entry), typed, headers=AUTOSAVE)
    told = answer.json()
    assert (answer.status_code, list(told["errors"]), told["version"]) == (422, ["B1"], 1)
    assert {name for name, text in told["boxes"].items() if text} == {"B2", "B3"}
    assert marks() == {"B2": Decimal(70), "B3": Decimal(0)}


def test_a_note_before_its_mark_waits_and_keeps_no_other_from_being_stored(client, entry):
    typed = {"version": "0", "B1": "", "note_B1": "Perbup", "B2": "70"}
    answer = client.post(sheet_url(entry), typed, headers=AUTOSAVE)
    advice = "Catatan disimpan bersama nilainya. Isi nilainya atau hapus catatannya."
    assert (answer.status_code, answer.json()["errors"]) == (422, {"note_B1": [advice]})
    assert marks() == {"B2": Decimal(70)}
    answer = client.post(sheet_url(entry), typed | {"version": "1", "B1": "64"}, headers=AUTOSAVE)
    assert (answer.status_code, marks()) == (200, {"B1": Decimal(64), "B2": Decimal(70)})


@BY_BUTTON_OR_ITSELF
def test_overtaken_both_marks_are_shown_and_nothing_is_stored(client, seat, entry, headers):
    world.draft(seat, entry, B1="50")
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "80"}, headers=headers)
    assert (answer.status_code, head_of(answer)) == (409, HTML)
    shown = answer.context.get("conflict") or answer.context
    assert [shown[name] for name in ("rows", "action", "version")] == [
        [("B1 Jenjang dan kekhususan produk hukum", "80", "50")],
        sheet_url(entry),
        1,
    ]
    assert is_whole(answer) is not bool(headers)
    assert marks() == {"B1": Decimal(50)}


def test_two_devices_of_one_member_meet_only_where_both_changed_the_mark(client, seat, entry):
    world.draft(seat, entry, B1="10", B2="20")
    shown = {"version": "1", "initial-B1": "10", "initial-B2": "20", "initial-B3": "", "initial-note_B2": ""}
    device = shown | {"B1": "10", "B2": "20", "B3": "", "note_B2": ""}
    first = client.post(sheet_url(entry), device | {"B2": "25", "note_B2": "Perda"}, headers=AUTOSAVE)
    assert first.json()["version"] == 2
    second = client.post(sheet_url(entry), device | {"B3": "30"}, headers=AUTOSAVE)
    assert (second.status_code, second.json()["version"]) == (200, 1)
    assert marks() == {"B1": Decimal(10), "B2": Decimal(25), "B3": Decimal(30)}
    assert Score.objects.get(criterion__code="B2").note == "Perda"
    both = client.post(sheet_url(entry), device | {"B2": "40", "B3": "30"})
    assert (both.status_code, both.context["conflict"]["rows"]) == (
        409,
        [
            ("B2 Cakupan materi regulasi", "40", "25"),
        ],
    )
    boxes = {box.html_name: box.value() or "" for box in both.context["conflict"]["hidden"]}
    chosen = boxes | {"version": both.context["conflict"]["version"], "choice": "mine"}
    assert client.post(sheet_url(entry), chosen).status_code == 302
    assert marks() == {"B1": Decimal(10), "B2": Decimal(40), "B3": Decimal(30)}
    assert Score.objects.get(criterion__code="B2").note == "Perda"


def test_choosing_what_is_stored_stores_nothing(client, seat, entry):
    world.draft(seat, entry, B1="50")
    answer = client.post(sheet_url(entry), {"version": "1", "B1": "80", "choice": "stored"})
    assert (answer.status_code, head_of(answer)) == (302, HTML | {"Location": sheet_url(entry)})
    assert said(answer) == ["Isian yang tersimpan tetap dipakai; isian Bapak/Ibu tidak disimpan."]
    assert marks() == {"B1": Decimal(50)}


@BY_BUTTON_OR_ITSELF
def test_refused_it_says_why_and_keeps_what_was_typed(client, entry, headers):
    Edition.objects.update(phase=Phase.PLENARY)
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "80"}, headers=headers)
    assert (answer.status_code, head_of(answer)) == (409, HTML)
    assert answer.context["problems"] == [
        "Tahap Paritrana Award 2026 adalah “Pleno”. Lembar nilai hanya dapat diisi pada tahap “Penilaian”."
    ]
    assert is_whole(answer) is not bool(headers)
    assert marks() == {}


@BY_BUTTON_OR_ITSELF
def test_a_session_that_ended_is_asked_to_log_in(client, entry, headers):
    client.logout()
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "80"}, headers=headers)
    login = f"{reverse('account_login')}?next={sheet_url(entry)}"
    assert (answer.status_code, answer["Location"]) == (302, login)
    assert marks() == {}


@BY_BUTTON_OR_ITSELF
@pytest.mark.parametrize("who", ["no member", "a member who withdrew", "a member who works there"])
def test_whoever_may_not_judge_the_entry_finds_nothing(seat, entry, who, headers):
    person = factories.admin() if who == "no member" else seat.user
    if who == "a member who withdrew":
        recuse(seat, entry, by=seat.user, reason="Kerabat")
    if who == "a member who works there":
        factories.Membership.objects.create(
            user=person, role="officer", regency=entry.regency, since=timezone.localdate()
        )
    answer = world.logged_in(person).post(sheet_url(entry), {"version": "0", "B1": "80"}, headers=headers)
    assert answer.status_code == 404
    assert marks() == {}


@BY_BUTTON_OR_ITSELF
def test_a_stage_that_asks_nothing_of_the_entry_has_no_sheet(client, entry, headers):
    for criterion in entry.asked().filter(stage=Stage.DESK):
        NotApplicable.objects.create(entry=entry, criterion=criterion, reason="Tidak berlaku")
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "80"}, headers=headers)
    assert answer.status_code == 404
    assert marks() == {}
