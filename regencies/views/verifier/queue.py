"""The queue of a province: every participant of a kind and how far its report is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regencies.choices import REGENCY_KIND, Role
from regencies.kinds.registry import KINDS
from regencies.tables.verifier.participants import waiting_reports
from regencies.tables.verifier.queue import queue_of


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show every participant of a kind in the province and how far its report is."""
    provinces = [m.province_id for m in request.user.active_memberships if m.role == Role.VERIFIER]
    if not provinces:
        raise Http404
    timezone.activate(request.user.zone)
    waiting = waiting_reports(provinces)
    year = next((y for y in waiting if str(y) == request.GET.get("tahun")), next(iter(waiting), None))
    kind = asked if (asked := request.GET.get("jenis")) in KINDS else REGENCY_KIND
    context: dict[str, Any] = {"years": list(waiting), "year": year}
    if year:
        listed, table = queue_of(request, kind, provinces, year)
        table.caption = f"Laporan {KINDS[kind].label.lower()} tahun {year}"
        context |= {"table": table, "filter": listed, "waiting": waiting[year]}
    return render(request, "verifier/queue.html", context)
