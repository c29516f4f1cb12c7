"""A form refused because the log-in or its token had ended: its page with everything typed, to that person only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from awards.models import Recusal, Score
from config.accounts.typed_values import LONGEST
from regencies.actions.evidence.attach import attach_evidence
from regencies.choices import ReviewState, Section
from regencies.models import (
    EntryMessage,
    Evidence,
    Explanation,
    FundedGroup,
    Nominee,
    Participation,
    Review,
    User,
)
from regencies.views.save_response import GIVEN_BACK
from tests import factories
from tests.builders import nominees
from tests.builders import panel as world

pytestmark = pytest.mark.django_db
SECTION = "/laporan/2025/kepesertaan/"
GROUPS = "/laporan/2025/kelompok/"
LOGIN = "/akun/masuk/?next="


class Tab:
    """A page open in a browser that checks tokens."""

    def __init__(self, user: User, page: str) -> None:
        self.client, self.user, self.page = Client(enforce_csrf_checks=True), user, page
        self.log_in()
        answer = self.client.get(page)
        assert answer.status_code == 200
        self.token = self.client.cookies["csrftoken"].value

    def log_in(self, user: User | None = None) -> None:
        self.client.force_login(user or self.user)

    def end_session(self) -> None:
        del self.client.cookies[settings.SESSION_COOKIE_NAME]

    def change_token(self) -> None:
        """As a log-in in another tab does."""
        self.client.cookies["csrftoken"] = "x" * 32

    def post(self, typed: dict[str, str], path: str = "", **headers: str) -> HttpResponse:
        sent = typed | {"csrfmiddlewaretoken": self.token}
        return self.client.post(path or self.page, sent, headers=headers)


@pytest.fixture
def place():
    return factories.regency()


@pytest.fixture
def officer(place):
    return factories.officer(place, "Siti Aminah")


@pytest.fixture
def draft(place, officer):
    return factories.draft(place, by=officer)


@pytest.fixture
def tab(draft, officer) -> Tab:
    return Tab(officer, SECTION)


def versions(draft) -> str:
    entries = draft.entries.filter(section=Section.PARTICIPATION)
    return ".".join(f"{entry.pk}-{entry.version}" for entry in entries)


def figures() -> list[int]:
    return [row.registered for row in Participation.objects.all() if row.registered is not None]


def boxes(answer: HttpResponse) -> dict[str, str]:
    form = answer.context["form"]
    return {box.html_name: box.value() for box in form if box.value()}


def test_after_the_log_in_the_page_shows_what_was_typed_and_stores_it_when_asked(tab, draft):
    typed = {
        "version": versions(draft),
        "wage_earners_registered": "80.101",
        "non_wage_earners_registered": "x",
    }
    tab.end_session()
    assert tab.post(typed)["Location"] == LOGIN + SECTION
    tab.log_in()
    shown = tab.client.get(SECTION)
    assert (shown.status_code, shown.context["problems"], boxes(shown)) == (200, [GIVEN_BACK], typed)
    assert figures() == []
    assert boxes(tab.client.get(SECTION)) == {"version": versions(draft)}
    tab.token = tab.client.cookies["csrftoken"].value
    assert tab.post(typed | {"non_wage_earners_registered": ""}).status_code == 302
    assert figures() == [80_101]


def test_a_token_changed_by_another_tab_brings_the_page_with_what_was_typed(tab, draft):
    typed = {"version": versions(draft), "wage_earners_registered": "80.101"}
    tab.change_token()
    answer = tab.post(typed, Origin="http://testserver")
    assert (answer.status_code, answer["Location"]) == (302, SECTION)
    shown = tab.client.get(SECTION)
    assert (shown.context["problems"], boxes(shown), figures()) == ([GIVEN_BACK], typed, [])


def test_session_and_token_gone_it_is_still_shown_after_the_log_in(tab, draft):
    tab.end_session()
    tab.change_token()
    answer = tab.post({"version": versions(draft), "wage_earners_registered": "80.101"})
    assert answer["Location"] == SECTION
    assert tab.client.get(SECTION)["Location"] == LOGIN + SECTION
    tab.log_in()
    assert boxes(tab.client.get(SECTION))["wage_earners_registered"] == "80.101"


def test_another_person_sees_nothing_of_it(tab, draft, place):
    tab.end_session()
    tab.post({"version": versions(draft), "wage_earners_registered": "80.101"})
    head = factories.head(place)
    tab.log_in(head)
    assert boxes(tab.client.get(SECTION)) == {"version": versions(draft)}
    assert "typed" not in tab.client.session


@pytest.mark.parametrize("origin", ["https://jahat.example", "null"])
def test_what_another_site_sends_is_refused_and_not_shown(tab, draft, origin):
    tab.change_token()
    answer = tab.post({"version": versions(draft), "wage_earners_registered": "1"}, Origin=origin)
    assert answer.status_code == 403
    assert "wage_earners_registered" not in boxes(tab.client.get(SECTION))


def test_a_stranger_leaves_nothing_in_the_database(draft):
    visitor = Client()
    assert visitor.post(SECTION, {"wage_earners_registered": "1"})["Location"] == LOGIN + SECTION
    visitor.cookies["paritrana_person"] = "1:forged"
    visitor.post(SECTION, {"wage_earners_registered": "1"})
    assert not Session.objects.exists()


def test_what_is_endless_is_not_kept(tab, draft):
    tab.end_session()
    tab.post({"version": versions(draft), "wage_earners_registered": "9" * LONGEST})
    tab.log_in()
    assert boxes(tab.client.get(SECTION)) == {"version": versions(draft)}


def test_an_autosave_is_told_and_sends_again_itself(tab, draft):
    tab.end_session()
    assert tab.post({"version": versions(draft)}, **{"X-Autosave": "1"}).status_code == 302
    tab.log_in()
    tab.change_token()
    assert tab.post({"version": versions(draft)}, **{"X-Autosave": "1"}).status_code == 403
    assert "typed" not in tab.client.session


# Every form -----------------------------------------------------------------------------------------
def given_back(user: User, page: str, path: str, typed: dict[str, str]) -> str:
    """The page after the log-in, of a form sent when the session had ended."""
    tab = Tab(user, page)
    tab.end_session()
    assert tab.post(typed, path)["Location"] == LOGIN + path
    tab.log_in()
    answer = tab.client.get(path)
    assert (answer.status_code, answer.context["problems"]) == (200, [GIVEN_BACK])
    return answer.content.decode()


def test_a_row_to_be_added(draft, officer):
    path = reverse("report_row_add", args=[2025, Section.GROUPS])
    shown = given_back(officer, GROUPS, path, {"group": "rentan_desa", "realised": "4,3 miliar"})
    assert 'value="4,3 miliar"' in shown
    assert not FundedGroup.objects.exists()


def test_a_row(draft, officer):
    entry = factories.add_group(draft, officer)
    path = reverse("report_entry", args=[2025, entry.pk])
    shown = given_back(
        officer, GROUPS, path, {"version": f"{entry.pk}-0", "group": "rentan_desa", "persons": "7.040"}
    )
    assert 'name="persons" value="7.040"' in shown
    assert FundedGroup.objects.get().persons != 7_040


def test_an_answer(draft, officer):
    path = reverse("report_answer", args=[2025, Section.PARTICIPATION])
    entry = factories.entry(draft, Section.PARTICIPATION)
    entry.participation.registered = 200_000
    entry.participation.registered_previous = 199_000
    entry.participation.save()
    typed = {"rule": "coverage_over_100", "entry": "", "seen": "", "answer": "Pekerja perkebunan."}
    assert "Pekerja perkebunan.</textarea>" in given_back(officer, SECTION, path, typed)
    assert not Explanation.objects.exists()


def test_a_verdict():
    report = factories.sent()
    entry = factories.entry(report, Section.PARTICIPATION)
    page, path = (
        reverse("verifier_report", args=[report.pk]),
        reverse("verifier_review", args=[report.pk, entry.pk]),
    )
    name = f"butir-{entry.pk}-"
    typed = {f"{name}state": ReviewState.WRONG, f"{name}note": "Bukti tidak cocok.", f"{name}seen": ""}
    verifier = factories.verifier(report.regency.province)
    assert "Bukti tidak cocok.</textarea>" in given_back(verifier, page, path, typed)
    assert not Review.objects.exists()


def test_a_sheet_and_a_reason_of_the_panel():
    edition = world.scoring_edition()
    factories.seats(edition, 2)
    entry, member = world.candidate(edition), world.by_seat(edition)[1].user
    sheet = world.sheet_url(entry)
    assert 'name="B1" value="87,5"' in given_back(member, sheet, sheet, {"version": "0", "B1": "87,5"})
    assert not Score.objects.exists()
    withdraw = reverse("panel_recuse", args=[entry.pk])
    assert "Kerabat dekat</textarea>" in given_back(member, withdraw, withdraw, {"reason": "Kerabat dekat"})
    assert not Recusal.objects.exists()


def test_a_nominee_and_the_reason_to_withdraw_it():
    place = factories.regency()
    officer = factories.officer(place)
    path = reverse("nominee_new", args=[nominees.VILLAGE])
    typed = nominees.values_of(nominees.VILLAGE, place, name="Desa Sukamaju")
    assert 'value="Desa Sukamaju"' in given_back(officer, path, path, typed)
    assert not Nominee.objects.exists()
    made = nominees.nominee(nominees.VILLAGE, place, officer)
    change, withdraw = (reverse(name, args=[made.pk]) for name in ("nominee_change", "nominee_withdraw"))
    assert 'value="Desa Sukamaju"' in given_back(officer, change, change, typed)
    assert "Diganti</textarea>" in given_back(officer, withdraw, withdraw, {"reason": "Diganti"})
    assert list(Nominee.objects.values_list("name", "withdrawn_at")) == [(made.name, None)]


def test_a_message_about_an_entry_and_the_words_of_a_file(draft, officer):
    entry, head = factories.entry(draft, Section.PARTICIPATION), factories.head(draft.regency)
    thread = reverse("entry_thread", args=[entry.pk])
    typed = {"text": "Periksa lagi", "is_internal": "True", "seen": "0"}
    assert "Periksa lagi</textarea>" in given_back(head, thread, thread, typed)
    assert not EntryMessage.objects.exists()
    file = attach_evidence(entry, factories.pdf(), title="Surat", page="", by=officer)
    change = reverse("report_evidence_change", args=[2025, file.pk])
    assert 'value="Rekap"' in given_back(officer, change, change, {"title": "Rekap", "page": "3–5"})
    assert Evidence.objects.get().title == "Surat"


def marked(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from marked(pattern.url_patterns)
        elif getattr(pattern.callback, "shows_typed", False):
            yield str(pattern.name)


def test_only_views_that_store_nothing_of_it_are_given_it_back():
    """Each was read for it: nothing is written before `is_given_back` is asked."""
    known = """
        chair_absent chair_dismiss chair_lift chair_plenary chair_point chair_present chair_reopen chair_substitute
        claim claim_note entry_thread
        live_no_show nominee_change nominee_new nominee_withdraw panel_declaration panel_late panel_recuse panel_sheet
        paper_return paper_sheet report_answer report_entry report_evidence_change report_row_add report_section
        verifier_return verifier_review
    """
    assert sorted({*marked(get_resolver().url_patterns)}) == known.split()
