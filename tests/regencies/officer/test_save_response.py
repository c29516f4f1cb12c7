"""Every answer a save can get, by its button and by itself: status, headers and body."""

from __future__ import annotations

import datetime
import re

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from regencies.actions.entry_edits import save_entry
from regencies.choices import Section, WindowState
from regencies.l10n.dates import local_time
from regencies.models import FillingWindow, Membership
from tests import factories
from tests.builders.browser_tab import AUTOSAVE, Tab, browser, conflict

pytestmark = pytest.mark.django_db

URL = "/laporan/2025/kepesertaan/"
JSON, HTML = "application/json", "text/html; charset=utf-8"
OVERTAKEN = "Isian ini sudah berubah sejak Bapak/Ibu membukanya"


@pytest.fixture
def tab(draft, officer) -> Tab:
    return Tab(officer, Section.PARTICIPATION)


def head_of(answer: HttpResponse) -> dict[str, str]:
    """What an answer says of itself that a save decides."""
    kept = ("Content-Type", "Location", "Cache-Control")
    return {name: answer[name] for name in kept if answer.has_header(name)}


def said(answer: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def clock() -> str:
    return local_time(timezone.now(), "Asia/Pontianak")


def overtake(draft, officer, figure: int = 5) -> None:
    """Somebody else saves PU of this year first."""
    entry = factories.entry(draft, Section.PARTICIPATION)
    save_entry(entry, {"registered": figure}, expected_version=entry.version, by=officer)


# Saved ----------------------------------------------------------------------------------------------
def test_saved_by_its_button_it_leads_back_and_says_when(tab):
    before = clock()
    answer = tab.save(wage_earners_registered="80.101")
    assert answer.status_code == 302
    assert head_of(answer) == {"Content-Type": HTML, "Location": URL, "Cache-Control": "private, no-store"}
    assert said(answer) in [[f"Tersimpan pukul {at}."] for at in (before, clock())]
    assert answer.content == b""


def test_emptied_by_its_button_it_says_so_and_all_blank_that_nothing_is_stored(officer, tab):
    assert said(tab.save()) == ["Semua isian di halaman ini kosong; tidak ada yang disimpan."]
    for box in ("wage_earners_registered", "wage_earners_registered_previous"):
        tab.save(**{box: "80.101"})
    full = Tab(officer, Section.PARTICIPATION)
    before = clock()
    emptied = full.save(wage_earners_registered="")
    assert said(emptied) in [[f"Isian dikosongkan pukul {at}."] for at in (before, clock())]
    moved = Tab(officer, Section.PARTICIPATION).save(
        wage_earners_registered="1", wage_earners_registered_previous=""
    )
    assert said(moved) in [[f"Tersimpan pukul {at}."] for at in (before, clock())]


@pytest.mark.parametrize("name", ["{}", "{0}", "{x!r", "%s"])
def test_a_name_with_braces_is_told_as_it_is(draft, officer, name):
    added = Tab(officer, "", "/laporan/2025/inovasi/tambah/").save(name=name)
    assert said(added) == [f"“{name}” ditambahkan. Lampirkan bukti dukungnya bila ada."]


def test_saved_by_itself_it_tells_time_version_boxes_words_and_changes(tab, draft, officer):
    before = clock()
    answer = tab.autosave(wage_earners_registered="80101", wage_earners_registered_previous="71.405")
    assert (answer.status_code, head_of(answer)) == (
        200,
        {"Content-Type": JSON, "Cache-Control": "private, no-store"},
    )
    told = answer.json()
    assert told.pop("saved_at") in {before, clock()}
    typed = {"wage_earners_registered": "80101", "wage_earners_registered_previous": "71.405"}
    words = {
        "wage_earners_registered": "80.101 (delapan puluh ribu seratus satu)",
        "wage_earners_registered_previous": "71.405 (tujuh puluh satu ribu empat ratus lima)",
    }
    names = [
        name for name in tab.boxes if name.endswith(("_registered", "_previous")) and "initial" not in name
    ]
    changes = {
        name: {"delta": "–", "trend": "", "hint": ""} for name in names if name.endswith("_registered")
    }
    assert told == {
        "version": Tab(officer, Section.PARTICIPATION).boxes["version"],
        "boxes": dict.fromkeys(names, "") | typed,
        "echo": dict.fromkeys(names, "") | words,
        "changes": changes
        | {"wage_earners_registered": {"delta": "+8.696 (+12,18%)", "trend": "up", "hint": ""}},
    }
    assert said(answer) == []


# Wrong ----------------------------------------------------------------------------------------------
def test_a_wrong_box_comes_back_as_it_was_typed(tab):
    answer = tab.save(wage_earners_registered="80.10")
    assert (answer.status_code, head_of(answer)) == (
        422,
        {"Content-Type": HTML, "Cache-Control": "private, no-store"},
    )
    assert answer.context["form"]["wage_earners_registered"].value() == "80.10"
    assert list(answer.context["form"].errors) == ["wage_earners_registered"]


def test_a_wrong_box_of_a_page_that_saves_by_itself_is_named(tab):
    answer = tab.autosave(wage_earners_registered="-5")
    assert (answer.status_code, head_of(answer)) == (
        422,
        {"Content-Type": JSON, "Cache-Control": "private, no-store"},
    )
    advice = "Tertulis “-5”. Angka tidak boleh di bawah 0. Periksa angkanya."
    assert answer.json()["errors"] == {"wage_earners_registered": [advice]}


def test_a_wrong_box_keeps_no_other_from_being_stored(tab, draft, officer):
    typed = {
        "wage_earners_registered": "80,101",
        "wage_earners_registered_previous": "71.405",
        "non_wage_earners_registered": "46.950",
    }
    answer = tab.autosave(**typed)
    told = answer.json()
    assert (answer.status_code, list(told["errors"])) == (422, ["wage_earners_registered"])
    assert told["version"] == Tab(officer, Section.PARTICIPATION).boxes["version"]
    assert {name: text for name, text in told["boxes"].items() if text} == {
        "wage_earners_registered_previous": "71.405",
        "non_wage_earners_registered": "46.950",
    }
    rows = [factories.entry(draft, Section.PARTICIPATION, place).participation for place in (0, 1)]
    assert [(row.registered, row.registered_previous) for row in rows] == [(None, 71_405), (46_950, None)]


def test_a_wrong_box_of_one_entry_keeps_no_other_from_being_stored(draft, officer):
    answer = Tab(officer, "target").autosave(
        target_pct="68.125", vulnerable_workers="34.400", document="RPJMD"
    )
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["target_pct"])
    target = factories.entry(draft, Section.TARGET).ucjtarget
    assert (target.target_pct, target.vulnerable_workers, target.document) == (None, 34_400, "RPJMD")


def test_a_name_taken_out_keeps_the_figures_beside_it(draft, officer):
    row = factories.add_group(draft, officer)
    path = reverse("report_entry", args=[2025, row.pk])
    answer = Tab(officer, Section.GROUPS, path).autosave(group="", persons="7")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["group"])
    stored = factories.entry(draft, Section.GROUPS).fundedgroup
    assert (stored.persons, stored.group) == (7, row.fundedgroup.group)


def test_a_page_without_its_version_stores_nothing(tab, draft):
    answer = tab.autosave(version="", wage_earners_registered="7")
    assert (answer.status_code, list(answer.json())) == (422, ["errors"])
    assert factories.entry(draft, Section.PARTICIPATION).participation.registered is None


# Overtaken ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("alone", [False, True])
def test_overtaken_both_values_are_shown_and_nothing_is_stored(tab, draft, officer, alone):
    overtake(draft, officer)
    answer = (tab.autosave if alone else tab.save)(wage_earners_registered="7")
    assert (answer.status_code, head_of(answer)) == (
        409,
        {"Content-Type": HTML, "Cache-Control": "private, no-store"},
    )
    shown = answer.content.decode()
    assert shown.count(OVERTAKEN) == 1
    assert ("<html" in shown) is not alone
    ids = re.findall(r'\bid="([^"]*)"', shown)
    assert len(ids) == len(set(ids))
    assert (ids == []) is alone  # two forms of one page may each be answered so
    assert factories.entry(draft, Section.PARTICIPATION).participation.registered == 5


def test_overtaken_the_choice_is_posted_against_what_is_stored_now(tab, draft, officer):
    overtake(draft, officer)
    rows, boxes = conflict(tab.save(wage_earners_registered="7"))
    label = "Penerima Upah (PU): Peserta aktif tahun penilaian"
    assert {key.casefold(): value for key, value in rows.items()} == {label.casefold(): ("7", "5")}
    chosen = browser(officer).post(URL, boxes | {"choice": "mine"})
    assert (chosen.status_code, chosen["Location"]) == (302, URL)
    assert factories.entry(draft, Section.PARTICIPATION).participation.registered == 7


def test_choosing_what_is_stored_stores_nothing(tab, draft, officer):
    overtake(draft, officer)
    answer = tab.save(wage_earners_registered="7", choice="stored")
    assert (answer.status_code, answer["Location"]) == (302, URL)
    assert said(answer) == ["Isian yang tersimpan tetap dipakai; isian Bapak/Ibu tidak disimpan."]
    assert factories.entry(draft, Section.PARTICIPATION).participation.registered == 5


# Refused --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("alone", [False, True])
def test_refused_it_says_why_and_keeps_what_was_typed(tab, draft, alone):
    FillingWindow.objects.update(state=WindowState.CLOSED)
    answer = (tab.autosave if alone else tab.save)(wage_earners_registered="7")
    assert (answer.status_code, head_of(answer)) == (
        409,
        {"Content-Type": HTML, "Cache-Control": "private, no-store"},
    )
    why = "Pengisian tahun penilaian 2025 tidak sedang dibuka oleh provinsi."
    assert answer.context["problems"] == [why]
    assert ("<html" in answer.content.decode()) is not alone
    assert factories.entry(draft, Section.PARTICIPATION).participation.registered is None


# Without the right ----------------------------------------------------------------------------------
@pytest.mark.parametrize("headers", [{}, AUTOSAVE], ids=["button", "autosave"])
def test_a_session_that_ended_is_asked_to_log_in(tab, client, draft, headers):
    answer = client.post(URL, tab.boxes, headers=headers)
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('account_login')}?next={URL}")
    assert factories.entry(draft, Section.PARTICIPATION).version == 0


@pytest.mark.parametrize("headers", [{}, AUTOSAVE], ids=["button", "autosave"])
@pytest.mark.parametrize(
    ("who", "status"), [("verifier", 404), ("head elsewhere", 409), ("officer no more", 404)]
)
def test_whoever_does_not_work_for_the_office_changes_nothing(
    tab, draft, officer, elsewhere, who, status, headers
):
    """The head elsewhere reaches the report of their own office, which was sent."""
    if who == "officer no more":
        day = timezone.localdate() - datetime.timedelta(days=1)
        Membership.objects.filter(user=officer).update(until=day)
    person = {
        "verifier": factories.verifier,
        "head elsewhere": lambda: factories.head(elsewhere),
        "officer no more": lambda: officer,
    }[who]()
    answer = browser(person).post(URL, tab.boxes | {"wage_earners_registered": "7"}, headers=headers)
    assert answer.status_code == status
    assert factories.entry(draft, Section.PARTICIPATION).version == 0
