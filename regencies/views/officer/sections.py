"""One page per section: boxes for the fixed entries, a list for the rows, and what the checks say of both."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from regencies.actions.entries import NO_NEW_ROWS, answer, save_entries, save_entry
from regencies.actions.errors import Refused, Stale
from regencies.choices import ReportStatus, Section
from regencies.figures.earlier_years import official_workforce, participants_by_year
from regencies.forms.answers import AnswerForm
from regencies.forms.entries import FORMS
from regencies.forms.participation import ParticipationForm, box
from regencies.models import ReportEntry
from regencies.presenters.figure_rows import (
    FIGURES_OF,
    FigureRow,
    entry_rows,
    participation_row,
    workforce_rows,
)
from regencies.views.officer.entry_cards import cards_of, past_of, segment_cards
from regencies.views.officer.form_layout import boxes
from regencies.views.officer.form_save import Saving, conflict_of, is_autosave
from regencies.views.officer.links import finding_url, question, section_url
from regencies.views.officer.report_page import ReportPage
from regencies.views.officer.section_texts import WORDING

ORDER = list(Section)


def section_or_404(value: str) -> Section:
    if value not in Section.values:
        raise Http404
    return Section(value)


@require_http_methods(["GET", "HEAD", "POST"])
def report_section(request: HttpRequest, year: int, section: str) -> HttpResponse:
    """Show a section; save the boxes of a fixed one."""
    page, here = ReportPage(request, year), section_or_404(section)
    if request.method != "POST":
        if "keadaan" in request.GET:  # what an autosaved page fetches again
            return render(request, "officer/_findings.html", section_findings(page, here))
        return section_page(request, page, here)
    if not here.is_fixed:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    save = save_segments if here == Section.PARTICIPATION else save_single
    return save(request, page, here)


def save_segments(request: HttpRequest, page: ReportPage, section: Section) -> HttpResponse:
    entries = page.report.entries.filter(section=section).with_details()
    form = ParticipationForm(request.POST, entries=entries, year=page.year)
    vouch = not is_autosave(request)
    return Saving(
        page,
        request,
        form,
        lambda: save_entries(page.report, form.changes(), by=page.user, vouch=vouch),
        fresh=lambda: ParticipationForm(entries=entries.all(), year=page.year),
        render_form=lambda **shown: section_page(request, page, section, **shown),
        next_url=section_url(page, section),
        changes=lambda saved: _segment_changes(page, saved),
    ).response()


def _segment_changes(page: ReportPage, saved: list[ReportEntry]) -> dict[str, FigureRow]:
    past = participants_by_year(page.report)
    return {box(entry, "registered"): participation_row(entry, past, page.year) for entry in saved}


def save_single(request: HttpRequest, page: ReportPage, section: Section) -> HttpResponse:
    entry = _single(page, section)
    form = FORMS[section](request.POST, entry=entry, regency=page.regency)

    def store() -> list[ReportEntry]:
        given = {"expected_version": form.expected_version, "base": form.base}
        return [save_entry(entry, form.values, by=page.user, vouch=not is_autosave(request), **given)]

    def changes(saved: list[ReportEntry]) -> dict[str, FigureRow]:
        return entry_rows(saved[0], past_of(page, section), page.year) if section in FIGURES_OF else {}

    return Saving(
        page,
        request,
        form,
        store,
        fresh=lambda: FORMS[section](entry=_single(page, section), regency=page.regency),
        render_form=lambda **shown: section_page(request, page, section, **shown),
        next_url=section_url(page, section),
        changes=changes,
    ).response()


def _single(page: ReportPage, section: Section) -> ReportEntry:
    return page.report.entries.with_details().get(section=section)


def section_page(
    request: HttpRequest,
    page: ReportPage,
    section: Section,
    *,
    form: Any = None,
    tried: AnswerForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a section; `form` and `tried` are refused forms, shown again with what was typed."""
    context = section_findings(page, section, tried) | _around(page, section)
    if section == Section.PARTICIPATION:
        form = form or _participation_form(page)
        cards, template = segment_cards(page, form), "officer/participation.html"
    elif section.is_fixed:
        cards, template = cards_of(page, section), "officer/section.html"
        if form is None and cards[0].may_edit:
            form = FORMS[section](entry=cards[0].entry, regency=page.regency)
        context["groups"] = boxes(form, cards[0].figures)
    else:
        cards, template = cards_of(page, section), "officer/rows.html"
    return render(request, template, context | {"cards": cards, "form": form} | more, status=status)


def _participation_form(page: ReportPage) -> ParticipationForm | None:
    editable = [entry for entry in page.in_section(Section.PARTICIPATION) if page.may_edit(entry)]
    return ParticipationForm(entries=editable, year=page.year) if editable else None


def _around(page: ReportPage, section: Section) -> dict[str, Any]:
    """What stands around the entries: wording, neighbours, the last saving, the official denominators."""
    place = ORDER.index(section)
    counted = section in {Section.PARTICIPATION, Section.WORKFORCE}
    return {
        "wording": WORDING[section],
        "saved": page.saved_at(section),
        "previous": ORDER[place - 1] if place else None,
        "next": ORDER[place + 1] if place + 1 < len(ORDER) else None,
        "may_add": not section.is_fixed and not why_no_rows(page),
        "denominators": workforce_rows(official_workforce(page.report), page.year) if counted else [],
    }


def why_no_rows(page: ReportPage) -> list[str]:
    """Why no row can be added now; empty when one can."""
    return page.closed or ([NO_NEW_ROWS] if page.report.status == ReportStatus.RETURNED else [])


def section_findings(page: ReportPage, section: Section, tried: AnswerForm | None = None) -> dict[str, Any]:
    """What the checks say of the section now, with a box for every question."""
    findings = []
    for finding in page.findings:
        if finding.section != section:
            continue
        form = None
        if finding.level == "soft" and not page.closed:
            form = AnswerForm.of(finding)
            if tried and tried.auto_id == form.auto_id:
                form = tried
        findings.append((finding, finding_url(page, finding), question(finding), form))
    return {
        "page": page,
        "section": section,
        "findings": findings,
        "figures": page.headline(page.stated),
        "findings_url": f"{section_url(page, section)}?keadaan",
        "answer_url": reverse("report_answer", args=[page.year, section]),
    }


@require_POST
def report_answer(request: HttpRequest, year: int, section: str) -> HttpResponse:
    """Store the answer to one question of the checks."""
    page, here = ReportPage(request, year), section_or_404(section)
    form = AnswerForm(request.POST)
    back = f"{section_url(page, here)}#temuan"
    if request.POST.get("choice") == "stored":
        return redirect(back)
    if not form.is_valid():
        return section_page(request, page, here, tried=form, status=422)
    try:
        answer(page.report, by=page.user, **form.given)
    except Stale as stale:
        form = form.against(stale.stored["Penjelasan"])
        conflict = conflict_of(stale, form, request.path)
        return section_page(request, page, here, tried=form, conflict=conflict, status=409)
    except Refused as refusal:
        return section_page(request, page, here, tried=form, problems=refusal.reasons, status=409)
    messages.success(request, "Penjelasan tersimpan.")
    return redirect(back)
