"""Rows of a section: add, change and remove; each is an entry with its own page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from regencies.actions.entries import add_entry, add_regulation, remove_entry, save_entry
from regencies.actions.errors import Refused
from regencies.actions.regulations import save_regulation
from regencies.choices import Section
from regencies.figures.earlier_years import official_workforce
from regencies.forms.entries import FORMS, EntryForm
from regencies.models import ReportEntry
from regencies.presenters.figure_rows import FIGURES_OF, entry_rows, workforce_rows
from regencies.views.officer.entry_cards import Card, card, past_of
from regencies.views.officer.form_layout import boxes
from regencies.views.officer.form_save import Saving, is_autosave
from regencies.views.officer.links import anchor, entry_url, section_url
from regencies.views.officer.report_page import ReportPage
from regencies.views.officer.section_texts import WORDING
from regencies.views.officer.sections import section_findings, section_or_404, why_no_rows


@require_http_methods(["GET", "HEAD", "POST"])
def report_row_add(request: HttpRequest, year: int, section: str) -> HttpResponse:
    page, here = ReportPage(request, year), section_or_404(section)
    if here.is_fixed:
        raise Http404
    if request.method != "POST":
        problems = why_no_rows(page)
        form = None if problems else FORMS[here](entry=None, regency=page.regency)
        return _form_page(request, page, here, form, problems=problems)
    form = FORMS[here](request.POST, entry=None, regency=page.regency)
    if not form.is_valid():
        return _form_page(request, page, here, form, status=422)
    try:
        entry = _add(page, here, form)
    except Refused as refusal:
        return _form_page(request, page, here, form, problems=refusal.reasons, status=409)
    messages.success(request, f"“{entry.detail}” ditambahkan. Lampirkan bukti dukungnya bila ada.")
    return redirect(f"{section_url(page, here)}#{anchor(entry)}")


def _add(page: ReportPage, section: Section, form: Any) -> ReportEntry:
    if section == Section.REGULATIONS:
        return add_regulation(page.report, form.regulation, form.use, by=page.user)
    return add_entry(page.report, section, form.values, by=page.user)


@require_http_methods(["GET", "HEAD", "POST"])
def report_entry(request: HttpRequest, year: int, entry: int) -> HttpResponse:
    """Change one row; the fixed entries have their boxes on the page of their section."""
    page = ReportPage(request, year)
    found = page.entry(entry) if request.method == "POST" else page.entry_of_all(entry)
    here = Section(found.section)
    if here.is_fixed:
        return redirect(entry_url(page, found))
    if request.method == "POST":
        return _saving(request, page, here, found).response()
    form = FORMS[here](entry=found, regency=page.regency) if page.may_edit(found) else None
    return _form_page(request, page, here, form, entry=found)


def _saving(request: HttpRequest, page: ReportPage, here: Section, found: ReportEntry) -> Saving:
    form = FORMS[here](request.POST, entry=found, regency=page.regency)
    return Saving(
        page,
        request,
        form,
        lambda: [_save(page, found, form, vouch=not is_autosave(request))],
        fresh=lambda: FORMS[here](entry=page.entry(found.pk), regency=page.regency),
        render_form=lambda form, **shown: _form_page(request, page, here, form, entry=found, **shown),
        next_url=f"{section_url(page, here)}#{anchor(found)}",
        changes=lambda saved: (
            entry_rows(saved[0], past_of(page, here), page.year) if here in FIGURES_OF else {}
        ),
    )


def _save(page: ReportPage, entry: ReportEntry, form: Any, *, vouch: bool) -> ReportEntry:
    version = form.expected_version
    if entry.section == Section.REGULATIONS:
        return save_regulation(
            entry,
            form.regulation,
            form.use,
            expected_version=version,
            by=page.user,
            vouch=vouch,
            base=form.base,
        )
    return save_entry(entry, form.values, expected_version=version, by=page.user, vouch=vouch, base=form.base)


def _card(page: ReportPage, section: Section, entry: ReportEntry) -> Card:
    figures = entry_rows(entry, past_of(page, section), page.year) if section in FIGURES_OF else {}
    return card(page, entry, figures)


def _form_page(
    request: HttpRequest,
    page: ReportPage,
    section: Section,
    form: EntryForm | None,
    *,
    entry: ReportEntry | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    shown = _card(page, section, entry) if entry else None
    counted = section == Section.WORKFORCE
    context = (section_findings(page, section) if entry else {}) | {
        "page": page,
        "section": section,
        "wording": WORDING[section],
        "card": shown,
        "form": form,
        "groups": boxes(form, shown.figures if shown else {}),
        "section_url": section_url(page, section),
        "denominators": workforce_rows(official_workforce(page.report), page.year) if counted else [],
    }
    return render(request, "officer/row.html", context | more, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report_entry_remove(request: HttpRequest, year: int, entry: int) -> HttpResponse:
    page = ReportPage(request, year)
    found = page.entry(entry)
    back = section_url(page, found.section)
    problems: list[str] = []
    if request.method == "POST":
        try:
            remove_entry(found, expected_version=_version(request), by=page.user)
        except Refused as refusal:
            problems = refusal.reasons
        else:
            messages.success(request, f"“{found.detail}” dihapus dari laporan.")
            return redirect(back)
    context = {
        "page": page,
        "entry": found,
        "problems": problems,
        "files": found.evidence.all(),
        "cancel_url": back,
    }
    return render(request, "officer/remove_row.html", context, status=409 if problems else 200)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
