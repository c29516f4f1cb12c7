"""Whose sheet of paper an address names, for who may know of it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from awards.choices import Stage
from awards.models import Edition, Entry, Seat
from awards.panel.locks import entry_of
from awards.panel.permissions import can_run_presentations, refusal
from awards.paper.page import PaperPage, paper_page
from awards.paper.permissions import Standing
from awards.views.chair import in_its_time, known_editions


def page_of(request: HttpRequest, seat: int, entry: int, stage: Stage) -> PaperPage:
    """Return the page of a sheet of paper; 404 for what is out of sight, a conflict of interest too, else 403."""
    of = get_object_or_404(Seat.objects.select_related("user"), pk=seat)
    of.edition = in_its_time(get_object_or_404(known_editions(request), pk=of.edition_id))
    try:
        found, conflict = entry_of(of, entry)
    except Entry.DoesNotExist:
        raise Http404 from None
    viewer = Standing(request.user, of, found)
    if found.category.edition_id != of.edition_id or not (found.candidate and found.judged_here):
        raise Http404
    if not (viewer.is_member or viewer.leads):
        raise refusal(request.user, pk=found.category_id)
    page = paper_page(viewer, stage, conflict)
    if viewer.has_conflict or not page.held.asked:
        raise Http404
    return page


def led_edition(request: HttpRequest, edition: int) -> Edition:
    """Return a known award year (else 404) whose presentations this person runs (else 403)."""
    found = in_its_time(get_object_or_404(known_editions(request), pk=edition))
    if not can_run_presentations(request.user, found):
        raise PermissionDenied
    return found
