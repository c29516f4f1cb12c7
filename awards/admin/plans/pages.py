"""Pages about a publication that was planned: the public page as it would be, agreeing to it, giving it up."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from awards.admin.forms import ReasonField
from awards.admin.results_pages import ask, consequences, how_far, page_of, tell_published
from awards.choices import PlanStatus
from awards.contract.conform import NotConforming
from awards.models import Category, PublicationPlan
from awards.publishing.corrections import in_force
from awards.publishing.look_page import require_look
from awards.publishing.plans import approve_plan, why_not_approved, withdraw_plan
from awards.publishing.publish import comes_out, in_words, open_plan
from awards.publishing.render import draft_page as drawn
from awards.results.preview import preview


class SeenForm(forms.Form):
    """Which plan was seen: one made since is neither approved nor withdrawn unseen."""

    plan = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(SeenForm):
    """Why a plan is given up."""

    reason = ReasonField(help_text="Wajib, tercatat dalam riwayat.")


@require_safe
def draft_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Show the public page as it would be if the result were published now; back to the look page without one."""
    require_look(request.user, category)
    try:
        result = preview(category)
    except NotConforming:
        return redirect(page_of(category, "look"))
    live = in_force(category)
    correction = live.under_correction if live else None
    reason = correction.reason if correction else ""
    return HttpResponse(drawn(category, result.document, reason))


@require_safe
def progress_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Show how far the files of what is published next are; without such a plan the look page says how it ended."""
    require_look(request.user, category)
    plan = open_plan(category)
    if plan is None or not plan.is_next:
        look = page_of(category, "look")
        return HttpResponseClientRedirect(look) if request.htmx else redirect(look)
    return HttpResponse(how_far(plan))


def approve_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Agree to what another admin wants published, after a page that shows the ranks."""
    require_look(request.user, category)
    if (seen := _seen(request, category)) is None:
        return redirect(page_of(category, "look"))

    def act(plan: int) -> None:
        done = approve_plan(seen, by=request.user)
        if done.status == PlanStatus.DONE:
            tell_published(request, category.publications.live().get())
        else:
            messages.success(request, f"Pengumuman disetujui: {in_words(done)}.")

    return ask(
        request,
        site,
        category,
        title=f"Setujui pengumuman {category}",
        label="Setujui pengumuman",
        act=act,
        form=SeenForm(request.POST or None, initial={"plan": seen.pk}),
        tone="danger",
        asks_again=True,
        consequences=SimpleLazyObject(
            lambda: [
                f"Diajukan {seen.made_by}; {comes_out(seen)}.",
                *consequences(category, in_force(category), agreed=True),
            ]
        ),
        closed=SimpleLazyObject(lambda: " ".join(why_not_approved(seen, request.user))),
    )


def withdraw_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Give a plan up, after a page that says what follows."""
    require_look(request.user, category)
    if (seen := _seen(request, category)) is None:
        return redirect(page_of(category, "look"))

    def act(plan: int, reason: str) -> None:
        withdraw_plan(seen, reason, by=request.user)
        messages.success(request, "Rencana pengumuman ditarik; belum ada yang terbit.")

    return ask(
        request,
        site,
        category,
        title=f"Tarik rencana pengumuman {category}",
        label="Tarik rencana",
        act=act,
        form=WithdrawForm(request.POST or None, initial={"plan": seen.pk}),
        consequences=["Belum ada yang terbit.", "Hasilnya dapat diajukan atau diumumkan lagi."],
    )


def _seen(request: HttpRequest, category: Category) -> PublicationPlan | None:
    """Return the plan the page is about: the one it showed, on GET the open one; None without."""
    shown = request.POST.get("plan", "")
    if not shown:
        return open_plan(category)
    key = int(shown) if shown.isdecimal() and len(shown) < 19 else 0
    found: PublicationPlan | None = category.plans.select_related("made_by").filter(pk=key).first()
    if found:
        found.category = category
    return found
