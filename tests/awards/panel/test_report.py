"""The verified report as the panel reads it."""

import pytest

from awards.panel.report import report_view
from regencies.actions.report_status import review_entry, start_verification
from regencies.choices import ReviewState, Section
from tests import factories


@pytest.mark.django_db
def test_a_group_has_its_months_of_persons_and_the_premium_of_each_where_all_is_known():
    officer = factories.officer(factories.regency())
    report = factories.draft(by=officer)
    factories.add_group(report, officer)
    factories.add_group(report, officer, persons=3, months_covered=7, realised=400_000)
    for blank in ("persons", "months_covered", "realised"):
        factories.add_group(report, officer, **{blank: None})
    rows = [
        (g.persons, g.months, g.realised, g.person_months, g.premium) for g in report_view(report.pk).groups
    ]
    whole = 34_400 * 12 * 16_800
    assert rows == [
        (34_400, 12, whole, 412_800, 16_800),
        (3, 7, 400_000, 21, 19_048),
        (None, 12, whole, None, None),
        (34_400, None, whole, None, None),
        (34_400, 12, None, 412_800, None),
    ]


@pytest.mark.django_db
def test_the_sums_stand_beside_those_of_the_year_before():
    view = report_view(factories.sent().pk)
    assert {row.label: (row.previous, row.current, row.total) for row in view.sums} == {
        "Peserta aktif, semua segmen": ("101.052", "122.318", True),
        "Semesta pekerja": ("180.000", "180.000", False),
        "Cakupan (UCJ)": ("56,14%", "67,95%", False),
    }
    assert (view.year, view.previous_year) == (2025, 2024)


@pytest.mark.django_db
def test_a_segment_tells_what_was_claimed_of_the_year_before_only_where_another_figure_counts():
    report, verifier = factories.sent(), factories.verifier()
    start_verification(report, by=verifier)
    row = report.entries.filter(section=Section.PARTICIPATION).first()
    claimed = row.detail.registered_previous
    said = {"state": ReviewState.WRONG, "note": "Rekap BPJS."}
    review_entry(row, **said, verified_value=79_000, verified_previous=claimed - 1, by=verifier)
    first, *others = report_view(report.pk).segments
    assert (first.claimed_previous.replace(".", ""), first.changed) == (str(claimed), True)
    assert [(each.claimed_previous, each.changed) for each in others] == [("", False)] * len(others)
