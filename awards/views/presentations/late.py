"""The page on which a member says why the own desk marks change after the presentation began."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.choices import Stage
from awards.forms import ReasonForm
from awards.live.late import open_late
from awards.views.panel import own_page
from config.accounts.typed_values import shows_typed
from regencies.views.confirm import confirm_response

CONSEQUENCES = [
    "Lembar berkas ini dapat diubah lagi sampai Bapak/Ibu menguncinya.",
    "Nilai sebelum paparan tetap tercatat; selisihnya dijumlahkan sebagai pengaruh paparan.",
    "Alasan Bapak/Ibu tercatat dalam riwayat.",
]


@shows_typed
@require_http_methods(["GET", "HEAD", "POST"])
def late(request: HttpRequest, entry: int) -> HttpResponse:
    """Open the desk marks again, after a page that asks for the reason; where none is needed, the sheet itself."""
    page = own_page(request, entry, Stage.DESK)
    sheet = reverse("panel_sheet", args=[entry, Stage.DESK])
    if request.method != "POST" and not (page.is_open and page.late):
        return redirect(sheet)
    return confirm_response(
        request,
        lambda reason: open_late(page.sheet, by=request.user, reason=reason),
        form=ReasonForm(request.POST if request.method == "POST" else None),
        next_url=sheet,
        message="Nilai berkas dapat diubah. Alasannya tercatat.",
        page_title=f"Ubah nilai berkas {page.entry} setelah paparan?",
        page_eyebrow=f"{Stage.DESK.label} · {page.entry.category.edition}",
        consequences=CONSEQUENCES,
        confirm_label="Buka nilai berkas",
        crumbs=[(sheet, page.entry)],
        cancel_url=sheet,
    )
