"""The page on which a member compares the own marks of all candidates."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.models import Seat
from awards.panel.member.own_marks import own_marks
from awards.tables.chair import OwnMarksTable


@require_safe
def index(request: HttpRequest, edition: int) -> HttpResponse:
    """Show the own marks, a column for each candidate; 404 to who has no seat in the award year."""
    seats = Seat.objects.select_related("edition__province")
    seat = get_object_or_404(seats, user=request.user, edition=edition)
    seat.user = request.user
    timezone.activate(seat.edition.province.zone)
    found = own_marks(seat, timezone.now())
    context = {"seat": seat, "tables": [OwnMarksTable(of_category) for of_category in found]}
    return render(request, "panel/own_marks.html", context)
