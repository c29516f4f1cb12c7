"""The desk pages of what goes with a winner to the next stage: how far its packing is, packed, downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from awards.admin.ceremony.opened import paper_or_404, require_papers, url_of
from awards.ceremony.packets.asked import ask_packet, packets_of
from awards.ceremony.papers import Paper
from awards.ceremony.result import Result
from awards.choices import PacketState, ResultPaperKind
from awards.models import Category, NominationPacket
from awards.tables.ceremony.papers import PACKET_TONES, PacketsTable
from config.security.lines import note
from regencies.admin.confirm import confirm_verb
from regencies.choices import SecurityEvent

GONE = "Berkas pengusulan ini tidak ada lagi di penyimpanan. Kemas lagi."


def packets_table(category: Category, result: Result, papers: Sequence[Paper]) -> PacketsTable | None:
    """Return the list of winners and how far the packing of each is; None before anything is published. One query."""
    known = packets_of(result)
    won = [paper for paper in papers if paper.kind == ResultPaperKind.CERTIFICATE]
    rows = [(paper, known.get(str((paper.about or {}).get("code")))) for paper in won]
    return PacketsTable(rows, lambda key: url_of("packet", category, key)) if rows else None


def _packet(category: Category, key: str) -> tuple[Paper, NominationPacket | None]:
    """Return a winner's certificate and packet; 404 for a paper that is no winner's."""
    result, found = paper_or_404(category, key)
    if found.paper.kind != ResultPaperKind.CERTIFICATE:
        raise Http404
    return found.paper, packets_of(result).get(str((found.paper.about or {}).get("code")))


@require_safe
def packet_page(request: HttpRequest, site: AdminSite, category: Category, paper: str) -> HttpResponse:
    """Show how far the packing is and what came of it."""
    require_papers(request, category)
    winner, packet = _packet(category, paper)
    context = {
        **site.each_context(request),
        "title": f"Berkas pengusulan {winner.recipient} · {category}",
        "category": category,
        "paper": winner,
        "packet": packet,
        "tone": PACKET_TONES[PacketState(packet.state)] if packet else "neutral",
    }
    return TemplateResponse(request, "admin/awards/ceremony/packet.html", context)


def pack_page(request: HttpRequest, site: AdminSite, category: Category, paper: str) -> HttpResponse:
    """Have the files of a winner packed."""
    require_papers(request, category)
    winner, packet = _packet(category, paper)

    def act() -> None:
        ask_packet(category, paper, by=request.user)
        messages.success(request, f"Berkas pengusulan {winner.recipient} mulai dikemas.")

    return confirm_verb(
        request,
        site,
        title=f"Kemas berkas pengusulan {winner.recipient}",
        label="Kemas lagi" if packet else "Kemas",
        back=url_of("packet", category, paper),
        allowed=True,
        act=act,
        consequences=[
            "Laporan yang dinilai, bukti dukung, dokumen pengumuman, dan berkas acara yang sudah bernomor disatukan "
            "dalam satu berkas ZIP beserta indeksnya.",
            "Pengemasan berjalan sendiri dan dapat memakan beberapa menit.",
        ],
        category=category,
    )


@require_safe
def packet_file(
    request: HttpRequest, site: AdminSite, category: Category, paper: str
) -> HttpResponse | FileResponse:
    """Send a packet that is ready to the admins of its province; 404 for one that is not."""
    require_papers(request, category)
    winner, packet = _packet(category, paper)
    if packet is None or packet.state != PacketState.READY:
        raise Http404
    try:
        content = packet.file.open("rb")
    except OSError as problem:
        raise Http404(GONE) from problem
    note(
        SecurityEvent.EVIDENCE,
        province=category.edition.province_id,
        about=f"Berkas pengusulan {winner.recipient}, {category}",
    )
    name = f"pengusulan-{paper.removeprefix('piagam-')}-{category.edition.award_year}.zip"
    response: Any = FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
