"""What the queue tells of a report is kept, and computed anew once anything it comes from is another."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regencies.actions.report_status import review_entry
from regencies.choices import (
    RegulationKind,
    ReportStatus,
    ReviewState,
    Section,
)
from regencies.models import (
    BranchFigure,
    Evidence,
    Explanation,
    MinimumPremium,
    OfficialWorkforce,
    Regency,
    Regulation,
    YearlyReport,
)
from regencies.tables.verifier.contents import Contents, _contents, contents_of
from tests import factories
from tests.builders import nominees

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
        entry=factories.entry(report, Section.PARTICIPATION),
        uploaded_by=factories.officer(report.regency),
        size=1,
        sha256="0" * 64,
    ),
    "an answer": answer,
    "a finding": judge,
    "the branch's figure": lambda report: save(
        BranchFigure.objects.get(regency=report.regency, year=2025, segment="wage_earners"), figure=40_000
    ),
    "an official figure": lambda report: save(
        OfficialWorkforce.objects.get(regency=report.regency, year=2025, segment="formal"), figure=1_000
    ),
    "the least premium": lambda report: save(MinimumPremium.objects.get(), amount=1_000_000),
    "last year's figure": lambda report: save(
        detail(of_last_year(report), Section.PARTICIPATION), registered=100_000
    ),
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
    kept = contents_of([report.pk])[report.pk]
    with CaptureQueriesContext(connection) as asked:
        assert contents_of([report.pk])[report.pk] is kept
    assert len(asked) == 1
    CHANGES[what](report)
    told = contents_of([report.pk])
    assert told[report.pk] is not kept
    assert told == _contents([report.pk])


def test_of_the_others_on_the_page_nothing_is_computed_again(report, django_assert_num_queries):
    one, two = (factories.sent(factories.regency(*of)) for of in (("Sambas", "61.01"), ("Landak", "61.08")))
    keys = [one.pk, report.pk, two.pk]
    kept = contents_of(keys)
    assert list(kept) == keys
    for what, change in CHANGES.items():
        change(report)
        with django_assert_num_queries(6):
            told = contents_of(keys)
        is_of_all = what == "the least premium"
        assert [told[key] is kept[key] for key in keys] == [not is_of_all, False, not is_of_all], what
        assert told == _contents(keys)
        kept = told


def test_a_page_of_other_reports_takes_what_is_kept_of_each(report):
    kept = contents_of([report.pk])[report.pk]
    other = factories.sent(factories.regency("Sambas", "61.01"))
    both = contents_of([other.pk, report.pk])
    assert both[report.pk] is kept
    assert both[other.pk] is contents_of([other.pk])[other.pk]
    assert isinstance(both[other.pk], Contents)


def test_what_a_region_goes_on_with_is_part_of_its_report(report):
    Regency.objects.filter(pk=report.regency_id).update(until=datetime.date(2024, 12, 31))
    heir = factories.regency("Ketapang Baru", "61.90")
    Regency.objects.filter(pk=heir.pk).update(predecessor=report.regency, since=datetime.date(2025, 1, 1))
    own = factories.sent(heir, 2025)
    kept = contents_of([own.pk])[own.pk]
    last = of_last_year(report)
    for change in (
        lambda: save(detail(last, Section.PARTICIPATION), registered=100_000),
        lambda: YearlyReport.objects.filter(pk=last.pk).update(status=ReportStatus.RETURNED),
        lambda: OfficialWorkforce.objects.filter(regency=report.regency, year=2024).update(figure=1_000),
        lambda: BranchFigure.objects.filter(regency=report.regency).update(year=2024),
        lambda: Regency.objects.filter(pk=report.regency_id).update(until=None),
    ):
        change()
        told = contents_of([own.pk])[own.pk]
        assert told is not kept
        assert told == _contents([own.pk])[own.pk]
        kept = told


def test_a_nominees_report_of_last_year_is_part_of_its_own():
    report = nominees.verified(year=2024)
    own = nominees.draft(report.nominee, nominees.nominator(report.regency), 2025)
    kept = contents_of([own.pk])[own.pk]
    save(detail(report, Section.HEADCOUNT), workers=7)
    assert contents_of([own.pk])[own.pk] is not kept


def test_a_report_that_was_locked_is_told_of_as_what_it_contains(report):
    factories.all_right(report, factories.verifier(report.regency.province))
    waiting = contents_of([report.pk])
    YearlyReport.objects.filter(pk=report.pk).update(status=ReportStatus.LOCKED)
    kept = contents_of([report.pk])
    assert kept[report.pk] is not waiting[report.pk]
    assert kept == _contents([report.pk])
    save(MinimumPremium.objects.get(), amount=1_000_000)
    assert contents_of([report.pk]) == _contents([report.pk])


def test_nothing_is_asked_of_no_report(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert contents_of([]) == {}
