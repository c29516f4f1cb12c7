"""The pages on which a figure said aloud is noted, and on which the verifier says what the report says of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from awards.live.claims import answer_claim, claims_before, claims_of, may_note, note_claim
from awards.live.forms import ClaimForm, FindingForm
from awards.models import Entry
from awards.tables.chair_room.presentations import ClaimsTable
from awards.views.chair import in_its_time
from config.accounts.typed_values import shows_typed
from regencies.choices import Role
from regencies.templatetags.formats import moment
from regencies.views.confirm import confirm_response

FORM = require_http_methods(["GET", "HEAD", "POST"])


@shows_typed
@FORM
def note(request: HttpRequest, entry: int) -> HttpResponse:
    """Note what was said at the presentation of a candidate; show what was noted of it so far."""
    entries = Entry.objects.candidates().select_related(
        "regency", "nominee", "category__edition__province", "report"
    )
    found = get_object_or_404(entries, pk=entry)
    if not may_note(request.user, found):
        raise Http404
    in_its_time(found.category.edition)
    here = reverse("claim_note", args=[entry])
    return confirm_response(
        request,
        lambda text: note_claim(found, by=request.user, text=text),
        form=ClaimForm(request.POST if request.method == "POST" else None),
        next_url=here,
        message="Klaim tercatat dan dikirim kepada verifikator.",
        template="live/claim_note.html",
        shared=lambda: {"claims": claims_of(found)},
        page_title=f"Klaim saat paparan {found}",
        page_eyebrow=str(found.category.edition),
        page_lead="Angka yang dikatakan di ruang paparan diperiksa verifikator. Klaim tidak masuk ke nilai mana pun.",
        confirm_label="Catat klaim",
        crumbs=[(reverse("panel_edition", args=[found.category.edition_id]), "Penilaian")],
    )


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Show the verifier what was said at the presentations of the province."""
    if not any(m.role == Role.VERIFIER for m in request.user.active_memberships):
        raise Http404
    timezone.activate(request.user.zone)
    table = ClaimsTable(claims_before(request.user).order_by("-answered_by_id", "-noted_at"), request=request)
    return render(request, "live/claims.html", {"table": table})


@shows_typed
@FORM
def claim(request: HttpRequest, claim: int) -> HttpResponse:
    """Say what the verified report says about a claim."""
    found = get_object_or_404(claims_before(request.user), pk=claim)
    in_its_time(found.entry.category.edition)
    initial = {"verdict": found.verdict, "answer": found.answer}
    back = reverse("claims")
    return confirm_response(
        request,
        lambda **given: answer_claim(found, by=request.user, **given),
        form=FindingForm(request.POST if request.method == "POST" else None, initial=initial),
        next_url=back,
        message=f"Temuan atas klaim {found.entry} tersimpan.",
        template="live/claim.html",
        claim=found,
        page_title=f"Periksa klaim {found.entry}",
        page_eyebrow=f"{found.entry.category.edition} · {moment(found.noted_at)}",
        confirm_label="Simpan temuan",
        crumbs=[(back, "Klaim saat paparan")],
        cancel_url=back,
    )
