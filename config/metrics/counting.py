"""Counts every request and every exception of this process; without METRICS_TOKEN nothing is counted.

The processes of a server share files in PROMETHEUS_MULTIPROC_DIR, which config.serve empties when it starts; it
must not import this module: the library looks once, when it is imported, whether there is such a directory.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
Responder = Callable[[HttpRequest], HttpResponse]

REQUESTS = Histogram(
    "paritrana_request_seconds",
    "How long requests took, by the name of the page and the class of the status.",
    ("view", "status"),
    buckets=SECONDS,
)
EXCEPTIONS = Counter("paritrana_exceptions", "Exceptions that no page was made for.", ("kind",))


def count_requests(get_response: Responder) -> Responder:
    """Counts each request under the name of its page, whatever its address holds."""
    if not settings.METRICS_TOKEN:
        raise MiddlewareNotUsed
    got_request_exception.connect(count_exception)

    def middleware(request: HttpRequest) -> HttpResponse:
        since = time.perf_counter()
        response = get_response(request)
        page = request.resolver_match.view_name if request.resolver_match else ""
        REQUESTS.labels(page, f"{response.status_code // 100}xx").observe(time.perf_counter() - since)
        return response

    return middleware


def count_exception(**_: Any) -> None:
    """Count the exception that is being handled, by its kind."""
    EXCEPTIONS.labels(type(sys.exception()).__qualname__).inc()
