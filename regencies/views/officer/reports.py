"""The start pages of officer and head: the years of their regency, and one report as a checklist."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regencies.actions.errors import Refused
from regencies.actions.open_report import open_report
from regencies.checks.progress import SectionState
from regencies.choices import Role
from regencies.figures.summary import draft_headline
from regencies.l10n.numbers import format_percent, format_points
from regencies.models import EntryMessage, Evidence, ReportEntry, Review, YearlyReport
from regencies.presenters.audit_log import changes, last_filled, report_changes
from regencies.presenters.shares import by_kind_in_words
from regencies.presenters.threads import newest_messages
from regencies.tables.history import HistoryTable
from regencies.views.officer.links import entry_url, finding_url, gap_url, section_url
from regencies.views.officer.report_key import ReportKey
from regencies.views.officer.report_page import ReportPage
from regencies.views.officer.rows.removed import of_a_row
from regencies.views.officer.years import next_step, waiting_for, years_shown

MOST_NAMES = 4  # of what is left in a section
OPTIONAL = "Boleh dikosongkan bila tidak ada."


@require_safe
def report_index(request: HttpRequest, *, problems: list[str] | None = None) -> HttpResponse:
    """Show every year of the own office, or of each one: what was sent, what is still open, what can be opened."""
    if not (regencies := request.user.offices):
        raise Http404
    timezone.activate(regencies[0].province.zone)
    context = {
        "offices": [years_shown(request.user, YearlyReport(regency=regency)) for regency in regencies],
        "regency": regencies[0],
        "is_head": any(m.role == Role.HEAD for m in request.user.active_memberships),
        "waiting": waiting_for(request.user),
        "problems": problems,
    }
    return render(request, "officer/index.html", context, status=409 if problems else 200)


@require_POST
def report_open(request: HttpRequest, which: ReportKey) -> HttpResponse:
    """Begin the report of a year."""
    try:
        blank = which.blank(request.user)
        open_report(blank.regency, which.year, by=request.user, nominee=blank.nominee)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return redirect("report_index") if which.nominee is None else redirect("nominee", which.nominee)
    return redirect("report_overview", which)


@require_safe
def report_overview(request: HttpRequest, which: ReportKey) -> HttpResponse:
    """Show one report as a checklist: its sections, figures, findings, and who does what next."""
    if which.is_unsaid(request.user):
        return redirect("report_index")
    page = ReportPage(request, which)
    context = {"page": page, "tasks": _tasks(page), "findings": _groups(page), "next": next_step(page)}
    context["threads"] = _threads(page)
    return render(request, "officer/overview.html", context | headline_shown(page))


def _threads(page: ReportPage) -> list[tuple[EntryMessage, str]]:
    """Return the newest message of each thread, and the name of its entry."""
    names = {entry.pk: entry.called for entry in page.entries}
    said = newest_messages(page.report, for_office=True)
    return [(message, names[message.entry_id]) for message in said if message.entry_id in names]


def headline_shown(page: ReportPage) -> dict[str, Any]:
    """Return what officer/_headline.html shows."""
    figures = draft_headline(**page.figures)
    growth = figures.coverage_growth_pp
    return {
        "figures": figures,
        "trend": _trend(growth),
        "growth": "" if growth is None else format_points(growth),
        "target_label": "Capaian target" if page.report.nominee else "Capaian target daerah",
        "coverage_note": " · ".join(
            filter(None, [_claimed_note(page), by_kind_in_words(figures), _not_yet(page)])
        ),
        "target_note": _target_note(page.figures["target_pct"]),
    }


def _tasks(page: ReportPage) -> list[dict[str, str]]:
    """Return the sections as rows of includes/task_list.html. Two queries."""
    touched = _last_touched(page)
    return [
        {
            "title": step.section.label,
            "url": section_url(page, step.section),
            "state": step.state.value,
            "state_text": step.state.label,
            "remaining": step.remaining,
            "names": _shortened(step.names),
            "touched": touched.get(step.section, ""),
            "detail": OPTIONAL if step.state == SectionState.EMPTY and not step.left else "",
            "gap_url": gap_url(page, step.gap),
        }
        for step in page.progress
    ]


def _last_touched(page: ReportPage) -> dict[str, str]:
    """Return who changed each section last, and when, in words; of what was only carried forward nothing."""
    touched = [entry for entry in page.entries if entry.entered_at or entry.evidence.all()]
    found = last_filled(entry.pk for entry in touched)
    newest: dict[str, tuple[datetime.datetime, str]] = {}
    for entry in touched:
        who, when = found[entry.pk]
        newest[entry.section] = max(newest.get(entry.section, (when, who)), (when, who))
    province = page.regency.province
    return {section: f"{who}, {province.in_its_time(when)}" for section, (when, who) in newest.items()}


def _shortened(names: Sequence[str]) -> str:
    """Return the first names in one line, and how many more there are."""
    more = len(names) - MOST_NAMES
    shown = ", ".join(names[:MOST_NAMES] if more > 1 else names)
    return f"{shown}, dan {more} lainnya" if more > 1 else shown


def _claimed_note(page: ReportPage) -> str:
    """Return the coverage the office claims, where the verifier found other figures."""
    if page.claimed == page.figures:
        return ""
    return f"Menurut isian dinas {format_percent(draft_headline(**page.claimed).coverage)}"


def _target_note(target: str | None) -> str:
    return "Cakupan dibanding target UCJ" + ("" if target is None else f" {format_percent(Decimal(target))}")


def _not_yet(page: ReportPage) -> str:
    """Return what the coverage so far still waits for: half of the people would be measured against all."""
    halves = [
        segment.label
        for segment in page.facts.segments
        if (segment.registered is None) != (segment.registered_previous is None)
    ]
    return f"Terhitung setelah kedua tahun diisi: {', '.join(halves)}" if halves else ""


def _trend(change: Fraction | None) -> str:
    if change is None:
        return ""
    return "up" if change > 0 else "down" if change < 0 else "flat"


def _groups(page: ReportPage) -> list[dict[str, Any]]:
    """Return the findings by what they ask for; groups that still stop the report are unfolded."""
    kinds = (
        ("Harus diperbaiki", True, lambda finding: finding.level == "hard"),
        ("Perlu penjelasan", True, lambda finding: finding.level == "soft" and finding.blocks),
        ("Sudah dijelaskan", False, lambda finding: finding.level == "soft" and not finding.blocks),
        ("Catatan", False, lambda finding: finding.level == "note"),
    )
    groups = [
        {
            "title": title,
            "open": is_open,
            "items": [(found, finding_url(page, found)) for found in page.findings if belongs(found)],
        }
        for title, is_open, belongs in kinds
    ]
    return [group for group in groups if group["items"]]


@require_safe
def report_history(request: HttpRequest, which: ReportKey) -> HttpResponse:
    """Show every change of the report, newest first."""
    page = ReportPage(request, which)
    table = HistoryTable(report_changes(page.report), request=request)
    return render(request, "officer/history.html", {"page": page, "table": table})


@require_safe
@of_a_row
def entry_history(request: HttpRequest, page: ReportPage, found: ReportEntry) -> HttpResponse:
    """Show every change of one entry, newest first."""
    about = [model.pgh_event_model.objects.filter(entry=found.pk) for model in (Evidence, Review)]
    table = HistoryTable(changes(found.detail, *about), request=request)
    context = {"page": page, "entry": found, "entry_url": entry_url(page, found), "table": table}
    return render(request, "officer/history.html", context)
