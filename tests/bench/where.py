"""Where the time of an answer goes: what stands on the stack, looked at a thousand times a second."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

from tests.bench.asking import Reply

EVERY, LONG = 0.001, 3.0  # seconds between two looks, and of looking at one page
# The innermost frame that lies in one of these tells what is being done.
LAYERS = {
    "/psycopg": "waiting for the database",
    "/django/db/backends": "waiting for the database",
    "/django/db": "making queries and rows",
    "/django/forms": "forms",
    "/crispy_forms": "forms",
    "/django_tables2": "tables",
    "/django/template": "templates",
    "/django/utils/html": "templates",
    "/django/urls": "addresses",
    "/django/contrib/admin": "the desk of Django",
    "/regencies/": "our own",
    "/awards/": "our own",
    "/config/": "our own",
}
REST = "everything else"
KINDS = (*dict.fromkeys(LAYERS.values()), REST)


def shares(asked: Mapping[str, Callable[[], Reply]], seconds: float = LONG) -> dict[str, dict[str, float]]:
    """Return for each page the share of its time, 0 to 1, that goes into each of the `KINDS`."""
    return {page: _shares(ask, seconds) for page, ask in asked.items()}


def _shares(ask: Callable[[], Reply], seconds: float) -> dict[str, float]:
    seen: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        seen[kind_of(frame)] += 1

    before: Any = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)
    try:
        ended = time.monotonic() + seconds
        while time.monotonic() < ended:
            ask()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    whole = sum(seen.values()) or 1
    return {kind: seen[kind] / whole for kind in KINDS}


def kind_of(frame: FrameType | None) -> str:
    """Return what is being done in this frame."""
    while frame is not None:
        file = frame.f_code.co_filename
        for place, kind in LAYERS.items():
            if place in file:
                return kind
        frame = frame.f_back
    return REST
