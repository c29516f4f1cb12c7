"""What pages of a row answer once it was taken out of the report: who did it and when, and where the others are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from regencies.choices import Section
from regencies.models import Regulation, ReportEntry
from regencies.models.sections import DETAIL_MODELS
from regencies.presenters.audit_log import removal_of, removal_of_file
from regencies.views.officer.links import section_url
from regencies.views.officer.report_key import ReportKey
from regencies.views.officer.report_page import ReportPage

MOST_SHOWN = 5


def removal(page: ReportPage, pk: int) -> tuple[Section, dict[str, str]]:
    """Return the section of a removed row; who removed it and when, in words; and where the others are. Or 404."""
    found = removal_of(page.report, pk)
    if found is None:
        raise Http404
    section, who, when = found
    at = page.regency.province.in_its_time(when)
    text = f"Butir ini sudah dihapus dari laporan oleh {who}, {at}."
    return Section(section), {"text": text, "url": section_url(page, section)}


def removed_rows(page: ReportPage, section: Section) -> list[dict[str, Any]]:
    """Return {key, called} of the rows of a section last removed, newest first; in two queries, regulations three."""
    present = {entry.pk for entry in page.in_section(section)}
    gone = ReportEntry.pgh_event_model.objects.filter(
        report=page.report, section=section, pgh_label="delete"
    ).order_by("-pgh_id")
    keys = list(dict.fromkeys(key for key in gone.values_list("pgh_obj_id", flat=True) if key not in present))
    details = _last_of(DETAIL_MODELS[section], keys[:MOST_SHOWN])
    if section == Section.REGULATIONS:
        named = _last_of(Regulation, [use.regulation_id for use in details.values()])
        for use in details.values():
            use.regulation = named[use.regulation_id]
    return [{"key": key, "called": str(details[key])} for key in keys if key in details]


def _last_of(model: type[models.Model], keys: list[int]) -> dict[int, Any]:
    """Return rows as they last were, unsaved, by key; one query, none for no key."""
    found: dict[int, Any] = {}
    names = [field.attname for field in model._meta.concrete_fields]
    events = model.pgh_event_model.objects.filter(pgh_obj_id__in=keys) if keys else ()  # type: ignore[attr-defined]
    for event in sorted(events, key=lambda event: event.pgh_id):
        found[event.pgh_obj_id] = model(**{name: getattr(event, name) for name in names})
    return found


def gone_file(request: HttpRequest, page: ReportPage, pk: int) -> HttpResponse:
    """Answer 410 for a file that was taken out of the report, with the way to the others; 404 for any other."""
    if (found := removal_of_file(page.report, pk)) is None:
        raise Http404
    file, who, when = found
    at = page.regency.province.in_its_time(when)
    shown = {
        "what": "Berkas",
        "text": f"“{file.title}” sudah dihapus dari bukti dukung oleh {who}, {at}.",
        "url": reverse("report_evidence", args=[page.key, file.entry_id]),
    }
    return render(request, "410.html", shown, status=410)


def gone_page(request: HttpRequest, page: ReportPage, pk: int) -> HttpResponse:
    """Answer 410 for a removed row, 404 for one that never was in the report."""
    return render(request, "410.html", removal(page, pk)[1], status=410)


def of_a_row(
    view: Callable[[HttpRequest, ReportPage, ReportEntry], HttpResponse],
) -> Callable[[HttpRequest, ReportKey, int], HttpResponse]:
    """Call the view with the page of the report and its row of this key; a removed row answers 410."""

    @wraps(view)
    def answer(request: HttpRequest, which: ReportKey, entry: int) -> HttpResponse:
        page = ReportPage(request, which)
        found = page.find(entry)
        return view(request, page, found) if found else gone_page(request, page, entry)

    return answer
