"""The pages of a result before it is public, for the chair, and of what the plenary decides, for the admin too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from awards.contract.conform import NotConforming
from awards.forms import OrderForm, ReasonForm
from awards.models import Category, PlenaryDecision
from awards.publishing.look_page import Tie, look, require_look, ties
from awards.publishing.plenary import SETTLED, record_plenary
from awards.results.preview import Preview, preview
from awards.views.chair import in_its_time, known_editions
from config.accounts.typed_values import shows_typed
from regencies.permissions import can_administer
from regencies.views.confirm import confirm_response


def _category(request: HttpRequest, judged: int) -> Category:
    """Return a category of a known edition (else 404) whose results this person may look at by now (else 403)."""
    categories = Category.objects.select_related("edition__province")
    found: Category = get_object_or_404(categories, pk=judged, edition__in=known_editions(request))
    require_look(request.user, found)
    in_its_time(found.edition)
    return found


@require_safe
def result(request: HttpRequest, judged: int) -> HttpResponse:
    """Show ranking, ties, stability, spread and agreement as they would be published now."""
    found = _category(request, judged)
    return render(request, "panel/result.html", {"category": found, **look(request, found)})


@shows_typed
@require_http_methods(["GET", "HEAD", "POST"])
def plenary(request: HttpRequest, judged: int) -> HttpResponse:
    """Ask for the order of those who share a rank, show what it means, then record it with its reason.

    The order stands in the address, so that what is recorded is what the page showed.
    """
    category = _category(request, judged)
    if (result := _result(category)) is None:
        return redirect(_back(request, category))
    settled = result.rows.category.settled
    tie = None if settled else _tie(result, request.GET.get("peringkat", ""))
    names = tie.names if tie else {}
    is_chosen = bool({"place_1", "shared"} & set(request.GET)) and "ubah" not in request.GET
    initial = request.GET.dict() if "ubah" in request.GET else _as_decided(tie)
    form = OrderForm(request.GET if is_chosen else None, names=names, initial=initial)
    if tie and form.is_valid():
        return _confirm(request, category, tie, **form.cleaned_data)
    context = {"category": category, "tie": tie, "form": form, "back": _back(request, category)}
    context["why_not_decide"] = SETTLED if settled else ""
    return render(request, "panel/plenary.html", context, status=409 if request.method == "POST" else 200)


def _result(category: Category) -> Preview | None:
    """Return the result as things stand; None when it cannot be computed, which the page before says."""
    try:
        return preview(category)
    except NotConforming:
        return None


def _tie(result: Preview | None, rank: str) -> Tie | None:
    """Return the tie at a rank, without one the first; None where there is none."""
    found = ties(result) if result else []
    return next((tie for tie in found if rank in ("", str(tie.rank))), None)


def _as_decided(tie: Tie | None) -> dict[str, Any]:
    if tie is None or tie.decided is None:
        return {}
    if tie.decided.shared:
        return {"shared": True}
    return {f"place_{place}": code for place, code in enumerate(tie.decided.order, start=1)}


def _back(request: HttpRequest, category: Category) -> str:
    """Return the address of the results as this person sees them."""
    admin = can_administer(request.user, category.edition.province_id)
    return reverse("admin:awards_category_look" if admin else "chair_result", args=[category.pk])


def _confirm(
    request: HttpRequest, category: Category, tie: Tie, *, order: list[str], shared: bool
) -> HttpResponse:
    """Say what a decision means and what it replaces; on POST record it."""
    back = _back(request, category)

    def record(reason: str) -> PlenaryDecision:
        replaces = _key(request.POST.get("replaces", ""))
        return record_plenary(category, order, reason, by=request.user, shared=shared, replaces=replaces)

    return confirm_response(
        request,
        record,
        form=ReasonForm(request.POST if request.method == "POST" else None),
        message="Keputusan pleno tercatat; peringkat dihitung ulang.",
        shared=lambda: _question(_as_it_stands(request, category, tie), order, shared),
        next_url=back,
        cancel_url=f"?{request.GET.urlencode()}&ubah=1",
        cancel_label="Ubah urutan",
        page_eyebrow=str(category),
        crumbs=[(back, "Hasil sementara")],
    )


def _as_it_stands(request: HttpRequest, category: Category, tie: Tie) -> Tie:
    """Return the tie, read anew after a refusal: another decision on it may have come."""
    return (_tie(_result(category), str(tie.rank)) if request.method == "POST" else None) or tie


def _key(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 20 else 0


def _question(tie: Tie, order: list[str], shared: bool) -> dict[str, Any]:
    """Return what the page of a decision says, as things stand when it is shown."""
    replaced = [
        f"Keputusan {decided.decided_by} digantikan dan tetap tercatat: {ranks}. Alasannya: {decided.reason}"
        for decided, ranks in tie.outcomes[:1]
    ]
    return {
        "page_title": f"Keputusan pleno atas peringkat {tie.rank}",
        "page_lead": "Keputusan ini belum tersimpan. Periksa akibatnya, lalu tuliskan alasannya.",
        "consequences": [
            f"{capfirst(tie.ranks(order, shared=shared))}.",
            *replaced,
            "Keputusan dan alasannya ikut diumumkan." if not shared else "Alasannya tercatat dalam riwayat.",
        ],
        "hidden": {"replaces": tie.decided.pk if tie.decided else 0},
        "confirm_label": "Ganti keputusan" if tie.decided else "Catat keputusan",
    }
