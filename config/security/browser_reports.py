"""What browsers report of a page that broke the content security policy: a line of the log, and nothing stored.

Anybody may send one, so the line repeats no text of theirs but a host name, and there are few of them a minute.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections import deque
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

LONGEST = 16_384  # bytes of a report
AT_ONCE, MINUTE = 20, 60.0  # lines a minute, of each process
DIRECTIVE = re.compile(r"[a-z]{3,12}(-[a-z]{3,9}){1,2}")
HOST = re.compile(r"[a-z0-9.-]{1,100}")
WORDS = {"inline", "eval", "wasm-eval", "data", "blob", "self"}

logger = logging.getLogger(__name__)
_written: deque[float] = deque(maxlen=AT_ONCE)  # when, by the monotonic clock


@csrf_exempt
@login_not_required
@require_POST
@transaction.non_atomic_requests
def csp_report(request: HttpRequest) -> HttpResponse:
    """Take a report; the answer is the same whether it was read, left unread or nonsense."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and 0 < int(length) <= LONGEST and has_room():
        said = found_in(request.body)
        if said:
            _written.append(time.monotonic())
            logger.warning("The policy of %s refused %s (%s)", *said)
    return HttpResponse(status=204)


def has_room() -> bool:
    """Return whether a line may be written: not when the last ones were all of this minute."""
    return len(_written) < AT_ONCE or time.monotonic() - _written[0] >= MINUTE


def found_in(body: bytes) -> tuple[str, str, str] | None:
    """Return page, what was refused and directive of the first report in a body; None where there is none."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    first = sent[0] if isinstance(sent, list) and sent else sent
    told = (first.get("body") or first.get("csp-report")) if isinstance(first, dict) else None
    if not isinstance(told, dict):
        return None
    text = {name: str(value)[:2000] for name, value in told.items()}
    directive = text.get("effectiveDirective") or text.get("effective-directive") or ""
    if not DIRECTIVE.fullmatch(directive):
        return None
    blocked = text.get("blockedURL") or text.get("blocked-uri") or ""
    return page_of(text.get("documentURL") or text.get("document-uri") or ""), origin_of(blocked), directive


def page_of(address: str) -> str:
    """Return the name of the page at an address, "?" where there is none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except (Resolver404, ValueError):
        return "?"


def origin_of(blocked: str) -> str:
    """Return the host of what was refused, or the word a browser says for it; "?" for anything else."""
    try:
        host = urlsplit(blocked).hostname or blocked
    except ValueError:
        return "?"
    return host if host in WORDS or (host != blocked and HOST.fullmatch(host)) else "?"
