"""What everybody in the room of presentations sees without logging in, by its secret address."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from awards.live.floor import Shown, edition_at, shown
from awards.models import Edition
from awards.views.chair import in_its_time


def _shown(address: str) -> tuple[int, Shown]:
    """Return the award year of a secret address and what its room is shown; 404 for any other address."""
    edition = edition_at(address)
    if edition is None:
        raise Http404
    try:
        return edition, shown(edition)
    except Edition.DoesNotExist:
        raise Http404 from None


@require_safe
@login_not_required
@transaction.non_atomic_requests
def lines(request: HttpRequest, address: str) -> HttpResponse:
    """Answer what the room is shown, or 304 to who has it: the same few bytes for all, without a query of their own."""
    _, now = _shown(address)
    response = HttpResponse(now.content)
    response["Cache-Control"] = "no-cache"
    response["ETag"] = now.etag
    return get_conditional_response(request, etag=now.etag, response=response)


@require_safe
@login_not_required
def screen(request: HttpRequest, address: str) -> HttpResponse:
    """Show who presents on the screen of the room; no mark, no count, nothing to log in for."""
    edition, now = _shown(address)
    found = in_its_time(Edition.living.select_related("province").get(pk=edition))
    context = {"edition": found, "address": address, "lines": SafeString(now.content.decode())}
    return render(request, "live/screen.html", context)
