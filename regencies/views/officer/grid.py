"""The rows of a section as its page shows them: each with a form of its own, and one for a row to be added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper

from regencies.actions.entries import NO_NEW_ROWS
from regencies.actions.open_report import not_there_yet
from regencies.choices import ReportStatus, Section
from regencies.figures.earlier_years import Earlier
from regencies.forms.entries import EntryForm
from regencies.forms.layout import entry_helper
from regencies.forms.sections import FORMS
from regencies.models import ReportEntry
from regencies.views.officer.entry_cards import Card
from regencies.views.officer.questions import beside
from regencies.views.officer.report_page import ReportPage
from regencies.views.officer.rows.removed import removed_rows


def why_no_rows(page: ReportPage) -> list[str]:
    """Return why no row can be added now; empty when one can."""
    return page.closed or ([NO_NEW_ROWS] if page.report.status == ReportStatus.RETURNED else [])


def grid(
    page: ReportPage, section: Section, cards: list[Card], earlier: Earlier, refused: EntryForm | None
) -> dict[str, Any]:
    """Give each card its form; return the one for a row to be added, and what can be copied or put back.

    `earlier`: what earlier reports have in the section. `refused`: the one of these forms just sent, in vain.
    What a box takes is explained in the first row and in the new one.
    """
    editable = [card for card in cards if card.may_edit or _is_of(refused, card)]
    for nth, card in enumerate(editable):
        card.form = refused if _is_of(refused, card) else FORMS[section](entry=card.entry, report=page.report)
        if nth:
            _explain_nothing(card.form)
        card.helper = _helper(page, card.form, card)
    new = refused if refused and refused.entry is None else None
    if why_no_rows(page):
        return {"new": new, "new_helper": _helper(page, new, None)}
    new = new or FORMS[section](entry=None, report=page.report)
    last = _last_year(page, earlier.get(section, ()))
    return {
        "new": new,
        "new_helper": _helper(page, new, None),
        "copied": not_there_yet(section, last, [card.entry for card in cards]),
        "removed": removed_rows(page, section),
    }


def _is_of(form: EntryForm | None, card: Card) -> bool:
    return form is not None and form.entry is not None and form.entry.pk == card.entry.pk


def _last_year(page: ReportPage, earlier: Iterable[ReportEntry]) -> list[ReportEntry]:
    """Return the rows of last year's report, of the region it goes on with where it has none itself."""
    last = [entry for entry in earlier if entry.report.year == page.previous_year]
    return [entry for entry in last if entry.report.regency_id == page.regency.pk] or last


def _helper(page: ReportPage, form: EntryForm | None, card: Card | None) -> FormHelper:
    if card is None:
        return entry_helper(form, {}, page.year, abreast=True)
    asked = beside(page, Section(card.entry.section), card)
    return entry_helper(form, card.figures, page.year, asked, abreast=True)


def _explain_nothing(form: EntryForm) -> None:
    for field in form.fields.values():
        field.help_text = ""
