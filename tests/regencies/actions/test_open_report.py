"""Opening a report: once, in the window, with what last year's report hands on."""

import pytest

from regencies.actions.entries import add_regulation
from regencies.actions.entry_edits import save_entry
from regencies.actions.errors import Refused
from regencies.actions.open_report import open_report
from regencies.actions.report_status import review_entry
from regencies.choices import RegulationKind, RegulationStatus, ReviewState, Section, WindowState
from regencies.models import FillingWindow, Identity, UcjTarget, YearlyReport
from tests import factories
from tests.racing import race

pytestmark = pytest.mark.django_db


def previous_figures(report):
    rows = report.entries.filter(section=Section.PARTICIPATION).with_details()
    return {row.participation.segment: row.participation.registered_previous for row in rows}


def test_a_new_report_has_its_fixed_entries_and_the_office_name(ketapang, officer):
    report = factories.draft(ketapang, by=officer)
    sections = list(report.entries.values_list("section", flat=True).order_by("pk"))
    assert sections == ["identitas", *["kepesertaan"] * 4, "target", "aparatur", "pengawasan"]
    assert factories.entry(report, Section.IDENTITY).identity.office_name == "Dinas Tenaga Kerja Ketapang"
    assert set(report.entries.values_list("entered_by", "entered_at", "version")) == {(None, None, 0)}
    positions = report.entries.filter(section=Section.PARTICIPATION).values_list("position", flat=True)
    assert list(positions) == [0, 1, 2, 3]


def test_opening_again_gives_the_same_report(ketapang, officer):
    report = factories.draft(ketapang, by=officer)
    assert open_report(ketapang, 2025, by=factories.head(ketapang)) == report
    assert YearlyReport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_open_at_the_same_moment_get_one_report(ketapang, officer):
    factories.window(ketapang.province)
    head = factories.head(ketapang)
    first, second = race(
        lambda: open_report(ketapang, 2025, by=officer), lambda: open_report(ketapang, 2025, by=head)
    )
    assert first == second == YearlyReport.objects.get()
    assert first.entries.count() == 8


def test_only_the_office_opens_a_report(ketapang):
    factories.window(ketapang.province)
    neighbour = factories.officer(factories.regency("Mempawah", "61.02"))
    for stranger in (neighbour, factories.verifier(), factories.admin()):
        with pytest.raises(Refused, match="Hanya petugas atau kepala dinas daerah ini"):
            open_report(ketapang, 2025, by=stranger)
    assert not YearlyReport.objects.exists()


@pytest.mark.parametrize("state", [WindowState.CLOSED, WindowState.CORRECTIONS, None])
def test_without_an_open_window_no_report_is_opened(ketapang, officer, state):
    if state:
        factories.window(ketapang.province, state=state)
    with pytest.raises(Refused):
        open_report(ketapang, 2025, by=officer)
    assert not YearlyReport.objects.exists()


def test_last_years_figures_come_forward_as_verified(ketapang):
    last_year = factories.sent(ketapang, 2024)
    entry = factories.entry(last_year, Section.PARTICIPATION)
    review_entry(
        entry,
        state=ReviewState.WRONG,
        note="BPJS mencatat 80.000.",
        verified_value=80_000,
        by=factories.verifier(),
    )
    report = factories.draft(ketapang, 2025)
    assert previous_figures(report) == {
        "wage_earners": 80_000,
        "non_wage_earners": 42_217,
        "construction": 0,
        "migrant_workers": None,
    }
    assert factories.entry(report, Section.IDENTITY).identity.head_name == "dr. H. Harisson, M.Kes"


def test_only_the_own_report_of_the_year_before_comes_forward(ketapang):
    mempawah = factories.regency("Mempawah", "61.02")
    for place, year, who in (
        (mempawah, 2024, "Kepala Mempawah"),
        (ketapang, 2023, "Kepala lama"),
        (ketapang, 2024, "Kepala"),
    ):
        report = factories.sent(place, year)
        Identity.objects.filter(entry__report=report).update(head_name=who)
        UcjTarget.objects.filter(entry__report=report).update(document=f"RPJMD {who}")
    report = factories.draft(ketapang, 2025)
    assert factories.entry(report, Section.IDENTITY).identity.head_name == "Kepala"
    assert factories.entry(report, Section.TARGET).ucjtarget.document == "RPJMD Kepala"
    assert factories.entry(factories.draft(mempawah, 2026), Section.IDENTITY).identity.head_name == ""


def test_without_a_report_last_year_the_figures_are_blank(ketapang, officer):
    assert set(previous_figures(factories.draft(ketapang, by=officer)).values()) == {None}


def test_regulations_come_forward_to_be_asked_again(ketapang, officer):
    last_year = factories.draft(ketapang, 2024, by=officer)
    for number, status, still in (
        ("4", RegulationStatus.IN_FORCE, True),
        ("38", RegulationStatus.AMENDED, True),
        ("83", RegulationStatus.IN_FORCE, False),
        ("9", RegulationStatus.REVOKED, True),
        ("1", RegulationStatus.DRAFT, True),
    ):
        regulation = {
            "kind": RegulationKind.PERKADA,
            "number": number,
            "year": 2020,
            "title": "Jaminan sosial",
        }
        use = {"still_in_force": still, "covers": "PU dan BPU"}
        add_regulation(last_year, regulation | {"status": status}, use, by=officer)
    report = factories.draft(ketapang, 2025, by=officer)
    rows = [row.detail for row in report.entries.filter(section=Section.REGULATIONS).with_details()]
    assert sorted(row.regulation.number for row in rows) == ["38", "4"]
    assert {row.still_in_force for row in rows} == {None}


def test_an_answer_this_year_leaves_last_years_report_alone(ketapang, officer):
    last_year = factories.draft(ketapang, 2024, by=officer)
    regulation = {"kind": RegulationKind.PERDA, "number": "4", "year": 2020, "title": "Jaminan sosial"}
    row = add_regulation(last_year, regulation, {"still_in_force": True, "covers": ""}, by=officer)
    report = factories.draft(ketapang, 2025, by=officer)
    again = factories.entry(report, Section.REGULATIONS)
    save_entry(again, {"still_in_force": False}, expected_version=0, by=officer)
    row.refresh_from_db()
    assert row.detail.still_in_force is True


def test_a_window_of_another_province_opens_nothing(ketapang, officer):
    other = factories.province("64", "Kalimantan Timur", "kalimantan-timur")
    factories.window(other)
    assert FillingWindow.objects.exists()
    with pytest.raises(Refused, match="tidak sedang dibuka"):
        open_report(ketapang, 2025, by=officer)
