"""The list of an award year's sheets of paper, and the blank ones to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from awards.choices import Source, Stage
from awards.models import Category, Criterion, Edition, Entry, PaperSheet
from awards.models.editions import by_kind
from awards.panel.boards import hidden_from
from awards.panel.permissions import can_follow
from awards.paper.forms import ChoiceForm
from awards.paper.printing import CANDIDATES, category_pdf, parts_of, sheet_pdf
from awards.tables.chair_room.papers import PapersTable
from awards.views.paper.place import led_edition, page_of


@require_safe
def desk(request: HttpRequest, edition: int) -> HttpResponse:
    """List the papers that were entered, what there is to print, and lead to the page of one; marks are not here."""
    found = led_edition(request, edition)
    hidden = hidden_from(request.user, found)
    form = ChoiceForm(found, hidden, request.GET if "seat" in request.GET else None)
    if form.is_valid():
        chosen = form.cleaned_data
        return redirect("paper_sheet", chosen["seat"].pk, chosen["entry"].pk, Stage(chosen["stage"]))
    papers = (
        PaperSheet.objects.filter(seat__edition=found)
        .exclude(entry__in=hidden)
        .select_related("seat__user", "entry__regency", "entry__nominee", "entered_by", "checked_by")
    )
    context = {
        "edition": found,
        "follows": can_follow(request.user, found),
        "form": form,
        "table": PapersTable(papers, request=request),
        "prints": list(_prints(found, hidden)),
    }
    return render(request, "paper/desk.html", context)


def _prints(edition: Edition, hidden: set[int]) -> Iterator[tuple[Category, list[Stage], list[int]]]:
    """Yield each category with the stages it is scored at and the numbers of its files. Three queries."""
    entries = Entry.objects.candidates().filter(category__edition=edition).exclude(pk__in=hidden)
    counts = Counter(entries.order_by().values_list("category_id", flat=True))
    scored = Criterion.objects.filter(group__category__edition=edition, source=Source.PANEL)
    asked = set(scored.order_by().values_list("group__category", "stage").distinct())
    for category in by_kind(edition.categories.all()):
        if count := counts[category.pk]:
            stages = [stage for stage in Stage if (category.pk, stage) in asked]
            yield category, stages, list(range(1, -(-count // CANDIDATES) + 1))


@require_safe
def category_sheets(request: HttpRequest, judged: int, stage: Stage, part: int) -> HttpResponse:
    """Print the blank sheets of ten candidates of a category; 404 for a part there is not."""
    category = get_object_or_404(Category, pk=judged)
    category.edition = led_edition(request, category.edition_id)
    parts = parts_of(category, request.user)
    if not 1 <= part <= len(parts) or not (content := category_pdf(category, stage, parts[part - 1])):
        raise Http404
    return _pdf(content, f"lembar-nilai-{category.slug}-{stage.slug}-{part}")


@require_safe
def one_sheet(request: HttpRequest, seat: int, entry: int, stage: Stage) -> HttpResponse:
    """Print one blank sheet."""
    page = page_of(request, seat, entry, stage)
    content = sheet_pdf(page.seat, page.held.entry, stage, page.held.asked)
    return _pdf(content, f"lembar-nilai-{page.held.entry.code}-{stage.slug}-kursi-{page.seat.number}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
