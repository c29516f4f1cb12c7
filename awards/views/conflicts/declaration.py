"""The page on which a member declares, for every candidate of an award year, what ties them to it."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from awards.conflicts.declarations import asked_of, declare, declared_in
from awards.conflicts.forms import DeclarationForm
from awards.tables.conflicts import DeclaredTable
from config.accounts.typed_values import shows_typed
from regencies.views.confirm import confirm_response

NAMED = re.compile(r"conflict_([0-9]{1,12})")


@shows_typed
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: HttpRequest, edition: int) -> HttpResponse:
    """Ask for what is not declared yet and show what is; record it by one button, all or none."""
    seats = request.user.seats.select_related("edition__province")
    seat = get_object_or_404(seats, edition=edition)
    timezone.activate(seat.edition.province.zone)
    posted = request.POST if request.method == "POST" else None
    named = [int(found[1]) for found in map(NAMED.fullmatch, posted or ()) if found]
    form = DeclarationForm(asked_of(seat, also=named), posted)
    back = reverse("panel_edition", args=[edition])
    return confirm_response(
        request,
        lambda statement, **_: declare(seat, form.answers, by=request.user, statement=statement),
        form=form,
        next_url=back,
        message="Pernyataan Bapak/Ibu tercatat.",
        template="panel/declaration.html",
        shared=lambda: {"declared": DeclaredTable(declared_in(seat))},
        seat=seat,
        cancel_url=back,
    )
