"""Every answer a save of a sheet can get, by its button and by itself: status, headers and body."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from awards.choices import Phase, Stage
from awards.models import Edition, NotApplicable, Score
from awards.panel.recusals import recuse
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


def test_saved_by_itself_it_tells_time_and_version(client, entry):
    before = clock()
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "80"}, headers=AUTOSAVE)
    assert (answer.status_code, head_of(answer)) == (200, JSON)
    told = answer.json()
    assert told.pop("saved_at") in {before, clock()}
    assert told == {"version": 1}
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
    assert answer.json() == {"errors": {"B1": [advice]}}


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


def test_choosing_what_is_stored_stores_nothing(client, seat, entry):
    world.draft(seat, entry, B1="50")
    answer = client.post(sheet_url(entry), {"version": "1", "B1": "80", "choice": "stored"})
    assert (answer.status_code, head_of(answer)) == (302, HTML | {"Location": sheet_url(entry)})
    assert said(answer) == ["Nilai yang tersimpan tetap dipakai; nilai Bapak/Ibu tidak disimpan."]
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
