"""The public check of a document: by its hash, or by the file itself, which is read, hashed and forgotten.

Beside it the page on recomputing one, the verifier as a file, and the JSON Schema of published documents.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.db.models import CharField, F, Func
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from awards.choices import Disclosure
from awards.contract import json_schema
from awards.document.recomputed import Recomputed, recomputed, too_often
from awards.document.worked import Worked, worked
from awards.exports.verifier import NAME, verifier
from awards.forms import DocumentForm, FileForm, HashForm
from awards.models import Publication
from awards.tables.ranking import WorkedTable
from awards.views.public_context import publication_facts, receipt_facts
from awards.views.published_bytes import for_any_site, public_page
from regencies.models import Receipt

TEMPLATE = "public/verify.html"
RECOMPUTED = {"recompute": "20/m/ip"}  # each may take half a second


@require_safe
@login_not_required
def verify(request: HttpRequest, sha256: str = "") -> HttpResponse:
    """Say whether a hash is that of a publication, a sealed document or a receipt, and whether that still counts."""
    typed = sha256 or request.GET.get("sha256", "")
    form = HashForm({"sha256": typed} if typed.strip() else None)
    if not form.is_bound:
        return _page(request, state="ask")
    if not form.is_valid():
        return _page(request, state="malformed", typed=typed, form=form, status=400)
    digest = form.cleaned_data["sha256"]
    return _answer(request, digest) if sha256 else redirect("verify_hash", digest)


@require_POST
@login_not_required
def verify_file(request: HttpRequest) -> HttpResponse:
    """Say of a file whether it is, byte for byte, a document of this system."""
    form = FileForm(request.POST, request.FILES, too_large_name=getattr(request, "too_large", None))
    if not form.is_valid():
        return _page(request, state="ask", file_form=form, status=422)
    file = form.cleaned_data["file"]
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return _answer(request, digest.hexdigest(), file=file.name)


def _answer(request: HttpRequest, digest: str, **more: Any) -> HttpResponse:
    found = _publication(digest) or _sealed(digest) or _receipt(digest)
    more |= found or {"state": "unknown"}
    return _page(request, typed=digest, status=200 if found else 404, **more)


def _page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    forms = {"form": HashForm(), "file_form": FileForm()}
    return render(request, TEMPLATE, forms | context, status=status)


def _publication(digest: str) -> dict[str, Any] | None:
    row = (
        Publication.objects.filter(sha256=digest)
        .select_related("category__edition__province", "correction")
        .first()
    )
    return row and {"state": "publication", "facts": publication_facts(row)}


def _sealed(digest: str) -> dict[str, Any] | None:
    """Return the facts of a publication of ranks whose full document has this hash."""
    sealed = Publication.objects.exclude(sealed_document=None).annotate(
        digest=Func(
            Func(F("sealed_document"), function="sha256"),
            template="encode(%(expressions)s, 'hex')",
            output_field=CharField(),
        )
    )
    row = sealed.filter(digest=digest).select_related("category__edition__province", "correction").first()
    return row and {"state": "sealed", "facts": publication_facts(row)}


def _receipt(digest: str) -> dict[str, Any] | None:
    row = (
        Receipt.objects.filter(sha256=digest)
        .select_related("report__regency__province", "report__nominee")
        .first()
    )
    return row and {"state": "receipt", "facts": receipt_facts(row)}


@require_safe
@login_not_required
def recompute(request: HttpRequest) -> HttpResponse:
    """Say how a published ranking is recomputed, with the first of the newest one worked out."""
    return _recompute_page(request, DocumentForm())


@require_POST
@login_not_required
def recompute_file(request: HttpRequest) -> HttpResponse:
    """Recompute the document somebody chose, and say what differs."""
    form = DocumentForm(request.POST, request.FILES, too_large_name=getattr(request, "too_large", None))
    if not form.is_valid():
        return _recompute_page(request, form, status=422)
    file = form.cleaned_data["file"]
    if not ratelimit.consume(request, app="awards", action="recompute", config=RECOMPUTED):
        return _recompute_page(request, DocumentForm(), found=too_often(file.name), status=429)
    return _recompute_page(request, DocumentForm(), found=recomputed(file.read(), file.name))


def _recompute_page(
    request: HttpRequest, form: DocumentForm, *, found: Recomputed | None = None, status: int = 200
) -> HttpResponse:
    newest = (
        Publication.objects.live()
        .filter(category__disclosure=Disclosure.FULL)
        .select_related("category__edition__province", "correction")
        .without_documents()
        .order_by("published_at", "pk")
        .last()
    )
    example = _worked(newest.sha256) if newest else None
    context = {
        "form": form,
        "found": found,
        "facts": publication_facts(newest) if newest else None,
        "example": example,
        "table": WorkedTable(example.lines) if example else None,
        "size": len(verifier()),
        "name": NAME,
    }
    return render(request, "public/recompute.html", context, status=status)


@lru_cache(maxsize=8)
def _worked(sha256: str) -> Worked | None:
    """Return the first of a published ranking, worked out once: no document changes."""
    document = Publication.objects.values_list("document", flat=True).filter(sha256=sha256).first()
    return worked(json.loads(bytes(document)))


@public_page
def verifier_file(request: HttpRequest) -> HttpResponse:
    """Serve the verifier as one file for a bare Python."""
    return HttpResponse(
        verifier(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{NAME}"'},
    )


@public_page
def document_schema(request: HttpRequest) -> HttpResponse:
    """Serve the JSON Schema of a published document, for programs that read one."""
    content = json_schema.FILE.read_bytes()
    return for_any_site(HttpResponse(content, content_type="application/schema+json"))
