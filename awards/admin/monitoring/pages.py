"""Monitoring on the desk: how far the regions of an award year are with their reports."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from awards.models import Edition
from awards.monitoring.regions import region_states
from awards.tables.monitoring import MonitoringFilter, MonitoringTable


@require_safe
def monitoring_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Show every region of the province: its report, what is left of it, and until when."""
    listed = MonitoringFilter(request.GET, region_states(edition))
    context = {
        **site.each_context(request),
        "title": "Pemantauan",
        "edition": edition,
        "filter": listed,
        "table": MonitoringTable(listed.shown, edition, request),
    }
    return TemplateResponse(request, "admin/awards/monitoring.html", context)
