"""A report in full, each entry beside the one in its place in last year's verified report."""

from __future__ import annotations

from regencies.figures.last_year import entries_last_year, is_untouched, verified_last_year
from regencies.figures.verified import verified
from regencies.l10n.field_text import field_text, figure_text
from regencies.models import ReportEntry, YearlyReport
from regencies.presenters.report_contents import Card, ReportContents, report_contents


def beside_last_year(report: YearlyReport) -> ReportContents:
    """Return what `report_contents` returns, each card knowing what is as it was. No query more."""
    last_year = verified_last_year(report)
    contents = report_contents(report, last_year)
    before = entries_last_year(report, [card.report_entry for card in contents.cards], last_year)
    for card in contents.cards:
        found = before.get(card.report_entry.pk)
        card.is_carried_over = is_untouched(card.report_entry, found)
        if found:
            card.has_last_year = True
            _add_last_year(card, found.entry)
    return contents


def _add_last_year(card: Card, before: ReportEntry) -> None:
    """Put beside each fact what last year's entry has in its place, as it was verified."""
    counted = verified(before)
    for fact in card.facts:
        if fact.name in counted:
            fact.previous = figure_text(before.detail, fact.name, counted[fact.name])
        elif fact.name:
            fact.previous = field_text(before.detail, fact.name)
