"""The rows of a section as a whole: one moved up or down, last year's copied, one that was removed put back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from regencies.actions.entries import move_entry, restore_entry
from regencies.actions.errors import Refused
from regencies.actions.open_report import copy_rows
from regencies.choices import Section
from regencies.l10n.numbers import read_digits
from regencies.models import ReportEntry
from regencies.views.officer.links import anchor, section_url
from regencies.views.officer.report_key import ReportKey
from regencies.views.officer.report_page import ReportPage
from regencies.views.officer.rows.removed import of_a_row, removal
from regencies.views.officer.sections import section_or_404, section_page

LONGEST_KEY = 12  # digits


def _done(
    request: HttpRequest, page: ReportPage, section: Section, act: Callable[[], tuple[str, str]]
) -> HttpResponse:
    """Run `act`, which returns where to go on the page and what is said; or show the page with every reason."""
    try:
        place, said = act()
    except Refused as refusal:
        return section_page(request, page, section, problems=refusal.reasons, status=409)
    messages.success(request, said)
    return redirect(f"{section_url(page, section)}#{place}")


@require_POST
@of_a_row
def report_entry_move(request: HttpRequest, page: ReportPage, found: ReportEntry) -> HttpResponse:
    """Put a row one place up or down; it stands there for every reader."""
    up = request.POST.get("arah") == "naik"

    def move() -> tuple[str, str]:
        moved = move_entry(found, up=up, by=page.user)
        return anchor(moved), f"“{found.called}” dipindahkan ke {'atas' if up else 'bawah'}."

    return _done(request, page, Section(found.section), move)


@require_POST
def report_rows_copy(request: HttpRequest, which: ReportKey, section: str) -> HttpResponse:
    """Copy the rows of last year that were shown and are not there yet."""
    page = ReportPage(request, which)
    here = section_or_404(page.report, section)
    if here.is_fixed:
        raise Http404
    shown = {read_digits(text, LONGEST_KEY) for text in request.POST.getlist("butir")} - {None}

    def copy() -> tuple[str, str]:
        rows = copy_rows(page.report, here, shown, by=page.user)
        return anchor(
            rows[0]
        ), f"{len(rows)} butir disalin dari tahun {page.previous_year}. Lengkapi isiannya."

    return _done(request, page, here, copy)


@require_POST
def report_entry_restore(request: HttpRequest, which: ReportKey, entry: int) -> HttpResponse:
    """Put a row back that was removed."""
    page = ReportPage(request, which)
    there = page.find(entry)
    here = Section(there.section) if there else removal(page, entry)[0]

    def restore() -> tuple[str, str]:
        row = restore_entry(page.report, entry, by=page.user)
        return anchor(row), f"“{row.detail}” dikembalikan ke laporan."

    return _done(request, page, here, restore)
