"""The page a mailed invitation opens: who invites, as what, until when; one button accepts."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from regencies.actions.accounts import accept_invitation, open_invitation, read_invitation, until_in_words
from regencies.models import User


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation; 410 with the reason when it opens nothing, 404 for a link that is none of ours.

    Whoever has no password sets one next, and has accepted by that; whoever has one logs in with it.
    """
    found, problem = read_invitation(token)
    if found is None:
        raise Http404
    if problem:
        context = {"problem": problem}
        return render(request, "account/invitation.html", context, status=HTTPStatus.GONE)
    if request.method != "POST":
        context = {"invitation": found, "until": until_in_words(found)}
        return render(request, "account/invitation.html", context)
    if not found.user.has_usable_password():
        open_invitation(found)
        return redirect(password_page(found.user))
    accept_invitation(found)
    return redirect("home_for_role")


def password_page(person: User) -> str:
    """Return the address at which somebody without a password sets one, good for once."""
    uid, key = user_pk_to_url_str(person), default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", args=[uid, key])
