"""A PDF page by page, or a photograph, inside the application, as pictures, for whoever may open the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from config.security.lines import note
from regencies.actions.evidence.page_images import NotShown, Shown, kept_picture, shown_page
from regencies.actions.evidence.scanning import why_held
from regencies.actions.files import Altered, tell_admins
from regencies.choices import SecurityEvent
from regencies.files.pdf_pages import NoSuchPage
from regencies.l10n.numbers import read_digits
from regencies.l10n.page_ranges import first_page
from regencies.l10n.ranges import format_ranges, parse_ranges
from regencies.models import Evidence
from regencies.views.downloads import not_opened, opened_evidence, way_back
from regencies.views.officer.report_key import set_place

Url = Callable[..., str]
LONGEST_NUMBER = 4  # digits


@require_safe
def evidence_page(request: HttpRequest, evidence: int, number: int | None = None) -> HttpResponse:
    """Show one page of a file, the first that is cited unless another is asked for."""
    found = opened_evidence(request, evidence)
    set_place(request, found.entry.report)
    return show(request, found, number, urls_of(evidence), **way_back(request.user, found))


@require_safe
def evidence_picture(request: HttpRequest, evidence: int, number: int) -> HttpResponse:
    """Serve the picture of a page that its page has had drawn."""
    return picture(request, opened_evidence(request, evidence), number)


def urls_of(*key: int, prefix: str = "") -> dict[str, Url]:
    """Return how the addresses about a file are made: its download, its pages, the picture of one."""
    return {
        "file": lambda: reverse(f"{prefix}evidence", args=key),
        "page": lambda number=None: reverse(
            f"{prefix}evidence_page", args=[*key, *([number] if number else [])]
        ),
        "picture": lambda number: reverse(f"{prefix}evidence_picture", args=[*key, number]),
    }


def show(
    request: HttpRequest, evidence: Evidence, number: int | None, urls: dict[str, Url], **more: Any
) -> HttpResponse:
    """Answer with the page of one page; the caller has asked who may. A picture that fails leaves the download."""
    if reason := why_held(evidence, request.user):
        return not_opened(request, evidence, reason)
    asked = read_digits(request.GET.get("halaman", ""), LONGEST_NUMBER)
    number = number or asked or (1 if evidence.is_photograph else first_page(evidence.page))
    context: dict[str, Any] = {"file": evidence, "number": number, "file_url": urls["file"](), **more}
    try:
        shown = shown_page(evidence, number)
    except NoSuchPage:
        raise Http404 from None
    except NotShown as problem:
        context["problem"] = str(problem)
    except Altered as altered:
        tell_admins(altered)
        return not_opened(request, evidence, altered.reasons[0], is_altered=True)
    else:
        context |= _around(evidence, shown, urls)
    return render(request, "evidence/page.html", context)


def _around(evidence: Evidence, shown: Shown, urls: dict[str, Url]) -> dict[str, Any]:
    """Return the picture and the ways on: the pages beside it, the ends, what is cited."""
    cited = [] if evidence.is_photograph else parse_ranges(evidence.page)
    here = shown.number
    return {
        "shown": shown,
        "picture_url": urls["picture"](here),
        "jump_url": urls["page"](),
        "before": urls["page"](here - 1) if here > 1 else "",
        "after": urls["page"](here + 1) if here < shown.pages else "",
        "cited": [(format_ranges([one]), urls["page"](one[0][0])) for one in cited],
        "is_cited": any(first <= here <= last for (first, _), (last, _) in cited),
    }


def picture(request: HttpRequest, evidence: Evidence, number: int) -> HttpResponse:
    """Return the picture of a page as an image no browser keeps or runs; the caller has asked who may."""
    if why_held(evidence, request.user) or (content := kept_picture(evidence, number)) is None:
        raise Http404
    about = f"Berkas nomor {evidence.pk}, halaman {number}, {evidence.owner}"
    note(SecurityEvent.EVIDENCE, province=evidence.province_id, about=about)
    response = HttpResponse(content, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
