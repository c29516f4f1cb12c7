"""Writes the lines of every request: to the logger `security` as JSON, and to the table.

What cannot be written is said in the log and stops nothing: the answer goes out all the same.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from config.logs.asked import address_of
from config.security.lines import SERVER_ERROR, Line, Noted, noting
from regencies.actions.accounts import provinces_of
from regencies.choices import SecurityEvent
from regencies.models import Province, SecurityLine

EVENTS = {
    HTTPStatus.BAD_REQUEST: SecurityEvent.UNREADABLE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: SecurityEvent.UNREADABLE,
    HTTPStatus.TOO_MANY_REQUESTS: SecurityEvent.LOCKED_OUT,
}
logger = logging.getLogger("security")
own_logger = logging.getLogger(__name__)


def log_security(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Writes what was noted while the request was answered, under its number."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with noting() as noted:
            response = get_response(request)
        try:
            write(request, response.status_code, noted)
        except Exception as problem:  # a line is never worth the request it is about
            own_logger.error("The security log of request %s: %s", request.number, type(problem).__name__)
        return response

    return middleware


def write(request: HttpRequest, status: int, noted: Noted) -> None:
    """Write the lines of a request that was answered; a row for each that is about somebody or some province."""
    found = lines_of(request, status, noted.lines)
    if not found:
        return
    reader = actor_of(request)
    kept = []
    for line in found:
        row = row_of(line, request, line.actor or reader)
        logger.info(as_json(row, status, noted.why))
        if line.province or (concerned := line.person or line.actor or reader):
            row.provinces = [line.province] if line.province else keys_of(provinces_of(concerned))
            kept.append(row)
    if kept:
        with transaction.atomic():
            SecurityLine.objects.bulk_create(kept)


def lines_of(request: HttpRequest, status: int, noted: Iterable[Line]) -> list[Line]:
    """Return the lines that are true of the answer: a refused request has done nothing, and has one line.

    A virus that was found has its own beside it.
    """
    if status < HTTPStatus.BAD_REQUEST:
        return list(noted)
    refused = [line for line in noted if not line.done] or [replace(line, done=False) for line in noted]
    if refused or status >= SERVER_ERROR or status == HTTPStatus.UNPROCESSABLE_ENTITY:
        return [*(line for line in refused[:-1] if line.event == SecurityEvent.VIRUS), *refused[-1:]]
    event = EVENTS.get(HTTPStatus(status), SecurityEvent.REFUSED)
    return [Line(event, False, about=f"{request.method} {address_of(request)}"[:200])]


def actor_of(request: HttpRequest) -> Any:
    """Return who is logged in, or None; who was never asked for is not asked for now."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed or not hasattr(request, "user"):
        return None
    return request.user if request.user.is_authenticated else None


def keys_of(provinces: QuerySet[Province]) -> ArraySubquery:
    """Return an expression for the keys, asked for by the insert itself."""
    return ArraySubquery(provinces.values("pk"))


def row_of(line: Line, request: HttpRequest, actor: Any) -> SecurityLine:
    """Return the unsaved row of a line."""
    return SecurityLine(
        at=timezone.now(),
        request=request.number,
        event=line.event,
        done=line.done,
        actor=actor.pk if actor else None,
        actor_name=str(actor or ""),
        person=line.person.pk if line.person else None,
        person_name=str(line.person or ""),
        address=(get_client_ip(request) or "")[:45],
        about=line.about.replace("\0", "")[:250],
    )


def as_json(row: SecurityLine, status: int, why: str) -> str:
    """Return the row as one line of JSON."""
    said = {
        "time": row.at.isoformat(),
        "request": row.request,
        "event": row.event,
        "done": row.done,
        "status": status,
        "actor": row.actor,
        "person": row.person,
        "address": row.address,
        "about": row.about,
        "why": why,
    }
    return json.dumps({name: value for name, value in said.items() if value not in (None, "")})
