"""Monitoring on the desk: how far the regions of an award year are, as a list, as CSV, and reminding them."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.admin.phase_pages import ask
from awards.exports.csv_file import csv_bytes
from awards.models import Edition
from awards.monitoring.csv_table import monitoring_cells
from awards.monitoring.regions import region_states
from awards.monitoring.reminders import NOBODY_CHOSEN, plan_reminders, remind
from awards.monitoring.tiles import legend, tiles
from awards.tables.monitoring import MonitoringFilter, MonitoringTable


@require_safe
def monitoring_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Show every region of the province: its report, what is left of it, and until when."""
    rows = region_states(edition)
    listed = MonitoringFilter(request.GET, rows)
    table = MonitoringTable(listed.shown, edition, request)
    by_coverage = request.GET.get("petak") == "cakupan"
    on_page = [row.record for row in table.paginated_rows]
    context = {
        **site.each_context(request),
        "title": "Pemantauan",
        "edition": edition,
        "filter": listed,
        "table": table,
        "tiles": tiles(rows, edition.province.code, on_page, by_coverage=by_coverage),
        "legend": legend(rows, by_coverage=by_coverage),
        "by_coverage": by_coverage,
    }
    return TemplateResponse(request, "admin/awards/monitoring.html", context)


@require_safe
def monitoring_csv(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Send the regions that are shown, in the order they are shown in."""
    listed = MonitoringFilter(request.GET, region_states(edition))
    table = MonitoringTable(listed.shown, edition, request)
    cells = monitoring_cells((row.record for row in table.rows), edition)
    name = f"pemantauan-{edition.award_year}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(csv_bytes(cells), content_type="text/csv; charset=utf-8", headers=headers)


def remind_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Show the mails that remind the chosen regions; on POST send them."""
    asked = request.POST if request.method == "POST" else request.GET
    chosen = {int(key) for key in asked.getlist("daerah") if key.isascii() and key.isdigit()}

    def act() -> None:
        sent = remind(edition, chosen, by=request.user)
        messages.success(
            request, f"Pengingat dikirim kepada {len(sent.letters)} orang di {len(sent.places)} daerah."
        )

    return ask(
        request,
        site,
        edition,
        title="Ingatkan daerah",
        label="Kirim pengingat",
        act=act,
        back=reverse("admin:awards_edition_monitoring", args=[edition.pk]),
        template="admin/awards/remind.html",
        plan=partial(plan_reminders, edition, chosen, request.user),
        nobody_chosen=NOBODY_CHOSEN,
    )
