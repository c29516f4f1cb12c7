"""What a page reads in the query of its report is what is read alone: window, answers, denominators, last year."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from regencies.actions.deadlines import known_window, window_of
from regencies.checks.build_snapshot import entries_of, snapshot
from regencies.choices import Section
from regencies.figures.counted import counted_of
from regencies.figures.earlier_years import earlier_entries, official_workforce
from regencies.figures.last_year import verified_last_year
from regencies.models import Extension, FillingWindow, OfficialWorkforce, Regency, User, YearlyReport
from regencies.presenters.report_contents import report_contents
from regencies.views.officer.report_key import SHOWN, key_of
from regencies.views.officer.report_page import ReportPage
from tests import factories
from tests.builders import nominees
from tests.builders.nominees import VILLAGE

pytestmark = pytest.mark.django_db
SECTIONS = [Section.PARTICIPATION, Section.TARGET, Section.GROUPS]


def renamed(origin: Regency, *, has_own_report: bool) -> Regency:
    """A region that goes on with one whose reports of 2023 and 2024 were verified."""
    place = factories.regency("Ketapang Baru", "61.98")
    if has_own_report:
        factories.verified(place, 2024, registered={"wage_earners": (51_000, 50_000)})
    Regency.objects.filter(pk=origin.pk).update(until=datetime.date(2024, 12, 31))
    Regency.objects.filter(pk=place.pk).update(predecessor=origin, since=datetime.date(2024, 12, 31))
    return Regency.objects.get(pk=place.pk)


def of_a_region(kind: str) -> YearlyReport:
    """A filled-in report of 2025 with answers, of a region with reports of its own, of another's, or of both."""
    origin = factories.verified(
        factories.regency(), 2024, registered={"wage_earners": (45_880, 44_000)}
    ).regency
    factories.draft(origin, 2023)
    place = origin if kind == "own" else renamed(origin, has_own_report=kind == "both")
    officer = factories.officer(place)
    report = factories.complete(factories.draft(place, 2025, by=officer), officer)
    if kind == "renamed":
        OfficialWorkforce.objects.filter(regency=place, year=2024).delete()
    return factories.answer_all(report, officer)


def of_a_nominee() -> YearlyReport:
    nominee = nominees.verified(VILLAGE, year=2024).nominee
    return nominees.draft(nominee, nominees.nominator(nominee.regency), 2025)


REPORTS = {
    "own": lambda: of_a_region("own"),
    "renamed": lambda: of_a_region("renamed"),
    "both": lambda: of_a_region("both"),
    "nominee": of_a_nominee,
}


@pytest.fixture(params=REPORTS)
def report(request) -> YearlyReport:
    made = REPORTS[request.param]()
    return YearlyReport.objects.with_participant().get(pk=made.pk)


def somebody(report: YearlyReport) -> User:
    return User.objects.filter(memberships__regency=report.regency).latest("pk")


def page_of(report: YearlyReport) -> ReportPage:
    person = somebody(report)
    asked = SimpleNamespace(user=person, method="GET")
    return ReportPage(asked, key_of(report, person))


def plain(entries) -> list[tuple]:
    return [(entry.pk, entry.report.year, entry.report.regency_id) for entry in entries]


def official(report: YearlyReport) -> list[tuple]:
    names = ("regency_id", "segment", "year", "figure", "source", "as_of")
    return [tuple(getattr(row, name) for name in names) for row in official_workforce(report)]


def test_the_checks_judge_the_same(report):
    page = page_of(report)
    assert page.facts == snapshot(report)
    assert page.facts.answers or report.nominee
    assert official(page.report) == official(report)


def test_last_year_counts_the_same_and_earlier_years_are_all_there(report):
    page = page_of(report)
    sections = [section for section in SECTIONS if section in page.kind.sections]
    found, alone = page.earlier(sections), earlier_entries(report, sections)
    assert {name: plain(rows) for name, rows in found.items()} == {
        name: plain(rows) for name, rows in alone.items()
    }
    counted = counted_of(report, entries_of(report))
    assert counted.last_year is not None
    assert (page.counted.figures, page.counted.last_year) == (counted.figures, counted.last_year)


def test_a_verifier_reads_the_same_with_last_years_entries_at_hand(report):
    given = report_contents(report, verified_last_year(report))
    alone = report_contents(report)
    assert (given.figures, given.coverage_last_year) == (alone.figures, alone.coverage_last_year)
    assert given.findings == alone.findings


@pytest.mark.parametrize("extends", ["", "itself", "the other"])
@pytest.mark.parametrize("has_window", [True, False])
@pytest.mark.parametrize("of", ["region", "nominee"])
def test_the_window_is_the_same(of, has_window, extends):
    nominee = nominees.nominee(VILLAGE)
    of_nominee = nominees.draft(nominee, nominees.nominator(nominee.regency))
    of_region = factories.draft(nominee.regency, 2025)
    factories.officer(nominee.regency)
    report, other = (of_region, of_nominee) if of == "region" else (of_nominee, of_region)
    if not has_window:
        FillingWindow.objects.filter(kind=report.kind.slug).delete()
    if extends:
        whose = report if extends == "itself" else other
        until = timezone.now() + datetime.timedelta(days=3)
        Extension.objects.create(
            regency=whose.regency,
            nominee=whose.nominee,
            year=2025,
            until=until,
            reason="x",
            granted_by=factories.admin(),
        )
    person = somebody(report)
    shown = key_of(report, person).report(person, use=SHOWN)
    (window, extension), (alone, own) = known_window(shown), window_of(report)
    assert (window is None, extension is None) == (not has_window, extends != "itself")
    assert window is None or (window.state, window.deadline) == (alone.state, alone.deadline)
    assert extension is None or extension.until == own.until
    assert known_window(report) is None
