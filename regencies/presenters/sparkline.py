"""A small drawn line of one figure over the years; the same figures stand beside it in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT, EDGE = 72, 24, 3


def spark(values: Sequence[int | Decimal | None]) -> SafeString:
    """Return an SVG line through the values, oldest first; "" for fewer than two. Missing years are bridged."""
    known = [(place, float(value)) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return SafeString("")
    low, high = (pick(value for _, value in known) for pick in (min, max))
    first, last = known[0][0], known[-1][0]

    def across(place: int) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (place - first) / (last - first)

    def up(value: float) -> float:
        return (
            HEIGHT / 2 if high == low else HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / (high - low)
        )

    points = " ".join(f"{across(place):.1f},{up(value):.1f}" for place, value in known)
    end, top = points.rpartition(" ")[2].split(",")
    return format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" fill="none" focusable="false">'
        '<polyline points="{}" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>'
        '<circle cx="{}" cy="{}" r="2.5" fill="currentColor"/></svg>',
        *(WIDTH, HEIGHT, WIDTH, HEIGHT, points, end, top),
    )
