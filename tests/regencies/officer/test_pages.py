"""The officer's and the head's pages: the years, the checklist, sending, taking back, receipts, history."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from regencies.actions.entry_edits import save_entry
from regencies.actions.report_status import submit_report
from regencies.choices import Section, WindowState
from regencies.models import FillingWindow, YearlyReport
from tests import factories
from tests.builders.browser_tab import browser, page, post, states

pytestmark = pytest.mark.django_db

SAVEPOINT = 2  # of ATOMIC_REQUESTS inside the transaction of the test
ENTRY_PAGES = ("report_entry", "report_entry_remove", "report_evidence", "report_entry_history")
REPORT_PAGES = ("report_overview", "report_send", "report_withdraw", "report_history")


# The years ------------------------------------------------------------------------------------------
def test_an_open_year_shouts_until_it_is_sent(complete, officer, head):
    shown = page(officer, "report_index")
    assert "Belum dikirim" in shown
    assert "Lanjutkan mengisi" in shown
    submit_report(complete, by=head, statement=True)
    shown = page(officer, "report_index")
    assert "Belum dikirim" not in shown
    assert reverse("report_receipt", args=[2025, 1]) in shown


def test_a_head_is_asked_to_read_and_not_to_fill_in(complete, officer, head):
    shown = page(head, "report_index")
    assert "Baca laporan" in shown
    assert "Lanjutkan mengisi" not in shown
    warning = "Yang mengisi tidak boleh menyatakan kebenarannya"
    assert warning in page(head, "report_section", 2025, "target")
    assert warning not in page(officer, "report_section", 2025, "target")


def test_half_a_report_is_not_measured_against_a_whole_year(complete, officer):
    entry = factories.entry(complete, Section.PARTICIPATION, 1)

    def shown():
        figures = browser(officer).get(reverse("report_overview", args=[2025])).context["figures"]
        return (
            figures.registered,
            figures.coverage,
            figures.coverage_growth_pp,
            figures.participant_growth_pct,
        )

    assert None not in shown()
    save_entry(entry, {"registered": None}, expected_version=entry.version, by=officer)
    people, *compared = shown()
    assert people
    assert compared == [None, None, None]


def test_a_year_nobody_has_opened_shouts_too_and_is_opened_by_a_button(ketapang, officer):
    factories.window(ketapang.province)
    assert "Belum dikirim" in page(officer, "report_index")
    response = post(officer, "report_open", 2025)
    assert response.url == reverse("report_overview", args=[2025])
    assert YearlyReport.objects.get().regency == ketapang


def test_opening_is_never_a_link(ketapang, officer):
    factories.window(ketapang.province)
    assert browser(officer).get(reverse("report_open", args=[2025])).status_code == 405
    assert not YearlyReport.objects.exists()


def test_a_year_that_is_not_open_says_why(ketapang, officer):
    factories.window(ketapang.province, state=WindowState.CLOSED)
    client = browser(officer)
    shown = client.post(reverse("report_open", args=[2025]), follow=True).content.decode()
    assert "tidak sedang dibuka oleh provinsi" in shown
    assert not YearlyReport.objects.exists()


def test_after_the_deadline_the_banner_says_so(draft, officer):
    FillingWindow.objects.update(deadline=timezone.now() - datetime.timedelta(days=1))
    shown = page(officer, "report_index")
    assert "Belum dikirim" in shown
    assert "sudah lewat" in shown


def test_without_any_window_the_page_is_not_empty(officer):
    assert "Belum ada masa pengisian" in page(officer, "report_index")


@pytest.mark.parametrize("years", [1, 3])
def test_the_years_cost_a_constant_number_of_queries(ketapang, officer, years, django_assert_num_queries):
    for year in range(2025, 2025 - years, -1):
        factories.sent(ketapang, year)
    client = browser(officer)
    with django_assert_num_queries(8 + SAVEPOINT):
        client.get(reverse("report_index"))


# Who sees what --------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["verifier", "admin", "panel"])
def test_nobody_from_outside_the_office_has_these_pages(draft, who):
    person = {"verifier": factories.verifier, "admin": factories.admin, "panel": factories.user}[who]()
    page(person, "report_index", status=404)
    for name in REPORT_PAGES:
        page(person, name, 2025, status=404)
    page(person, "report_section", 2025, "identitas", status=404)


def test_another_regencys_entries_are_out_of_sight(complete, officer):
    mempawah = factories.regency("Mempawah", "61.02")
    neighbour = factories.officer(mempawah)
    factories.draft(mempawah, by=neighbour)
    group = factories.entry(complete, Section.GROUPS)
    for name in ENTRY_PAGES:
        page(neighbour, name, 2025, group.pk, status=404)
        page(officer, name, 2025, group.pk, status=302 if name == "report_entry" else 200)
    post(neighbour, "report_entry_remove", 2025, group.pk, data={"version": 0}, status=404)
    assert complete.entries.filter(pk=group.pk).exists()


def test_a_year_without_a_report_is_not_found(officer, draft):
    for name in REPORT_PAGES:
        page(officer, name, 2019, status=404)


# The checklist --------------------------------------------------------------------------------------
def test_the_states_come_from_the_data_never_from_a_visit(draft, officer):
    before = states(officer)
    assert before["Kepesertaan"] == ("Belum dimulai", "6 isian kosong")
    assert before["Target UCJ dan pekerja rentan"] == ("Belum dimulai", "2 isian kosong")
    assert before["Identitas dinas"] == ("Sedang diisi", "3 isian kosong")
    assert before["Kelompok yang didanai"] == ("Belum dimulai", "")
    for section in draft.kind.sections:
        page(officer, "report_section", 2025, section)
    assert states(officer) == before


def test_half_a_segment_is_part_of_the_section(draft, officer):
    save_entry(
        factories.entry(draft, Section.PARTICIPATION), {"registered": 80_101}, expected_version=0, by=officer
    )
    assert states(officer)["Kepesertaan"] == ("Sedang diisi", "5 isian kosong")


def test_a_complete_report_is_complete_and_says_whose_turn_it_is(complete, officer, head):
    assert {state for state, _ in states(officer).values()} == {"Lengkap", "Belum dimulai"}
    assert "Mintalah kepala dinas masuk dan mengirim" in page(officer, "report_overview", 2025)
    assert "Kirim laporan" in page(head, "report_overview", 2025)


def test_a_question_without_an_answer_needs_work(complete, officer):
    segment = factories.entry(complete, Section.PARTICIPATION)
    save_entry(segment, {"registered": 170_000}, expected_version=segment.version, by=officer)
    assert states(officer)["Kepesertaan"][0] == "Perlu dijelaskan"


def test_a_gap_links_to_its_box(draft, officer):
    response = browser(officer).get(reverse("report_overview", args=[2025]))
    gaps = {task["title"]: task["gap_url"] for task in response.context["tasks"]}
    assert gaps["Identitas dinas"] == "/laporan/2025/identitas/#id_head_name"
    assert gaps["Kepesertaan"] == "/laporan/2025/kepesertaan/#id_wage_earners_registered"
    for title in ("Identitas dinas", "Kepesertaan", "Target UCJ dan pekerja rentan"):
        address, _, box = gaps[title].partition("#")
        assert f'id="{box}"' in browser(officer).get(address).content.decode()


def test_the_figures_are_those_of_ketapang(ketapang, officer):
    draft = factories.draft(ketapang, by=officer)
    for year, figure in ((2024, 181_454), (2025, 179_827)):
        ketapang.official_workforce.filter(year=year, segment="formal").update(figure=figure)
    factories.complete(draft, officer)
    shown = page(officer, "report_overview", 2025)
    assert [text in shown for text in ("68,02%", "55,69%", "+12,33 poin persen", "+21,04%")] == [True] * 4


@pytest.mark.parametrize("rows", [1, 3])
def test_the_checklist_costs_a_constant_number_of_queries(complete, officer, rows, django_assert_num_queries):
    for persons in range(1, rows):
        factories.add_group(complete, officer, persons=persons)
    client = browser(officer)
    with django_assert_num_queries(10 + SAVEPOINT):
        client.get(reverse("report_overview", args=[2025]))
