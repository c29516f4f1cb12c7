"""The desk pages of the papers of a result: the list, one paper, its number, its signed copies."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from awards.admin.ceremony.opened import paper_or_404, require_papers, url_of
from awards.admin.ceremony.packets import pack_page, packet_file, packet_page, packets_table
from awards.ceremony.desk import (
    Standing,
    about_copy,
    first_details,
    open_result,
    signatures_of,
    standings,
)
from awards.ceremony.forms import PaperForm, SignedCopyForm
from awards.ceremony.papers import Details, details_of
from awards.ceremony.records import (
    NOT_PUBLISHED,
    keep_signed_copy,
    number_paper,
    paper_pdf,
    remove_signed_copy,
)
from awards.ceremony.result import Result
from awards.contract.conform import NotConforming
from awards.models import Category, SignedCopy
from awards.tables.ceremony.papers import ResultPapersTable
from regencies.admin.confirm import confirm_verb
from regencies.files.signatures import UNCHECKED
from regencies.l10n.dates import format_date
from regencies.receipts.typesetting import NotPrinted
from regencies.tables.signatures import SignaturesTable
from regencies.views.downloads import serve
from regencies.views.workbook import download

logger = logging.getLogger(__name__)
NOT_PRINTED = (
    "PDF tidak dapat dibuat sekarang. Silakan coba lagi nanti, atau laporkan kepada pengelola sistem."
)
TEMPLATES = "admin/awards/ceremony"


@require_safe
def papers_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """List the papers of the result and how far each is."""
    require_papers(request, category)
    context = {**site.each_context(request), "title": f"Berkas acara · {category}", "category": category}
    try:
        result = open_result(category)
    except NotConforming as unfit:
        context["problems"] = unfit.complaints
    else:
        rows = standings(result)
        context |= {
            "table": ResultPapersTable(rows, lambda key: url_of("paper", category, key)),
            "publication": result.publication,
            "packets": packets_table(category, result, [row.paper for row in rows]),
        }
    return TemplateResponse(request, f"{TEMPLATES}/papers.html", context)


@require_safe
def paper_page(request: HttpRequest, site: AdminSite, category: Category, paper: str) -> HttpResponse:
    """Show one paper: its number, its PDF, and what its signed copies say."""
    require_papers(request, category)
    return _paper(request, site, category, *paper_or_404(category, paper))


def _paper(
    request: HttpRequest,
    site: AdminSite,
    category: Category,
    result: Result,
    found: Standing,
    problems: list[str] | None = None,
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": f"{found.paper.title} · {category}",
        "category": category,
        "paper": found.paper,
        "row": found.row,
        "day": format_date(found.row.day) if found.row else "",
        "state": found.state,
        "is_draft": result.is_draft,
        "copies": _copies(category, found),
        "unchecked": UNCHECKED,
        "problems": problems or [],
    }
    status = HTTPStatus.SERVICE_UNAVAILABLE if problems else HTTPStatus.OK
    return TemplateResponse(request, f"{TEMPLATES}/paper.html", context, status=status)


def _copies(category: Category, found: Standing) -> list[dict[str, Any]]:
    if found.row is None:
        return []
    rows = list(found.row.copies.select_related("uploaded_by"))
    for copy in rows:
        copy.paper = found.row
        copy.paper.publication.category = category
    return [
        {
            "copy": copy,
            "about": about_copy(copy),
            "signatures": SignaturesTable(signed) if (signed := signatures_of(copy)) else None,
        }
        for copy in rows
    ]


@require_safe
def pdf_page(request: HttpRequest, site: AdminSite, category: Category, paper: str) -> HttpResponse:
    """Send the PDF that was numbered; before that a draft of it."""
    require_papers(request, category)
    result, found = paper_or_404(category, paper)
    if found.row is not None:
        return download(bytes(found.row.content), "application/pdf", f"{paper}-{category.slug}.pdf")
    try:
        content = paper_pdf(result, found.paper, Details())
    except NotPrinted:
        logger.exception("%s of %s was not printed", paper, category)
        return _paper(request, site, category, result, found, [NOT_PRINTED])
    return download(content, "application/pdf", f"rancangan-{paper}-{category.slug}.pdf")


def number_page(request: HttpRequest, site: AdminSite, category: Category, paper: str) -> HttpResponse:
    """Give a paper its number, day and signer."""
    require_papers(request, category)
    result, found = paper_or_404(category, paper)
    kind = found.paper.kind
    known = details_of(found.row) if found.row else Details(**first_details(result, kind))
    initial = {name: getattr(known, name) for name in Details.__dataclass_fields__}

    def act(**values: Any) -> None:
        row = number_paper(category, paper, Details(**values), by=request.user)
        messages.success(request, f"{row} bernomor {row.number}. PDF-nya siap diunduh dan ditandatangani.")

    return confirm_verb(
        request,
        site,
        title=f"Beri nomor: {found.paper.title}",
        label="Simpan nomor",
        back=url_of("paper", category, paper),
        allowed=True,
        act=act,
        form=PaperForm(request.POST if request.method == "POST" else None, kind=kind, initial=initial),
        closed=NOT_PUBLISHED if result.is_draft else "",
        consequences=["PDF dibuat dengan nomor dan tanggal ini, lalu disimpan persis seperti yang diunduh."],
        category=category,
    )


def upload_page(request: HttpRequest, site: AdminSite, category: Category, paper: str) -> HttpResponse:
    """Keep a signed PDF or a scan of a paper."""
    require_papers(request, category)
    _, found = paper_or_404(category, paper)
    row = found.row
    if row is None:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()

    def act(file: Any, title: str) -> None:
        copy = keep_signed_copy(row, file, title=title, by=request.user)
        messages.success(request, f"“{copy.title}” tersimpan sebagai salinan bertanda tangan.")

    return confirm_verb(
        request,
        site,
        title=f"Unggah salinan bertanda tangan: {found.paper.title}",
        label="Unggah",
        back=url_of("paper", category, paper),
        allowed=True,
        act=act,
        form=SignedCopyForm(*sent, too_large_name=getattr(request, "too_large", None)),
        consequences=[
            "Berkas ini tercatat ditandatangani; nomor dan tanggalnya tidak dapat diubah lagi.",
            "Tanda tangan elektronik di dalam PDF dibaca dan ditampilkan. Yang tidak diperiksa tidak dinyatakan benar.",
        ],
        category=category,
    )


def _copy(category: Category, paper: str, pk: int) -> SignedCopy:
    _, found = paper_or_404(category, paper)
    copy: SignedCopy | None = found.row.copies.filter(pk=pk).first() if found.row else None
    if copy is None or found.row is None:
        raise Http404
    copy.paper = found.row
    copy.paper.publication.category = category
    return copy


@require_safe
def copy_page(
    request: HttpRequest, site: AdminSite, category: Category, paper: str, copy: int
) -> HttpResponse:
    """Serve a signed copy to the admins of its province."""
    require_papers(request, category)
    return serve(request, _copy(category, paper, copy))


def remove_page(
    request: HttpRequest, site: AdminSite, category: Category, paper: str, copy: int
) -> HttpResponse:
    """Take a signed copy out, after a page that says what follows."""
    require_papers(request, category)
    row = _copy(category, paper, copy)

    def act() -> None:
        remove_signed_copy(row, by=request.user)
        messages.success(request, f"“{row.title}” dihapus dari salinan bertanda tangan.")

    return confirm_verb(
        request,
        site,
        title=f"Hapus “{row.title}”",
        label="Hapus",
        back=url_of("paper", category, paper),
        allowed=True,
        act=act,
        tone="danger",
        consequences=[
            "Tanpa salinan lain, berkas ini tercatat belum ditandatangani dan nomornya dapat diubah.",
            "Riwayat tetap mencatatnya.",
        ],
        category=category,
    )


PAGES = {
    "": ("papers", papers_page),
    "<slug:paper>/": ("paper", paper_page),
    "<slug:paper>/pdf/": ("paper_pdf", pdf_page),
    "<slug:paper>/nomor/": ("paper_number", number_page),
    "<slug:paper>/unggah/": ("paper_upload", upload_page),
    "<slug:paper>/salinan/<int:copy>/": ("paper_copy", copy_page),
    "<slug:paper>/salinan/<int:copy>/hapus/": ("paper_copy_remove", remove_page),
    "<slug:paper>/paket/": ("packet", packet_page),
    "<slug:paper>/paket/kemas/": ("packet_pack", pack_page),
    "<slug:paper>/paket/unduh/": ("packet_file", packet_file),
}
