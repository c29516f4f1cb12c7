"""The request that is being answered: its number, which answer, page and log have, and what a line says of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from string import punctuation
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
SECRET = {"key", "uidb36", "token"}  # arguments of addresses that open something by themselves
Responder = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, and when it came, by the clock of `time.perf_counter`."""

    request: HttpRequest
    since: float

    @property
    def took(self) -> int:
        """How long it has taken until now, in milliseconds."""
        return round((time.perf_counter() - self.since) * 1000)


_ASKED: ContextVar[Asked | None] = ContextVar("asked", default=None)


def number_requests(get_response: Responder) -> Responder:
    """Gives every request its number, tells it with the answer, and says which took longer than SLOW_MS."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.number = uuid4().hex
        asked = Asked(request, time.perf_counter())
        token = _ASKED.set(asked)
        try:
            response = get_response(request)
            if asked.took > settings.SLOW_MS:
                logger.warning("Slow request", extra={"status_code": response.status_code})
        finally:
            _ASKED.reset(token)
        response[HEADER] = request.number
        return response

    return middleware


def is_asked() -> bool:
    """Return whether a request is being answered: what is logged then may be about what somebody typed."""
    return _ASKED.get() is not None


def about_request() -> dict[str, str | int]:
    """Return what a line of the log says of the request that is being answered; nothing outside one. No query."""
    asked = _ASKED.get()
    if asked is None:
        return {}
    request = asked.request
    path = quote(address_of(request), safe=punctuation)  # no line of the log is broken in two
    said = {"request": request.number, "method": request.method or "", "path": path, "ms": asked.took}
    # only what was read already: the database may be the very thing that fails
    actor = getattr(getattr(request, "session", None), "_session_cache", {}).get(SESSION_KEY)
    return said | ({"actor": int(actor)} if actor else {})


def address_of(request: HttpRequest) -> str:
    """Return the path, or the pattern it fits where the path itself is a secret."""
    match = request.resolver_match
    if match is not None and SECRET & set(match.kwargs):
        return f"/{match.route}"
    return "/akun/" if match is None and request.path.startswith("/akun/") else request.path
