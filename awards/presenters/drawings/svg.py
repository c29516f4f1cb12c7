"""SVG written by hand, for charts pygal has no kind for: classes instead of colours, nothing inline. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

WIDTH = 480
ID = "grafik-{}"

Number = int | float


def drawing(name: str, title: str, height: Number, parts: Iterable[str]) -> str:
    """Return a picture with a name to find it by, labelled by its title."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_short(height)}" id="{ID.format(name)}" '
        f'role="img" aria-label="{escape(title)}" class="drawing">{"".join(parts)}</svg>'
    )


def line(css: str, x1: Number, y1: Number, x2: Number, y2: Number) -> str:
    """Return a straight line."""
    ends = f'x1="{_short(x1)}" y1="{_short(y1)}" x2="{_short(x2)}" y2="{_short(y2)}"'
    return f'<line class="{css}" {ends}/>'


def dot(css: str, x: Number, y: Number, radius: Number) -> str:
    """Return a circle."""
    return f'<circle class="{css}" cx="{_short(x)}" cy="{_short(y)}" r="{_short(radius)}"/>'


def box(css: str, x: Number, y: Number, width: Number, height: Number) -> str:
    """Return a rectangle."""
    place = f'x="{_short(x)}" y="{_short(y)}" width="{_short(width)}" height="{_short(height)}"'
    return f'<rect class="{css}" {place}/>'


def text(css: str, x: Number, y: Number, words: str) -> str:
    """Return a text; its class says where it is anchored: at-start, at-middle, at-end."""
    return f'<text class="{css}" x="{_short(x)}" y="{_short(y)}">{escape(words)}</text>'


def _short(number: Number) -> str:
    return f"{number:.1f}".removesuffix(".0")
