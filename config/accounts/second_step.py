"""Who must have a second step (`REQUIRE_SECOND_STEP`), and where somebody without one is led until there is one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from awards.choices import Position
from awards.models import Seat
from config.accounts.typed_values import keep_typed
from regencies.choices import Role
from regencies.models import Membership

WAY_ON = "way_on"  # in the session: the page somebody was led away from
OWN_PAGES = ("account_", "mfa_")  # names of the pages about the own account
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def owes_second_step(asked: Collection[str], today: datetime.date) -> Any:
    """Return an expression on accounts: whether they must have a second step and have none; asked of these roles.

    It is read with the account itself, so a role that was given and a step that was removed count at once.
    """
    if not asked:
        return Value(False)
    offices = Membership.objects.active(today).filter(user=OuterRef("pk"), role__in=asked)
    seats = Seat.objects.living().filter(user=OuterRef("pk"))
    steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=STEPS)
    must = Q(Exists(offices))
    if Role.ADMIN in asked:
        must |= Q(is_superuser=True)
    if "panel" in asked:
        must |= Q(Exists(seats))
    elif "chair" in asked:
        must |= Q(Exists(seats.filter(position=Position.CHAIR)))
    return ExpressionWrapper(must & ~Exists(steps), output_field=BooleanField())


def lead_to_set_up(request: HttpRequest, view: Callable[..., HttpResponse]) -> HttpResponse | None:
    """Lead to the set-up from any page but those of the own account; what was typed waits, as at a log-in."""
    match = request.resolver_match
    if not request.user.owes_second_step or (match and match.view_name.startswith(OWN_PAGES)):
        return None
    kept = keep_typed(request, view)
    if kept or "X-Autosave" not in request.headers:
        request.session[WAY_ON] = request.get_full_path()
    return redirect("mfa_index")


@require_safe
def way_on(request: HttpRequest) -> HttpResponse:
    """Lead back to the page somebody was led away from, once."""
    return redirect(request.session.pop(WAY_ON, "home_for_role"))
