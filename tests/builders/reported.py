"""A candidate whose judged report says everything the open data tells of: budget, group, regulation, innovation."""

from __future__ import annotations

from awards.models import Category, Entry
from regencies.actions.entries import add_entry, add_regulation
from regencies.actions.report_status import submit_report
from regencies.choices import FundingSource, RegulationKind, Section
from regencies.models import YearlyReport
from tests import factories

HOSTILE = '=HYPERLINK("http://contoh.id";"klik"), "dua"\nbaris'
REGULATION = {
    "kind": RegulationKind.PERKADA,
    "number": "4",
    "year": 2020,
    "title": "Pelaksanaan Program Jaminan Sosial",
    "status": "berlaku",
}
INNOVATION = {
    "name": "Satu Desa 100 Pekerja Rentan",
    "since_year": 2024,
    "problem": "Pekerja rentan belum terlindungi",
    "method": "Dianggarkan desa",
    "result": "12.200 pekerja",
}


def candidate_with_everything(category: Category, code: str = "61.01", name: str = "Sambas") -> Entry:
    """A candidate of the category, whose report was filled in, sent and verified by the verbs."""
    place = factories.regency(name, code)
    officer, year = factories.officer(place), category.edition.assessed_year
    report = factories.draft(place, year, by=officer)
    budget = {"activity": HOSTILE, "funding_source": FundingSource.REGENCY, "ceiling": 900, "realised": 800}
    add_entry(report, Section.BUDGET, budget, by=officer)
    given = {"activity": "CSR bank", "funding_source": FundingSource.CSR, "realised": 50}
    add_entry(report, Section.BUDGET, given, by=officer)
    add_regulation(report, REGULATION, {"still_in_force": True, "is_special": True}, by=officer)
    add_entry(report, Section.INNOVATIONS, INNOVATION, by=officer)
    report = factories.complete(report, officer)
    submit_report(report, by=factories.head(place), statement=True)
    report = factories.all_right(YearlyReport.objects.get(pk=report.pk), factories.verifier(place.province))
    return factories.candidate(category, place, report=report, report_version=report.version)
