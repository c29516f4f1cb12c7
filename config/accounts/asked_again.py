"""Asks for password or code again before what is hard to take back, when whoever is logged in last showed it long ago.

A session that somebody left open, or whose cookie somebody took, then publishes nothing and gives nobody a role.
"""

from __future__ import annotations

import time
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from config.accounts.sessions import STARTED
from config.accounts.typed_values import is_given_back, keep_until_asked

NOTHING_DONE = "Belum ada yang disimpan. Periksa kembali, lalu tekan tombolnya."


def is_sure(request: HttpRequest) -> bool:
    """Return whether the person logged in, or showed who they are again, within ASK_AGAIN_MINUTES."""
    shown = [record["at"] for record in get_authentication_records(request, request.user)]
    latest: float = max([request.session.get(STARTED, 0), *shown])
    return time.time() - latest < settings.ASK_AGAIN_MINUTES * 60


def ask_again(request: HttpRequest, *, keep: bool = True) -> HttpResponse | None:
    """Lead a form to the page that asks; its own page then shows what was typed. None when it may go on."""
    if request.method != "POST" or is_given_back(request) or is_sure(request):
        return None
    if keep:
        keep_until_asked(request)
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
