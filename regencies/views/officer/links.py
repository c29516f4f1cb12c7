"""Where a gap, a finding or an entry of a report is filled in."""

from __future__ import annotations

from django.urls import reverse

from regencies.checks.findings import Finding
from regencies.choices import Section
from regencies.forms.participation import box
from regencies.models import ReportEntry
from regencies.views.officer.report_page import ReportPage


def section_url(page: ReportPage, section: str) -> str:
    return reverse("report_section", args=[page.year, section])


def entry_url(page: ReportPage, entry: ReportEntry) -> str:
    """The page an entry is edited on: its own for a row, the section's for the fixed ones."""
    if Section(entry.section).is_fixed:
        return f"{section_url(page, entry.section)}#{anchor(entry)}"
    return reverse("report_entry", args=[page.year, entry.pk])


def finding_url(page: ReportPage, finding: Finding) -> str:
    """The box to fill in for what must be mended, the question itself for what must be explained."""
    if finding.level != "hard":
        return f"{section_url(page, finding.section)}#{question(finding)}"
    entry = next((entry for entry in page.entries if entry.pk == finding.entry), None)
    if entry is None or finding.field is None:
        return section_url(page, finding.section)
    if entry.section == Section.PARTICIPATION:
        return f"{section_url(page, entry.section)}#id_{box(entry, finding.field)}"
    address = section_url(page, entry.section) if Section(entry.section).is_fixed else entry_url(page, entry)
    return f"{address}#id_{finding.field}"


def gap_url(page: ReportPage, gap: Finding | ReportEntry | None) -> str:
    if gap is None:
        return ""
    return entry_url(page, gap) if isinstance(gap, ReportEntry) else finding_url(page, gap)


def anchor(entry: ReportEntry) -> str:
    return f"butir-{entry.pk}"


def question(finding: Finding) -> str:
    return f"tanya-{finding.rule}-{finding.entry or 0}"
