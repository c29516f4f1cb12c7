"""Pages open to everybody: rankings served as rendered bytes, and the pages around them."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import CharField, F, Func, Max, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import conditional_page, require_safe

from awards.forms import HashForm
from awards.models import Category, Edition, Publication
from awards.publishing.names import CSV, DOCUMENT, PACKED, PAGE, PDF, WORKBOOK, CategoryAddress
from awards.publishing.serve import File, NotPublished, served
from awards.views.public_context import criteria_of, edition_card, publication_facts, receipt_facts
from regencies.models import Receipt

CONTENT_TYPES = {
    PAGE: "text/html; charset=utf-8",
    DOCUMENT: "application/json",
    CSV: "text/csv; charset=utf-8",
    WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PDF: "application/pdf",
}
FRESH = "public, max-age=60"  # a correction is seen within a minute, and asked for again by its hash
YEARS_AT_LENGTH = 2
GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))", re.IGNORECASE)


@require_safe
@login_not_required
@transaction.non_atomic_requests
def publication_file(
    request: HttpRequest,
    province: str,
    award_year: int,
    category: str,
    number: int | None = None,
    name: str = PAGE,
) -> HttpResponse:
    """Serve a file of one publication, of the live one without `number`: bytes, no query, no session."""
    packed = name == PAGE and bool(GZIP.search(request.headers.get("Accept-Encoding", "")))
    place = CategoryAddress(province, award_year, category)
    try:
        file = served(place, number, PACKED if packed else name)
    except NotPublished:
        raise Http404(f"{request.path} belum diumumkan.") from None
    return _answer(request, file, name, packed, f"{province}-{award_year}-{category}-v{number}-{name}")


def _answer(request: HttpRequest, file: File, name: str, packed: bool, shown_name: str) -> HttpResponse:
    """Return the bytes, or 304 for who has them already."""
    response = HttpResponse(file.content, content_type=CONTENT_TYPES[name])
    response["Cache-Control"] = FRESH
    if name == PAGE:
        response["Vary"] = "Accept-Encoding"
    if packed:
        response["Content-Encoding"] = "gzip"
    if name in {CSV, WORKBOOK, PDF}:
        way = "inline" if name == PDF else "attachment"
        response["Content-Disposition"] = f'{way}; filename="{shown_name}"'
    response["ETag"] = etag = f'"{file.sha256}"'
    return get_conditional_response(request, etag=etag, response=response)


@require_safe
@login_not_required
@conditional_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the editions with phase and dates, and the latest rankings; earlier years as links."""
    public = Edition.objects.public().select_related("province")
    newest = public.aggregate(year=Max("award_year"))["year"] or 0
    live = Publication.objects.live().defer("sealed_document")
    recent = public.filter(award_year__gt=newest - YEARS_AT_LENGTH).prefetch_related(
        Prefetch("categories__publications", live, to_attr="live")
    )
    earlier = (
        live.filter(category__edition__award_year__lte=newest - YEARS_AT_LENGTH)
        .defer("document", "sealed_document")
        .select_related("category__edition__province")
        .order_by("-category__edition__award_year", "category__edition__province", "category__slug")
    )
    context = {"editions": [edition_card(row) for row in recent], "earlier": earlier}
    return render(request, "public/home.html", context)


@require_safe
@login_not_required
@conditional_page
def criteria(request: HttpRequest, province: str, award_year: int) -> HttpResponse:
    """Show criteria, weights, rubrics and tie rules of an award year, from before the first figure is typed."""
    edition = get_object_or_404(
        Edition.objects.public().select_related("province"), province__slug=province, award_year=award_year
    )
    categories = Category.objects.filter(edition=edition).prefetch_related("groups__criteria__bands")
    context = {
        "edition": edition,
        "categories": [criteria_of(category, edition) for category in categories],
        "sample_data": edition.sample_data,
    }
    return render(request, "public/criteria.html", context)


@require_safe
@login_not_required
def verify(request: HttpRequest, sha256: str = "") -> HttpResponse:
    """Say whether a hash is that of a publication, a sealed document or a receipt."""
    typed = sha256 or request.GET.get("sha256", "")
    form = HashForm({"sha256": typed} if typed.strip() else None)
    if not form.is_bound:
        return render(request, "public/verify.html", {"state": "ask", "form": form})
    if not form.is_valid():
        context = {"state": "malformed", "typed": typed, "form": form}
        return render(request, "public/verify.html", context, status=400)
    digest = form.cleaned_data["sha256"]
    if not sha256:
        return redirect("verify_hash", digest)
    found = _publication(digest) or _sealed(digest) or _receipt(digest)
    context = {"typed": digest, "form": HashForm(), **(found or {"state": "unknown"})}
    return render(request, "public/verify.html", context, status=200 if found else 404)


def _publication(digest: str) -> dict | None:
    row = Publication.objects.filter(sha256=digest).select_related("category__edition__province").first()
    return row and {"state": "publication", "facts": publication_facts(row)}


def _sealed(digest: str) -> dict | None:
    """Return the facts of a publication of ranks whose full document has this hash."""
    sealed = Publication.objects.exclude(sealed_document=None).annotate(
        digest=Func(
            Func(F("sealed_document"), function="sha256"),
            template="encode(%(expressions)s, 'hex')",
            output_field=CharField(),
        )
    )
    row = sealed.filter(digest=digest).select_related("category__edition__province").first()
    return row and {"state": "sealed", "facts": publication_facts(row)}


def _receipt(digest: str) -> dict | None:
    row = Receipt.objects.filter(sha256=digest).select_related("report__regency__province").first()
    return row and {"state": "receipt", "facts": receipt_facts(row)}
