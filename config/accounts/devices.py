"""Where somebody is logged in, one row for each session; any of them can be ended from any other."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_http_methods

from config.accounts.devices_table import DevicesTable
from config.accounts.sessions import STARTED
from config.security.lines import note
from regencies.choices import SecurityEvent
from regencies.models import User
from regencies.personal_data.rows import sessions_of

DEVICE = "device"  # in the session: the browser and the address it was begun with
EVERYWHERE = "semua"
BROWSERS = {  # part of what a browser says of itself, the telling ones first → its name
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    name: name.partition(" ")[0] for name in ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")
}


@dataclass(frozen=True, slots=True)
class Device:
    """A session as its owner reads it; `number` names it in a form without being its key."""

    number: str
    browser: str
    address: str
    began: datetime.datetime | None
    last_used: datetime.datetime
    is_this: bool
    row: Session


def remember_device(request: HttpRequest) -> None:
    """Let the session say from which browser and address it was begun."""
    agent = request.headers.get("User-Agent", "")[:250]
    request.session[DEVICE] = {"agent": agent, "address": get_client_ip(request) or ""}


def in_words(agent: str) -> str:
    """Return "Chrome di Windows" of what a browser says of itself."""
    browser = next((name for part, name in BROWSERS.items() if part in agent), "Peramban lain")
    system = next((name for part, name in SYSTEMS.items() if part in agent), "")
    return f"{browser} di {system}" if system else browser


def devices_of(person: User, key: str | None) -> list[Device]:
    """Return where a person is logged in, used last first; `key` is that of the session that asks."""
    found = []
    for row in sessions_of(person):
        said = row.get_decoded()
        is_valid = constant_time_compare(said.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
        if row.expire_date <= timezone.now() or not is_valid:
            continue
        device, began = said.get(DEVICE, {}), said.get(STARTED)
        found.append(
            Device(
                number=hashlib.sha256(row.session_key.encode()).hexdigest()[:16],
                browser=in_words(device.get("agent", "")),
                address=device.get("address", ""),
                began=datetime.datetime.fromtimestamp(began, datetime.UTC) if began else None,
                last_used=row.expire_date - datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE),
                is_this=row.session_key == key,
                row=row,
            )
        )
    return sorted(found, key=lambda device: (device.is_this, device.last_used), reverse=True)


@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: HttpRequest) -> HttpResponse:
    """Show where the person is logged in; on POST end one of the sessions, or all of them."""
    found = devices_of(request.user, request.session.session_key)
    if request.method != "POST":
        return render(request, "account/devices.html", {"table": DevicesTable(found), "count": len(found)})
    which = request.POST.get("ended", "")
    chosen = found if which == EVERYWHERE else [device for device in found if device.number == which]
    return end(request, chosen)


def end(request: HttpRequest, chosen: list[Device]) -> HttpResponse:
    """End sessions, tell their owner by mail, and lead to the log-in when this one was among them."""
    if not chosen:
        messages.info(request, "Perangkat itu sudah keluar.")
        return redirect("account_devices")
    for device in chosen:
        device.row.delete()
    note(SecurityEvent.LOGOUT, person=request.user, about=f"{len(chosen)} perangkat dikeluarkan")
    get_adapter().send_notification_mail(
        "account/email/sessions_ended", request.user, {"devices": [device.browser for device in chosen]}
    )
    if any(device.is_this for device in chosen):
        logout(request)
        messages.success(request, "Akun ini sudah keluar dari semua perangkat.")
        return redirect("account_login")
    messages.success(request, f"{chosen[0].browser} sudah keluar.")
    return redirect("account_devices")
