"""The plenary's pages: what there is to talk over in a category, what was decided on a point, who was there."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.contract.conform import NotConforming
from awards.models import Category, Edition, PlenaryPoint
from awards.panel.marks import note_reading
from awards.panel.permissions import can_run_presentations
from awards.plenary.discussion import Point, discussion
from awards.plenary.forms import AttendanceForm, PointForm
from awards.plenary.record import record_attendance, record_point
from awards.publishing.look_page import require_look
from awards.tables.chair_room.plenary import CheckedTable
from awards.views.chair import FORM, in_its_time, known_editions
from config.accounts.typed_values import shows_typed
from regencies.views.confirm import confirm_response


def _category(request: HttpRequest, judged: int) -> Category:
    """Return a category of a known edition (else 404) whose results this person may look at by now (else 403)."""
    categories = Category.objects.select_related("edition__province")
    found: Category = get_object_or_404(categories, pk=judged, edition__in=known_editions(request))
    require_look(request.user, found)
    in_its_time(found.edition)
    return found


@require_safe
def points(request: HttpRequest, judged: int) -> HttpResponse:
    """Show what the plenary has to talk over, what was decided, who was there, and how firm the ranks are."""
    category = _category(request, judged)
    try:
        found = discussion(category)
    except NotConforming as unfit:
        return render(request, "panel/points.html", {"category": category, "problems": unfit.complaints})
    note_reading(category.edition, category)
    context = {"category": category, "found": found, "checked": CheckedTable(found.checked)}
    return render(request, "panel/points.html", context)


@shows_typed
@FORM
def point(request: HttpRequest, judged: int, point: str) -> HttpResponse:
    """Ask what was decided on a point and why, beside what was decided before; on POST record it."""
    category = _category(request, judged)
    back = reverse("chair_points", args=[category.pk])

    def record(decision: str, reason: str) -> PlenaryPoint:
        shown = request.POST.get("replaces", "")
        replaces = int(shown) if shown.isdecimal() and len(shown) < 20 else 0
        return record_point(category, point, decision, reason, by=request.user, replaces=replaces)

    return confirm_response(
        request,
        record,
        form=PointForm(request.POST if request.method == "POST" else None),
        message="Keputusan pleno tercatat.",
        shared=lambda: _question(_point(category, point)),
        next_url=back,
        cancel_url=back,
        page_eyebrow=str(category),
        crumbs=[(back, "Bahan pleno")],
    )


def _point(category: Category, slug: str) -> Point:
    try:
        found = discussion(category).point(slug)
    except NotConforming:
        found = None
    if found is None:
        raise Http404
    return found


def _question(found: Point) -> dict[str, object]:
    """Return what the page of a point says, as things stand when it is shown."""
    decided = found.decided
    replaced = (
        [f"Keputusan {decided.recorded_by} digantikan dan tetap tercatat: {decided.decision}"]
        if decided
        else []
    )
    return {
        "page_title": f"{found.kind.label}: {found.name}",
        "page_lead": found.said,
        "consequences": [
            "Keputusan dan alasannya tercatat. Nilai dan peringkat tidak berubah karenanya.",
            *replaced,
        ],
        "hidden": {"replaces": decided.pk if decided else 0},
        "confirm_label": "Ganti keputusan" if decided else "Catat keputusan",
    }


@FORM
def attendance(request: HttpRequest, edition: int) -> HttpResponse:
    """Ask which members were at the plenary; on POST record it for all of them."""
    found: Edition = in_its_time(get_object_or_404(known_editions(request), pk=edition))
    if not can_run_presentations(request.user, found):
        raise PermissionDenied
    seats = list(found.seats.nine().select_related("user", "plenary_attendance").order_by("number"))
    here = [s.number for s in seats if hasattr(s, "plenary_attendance") and s.plenary_attendance.present]
    back = reverse("plenary_attendance", args=[found.pk])
    return confirm_response(
        request,
        lambda present: record_attendance(found, present, by=request.user),
        form=AttendanceForm(
            seats, request.POST if request.method == "POST" else None, initial={"present": here}
        ),
        message="Kehadiran pleno tercatat.",
        next_url=back,
        cancel_url=reverse("panel_index"),
        cancel_label="Kembali",
        page_title="Kehadiran pleno",
        page_eyebrow=str(found),
        page_lead=f"Tercatat hadir: {len(here)} dari {len(seats)} anggota." if here else "Belum tercatat.",
        consequences=["Yang tidak dipilih tercatat tidak hadir pada pleno. Lembar nilainya tetap dihitung."],
        confirm_label="Catat kehadiran",
    )
