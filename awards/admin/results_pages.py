"""Pages about the results of a category: the preview, the tie a plenary settles, the publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from awards.admin.forms import OrderForm, PublishForm
from awards.choices import Phase
from awards.contract.conform import NotConforming
from awards.document.fingerprint import changes
from awards.editions.overview import PREVIEW_PHASES, is_conflicted
from awards.models import Category, Publication
from awards.presenters import wording
from awards.publishing.names import address_of
from awards.publishing.publish import publish, record_plenary
from awards.results.preview import Preview, preview, published_fingerprint
from awards.scoring.agreement import Spread, agreement, spread
from awards.scoring.ranking import SHARED
from awards.tables.results import PreviewTable, WidestTable
from regencies.admin.confirm import confirm_verb
from regencies.permissions import can_administer

WIDEST = 15  # rows of the spread table
PUBLISHED_IN = frozenset({Phase.PROVISIONAL, Phase.OBJECTIONS, Phase.ANNOUNCED})


@dataclass(frozen=True, slots=True)
class WideSpread:
    """A criterion on which the members differ about an entrant, with names instead of codes."""

    name: str
    spread: Spread
    lowest_by: str
    highest_by: str


def page_of(category: Category, name: str) -> str:
    """Return the address of a page about the category."""
    return reverse(f"admin:awards_category_{name}", args=[category.pk])


def ask(request: HttpRequest, site: AdminSite, category: Category, **question: Any) -> HttpResponse:
    """Show the page of a verb on a category; the caller has asked `require_preview`."""
    back = page_of(category, "look")
    return confirm_verb(request, site, allowed=True, back=back, category=category, **question)


def require_preview(request: HttpRequest, category: Category) -> None:
    """Raise PermissionDenied while sheets are open, and for whoever withdrew from a candidate."""
    edition = category.edition
    if edition.phase not in PREVIEW_PHASES:
        raise PermissionDenied(
            f"Hasil dapat dilihat sejak tahap “{Phase.PLENARY.label}”, setelah semua lembar nilai terkunci."
        )
    if not can_administer(request.user, edition.province_id) or is_conflicted(edition, request.user):
        raise PermissionDenied("Bapak/Ibu memiliki benturan kepentingan dengan salah satu kandidat.")


@require_safe
def preview_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Show ranking, ties, stability, spread and agreement as they would be published now."""
    require_preview(request, category)
    context = {**site.each_context(request), "title": f"Hitung dan lihat: {category}", "category": category}
    try:
        result = preview(category)
    except NotConforming as unfit:
        return TemplateResponse(
            request, "admin/awards/preview.html", context | {"problems": unfit.complaints}
        )
    groups = list(dict.fromkeys(criterion.group for criterion in result.rows.criteria))
    live = category.publications.live().first() if result.rows.category.latest else None
    differing = changed(result, live) if live else []
    context |= {
        "result": result,
        "problems": result.problems,
        "ranking": PreviewTable(
            ranked(result, {group.code: group.name for group in groups}),
            [f"{group.code} {group.name}" for group in groups],
            result.document["method"]["places"],
        ),
        "others": [entrant for entrant in result.document["entrants"] if not entrant["rank"]],
        "agreement": agreement(result.document),
        "widest": WidestTable(widest(result)),
        "ties": ties(result),
        "may_publish": may_publish(category, result, live, differing),
        "publication": live,
        "public_url": reverse("publication", args=address_of(live)) if live else "",
        "changed": differing,
    }
    return TemplateResponse(request, "admin/awards/preview.html", context)


def may_publish(category: Category, result: Preview, live: Publication | None, differing: list[str]) -> bool:
    """Return whether the phase publishes and there is something to publish; a correction has to differ."""
    phases = {Phase.ANNOUNCED} if live else PUBLISHED_IN
    return category.edition.phase in phases and not result.problems and not (live and not differing)


def ranked(result: Preview, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the candidates by rank: group values, how a tie was settled, how far the rank moves."""
    document = result.document
    found = sorted((e for e in document["entrants"] if e["rank"]), key=lambda e: (e["rank"], e["code"]))
    return [
        {
            "rank": entrant["rank"],
            "name": entrant["name"],
            "total": entrant["total"],
            "group_values": [entrant["groups"].get(code) for code in names],
            "tie": wording.tie(
                entrant["tie"],
                [e["name"] for e in found if e is not entrant and e["total"] == entrant["total"]],
                names,
                document["criteria"],
            ),
            "range": wording.ranks(entrant["stability"]),
        }
        for entrant in found
    ]


def changed(result: Preview, live: Publication) -> list[str]:
    """Return what differs from the publication that is live, in words."""
    names = {entrant["code"]: entrant["name"] for entrant in result.document["entrants"]}
    return changes(published_fingerprint(live), result.fingerprint, names)


def widest(result: Preview) -> list[WideSpread]:
    """Return where the members differ most, widest first; in a preview panelist Pn holds the n-th seat."""
    seats = enumerate(result.rows.seats, start=1)
    members = {f"P{n}": f"{seat.user} (kursi {seat.number})" for n, seat in seats}
    names = {entrant["code"]: entrant["name"] for entrant in result.document["entrants"] if entrant["rank"]}
    found = sorted((s for s in spread(result.document) if s.entrant in names), key=lambda s: -s.range)
    return [
        WideSpread(
            name=names[item.entrant],
            spread=item,
            lowest_by=", ".join(members.get(p, p) for p in item.lowest_by),
            highest_by=", ".join(members.get(p, p) for p in item.highest_by),
        )
        for item in found[:WIDEST]
        if item.range
    ]


def ties(result: Preview) -> dict[int, dict[str, str]]:
    """Return rank → code → name of the candidates that still share it."""
    found: dict[int, dict[str, str]] = {}
    for entrant in result.document["entrants"]:
        if entrant["tie"] == SHARED and entrant["rank"] is not None:
            found.setdefault(entrant["rank"], {})[entrant["code"]] = entrant["name"]
    return found


def publish_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Publish what was previewed, after a page that says what follows; its fingerprint comes along."""
    require_preview(request, category)
    seen = request.POST.get("fingerprint") or request.GET.get("dilihat", "")
    if not seen:
        return redirect(page_of(category, "look"))
    latest = category.publications.order_by("-number").defer("document", "sealed_document").first()
    number = latest.number + 1 if latest else 1

    def act(fingerprint: str, reason: str = "") -> None:
        made = publish(category, by=request.user, fingerprint=fingerprint, reason=reason)
        messages.success(
            request,
            format_html(
                '<a href="{}">Pengumuman nomor {}</a> terbit. Kode keaslian (SHA-256): {}',
                reverse("publication", args=address_of(made)),
                made.number,
                made.sha256,
            ),
        )

    return ask(
        request,
        site,
        category,
        title=f"Umumkan {category} (nomor {number})",
        label="Umumkan perubahan" if latest else "Umumkan hasil",
        act=act,
        form=PublishForm(
            request.POST or None, initial={"fingerprint": seen}, is_correction=latest is not None
        ),
        tone="danger",
        consequences=consequences(category, latest),
    )


def consequences(category: Category, latest: Any) -> list[str]:
    """Return what publishing does, one sentence each."""
    place = f"{category.edition.province}, {category.edition.award_year}"
    if latest:
        return [
            f"Pengumuman nomor {latest.number} ({place}) digantikan; keduanya tetap dapat dibaca.",
            "Alasan perubahan diumumkan.",
            "Dokumen barunya tidak dapat diubah atau ditarik lagi.",
        ]
    return [
        f"Peringkat {place} terbuka untuk umum saat ini juga.",
        "Dokumennya mendapat kode keaslian (SHA-256) dan tidak dapat diubah atau ditarik lagi.",
        f"Tahap menjadi “{Phase.ANNOUNCED.label}”.",
    ]


def chosen_tie(request: HttpRequest, category: Category) -> tuple[int, dict[str, str]]:
    """Return the shared rank asked about, else the first one, and who shares it; (0, {}) when none is shared."""
    found = ties(preview(category))
    asked = request.POST.get("rank") or request.GET.get("peringkat") or next(iter(found), 0)
    rank = next((rank for rank in found if str(rank) == str(asked)), 0)
    return rank, found.get(rank, {})


def plenary(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Record the order the plenary set among those who share a rank."""
    require_preview(request, category)
    rank, tied = chosen_tie(request, category)

    def act(order: list[str], reason: str) -> None:
        record_plenary(category, order, reason, by=request.user)
        messages.success(request, "Keputusan pleno tercatat; peringkat dihitung ulang.")

    return ask(
        request,
        site,
        category,
        title=f"Keputusan pleno atas peringkat {rank}" if tied else "Keputusan pleno",
        label="Catat keputusan",
        act=act,
        form=OrderForm(request.POST or None, tied=tied),
        consequences=[
            f"{', '.join(tied.values())} mendapat peringkat menurut urutan ini."
            if tied
            else "Tidak ada daerah yang berbagi peringkat.",
            "Keputusan, urutan, dan alasannya ikut diumumkan.",
        ],
        hidden={"rank": rank},
    )
