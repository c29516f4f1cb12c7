"""What the queue tells of reports is kept, and computed anew once anything it comes from is another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regencies.actions.report_status import review_entry
from regencies.choices import (
    RegulationKind,
    ReportStatus,
    ReviewState,
    Section,
    WorkforceSegment,
)
from regencies.models import (
    BranchFigure,
    Evidence,
    Explanation,
    MinimumPremium,
    OfficialWorkforce,
    Regulation,
    YearlyReport,
)
from regencies.tables.verifier.contents import Contents, _contents, contents_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    factories.premium()
    place = factories.regency()
    factories.verified(place, 2024)
    Regulation.objects.create(
        regency=place, kind=RegulationKind.PERKADA, number="83", year=2020, title="Program"
    )
    report = factories.sent(place, 2025)
    factories.branch_figures(place, 2025, wage_earners=80_101)
    return report


def detail(report, section):
    return factories.entry(report, section).detail


def save(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def judge(report):
    review_entry(
        factories.entry(report, Section.TARGET),
        state=ReviewState.APPROVED,
        by=factories.verifier(report.regency.province),
    )


def answer(report):
    Explanation.objects.create(
        report=report, rule="coverage_jump", answer="Ya.", answered_by=factories.officer(report.regency)
    )


def of_last_year(report):
    return report.regency.reports.get(year=2024)


CHANGES = {
    "a figure": lambda report: save(detail(report, Section.PARTICIPATION), registered=None),
    "a regulation": lambda report: save(Regulation.objects.get(uses__entry__report=report), number=""),
    "a file": lambda report: Evidence.objects.create(
        entry=factories.entry(report, Section.TARGET),
        uploaded_by=factories.officer(report.regency),
        size=1,
        sha256="0" * 64,
    ),
    "an answer": answer,
    "a finding": judge,
    "the branch's figure": lambda report: save(
        BranchFigure.objects.get(year=2025, segment="wage_earners"), figure=40_000
    ),
    "an official figure": lambda report: save(
        OfficialWorkforce.objects.get(year=2025, segment=WorkforceSegment.FORMAL), figure=1_000
    ),
    "the least premium": lambda report: save(MinimumPremium.objects.get(), amount=1_000_000),
    "last year's status": lambda report: YearlyReport.objects.filter(pk=of_last_year(report).pk).update(
        status=ReportStatus.RETURNED
    ),
    "the region": lambda report: save(report.regency, villages=0),
    "its status": lambda report: YearlyReport.objects.filter(pk=report.pk).update(
        status=ReportStatus.RETURNED
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changes_is_told_at_once(report, what):
    kept = contents_of([report.pk])
    with CaptureQueriesContext(connection) as asked:
        assert contents_of([report.pk]) is kept
    assert len(asked) == 1
    CHANGES[what](report)
    told = contents_of([report.pk])
    assert told is not kept
    assert told == _contents([report.pk])


def test_other_reports_are_no_concern_of_it(report):
    kept = contents_of([report.pk])
    other = factories.sent(factories.regency("Sambas", "61.01"))
    assert contents_of([report.pk]) is kept
    both = contents_of([report.pk, other.pk])
    assert both == {**kept, **contents_of([other.pk])}
    assert isinstance(both[other.pk], Contents)


def test_a_report_that_was_locked_is_told_of_as_what_it_contains(report):
    factories.all_right(report, factories.verifier(report.regency.province))
    waiting = contents_of([report.pk])
    YearlyReport.objects.filter(pk=report.pk).update(status=ReportStatus.LOCKED)
    kept = contents_of([report.pk])
    assert kept is not waiting
    assert kept == _contents([report.pk])
    save(MinimumPremium.objects.get(), amount=1_000_000)
    assert contents_of([report.pk]) == _contents([report.pk])


def test_nothing_is_asked_of_no_report(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert contents_of([]) == {}
