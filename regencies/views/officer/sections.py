"""The officer's page of each section: boxes for its entries, all of them on one page, and what the checks ask."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from config.accounts.typed_values import shows_typed
from regencies.actions.entries import answer
from regencies.actions.entry_edits import save_entries
from regencies.actions.locks import HeldReport
from regencies.actions.open_report import CARRIED
from regencies.choices import Section
from regencies.figures.earlier_years import Earlier, participants_by_year
from regencies.forms.answers import AnswerForm
from regencies.forms.evidence import FilesForm
from regencies.forms.layout import entry_helper
from regencies.forms.participation import ParticipationForm, box
from regencies.forms.sections import FORMS
from regencies.forms.version_token import as_read
from regencies.models import ReportEntry, YearlyReport
from regencies.presenters.figure_rows import (
    FIGURES_OF,
    FigureRow,
    entry_rows,
    participation_row,
)
from regencies.views.officer.entry_cards import (
    Card,
    cards_of,
    denominators,
    earlier_rows,
    files_of,
    segment_cards,
    segments_helper,
)
from regencies.views.officer.grid import grid
from regencies.views.officer.links import section_url
from regencies.views.officer.questions import beside, section_findings
from regencies.views.officer.report_key import HELD, ReportKey
from regencies.views.officer.report_page import ReportPage
from regencies.views.save_response import Extras, FormPage, is_autosave, save_response

COMPARED = {Section.PARTICIPATION, *FIGURES_OF, *CARRIED}  # sections beside which earlier years stand


def section_or_404(report: YearlyReport, value: str) -> Section:
    """Return the section of an address; 404 for any that reports of the kind do not have."""
    if value not in report.kind.sections:
        raise Http404
    return Section(value)


def held_report(request: HttpRequest, which: ReportKey) -> HeldReport:
    """Return the report of the address, locked for a save; 404 when there is none."""
    return HeldReport(which.report(request.user, use=HELD), request.user)


@shows_typed
@require_http_methods(["GET", "HEAD", "POST"])
def report_section(request: HttpRequest, which: ReportKey, section: str) -> HttpResponse:
    """Show a section; save the boxes of a fixed one."""
    if request.method == "POST":
        held = held_report(request, which)
        here = section_or_404(held.report, section)
        if not here.is_fixed:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return (save_single if here.is_single else save_segments)(request, held, here)
    page = ReportPage(request, which)
    if (here := section_or_404(page.report, section)) not in page.sections:
        raise Http404
    if "keadaan" in request.GET:  # what an autosaved page fetches again
        files = [(entry.pk, files_of(page, entry)) for entry in page.in_section(here)]
        found = section_findings(page, here)
        again = {"anew": True, "files": [(pk, own, found["no_files"].get(pk)) for pk, own in files]}
        return render(request, "officer/_findings.html", found | again)
    return section_page(request, page, here)


def save_segments(request: HttpRequest, held: HeldReport, section: Section) -> HttpResponse:
    """Save the figures of all segments and answer."""
    report = held.report
    form = ParticipationForm(request.POST, entries=held.in_section(section), year=report.year)

    def extras(saved: list[ReportEntry]) -> Extras:
        before = participants_by_year(report)
        rows = {box(entry, "registered"): participation_row(entry, before, report.year) for entry in saved}
        return as_read(form, saved) | changes_as_extras(rows)

    return save_response(
        request,
        form,
        lambda: save_entries(held, form.changes(), by=request.user, vouch=not is_autosave(request)),
        FormPage(
            show=partial(refused_section, request, report, section),
            next_url=request.path,
            time_zone=report.regency.province.time_zone,
            extras=extras,
        ),
    )


def save_single(request: HttpRequest, held: HeldReport, section: Section) -> HttpResponse:
    """Save the one entry of a section and answer."""
    report, entry = held.report, next(iter(held.in_section(section)), None)
    if entry is None:  # begun before the section was there
        raise Http404
    form = FORMS[section](request.POST, entry=entry, report=report)
    return save_response(
        request,
        form,
        lambda: save_entries(held, [form.change], by=request.user, vouch=not is_autosave(request)),
        FormPage(
            show=partial(refused_section, request, report, section),
            next_url=request.path,
            time_zone=report.regency.province.time_zone,
            extras=lambda saved: as_read(form, saved) | changes_of(saved[0]),
        ),
    )


def changes_of(entry: ReportEntry) -> Extras:
    """Return the changes of a saved entry against the year before, and its hints, for an autosave."""
    earlier, year = earlier_rows(entry.report, Section(entry.section)), entry.report.year
    rows = entry_rows(entry, earlier, year) if entry.section in FIGURES_OF else {}
    return changes_as_extras(rows)


def changes_as_extras(rows: dict[str, FigureRow]) -> Extras:
    """Return changes as an autosaved page takes them: name → delta, trend, and the hint below the figure."""
    said = {
        name: {"delta": row.delta, "trend": row.trend, "hint": row.note or ""} for name, row in rows.items()
    }
    return {"changes": said}


def refused_section(
    request: HttpRequest, report: YearlyReport, section: Section, **shown: Any
) -> HttpResponse:
    """Show the page of a section with a form that was refused."""
    return section_page(request, ReportPage.of(request, report), section, **shown)


def section_page(
    request: HttpRequest,
    page: ReportPage,
    section: Section,
    *,
    form: Any = None,
    answer_form: AnswerForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Show a section; `form` and `answer_form` are refused forms, with what was typed."""
    earlier = page.earlier([section]) if section in COMPARED else {}
    context = section_findings(page, section, answer_form) | _around(page, section)
    cards = _cards(page, section, context, earlier)
    if section == Section.PARTICIPATION:
        form, template = form or _participation_form(page), "officer/participation.html"
        context["helper"] = segments_helper(page, cards, context["answer_url"])
    elif section.is_fixed:
        form, template = form or _single_form(page, section, cards[0]), "officer/section.html"
        context["helper"] = entry_helper(form, cards[0].figures, page.year, beside(page, section, cards[0]))
    else:
        template = "officer/rows.html"
        context |= grid(page, section, cards, earlier, form)
    return render(request, template, context | {"cards": cards, "form": form} | more, status=status)


def _cards(page: ReportPage, section: Section, found: dict[str, Any], earlier: Earlier) -> list[Card]:
    """Return the cards of a section, each with what is asked about it: `found` by questions.section_findings."""
    cards = (
        segment_cards(page, earlier) if section == Section.PARTICIPATION else cards_of(page, section, earlier)
    )
    for one in cards:
        one.questions = found["asked"][one.entry.pk]
        one.no_files = found["no_files"].get(one.entry.pk, "")
        if one.may_edit:
            one.attach = FilesForm()
            one.attach.auto_id = f"bukti_{one.entry.pk}_%s"
    return cards


def _participation_form(page: ReportPage) -> ParticipationForm | None:
    editable = [entry for entry in page.in_section(Section.PARTICIPATION) if page.may_edit(entry)]
    return ParticipationForm(entries=editable, year=page.year) if editable else None


def _single_form(page: ReportPage, section: Section, card: Card) -> Any:
    return FORMS[section](entry=card.entry, report=page.report) if card.may_edit else None


def _around(page: ReportPage, section: Section) -> dict[str, Any]:
    """Return what stands around the entries: texts, neighbours, the last saving, official denominators."""
    order = page.sections
    place = order.index(section)
    counted = section in {Section.PARTICIPATION, Section.WORKFORCE}
    return {
        "wording": page.kind.wording[section],
        "saved": page.saved_at(section),
        "previous": order[place - 1] if place else None,
        "next": order[place + 1] if place + 1 < len(order) else None,
        "denominators": denominators(page) if counted else [],
    }


@shows_typed
@require_POST
def report_answer(request: HttpRequest, which: ReportKey, section: str) -> HttpResponse:
    """Store the answer to one question of the checks."""
    page = ReportPage(request, which)
    here = section_or_404(page.report, section)
    form = AnswerForm(request.POST)
    return save_response(
        request,
        form,
        lambda: answer(page.report, by=page.user, **form.given),
        FormPage(
            show=lambda form, **shown: section_page(request, page, here, answer_form=form, **shown),
            next_url=f"{section_url(page, here)}#{form.anchor}",
            time_zone=page.regency.province.time_zone,
            extras=form.as_saved,
            message="Penjelasan tersimpan.",
        ),
    )
