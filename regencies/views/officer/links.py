"""The addresses where an entry, a finding or a gap of a report is filled in."""

from __future__ import annotations

from config.formats.addresses import address_of
from regencies.checks.findings import Finding
from regencies.choices import Section
from regencies.forms.answers import AnswerForm
from regencies.forms.entries import box_id
from regencies.forms.participation import box
from regencies.models import ReportEntry
from regencies.views.officer.report_page import ReportPage


def section_url(page: ReportPage, section: str) -> str:
    """Return the address of a section's page."""
    return address_of("report_section", page.key, section)


def entry_url(page: ReportPage, entry: ReportEntry) -> str:
    """Return the address where an entry is edited: its place on the page of its section."""
    return f"{section_url(page, entry.section)}#{anchor(entry)}"


def finding_url(page: ReportPage, finding: Finding) -> str:
    """Return the address of the box to fill in, of the question to answer, or where files are added."""
    if finding.rule == "no_evidence" and finding.entry:
        return f"{section_url(page, finding.section)}#berkas-butir-{finding.entry}"
    if finding.level != "hard":
        return f"{section_url(page, finding.section)}#{question(finding)}"
    entry = next((entry for entry in page.entries if entry.pk == finding.entry), None)
    if entry is None or finding.field is None:
        return section_url(page, finding.section)
    if entry.section == Section.PARTICIPATION:
        return f"{section_url(page, entry.section)}#id_{box(entry, finding.field)}"
    return f"{section_url(page, entry.section)}#{box_id(entry, finding.field)}"


def gap_url(page: ReportPage, gap: Finding | ReportEntry | None) -> str:
    """Return the address of the first thing to do in a section; "" when nothing is left."""
    if gap is None:
        return ""
    return entry_url(page, gap) if isinstance(gap, ReportEntry) else finding_url(page, gap)


def anchor(entry: ReportEntry) -> str:
    """Return the id of an entry on its page."""
    return f"butir-{entry.pk}"


def question(finding: Finding) -> str:
    """Return the id of a finding on its page."""
    return AnswerForm.anchor_of(finding.rule, finding.entry)
