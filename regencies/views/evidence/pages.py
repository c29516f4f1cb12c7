"""A PDF page by page inside the application, as pictures, for whoever may open the file."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
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
from regencies.models import Evidence, User
from regencies.permissions import can_fill, can_verify
from regencies.views.downloads import opened_evidence
from regencies.views.officer.report_key import key_of

Url = Callable[..., str]
LONGEST_NUMBER = 4  # digits


@require_safe
def evidence_page(request: HttpRequest, evidence: int, number: int | None = None) -> HttpResponse:
    """Show one page of a file, the first that is cited unless another is asked for."""
    found = opened_evidence(request, evidence)
    return show(request, found, number, urls_of(evidence), **_back(request.user, found))


def _back(user: User, evidence: Evidence) -> dict[str, str]:
    """Return the page the file was reached from: the office's, or the verifier's at its entry."""
    report, entry = evidence.entry.report, evidence.entry_id
    if can_fill(user, report):
        address = reverse("report_evidence", args=[key_of(report, user), entry])
        return {"back_url": address, "back_label": "Bukti dukung"}
    if can_verify(user, report):
        return {
            "back_url": f"{reverse('verifier_report', args=[report.pk])}#butir-{entry}",
            "back_label": "Laporan",
        }
    return {}


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
        return render(request, "409.html", {"reason_text": reason}, status=HTTPStatus.CONFLICT)
    asked = read_digits(request.GET.get("halaman", ""), LONGEST_NUMBER)
    number = number or asked or first_page(evidence.page)
    context: dict[str, Any] = {"file": evidence, "number": number, "file_url": urls["file"](), **more}
    try:
        shown = shown_page(evidence, number)
    except NoSuchPage:
        raise Http404 from None
    except NotShown as problem:
        context["problem"] = str(problem)
    except Altered as altered:
        tell_admins(altered)
        return render(request, "409.html", {"reason_text": altered.reasons[0]}, status=HTTPStatus.CONFLICT)
    else:
        context |= _around(evidence, shown, urls)
    return render(request, "evidence/page.html", context)


def _around(evidence: Evidence, shown: Shown, urls: dict[str, Url]) -> dict[str, Any]:
    """Return the picture and the ways on: the pages beside it, the ends, what is cited."""
    cited = parse_ranges(evidence.page)
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
