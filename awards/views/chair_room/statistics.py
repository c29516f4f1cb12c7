"""The page of what all marks say, once every sheet is locked; what it shows changes no rank."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.editions.phases import RESULTS_OPEN
from awards.live.late import effects
from awards.models import Category
from awards.panel.boards import board, candidates_for
from awards.panel.marks import note_reading
from awards.panel.measured.statistics import WIDE, Statistics, statistics
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


@require_safe
def spread(request: HttpRequest, edition: int) -> HttpResponse:
    """Show how members differ about candidates and criteria and how alike they rank, once every sheet is locked."""
    found = followed_edition(request, pk=edition)
    progress = board(found, candidates_for(request.user, found))
    if not progress.complete:
        raise PermissionDenied
    note_reading(found, "Selisih nilai")
    categories = statistics(marks_of(progress))
    context = {
        "edition": found,
        "categories": categories,
        "listed": [_shown(request, category, one) for category, one in categories.items()],
        "wide": WIDE,
        "resamples": RESAMPLES,
        "looks": found.phase in RESULTS_OPEN and not any(row.hidden for row in progress.rows),
    }
    return render(request, "panel/chair_spread.html", context)


def _shown(request: HttpRequest, category: Category, found: Statistics) -> dict[str, Any]:
    """Return a category with its statistics and their tables."""
    return {
        "category": category,
        "found": found,
        "candidates": CandidatesTable(found.candidates),
        "fair": FairTable(found.partly) if found.partly else None,
        "disagreements": DisagreementsTable(
            found.disagreements, request=request, prefix=f"{category.slug}-besar-"
        ),
        "members": MembersAmongTable(found.members),
        "differences": DifferencesTable(found.rows, request=request, prefix=f"{category.slug}-"),
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
