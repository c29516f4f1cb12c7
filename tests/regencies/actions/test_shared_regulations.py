"""One regulation named by the reports of two years, whose officers act at once: neither is told an error."""

import pytest

from regencies.actions.entries import add_regulation, remove_entry, restore_entry
from regencies.actions.errors import Refused
from regencies.actions.open_report import copy_rows
from regencies.actions.regulations import save_regulation
from regencies.choices import Section
from regencies.models import Regulation, ReportEntry, YearlyReport
from tests import factories
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)

PERBUP = {"kind": "perkada", "number": "83", "year": 2023, "title": "Perlindungan BPU"}
USE = {"still_in_force": True}


@pytest.fixture
def years() -> tuple[YearlyReport, YearlyReport]:
    """The reports of 2024 and 2025 of one region, both being filled in by the same officer."""
    place = factories.regency()
    officer = factories.officer(place)
    return factories.draft(place, 2024, by=officer), factories.draft(place, 2025, by=officer)


def officer_of(report: YearlyReport):
    return factories.officer(report.regency, f"Petugas {report.year}")


def named(report: YearlyReport) -> ReportEntry:
    return add_regulation(report, PERBUP, USE, by=officer_of(report))


def removal(row: ReportEntry):
    by = officer_of(row.report)
    return lambda: remove_entry(ReportEntry.objects.get(pk=row.pk), expected_version=row.version, by=by)


def restoring(row: ReportEntry):
    by = officer_of(row.report)
    return lambda: restore_entry(row.report, row.pk, by=by)


def naming(report: YearlyReport):
    by = officer_of(report)
    return lambda: add_regulation(report, PERBUP, USE, by=by)


def uses() -> list[int]:
    return list(Regulation.objects.get().uses.order_by("entry__report__year").values_list("entry", flat=True))


def test_both_years_restore_the_regulation_that_went_with_their_rows(years):
    rows = [named(report) for report in years]
    for row in rows:
        removal(row)()
    assert not Regulation.objects.exists()
    restored = race(*map(restoring, rows))
    assert list(restored) == rows
    assert uses() == [row.pk for row in rows]


def test_one_year_names_the_regulation_the_other_removes(years):
    this, other = years
    row = named(other)
    _, added = race(removal(row), naming(this))
    assert uses() == [added.pk]


def test_one_year_removes_the_regulation_the_other_names(years):
    this, other = years
    row = named(other)
    added, _ = race(naming(this), removal(row))
    assert uses() == [added.pk]


def test_one_year_restores_what_the_other_names_anew(years):
    this, other = years
    row = named(other)
    removal(row)()
    added, restored = race(naming(this), restoring(row))
    assert restored == row
    assert uses() == [added.pk, row.pk]


def test_one_year_copies_the_rows_the_other_removes(years):
    other, this = years
    row = named(other)
    by = officer_of(this)
    _, refused = race(removal(row), lambda: copy_rows(this, Section.REGULATIONS, [row.pk], by=by))
    assert isinstance(refused, Refused)
    assert not Regulation.objects.exists()


def test_both_years_give_two_regulations_one_number(years):
    rows = [
        add_regulation(report, PERBUP | {"number": str(report.year)}, USE, by=officer_of(report))
        for report in years
    ]

    def renaming(row):
        by = officer_of(row.report)
        return lambda: save_regulation(row, PERBUP, USE, expected_version=row.version, by=by)

    _, refused = race(*map(renaming, rows))
    assert isinstance(refused, Refused)
    assert "sudah tercatat. Pakai produk hukum itu." in str(refused)
    assert sorted(Regulation.objects.values_list("number", flat=True)) == ["2025", "83"]
