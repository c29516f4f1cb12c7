"""The page of what all marks say, once every sheet is locked; what it shows changes no rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from awards.editions.phases import RESULTS_OPEN
from awards.live.late import effects
from awards.models import Category, Edition
from awards.panel.boards import board, candidates_for
from awards.panel.marks import note_reading
from awards.panel.measured.statistics import WIDE, Statistics, measured
from awards.scoring.panel.interval import RESAMPLES
from awards.tables.chair import DifferencesTable
from awards.tables.chair_room.presentations import EffectsTable
from awards.tables.chair_room.statistics import (
    CandidatesTable,
    DisagreementsTable,
    FairTable,
    MembersAmongTable,
)
from awards.views.chair import followed_edition, marks_of
from config.postgres.kept import KeptWhole
from regencies.tables.base import ListTable

SECTIONS: KeptWhole[SafeString] = KeptWhole()


@require_safe
def spread(request: HttpRequest, edition: int) -> HttpResponse:
    """Show how members differ about candidates and criteria and how alike they rank, once every sheet is locked."""
    found = followed_edition(request, pk=edition)
    which = request.user.pk, found.pk, timezone.localdate(), request.GET.urlencode()
    sections = SECTIONS.of(which, lambda: _sections(request, found))
    note_reading(found, "Selisih nilai")
    return render(request, "panel/chair_spread.html", {"edition": found, "sections": sections})


def _sections(request: HttpRequest, edition: Edition) -> SafeString:
    """Return what the page says of each category. Raises PermissionDenied while a sheet is open."""
    marks = measured(edition, request.user)
    if marks is None:
        raise PermissionDenied
    context = {
        "edition": edition,
        "categories": marks.categories,
        "listed": [_shown(request, category, one) for category, one in marks.categories.items()],
        "wide": WIDE,
        "resamples": RESAMPLES,
        "looks": edition.phase in RESULTS_OPEN and marks.is_whole,
    }
    return render_to_string("panel/_spread.html", context)


def _shown(request: HttpRequest, category: Category, found: Statistics) -> dict[str, Any]:
    """Return a category with its statistics and the page of each of their tables that the request asks for."""

    def page(table: type[ListTable], rows: Sequence[Any], of: str = "") -> ListTable:
        return table(rows, request=request, prefix=f"{category.slug}-{of}", kept=found.drawn)

    return {
        "category": category,
        "found": found,
        "candidates": page(CandidatesTable, found.candidates, "kandidat-"),
        "fair": page(FairTable, found.partly, "koreksi-") if found.partly else None,
        "disagreements": page(DisagreementsTable, found.disagreements, "besar-"),
        "members": MembersAmongTable(found.members, kept=found.drawn),
        "differences": page(DifferencesTable, found.rows),
    }


@require_safe
def moved(request: HttpRequest, edition: int) -> HttpResponse:
    """Show how far each presentation moved the desk marks, once every sheet is locked."""
    found = followed_edition(request, pk=edition)
    progress = board(found, candidates_for(request.user, found))
    if not progress.complete:
        raise PermissionDenied
    note_reading(found, "Pengaruh paparan")
    context = {"edition": found, "effects": EffectsTable(effects(marks_of(progress)))}
    return render(request, "live/effects.html", context)
