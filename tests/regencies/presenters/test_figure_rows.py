"""A figure beside its past: the words for a change, the years before, the line, and one reading of the figures."""

from decimal import Decimal

import pytest

from regencies.actions.report_status import review_entry, submit_report
from regencies.checks.build_snapshot import entries_of
from regencies.choices import ReviewState, Section
from regencies.figures.counted import counted_of, figures_for
from regencies.figures.earlier_years import official_workforce, participants_by_year, rows_by_year
from regencies.models import YearlyReport
from regencies.presenters.figure_rows import (
    FIGURES_OF,
    PEOPLE,
    PERCENT,
    RUPIAH,
    entry_rows,
    figure_row,
    workforce_rows,
)
from regencies.presenters.sparkline import spark
from tests import factories


@pytest.mark.parametrize(
    ("before", "now", "unit", "texts"),
    [
        (71_405, 80_101, PEOPLE, ("71.405", "80.101", "+8.696 (+12,18%)", "up")),
        (80_101, 71_405, PEOPLE, ("80.101", "71.405", "−8.696 (−10,86%)", "down")),
        (5, 5, PEOPLE, ("5", "5", "0", "flat")),
        (0, 5, PEOPLE, ("0", "5", "+5", "up")),
        (None, 5, PEOPLE, ("–", "5", "–", "")),
        (5, None, PEOPLE, ("5", "–", "–", "")),
        (
            1_950_000_000,
            4_300_000_000,
            RUPIAH,
            ("Rp1.950.000.000", "Rp4.300.000.000", "+Rp2,35\u00a0miliar (+120,51%)", "up"),
        ),
        (Decimal("65.5"), Decimal("70"), PERCENT, ("65,50%", "70,00%", "+4,50\u00a0poin\u00a0persen", "up")),
    ],
)
def test_a_change_in_words(before, now, unit, texts):
    row = figure_row("Angka", {2024: before, 2025: now}, 2025, unit)
    assert (row.previous, row.current, row.delta, row.trend) == texts


def points(drawing):
    return str(drawing).partition('points="')[2].partition('"')[0]


def test_the_line_rises_with_the_figures_and_bridges_gaps():
    assert points(spark([0, 50, 100])) == "3.0,21.0 36.0,12.0 69.0,3.0"
    assert points(spark([None, 0, None, 100])) == "3.0,21.0 69.0,3.0"
    assert points(spark([7, 7])) == "3.0,12.0 69.0,12.0"


@pytest.mark.parametrize("values", [[], [5], [None, 5], [None, None]])
def test_one_figure_makes_no_line(values):
    assert spark(values) == ""


@pytest.mark.django_db
def test_the_past_is_what_was_verified(ketapang, officer):
    earlier = factories.sent(ketapang, 2024)
    entry = factories.entry(earlier, Section.PARTICIPATION)
    review_entry(
        entry, state=ReviewState.WRONG, note="Rekap BPJS.", verified_value=80_000, by=factories.verifier()
    )
    draft = factories.draft(ketapang, by=officer)
    assert participants_by_year(draft)["wage_earners"] == {2023: 71_405, 2024: 80_000}


@pytest.mark.django_db
def test_a_row_is_compared_with_last_years_rows_of_the_same_kind(ketapang, officer):
    earlier = factories.draft(ketapang, 2024, by=officer)
    for persons in (1_000, 500):
        factories.add_group(earlier, officer, persons=persons, realised=None)
    factories.add_group(earlier, officer, group="nelayan", persons=9)
    draft = factories.draft(ketapang, by=officer)
    group = factories.add_group(draft, officer, persons=1_800)
    past = rows_by_year(draft, Section.GROUPS, FIGURES_OF[Section.GROUPS].key, ("persons", "realised"))
    rows = entry_rows(group, past, 2025)
    assert (rows["persons"].previous, rows["persons"].delta) == ("1.500", "+300 (+20,00%)")
    assert rows["realised"].previous == "–"


@pytest.mark.django_db
def test_the_official_denominators_have_their_source_and_their_sum(draft):
    rows = workforce_rows(official_workforce(draft), 2025)
    assert [(row.label, row.current, row.note) for row in rows] == [
        ("Formal", "180.000", "Data contoh, per 31 Desember 2025"),
        ("Informal", "0", "Data contoh, per 31 Desember 2025"),
        ("Konstruksi", "0", "Data contoh, per 31 Desember 2025"),
        ("Jumlah", "180.000", ""),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [ReviewState.APPROVED, ReviewState.WRONG, None])
def test_figures_read_with_the_entries_are_the_figures(complete, officer, head, state):
    """counted_of saves queries; it must never say something else than figures_for."""
    factories.propose_workforce(complete, officer)
    factories.answer_all(complete, officer)
    submit_report(complete, by=head, statement=True)
    verifier = factories.verifier()
    report = YearlyReport.objects.get()
    pay = factories.entry(report, Section.PARTICIPATION)
    review_entry(pay, state=ReviewState.WRONG, note="Rekap.", verified_value=80_000, by=verifier)
    if state:
        proposal = factories.entry(report, Section.WORKFORCE)
        review_entry(proposal, state=state, note="Sakernas 2025.", by=verifier)
    figures = figures_for([report])[report.pk]
    assert counted_of(report, entries_of(report)).figures == figures
    assert figures["registered"]["wage_earners"] == 80_000
    assert figures["workforce"]["formal"] == (179_827 if state == ReviewState.APPROVED else 180_000)
