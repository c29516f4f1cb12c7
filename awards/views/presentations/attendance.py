"""The attendance list of the panel at the presentations: ticked per candidate, printed for the year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from awards.live.attendance import attendance_list, called_to, present_at, record_presence
from awards.live.forms import AttendanceForm
from awards.tables.chair_room.presentations import AttendanceTable
from awards.views.presentations.console import ask, candidate, own_edition


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, entry: int) -> HttpResponse:
    """Record which members were at the presentation of a candidate."""
    found, edition = candidate(request, entry)
    seats = called_to(found).select_related("user").order_by("number")
    return ask(
        request,
        edition,
        lambda seats: record_presence(found, seats, by=request.user),
        AttendanceForm(
            seats,
            request.POST if request.method == "POST" else None,
            initial={"seats": sorted(present_at(found))},
        ),
        message=f"Daftar hadir paparan {found} tercatat.",
        page_title=f"Daftar hadir paparan {found}",
        page_lead="Centang anggota Tim Sembilan yang ada di ruang paparan.",
        consequences=["Daftar ini menggantikan yang tercatat sebelumnya; yang lama tetap dalam riwayat."],
        confirm_label="Catat daftar hadir",
    )


@require_safe
def attendances(request: HttpRequest, edition: int) -> HttpResponse:
    """Show who was at which presentation, to be printed and signed."""
    found = own_edition(request, edition)
    listed = attendance_list(found)
    return render(request, "live/attendances.html", {"edition": found, "table": AttendanceTable(listed)})
