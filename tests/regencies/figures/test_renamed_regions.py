"""Last year of a region that goes on with another is that one's; one that was split off says that it has none."""

import datetime

import pytest

from regencies.choices import ReportStatus, Section
from regencies.figures.counted import counted_for, figures_for
from regencies.figures.earlier_years import official_workforce, participants_by_year
from regencies.models import OfficialWorkforce, Participation, Regency, YearlyReport
from regencies.official_figures.frozen import frozen_places, is_frozen
from regencies.presenters.report_contents import report_contents
from regencies.presenters.succession import why_not_compared
from tests import factories
from tests.builders.browser_tab import page

pytestmark = pytest.mark.django_db
WAGE_EARNERS = {"wage_earners": (45_880, 44_000)}
SPLIT = (
    "Kabupaten Ketapang Baru terbentuk 1 Januari 2025 dari pemekaran Kabupaten Ketapang. Angka tahun 2024 tidak "
    "dibandingkan."
)


def after(origin: Regency, name: str, code: str) -> Regency:
    place = factories.regency(name, code)
    Regency.objects.filter(pk=place.pk).update(predecessor=origin, since=datetime.date(2025, 1, 1))
    return Regency.objects.get(pk=place.pk)


@pytest.fixture
def old():
    """Ketapang, whose report of 2024 was verified, and which then ended."""
    origin = factories.verified(factories.regency(), 2024, registered=WAGE_EARNERS).regency
    Regency.objects.filter(pk=origin.pk).update(until=datetime.date(2024, 12, 31))
    return Regency.objects.get(pk=origin.pk)


def draft_of(place: Regency):
    """A draft of 2025; the province has loaded the denominators of the assessed year only."""
    report = factories.draft(place, 2025)
    OfficialWorkforce.objects.filter(regency=place, year=2024).delete()
    return report


def test_a_renamed_region_begins_with_the_figures_of_its_predecessor(old):
    report = draft_of(after(old, "Ketapang Baru", "61.98"))
    counted = counted_for([report])[report.pk]
    assert counted.last_year["registered"]["wage_earners"] == 45_880
    assert counted.figures["workforce_previous"] == {"formal": 180_000, "informal": 0, "construction": 0}
    assert participants_by_year(report)["wage_earners"] == {2023: 44_000, 2024: 45_880}
    assert [(row.year, row.regency_id == old.pk) for row in official_workforce(report) if row.segment == "formal"] == [
        (2023, True), (2024, True), (2025, False),
    ]  # fmt: skip
    carried = Participation.objects.get(entry__report=report, segment="wage_earners")
    assert carried.registered_previous == 45_880
    identity = report.entries.get(section=Section.IDENTITY).identity
    assert identity.office_name == "Dinas Tenaga Kerja Ketapang Baru"
    assert why_not_compared(report.regency, 2025) == ""


def test_a_region_with_a_report_of_its_own_of_last_year_goes_on_with_that(old):
    place = factories.regency("Ketapang Baru", "61.98")
    factories.verified(place, 2024, registered={"wage_earners": (51_000, 50_000)})
    Regency.objects.filter(pk=place.pk).update(predecessor=old, since=datetime.date(2024, 12, 31))
    report = draft_of(Regency.objects.get(pk=place.pk))
    assert (
        Participation.objects.get(entry__report=report, segment="wage_earners").registered_previous == 51_000
    )


def test_denominators_alone_are_looked_up_too_and_own_ones_win():
    origin = factories.regency()
    factories.workforce(origin, 2024, 170_000)
    Regency.objects.filter(pk=origin.pk).update(until=datetime.date(2024, 12, 31))
    report = draft_of(after(origin, "Ketapang Baru", "61.98"))
    assert figures_for([report])[report.pk]["workforce_previous"]["formal"] == 170_000
    factories.workforce(report.regency, 2024, 175_000)
    assert figures_for([report])[report.pk]["workforce_previous"]["formal"] == 175_000
    assert [row.figure for row in official_workforce(report) if row.segment == "formal"] == [175_000, 180_000]


@pytest.mark.parametrize("closed", [True, False])
def test_a_region_that_was_split_off_is_compared_with_nothing_and_says_so(old, closed):
    report = draft_of(after(old, "Ketapang Baru", "61.98"))
    if closed:
        after(old, "Ketapang Hulu", "61.97")
    else:
        Regency.objects.filter(pk=old.pk).update(until=None)
    counted = counted_for([report])[report.pk]
    assert counted.last_year is None
    assert set(counted.figures["workforce_previous"].values()) == {None}
    assert participants_by_year(report)["wage_earners"] == {}
    assert {row.year for row in official_workforce(report)} == {2025}
    assert why_not_compared(report.regency, 2025) == SPLIT
    assert why_not_compared(report.regency, 2026) == ""
    assert report_contents(report).coverage_last_year == SPLIT
    assert SPLIT in page(factories.officer(report.regency), "report_overview", 2025)


def test_a_predecessors_denominators_are_frozen_by_the_report_that_counts_them(old):
    place = after(old, "Ketapang Baru", "61.98")
    assert frozen_places() == set()
    report = factories.verified(place, 2025)
    YearlyReport.objects.filter(pk=report.pk).update(status=ReportStatus.LOCKED)
    rows = {row.year: row for row in OfficialWorkforce.objects.filter(regency=old, segment="formal")}
    assert {year: is_frozen(row) for year, row in rows.items()} == {2023: False, 2024: True}
    assert frozen_places() == {(place.pk, 2025), (place.pk, 2024), (old.pk, 2024)}


def test_what_counts_of_many_is_read_in_as_many_queries_as_of_one(old, django_assert_num_queries):
    report = draft_of(after(old, "Ketapang Baru", "61.98"))
    others = [draft_of(factories.regency(f"Daerah {n}", f"61.9{n}")) for n in (1, 2)]
    for reports in ([report], [report, *others]):
        with django_assert_num_queries(2):
            counted_for(reports)
