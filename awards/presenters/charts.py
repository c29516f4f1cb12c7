"""Charts as SVG made on the server, coloured by classes of the style sheets, with nothing inline.

Each stands beside the table it is drawn from, so that whoever cannot see it loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from awards.presenters.drawings.svg import ID, WIDTH, dot, drawing, line, text

if TYPE_CHECKING:  # pygal is loaded with the first picture: most processes draw none
    from pygal.graph.graph import Graph

Value = int | Decimal | Fraction | None
Point = tuple[str, Value, str]  # label, value, the value as it is read

SVG = "{http://www.w3.org/2000/svg}"
STEP = 20  # between the rules behind a line
BAR = 30  # height of one bar with its gap
NOT_DRAWN = {"titles", "plot tooltip-overlay", "background"}
LETTERS = dict.fromkeys(("label_font_size", "major_label_font_size", "value_font_size"), 14)
LONG_DECIMAL = re.compile(r"(\d+\.\d)\d+")


def bars(title: str, points: Sequence[Point], *, name: str, maximum: int | None = 100) -> str:
    """Return horizontal bars, the first on top; the scale runs from 0 to `maximum`, further for a larger value."""
    import pygal
    from pygal.etree import etree
    from pygal.style import Style

    etree.to_etree()  # the standard library's, also where lxml is installed: the same picture everywhere
    upwards = list(reversed(points))
    height = 44 + BAR * len(points)
    chart = pygal.HorizontalBar(
        height=height,
        print_values_position="top",
        margin_right=52,
        style=Style(**LETTERS),
        **_options(upwards, maximum),
    )
    return _drawn(chart, title, upwards, name)


def trend(title: str, points: Sequence[Point], *, name: str, maximum: int | None = 100) -> str:
    """Return a line over the years, oldest first; a missing year is a gap."""
    left, right, top, bottom = 80, WIDTH - 48, 30, 210
    largest = max([Fraction(value) for _, value, _ in points if value is not None], default=Fraction(0))
    largest = max(largest, Fraction(maximum or 0)) or Fraction(1)
    across = [left + (right - left) * place / max(len(points) - 1, 1) for place in range(len(points))]

    def at(value: Value) -> float:
        return bottom - float((bottom - top) * Fraction(value or 0) / largest)

    parts = [
        line("rule", left - 32, at(tick), right + 12, at(tick)) for tick in range(0, int(largest) + 1, STEP)
    ]
    parts += [text("at-end", left - 38, at(tick) + 5, str(tick)) for tick in range(0, int(largest) + 1, STEP)]
    parts += [
        text("at-middle", x, bottom + 26, label) for x, (label, _, _) in zip(across, points, strict=True)
    ]
    for place in range(1, len(points)):
        before, now = points[place - 1][1], points[place][1]
        if before is not None and now is not None:
            parts.append(line("own", across[place - 1], at(before), across[place], at(now)))
    for x, (_, value, shown) in zip(across, points, strict=True):
        if value is not None:
            parts += [dot("mark", x, at(value), 6), text("at-middle value", x, at(value) - 14, shown)]
    return drawing(name, title, bottom + 36, parts)


def _options(points: Sequence[Point], maximum: int | None) -> dict[str, object]:
    largest = max([float(value) for _, value, _ in points if value is not None], default=0)
    return {
        "x_labels": [label for label, _, _ in points],
        "range": (0, max(largest, maximum or 0) or 1),
        "width": WIDTH,
        "margin": 4,
        "max_scale": 6,
        "show_legend": False,
        "print_values": True,
        "allow_interruptions": True,
        "no_prefix": True,
        "js": [],
        "css": [],
    }


def _drawn(chart: Graph, title: str, points: Sequence[Point], name: str) -> str:
    chart.add(
        "",
        [
            {"value": None if value is None else float(value), "formatter": partial(_as_given, text)}
            for _, value, text in points
        ],
    )
    return _cleaned(chart.render_tree(), title, name)


def _as_given(text: str, _value: float) -> str:
    return text


def _cleaned(root: ElementTree.Element, title: str, name: str) -> str:
    """Return the SVG without scripts, styles, hidden texts and titles of guides, as one labelled picture."""
    for parent in list(root.iter()):
        for child in list(parent):
            tag = child.tag.removeprefix(SVG) if isinstance(child.tag, str) else "comment"
            if tag in {"comment", "defs", "desc", "title"} or child.get("class") in NOT_DRAWN:
                parent.remove(child)
        for unwanted in ("style", "id", "text-anchor", "rx", "ry"):
            parent.attrib.pop(unwanted, None)
    root.attrib |= {"role": "img", "aria-label": title, "class": "drawing", "id": ID.format(name)}
    return LONG_DECIMAL.sub(r"\1", ElementTree.tostring(root, encoding="unicode"))
