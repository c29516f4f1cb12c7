"""Two tabs, a deadline, a submission, a returned report: what a page may no longer save; and the questions it asks."""

import datetime
import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from regencies.actions.entries import add_entry
from regencies.actions.entry_edits import save_entry
from regencies.actions.report_status import return_report, review_entry, submit_report
from regencies.choices import ReviewState, Section
from regencies.models import FillingWindow, YearlyReport
from tests import factories
from tests.builders.browser_tab import Tab, browser, conflict

pytestmark = pytest.mark.django_db


def registered(draft, place=0):
    return factories.entry(draft, Section.PARTICIPATION, place).participation.registered


# Two tabs -------------------------------------------------------------------------------------------
def target_of(draft):
    row = factories.entry(draft, Section.TARGET).ucjtarget
    return row.target_pct, row.vulnerable_workers


def test_a_stale_tab_is_refused_with_both_values_and_the_choice_is_kept(draft, officer, head):
    first, second = Tab(officer, "target"), Tab(head, "target")
    first.save(target_pct="70")
    response = second.save(target_pct="65", document="RPJMD")
    rows, boxes = conflict(response)
    assert response.status_code == 409
    assert rows == {"target UCJ daerah (%)": ("65", "70")}
    assert target_of(draft) == (70, None)
    assert second.client.post(second.path, boxes | {"choice": "mine"}).status_code == 302
    assert target_of(draft) == (65, None)
    assert factories.entry(draft, Section.TARGET).ucjtarget.document == "RPJMD"


def test_choosing_the_stored_value_changes_nothing(draft, officer, head):
    first, second = Tab(officer, "target"), Tab(head, "target")
    first.save(target_pct="70")
    assert second.save(target_pct="65", choice="stored").status_code == 302
    assert target_of(draft) == (70, None)


def test_autosave_in_a_stale_tab_brings_the_choice_not_an_overwrite(draft, officer, head):
    first, second = Tab(officer, "target"), Tab(head, "target")
    first.autosave(target_pct="70")
    response = second.autosave(target_pct="65")
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Isian ini sudah berubah sejak Bapak/Ibu membukanya" in shown
    assert 'name="choice" value="mine"' in shown
    assert target_of(draft) == (70, None)


def test_choosing_mine_never_takes_back_what_this_person_did_not_touch(draft, officer, head):
    first, second = Tab(officer, "target"), Tab(head, "target")
    first.save(target_pct="70", vulnerable_workers="34.400")
    rows, boxes = conflict(second.save(target_pct="65"))
    assert rows == {"target UCJ daerah (%)": ("65", "70")}
    second.client.post(second.path, boxes | {"choice": "mine"})
    assert target_of(draft) == (65, 34_400)


def test_two_boxes_of_one_entry_do_not_meet_either(draft, officer, head):
    first, second = Tab(officer, "target"), Tab(head, "target")
    first.autosave(target_pct="70")
    answer = second.autosave(vulnerable_workers="34.400")
    assert answer.status_code == 200
    assert target_of(draft) == (70, 34_400)
    second.boxes |= {"version": answer.json()["version"], "initial-vulnerable_workers": "34.400"}
    assert second.autosave(vulnerable_workers="34.401").status_code == 200
    assert target_of(draft) == (70, 34_401)


def test_the_button_after_an_autosave_still_under_way_does_not_meet_itself(draft, officer):
    tab = Tab(officer, "target")
    tab.autosave(target_pct="70")
    assert tab.save(target_pct="70", vulnerable_workers="34.400").status_code == 302
    assert target_of(draft) == (70, 34_400)


def test_line_ends_are_no_change(draft, officer, head):
    row = add_entry(draft, Section.INNOVATIONS, {"name": "Satu Desa", "problem": "Satu\ndua"}, by=officer)
    path = reverse("report_entry", args=[2025, row.pk])
    first, second = Tab(officer, "", path), Tab(head, "", path)
    first.save(problem="Satu\r\ndua\r\ntiga")
    response = second.save(problem="Satu\r\ndua", since_year="2024")
    assert response.status_code == 302
    row.innovation.refresh_from_db()
    assert (row.innovation.problem, row.innovation.since_year) == ("Satu\ndua\ntiga", 2024)


def test_a_choice_made_too_late_is_asked_again(draft, officer, head):
    first, second = Tab(officer, "target"), Tab(head, "target")
    first.save(target_pct="70")
    _, boxes = conflict(second.save(target_pct="65"))
    Tab(officer, "target").save(target_pct="71")
    response = second.client.post(second.path, boxes | {"choice": "mine"})
    assert response.status_code == 409
    assert conflict(response)[0] == {"target UCJ daerah (%)": ("65", "71")}


def test_two_people_on_two_segments_do_not_meet(draft, officer, head):
    first, second = Tab(officer, "kepesertaan"), Tab(head, "kepesertaan")
    first.autosave(wage_earners_registered="80.101")
    answer = second.autosave(non_wage_earners_registered="42.217")
    assert answer.status_code == 200
    assert (registered(draft), registered(draft, 1)) == (80_101, 42_217)
    again = second.autosave(version=answer.json()["version"], non_wage_earners_registered="42.218")
    assert again.status_code == 200
    assert (registered(draft), registered(draft, 1)) == (80_101, 42_218)


# When it is too late ----------------------------------------------------------------------------------
def test_the_deadline_passing_while_a_form_is_open_keeps_what_was_typed(draft, officer):
    tab = Tab(officer, "kepesertaan")
    FillingWindow.objects.update(deadline=timezone.now() - datetime.timedelta(seconds=1))
    response = tab.save(wage_earners_registered="80.101")
    assert response.status_code == 409
    shown = response.content.decode()
    assert "sudah lewat" in shown
    assert 'value="80.101"' in shown
    assert registered(draft) is None
    assert "sudah lewat" in tab.autosave(wage_earners_registered="80.101").content.decode()


def test_an_edit_that_arrives_after_the_submission_is_refused(draft, officer, head):
    factories.complete(draft, officer)
    tab = Tab(officer, "kepesertaan")
    submit_report(draft, by=head, statement=True)
    response = tab.save(wage_earners_registered="1")
    assert response.status_code == 409
    assert "Laporan sudah dikirim" in response.content.decode()
    assert registered(draft) == 80_101
    assert Tab(officer, "kepesertaan").boxes == {}


def test_in_a_returned_report_only_flagged_boxes_are_offered(draft, officer, head):
    factories.complete(draft, officer)
    submit_report(draft, by=head, statement=True)
    verifier = factories.verifier()
    review_entry(
        factories.entry(draft, Section.PARTICIPATION, 1),
        state=ReviewState.NEEDS_WORK,
        note="BPJS mencatat 41.000.",
        by=verifier,
    )
    return_report(YearlyReport.objects.get(), by=verifier, reason="Satu angka.")
    tab = Tab(officer, "kepesertaan")
    names = {name for name in tab.boxes if not name.startswith("initial-")}
    assert names == {"version", "non_wage_earners_registered", "non_wage_earners_registered_previous"}
    assert "BPJS mencatat 41.000." in tab.html
    assert Tab(officer, "target").boxes == {}
    forged = tab.save(
        version=f"{factories.entry(draft, Section.PARTICIPATION).pk}-1", wage_earners_registered="1"
    )
    assert forged.status_code == 409
    assert registered(draft) == 80_101


# Questions --------------------------------------------------------------------------------------------
@pytest.fixture
def asked(draft, officer):
    row = factories.entry(draft, Section.PARTICIPATION)
    save_entry(row, {"registered": 200_000, "registered_previous": 199_000}, expected_version=0, by=officer)
    return draft


def answer(user, text, seen="", section="kepesertaan", **more):
    data = {"rule": "coverage_over_100", "entry": "", "seen": seen, "answer": text} | more
    return browser(user).post(reverse("report_answer", args=[2025, section]), data)


def test_a_question_appears_after_saving_and_its_answer_stays(draft, officer):
    tab = Tab(officer, "kepesertaan")
    tab.autosave(wage_earners_registered="200.000", wage_earners_registered_previous="199.000")
    fetched = tab.client.get(f"{tab.path}?keadaan").content.decode()
    assert "Cakupan 111,11% melebihi semesta pekerja" in fetched
    assert "<html" not in fetched
    response = answer(officer, "Pekerja perkebunan lintas daerah.")
    assert (response.status_code, response.url) == (
        302,
        "/laporan/2025/kepesertaan/#tanya-coverage_over_100-0",
    )
    assert "Pekerja perkebunan lintas daerah." in Tab(officer, "kepesertaan").html
    assert draft.explanations.get().answered_by == officer


def test_an_answer_over_somebody_elses_is_refused_with_both(asked, officer, head):
    answer(officer, "Perkebunan lintas daerah.")
    response = answer(head, "Salah hitung.")
    assert response.status_code == 409
    assert response.context["conflict"]["rows"] == [
        ("Penjelasan", "Salah hitung.", "Perkebunan lintas daerah.")
    ]
    hidden = {box.html_name: box.value() or "" for box in response.context["conflict"]["hidden"]}
    assert answer(head, hidden["answer"], seen=hidden["seen"], choice="mine").status_code == 302
    assert asked.explanations.get().answer == "Salah hitung."


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"rule": "coverage_fall"}, 409),
        ({"entry": "999999"}, 409),
        ({"entry": "x"}, 422),
        ({"rule": ""}, 422),
    ],
)
def test_an_answer_to_nothing_is_refused_in_words(asked, officer, more, status):
    assert answer(officer, "Begini.", **more).status_code == status
    assert not asked.explanations.exists()


def test_an_empty_answer_is_not_said_to_be_stored(asked, officer):
    refused = answer(officer, " ")
    assert refused.status_code == 422
    assert "Tuliskan penjelasannya dahulu." in refused.content.decode()
    assert "Penjelasan tersimpan." not in refused.content.decode()
    answer(officer, "Perkebunan lintas daerah.")
    emptied = answer(officer, "", seen="Perkebunan lintas daerah.")
    (said,) = map(str, get_messages(emptied.wsgi_request))
    assert re.sub(r"\d\d\.\d\d", "…", said) == "Isian dikosongkan pukul … WIB."
    assert not asked.explanations.exists()


def test_a_very_long_answer_is_refused_and_kept(asked, officer):
    response = answer(officer, "x" * 2001)
    assert response.status_code == 422
    assert "x" * 2001 in response.content.decode()
