"""Pages about the results of a category: the preview and the publication."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from awards.admin.correction_pages import Pending, pending
from awards.admin.forms import PublishForm
from awards.choices import Phase, PlanStatus
from awards.contract.conform import NotConforming
from awards.document.fingerprint import changes
from awards.editions.phases import PUBLISHING_OPEN
from awards.models import Category, Publication, PublicationPlan
from awards.presenters.ranking_page import in_brief
from awards.publishing.corrections import in_force
from awards.publishing.delivery.progress import progress_of
from awards.publishing.look_page import Looked, look, require_look
from awards.publishing.names import address_of
from awards.publishing.plans import last_plan, plan_publication, takes_long, why_not_planned
from awards.publishing.publish import in_words, publish
from awards.results.preview import preview, published_fingerprint
from regencies.admin.confirm import confirm_verb
from regencies.l10n.numbers import format_integer
from regencies.models import User

MADE_FIRST = "Berkasnya disiapkan dahulu; kemajuannya terlihat di Hitung dan lihat. Yang terbit selalu utuh."


def page_of(category: Category, name: str) -> str:
    """Return the address of a page about the category."""
    return reverse(f"admin:awards_category_{name}", args=[category.pk])


def ask(request: HttpRequest, site: AdminSite, category: Category, **question: Any) -> HttpResponse:
    """Show the page of a verb on a category; the caller has asked `require_look`."""
    back = page_of(category, "look")
    return confirm_verb(request, site, allowed=True, back=back, category=category, **question)


@require_safe
def preview_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Show ranking, ties, stability, spread and agreement as they would be published now."""
    require_look(request.user, category)
    context = {**site.each_context(request), "title": f"Hitung dan lihat: {category}", "category": category}
    context |= look(request, category)
    if result := context.get("result"):
        live = None if result.is_first else in_force(category)
        differing = changed(result, live) if live else []
        plan = planned(category, request.user, result)
        context |= {
            "may_publish": may_publish(category, result, live, differing)
            and not (plan and plan["waits_for"]),
            "planned": plan,
            "publication": live,
            "public_url": reverse("publication", args=address_of(live)) if live else "",
            "pending": _pending(category, live),
            "changed": differing,
        }
    return TemplateResponse(request, "admin/awards/preview.html", context)


def planned(category: Category, viewer: User, result: Looked) -> dict[str, Any] | None:
    """Return the plan of a category, open or failed, and what this person may do about it; None without one."""
    if not category.has_plan or (plan := last_plan(category)) is None:
        return None
    return {
        "plan": plan,
        "waits_for": in_words(plan) if plan.is_open else "",
        "changed": plan.is_open and plan.fingerprint != result.fingerprint,
        "may_approve": plan.status == PlanStatus.WAITING and plan.made_by != viewer,
        "progress": how_far(plan) if plan.is_next else "",
    }


def how_far(plan: PublicationPlan) -> str:
    """Return how far the files of the plan are that is next: "Sedang disiapkan: 300 dari 1.572 berkas."."""
    if (found := progress_of(plan.pk)) is None:
        return "Menunggu giliran; biasanya mulai dalam sepuluh detik."
    return f"Sedang disiapkan: {format_integer(found.made)} dari {format_integer(found.whole)} berkas."


def _pending(category: Category, live: Publication | None) -> Pending | None:
    if live is None or live.under_correction is None:
        return None
    return pending(category.edition, live.under_correction)


def may_publish(category: Category, result: Looked, live: Publication | None, differing: list[str]) -> bool:
    """Return whether the phase publishes and there is something to publish; a correction is open and differs."""
    if live and not (live.under_correction and differing):
        return False
    return category.edition.phase in PUBLISHING_OPEN and not result.problems


def changed(result: Looked, live: Publication) -> list[str]:
    """Return what differs from the publication that is live, in words."""
    return changes(published_fingerprint(live), result.fingerprint, result.names)


def publish_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Publish what was previewed, after a page that says what follows; its fingerprint comes along."""
    require_look(request.user, category)
    seen = request.POST.get("fingerprint") or request.GET.get("dilihat", "")
    if not seen:
        return redirect(page_of(category, "look"))
    versions = category.publications.select_related("correction").without_documents()
    latest = versions.order_by("-number").first()
    number = latest.number + 1 if latest else 1

    def act(fingerprint: str, reason: str = "", publish_at: datetime.datetime | None = None) -> None:
        if category.second_approval or publish_at or takes_long(category):
            plan = plan_publication(
                category, by=request.user, fingerprint=fingerprint, reason=reason, publish_at=publish_at
            )
            messages.success(request, f"Pengumuman diajukan: {in_words(plan)}.")
        else:
            made = publish(category, by=request.user, fingerprint=fingerprint, reason=reason)
            tell_published(request, made)

    return ask(
        request,
        site,
        category,
        title=f"Umumkan {category} (nomor {number})",
        label=_label(category, latest),
        act=act,
        form=PublishForm(
            request.POST or None,
            initial={"fingerprint": seen, "reason": _reason_of(latest)},
            is_correction=latest is not None,
        ),
        tone="danger",
        asks_again=True,
        consequences=SimpleLazyObject(lambda: consequences(category, latest)),
        closed=SimpleLazyObject(lambda: " ".join(why_not_planned(category, seen))),
    )


def tell_published(request: HttpRequest, made: Publication) -> None:
    """Say on the next page what was published, with its address and hash."""
    messages.success(
        request,
        format_html(
            '<a href="{}">Pengumuman nomor {}</a> terbit. Kode keaslian (SHA-256): {}',
            reverse("publication", args=address_of(made)),
            made.number,
            made.sha256,
        ),
    )


def _label(category: Category, latest: Publication | None) -> str:
    if category.second_approval:
        return "Ajukan pengumuman"
    return "Umumkan perubahan" if latest else "Umumkan hasil"


def _reason_of(latest: Publication | None) -> str:
    """Return the reason of the correction that is open, to be published or written anew; "" for none."""
    found = latest.under_correction if latest else None
    return found.reason if found else ""


def consequences(category: Category, latest: Publication | None, *, agreed: bool = False) -> list[str]:
    """Return the ranks that are published and what publishing does, one sentence each; `agreed` by a second admin."""
    asked = "Admin lain di provinsi ini diminta menyetujui; belum ada yang terbit sebelum itu."
    waits = [asked] if category.second_approval and not agreed else []
    made = [MADE_FIRST] if takes_long(category) else []
    return [*waits, *made, *_ranks(category), *_what_follows(category, latest)]


def _ranks(category: Category) -> list[str]:
    try:
        return in_brief(preview(category).document)
    except NotConforming:
        return []


def _what_follows(category: Category, latest: Publication | None) -> list[str]:
    place = f"{category.edition.province}, {category.edition.award_year}"
    if latest:
        return [
            f"Pengumuman nomor {latest.number} ({place}) digantikan; keduanya tetap dapat dibaca.",
            "Alasan perubahan diumumkan.",
            "Dokumen barunya tidak dapat diubah atau ditarik lagi.",
        ]
    return [
        f"Peringkat {place} terbuka untuk umum begitu terbit.",
        "Dokumennya mendapat kode keaslian (SHA-256) dan tidak dapat diubah atau ditarik lagi.",
        f"Tahap menjadi “{Phase.ANNOUNCED.label}”.",
    ]
