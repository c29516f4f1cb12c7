"""Coming in, and showing again who one is, through the OpenID provider, where OIDC_URL names one.

It makes no account: the address that it has verified must be that of an active one. The second step stays ours.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.accounts.openid import LEEWAY, Answer, NotProven, lead, provider, read
from config.security.lines import note
from regencies.actions.accounts import accept_invitations
from regencies.choices import SecurityEvent
from regencies.models import User

METHOD = "provider"  # among the ways somebody showed who they are, in the session
View = Callable[[HttpRequest], HttpResponse]


def where_there_is_one(view: View) -> View:
    """Answer 404 without a provider, 429 to who asks too often, and tell in words what was not proven.

    No transaction is open while the provider is waited for: it would hold the counters of all at the same address.
    """

    @transaction.non_atomic_requests
    @login_not_required
    @never_cache
    @require_safe
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        if not settings.OIDC:
            raise Http404
        counted = {"app": "allauth.account", "action": METHOD, "limit_get": True}
        if often := ratelimit.consume_or_429(request, **counted):
            return often
        try:
            return view(request)
        except NotProven as refused:
            note(SecurityEvent.LOGIN_FAILED, done=False, person=refused.person, about=f"melalui {provider()}")
            way_on = get_next_redirect_url(request)
            context = {"reasons": refused.reasons, "provider": provider(), "way_on": way_on}
            return render(request, "account/provider.html", context, status=refused.status)

    return answered


@where_there_is_one
def to_provider(request: HttpRequest) -> HttpResponse:
    """Lead to the provider; who is logged in is asked there again."""
    return lead(request, get_next_redirect_url(request), again=request.user.is_authenticated)


@where_there_is_one
def provider_answer(request: HttpRequest) -> HttpResponse:
    """Let in whom the provider means, or note that they showed again who they are."""
    answer = read(request)
    with transaction.atomic():
        return let_in(request, answer, person_of(answer))


@require_safe
def make_password(request: HttpRequest) -> HttpResponse:
    """Lead who came in without a password of their own, and would change it, to the mail by which one is made."""
    return redirect("account_reset_password")


def let_in(request: HttpRequest, answer: Answer, person: User) -> HttpResponse:
    """Log in, second step included, or note for the session that there is that the person was asked again."""
    if answer.person is None:
        record_authentication(request, person, METHOD)
        accept_invitations(person)
        said = {"about": f"melalui {provider()}"}
        return perform_login(request, person, redirect_url=answer.way_on, signal_kwargs=said)
    require_shown_again(request, answer, person)
    record_authentication(request, person, METHOD, reauthenticated=True)
    return redirect(answer.way_on or "home_for_role")


def person_of(answer: Answer) -> User:
    """Return the active account of the address that the provider has verified. Raises NotProven without one."""
    said = f"{provider()} mengirim alamat {answer.address or 'yang kosong'}"
    if not (answer.address and answer.is_verified):
        raise NotProven(
            f"{said}, tanpa menyatakannya terverifikasi.",
            "Hanya alamat terverifikasi yang diterima.",
            f"Mintalah pengelola {provider()} memverifikasinya, atau masuk dengan kata sandi.",
        )
    person = User.objects.with_address(answer.address)
    if person is None:
        raise NotProven(
            f"{said}, yang tidak mempunyai akun di sini.",
            "Akun hanya dibuat oleh admin provinsi.",
            "Silakan hubungi dinas ketenagakerjaan provinsi.",
        )
    if not person.is_active:
        raise NotProven(
            f"{said}; akun dengan alamat itu tidak aktif.",
            "Akun yang tidak aktif tidak dapat masuk.",
            "Silakan hubungi admin provinsi bila Bapak/Ibu masih bertugas.",
            person=person,
        )
    return person


def require_shown_again(request: HttpRequest, answer: Answer, person: User) -> None:
    """Raise NotProven unless whoever is logged in showed the provider anew who they are."""
    if not request.user.pk == answer.person == person.pk:
        raise NotProven(
            f"{provider()} mengirim alamat {answer.address}, bukan alamat akun yang sedang masuk.",
            f"Keluarlah dari {provider()}, lalu masuk ke sana dengan alamat akun ini.",
            person=person,
        )
    if answer.shown_at < answer.asked_at - LEEWAY:
        raise NotProven(
            f"{provider()} tidak menyatakan bahwa kata sandi baru saja ditanyakan lagi.",
            "Tindakan ini memerlukannya. Silakan pakai kata sandi akun ini.",
            person=person,
        )
