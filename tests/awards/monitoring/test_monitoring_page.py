"""Monitoring: every region of the province with its report, section by section, as its office sees it."""

import datetime
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.choices import Phase
from awards.models import Edition
from awards.monitoring.regions import region_states
from awards.monitoring.states import NOT_BEGUN, ReportState
from awards.tables.monitoring import MonitoringTable
from regencies.actions.report_status import withdraw_report
from regencies.choices import ReportStatus, Section
from regencies.models import Extension, Regency, User, YearlyReport
from tests import factories
from tests.builders import edition as world
from tests.builders import panel
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db
NAMES = {"61.01": "Sambas", "61.02": "Mempawah", "61.04": "Ketapang", "61.07": "Bengkayang"}


def regions(*codes: str) -> list[Regency]:
    return [factories.regency(NAMES[code], code) for code in codes]


def watched(admin: User, *codes: str) -> Edition:
    """An award year being filled in, in a province of these regions."""
    regions(*codes)
    return world.reload(world.filling(admin))


def by_code(edition: Edition) -> dict[str, ReportState]:
    return {row.regency.kemendagri_code: row for row in region_states(edition)}


def shown(desk: Client, edition: Edition, **asked: str) -> list[str]:
    """The names of the regions the page lists, in its order."""
    answer = desk.get(page("awards_edition_monitoring", edition.pk), asked)
    assert answer.status_code == 200
    return [row.record.regency.name for row in answer.context["table"].paginated_rows]


def states(row: ReportState) -> list[tuple[str, str, str]]:
    return [(part.section, part.state, part.remaining) for part in row.sections]


def test_each_region_is_in_the_state_its_report_is_in(admin):
    edition = watched(admin, "61.01", "61.02", "61.04", "61.07")
    _, mempawah, ketapang, bengkayang = regions(*NAMES)
    factories.draft(mempawah)
    withdraw_report(factories.sent(ketapang), by=factories.head(ketapang))
    factories.verified(bengkayang)
    assert {code: (row.status, row.state, row.is_open) for code, row in by_code(edition).items()} == {
        "61.01": (NOT_BEGUN, "Belum mulai diisi", True),
        "61.02": (ReportStatus.DRAFT, "Draf", True),
        "61.04": (ReportStatus.DRAFT, "Draf", True),
        "61.07": (ReportStatus.VERIFIED, "Diverifikasi", False),
    }


def test_the_sections_are_those_the_officer_sees(admin):
    edition = watched(admin, "61.04", "61.07")
    for place, fill in zip(regions("61.04", "61.07"), (factories.draft, factories.sent), strict=True):
        fill(place)
        browser = Client()
        browser.force_login(factories.officer(place))
        tasks = browser.get(f"/laporan/{edition.assessed_year}/").context["tasks"]
        found = by_code(edition)[place.kemendagri_code]
        assert [(part.section.label, part.state.label, part.remaining) for part in found.sections] == [
            (task["title"], task["state_text"], task["remaining"]) for task in tasks
        ]


def test_what_is_left_is_counted_and_a_report_not_begun_has_no_sections(admin):
    edition = watched(admin, "61.01", "61.02", "61.04")
    _, mempawah, ketapang = regions("61.01", "61.02", "61.04")
    report = factories.draft(mempawah)
    factories.sent(ketapang)
    sambas, draft, sent = by_code(edition).values()
    assert (sambas.sections, sambas.left, sambas.touched_at, sambas.coverage) == ([], None, None, None)
    assert {section: left for section, _, left in states(draft)}[Section.PARTICIPATION] == "6 isian kosong"
    assert draft.left == sum(part.left for part in draft.sections)
    assert (sent.left, {state for _, state, _ in states(sent)}) == (0, {"complete", "empty"})
    assert draft.touched_by == "Petugas"
    assert (
        draft.touched_at
        == report.entries.model.pgh_event_model.objects.filter(report=report)
        .latest("pgh_created_at")
        .pgh_created_at
    )
    assert sent.touched_by == "Kepala Dinas"


def test_coverage_stands_beside_last_years_verified_and_the_target(admin):
    edition = watched(admin, "61.02", "61.04")
    mempawah, ketapang = regions("61.02", "61.04")
    factories.verified(ketapang, 2024)
    factories.sent(ketapang)
    factories.verified(mempawah, 2024)
    unopened, sent = by_code(edition).values()
    assert [round(float(value), 2) for value in (sent.coverage, sent.coverage_last_year, sent.target)] == [
        67.95,
        67.95,
        70,
    ]
    assert unopened.coverage is None
    assert unopened.coverage_last_year == sent.coverage_last_year


def test_the_days_left_are_the_regions_own_with_its_extension(admin):
    edition = watched(admin, "61.02", "61.04")
    mempawah, _ = regions("61.02", "61.04")
    until = edition.filling_deadline + datetime.timedelta(days=5)
    Extension.objects.create(regency=mempawah, year=2025, until=until, reason="Banjir", granted_by=admin)
    assert [(row.deadline, row.days) for row in region_states(edition)] == [
        (until, 25),
        (edition.filling_deadline, 20),
    ]


def test_the_page_says_when_in_the_zone_of_the_province(desk, admin):
    edition = watched(admin, "61.04")
    moment = timezone.now().replace(hour=16, minute=30)  # 23.30 in Pontianak
    edition.province.windows.update(deadline=moment)
    assert "23.30 WIB" in text(desk.get(page("awards_edition_monitoring", edition.pk)))


def test_regions_are_found_by_name_state_and_open_section(desk, admin):
    edition = watched(admin, "61.01", "61.02", "61.04")
    _, mempawah, ketapang = regions("61.01", "61.02", "61.04")
    factories.draft(mempawah)
    factories.sent(ketapang)
    assert shown(desk, edition) == ["Sambas", "Mempawah", "Ketapang"]
    assert shown(desk, edition, cari="pawa") == ["Mempawah"]
    assert shown(desk, edition, status=NOT_BEGUN) == ["Sambas"]
    assert shown(desk, edition, status=ReportStatus.SENT) == ["Ketapang"]
    assert shown(desk, edition, bagian=Section.PARTICIPATION) == ["Sambas", "Mempawah"]
    assert shown(desk, edition, bagian=Section.PARTICIPATION, status=ReportStatus.DRAFT) == ["Mempawah"]
    assert shown(desk, edition, bagian=Section.INNOVATIONS) == [
        "Sambas"
    ]  # may stay empty where there is none
    assert shown(desk, edition, status="tidak-ada") == ["Sambas", "Mempawah", "Ketapang"]


def test_regions_are_sorted_by_name_days_activity_and_coverage(desk, admin):
    edition = watched(admin, "61.01", "61.02", "61.04")
    sambas, mempawah, ketapang = regions("61.01", "61.02", "61.04")
    factories.sent(ketapang)
    factories.draft(mempawah)
    until = edition.filling_deadline + datetime.timedelta(days=5)
    Extension.objects.create(regency=sambas, year=2025, until=until, reason="Banjir", granted_by=admin)
    assert shown(desk, edition, sort="name") == ["Ketapang", "Mempawah", "Sambas"]
    assert shown(desk, edition, sort="-days") == ["Sambas", "Mempawah", "Ketapang"]
    assert shown(desk, edition, sort="-coverage") == ["Ketapang", "Sambas", "Mempawah"]


def test_regions_are_sorted_by_their_last_activity_those_without_come_last(admin, rf):
    edition, now = watched(admin, "61.01", "61.02", "61.04"), timezone.now()
    sambas, mempawah, ketapang = region_states(edition)
    rows = [
        sambas,
        replace(mempawah, touched_at=now),
        replace(ketapang, touched_at=now - datetime.timedelta(days=1)),
    ]
    orders = {
        sort: [
            row.record.regency.name
            for row in MonitoringTable(rows, edition, rf.get("/", {"sort": sort})).rows
        ]
        for sort in ("touched_at", "-touched_at")
    }
    assert orders == {
        "touched_at": ["Ketapang", "Mempawah", "Sambas"],
        "-touched_at": ["Mempawah", "Ketapang", "Sambas"],
    }


@pytest.mark.parametrize("codes", [["61.04"], ["61.01", "61.02", "61.04"]], ids=["one", "three"])
def test_many_regions_take_as_many_queries_as_one(desk, admin, codes):
    edition = watched(admin, *codes)
    for place in regions(*codes):
        factories.verified(place, 2024)
        factories.draft(place)
    with CaptureQueriesContext(connection) as queries:
        desk.get(page("awards_edition_monitoring", edition.pk))
    assert (YearlyReport.objects.count(), panel.counted(queries)) == (2 * len(codes), 14)


def test_the_start_page_and_the_year_lead_there_while_offices_fill_in(desk, admin):
    edition = watched(admin, "61.04")
    link = page("awards_edition_monitoring", edition.pk)
    start, year = page("index"), page("awards_edition_change", edition.pk)
    assert [link in text(desk.get(url)) for url in (start, year)] == [True, True]
    Edition.objects.update(phase=Phase.PREPARATION)
    assert [link in text(desk.get(url)) for url in (start, year)] == [False, False]
    Edition.objects.update(phase=Phase.SCORING)
    assert [link in text(desk.get(url)) for url in (start, year)] == [False, True]
