"""The report card of an office's published result, on the screen and on paper; out of sight for everybody else."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.preflight.item import listed
from awards.report_card.found import ReportCard, published_entries, report_card
from awards.report_card.paper import report_card_pdf
from awards.tables.office.report_cards import CriteriaTable, PerYearTable, PublishedResultsTable


def _card(request: HttpRequest, entry: int) -> ReportCard:
    """Return the card of an entry of the own office whose result is public; 404 for every other."""
    found = report_card(get_object_or_404(published_entries(request.user), pk=entry))
    if found is None:
        raise Http404
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the published results of the office."""
    if not (offices := request.user.offices):
        raise Http404
    table = PublishedResultsTable(published_entries(request.user), request=request)
    return render(request, "report_card/index.html", {"offices": listed(offices), "table": table})


@require_safe
def card(request: HttpRequest, entry: int) -> HttpResponse:
    """Show how an entry was judged beside the others and last year, and what would have raised it most."""
    found = _card(request, entry)
    words = found.words
    context = {
        "found": found,
        "entry": found.entry,
        "edition": found.entry.category.edition,
        "criteria": CriteriaTable(
            words.rows, disclosed=found.disclosed, compared=found.year_before is not None
        ),
        "per_year": PerYearTable(words.per_year),
    }
    return render(request, "report_card/card.html", context)


@require_safe
def card_pdf(request: HttpRequest, entry: int) -> HttpResponse:
    """Print the same."""
    found = _card(request, entry)
    year = found.entry.category.edition.award_year
    response = HttpResponse(report_card_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="rapor-{found.entry.code}-{year}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
