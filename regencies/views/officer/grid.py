"""The rows of a section as its page shows them: each with a form of its own, and one for a row to be added."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper

from regencies.actions.entries import NO_NEW_ROWS
from regencies.choices import ReportStatus, Section
from regencies.forms.entries import EntryForm
from regencies.forms.layout import entry_helper
from regencies.forms.sections import FORMS
from regencies.views.officer.entry_cards import Card
from regencies.views.officer.report_page import ReportPage


def why_no_rows(page: ReportPage) -> list[str]:
    """Return why no row can be added now; empty when one can."""
    return page.closed or ([NO_NEW_ROWS] if page.report.status == ReportStatus.RETURNED else [])


def grid(page: ReportPage, section: Section, cards: list[Card], refused: EntryForm | None) -> dict[str, Any]:
    """Give each card its form; return the one for a row to be added. `refused`: the one of these just sent, in vain.

    What a box takes is explained in the first row and in the new one.
    """
    explained = False
    for card in cards:
        is_refused = refused is not None and refused.entry is not None and refused.entry.pk == card.entry.pk
        if not (card.may_edit or is_refused):
            continue
        card.form = refused if is_refused else FORMS[section](entry=card.entry, report=page.report)
        if explained:
            _explain_nothing(card.form)
        explained = True
        card.helper = _helper(page, card.form, card)
    new = None
    if refused is not None and refused.entry is None:
        new = refused
    elif not why_no_rows(page):
        new = FORMS[section](entry=None, report=page.report)
    return {"new": new, "new_helper": _helper(page, new, None), "no_new_rows": why_no_rows(page)}


def _helper(page: ReportPage, form: EntryForm | None, card: Card | None) -> FormHelper:
    return entry_helper(form, card.figures if card else {}, page.year, abreast=True)


def _explain_nothing(form: EntryForm) -> None:
    for field in form.fields.values():
        field.help_text = ""
