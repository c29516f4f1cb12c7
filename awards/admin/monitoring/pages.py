"""Monitoring on the desk: how far regions and nominees of an award year are, as lists, as CSV, and reminding them."""

from __future__ import annotations

from collections.abc import Sequence
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
from awards.monitoring.reminders import plan_reminders, remind
from awards.monitoring.states import ReportState
from awards.monitoring.tiles import legend, tiles
from awards.monitoring.watched import NOMINEES, REGIONS, Watched
from awards.preflight.item import listed
from awards.tables.monitoring import READY, MonitoringFilter, MonitoringTable
from awards.tables.nominee_monitoring import (
    NomineeMonitoringFilter,
    NomineeMonitoringTable,
    RegionNomineesTable,
)
from regencies.l10n.numbers import LONGEST_KEY, read_digits


@require_safe
def monitoring_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Show every region of the province: its report, what is left of it, and until when."""
    rows = REGIONS.states(edition)
    chosen = MonitoringFilter(request.GET, rows)
    table = MonitoringTable(chosen.shown, edition, request)
    by_coverage = request.GET.get("petak") == "cakupan"
    on_page = [row.record for row in table.paginated_rows]
    context = _page_of(REGIONS, site, request, edition, rows) | {
        "filter": chosen,
        "table": table,
        "tiles": tiles(rows, edition.province.code, on_page, by_coverage=by_coverage),
        "legend": legend(rows, by_coverage=by_coverage),
        "by_coverage": by_coverage,
    }
    return TemplateResponse(request, "admin/awards/monitoring.html", context)


@require_safe
def nominees_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Show every nominee of the province: its report, what is left of it, and until when; and how many a region has."""
    rows = NOMINEES.states(edition)
    chosen = NomineeMonitoringFilter(request.GET, rows)
    context = _page_of(NOMINEES, site, request, edition, rows) | {
        "filter": chosen,
        "table": NomineeMonitoringTable(chosen.shown, edition, request),
        "regions": RegionNomineesTable(edition, rows),
    }
    return TemplateResponse(request, "admin/awards/nominee_monitoring.html", context)


def _page_of(
    whose: Watched, site: AdminSite, request: HttpRequest, edition: Edition, rows: Sequence[ReportState]
) -> dict[str, object]:
    return {
        **site.each_context(request),
        "title": whose.title,
        "edition": edition,
        "csv_url": _url(f"{whose.page}_csv", edition),
        "remind_url": _url(whose.remind, edition),
        "ready": listed(row.name for row in rows if row.is_ready),
        "ready_url": f"?status={READY}",
    }


def _url(name: str, edition: Edition) -> str:
    return reverse(name, args=[edition.pk])


@require_safe
def monitoring_csv(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Send the regions that are shown, in the order they are shown in."""
    chosen = MonitoringFilter(request.GET, REGIONS.states(edition))
    return _csv_of(REGIONS, MonitoringTable(chosen.shown, edition, request), edition)


@require_safe
def nominees_csv(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Send the nominees that are shown, in the order they are shown in."""
    chosen = NomineeMonitoringFilter(request.GET, NOMINEES.states(edition))
    return _csv_of(NOMINEES, NomineeMonitoringTable(chosen.shown, edition, request), edition)


def _csv_of(whose: Watched, table: MonitoringTable, edition: Edition) -> HttpResponse:
    cells = monitoring_cells((row.record for row in table.rows), edition, whose)
    about = "-calon" if whose.of_nominees else ""
    headers = {"Content-Disposition": f'attachment; filename="pemantauan{about}-{edition.award_year}.csv"'}
    return HttpResponse(csv_bytes(cells), content_type="text/csv; charset=utf-8", headers=headers)


def remind_page(
    request: HttpRequest, site: AdminSite, edition: Edition, whose: Watched = REGIONS
) -> HttpResponse:
    """Show the mails that remind the chosen regions or nominees; on POST send them."""
    asked = request.POST if request.method == "POST" else request.GET
    keys = (read_digits(text, LONGEST_KEY) for text in asked.getlist(whose.noun))
    chosen = {key for key in keys if key is not None}

    def act() -> None:
        sent = remind(edition, chosen, by=request.user, whose=whose)
        told = f"Pengingat dikirim kepada {len(sent.letters)} orang"
        where = "untuk" if whose.of_nominees else "di"
        messages.success(request, f"{told} {where} {len(sent.places)} {whose.noun}.")

    return ask(
        request,
        site,
        edition,
        title=f"Ingatkan {whose.noun}",
        label="Kirim pengingat",
        act=act,
        back=_url(whose.page, edition),
        template="admin/awards/remind.html",
        plan=partial(plan_reminders, edition, chosen, request.user, whose),
        whose=whose,
    )


remind_nominees_page = partial(remind_page, whose=NOMINEES)
