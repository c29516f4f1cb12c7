"""A chart as PNG, for whoever prints or forwards it: the SVG of its page in the colours of the style sheets."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from regencies.receipts.typesetting import typeset

TEMPLATE = Path(__file__).with_name("picture.typ")
STYLES = Path(settings.BASE_DIR) / "config" / "static" / "site"
PIXELS_PER_INCH = 144
REMEMBERED = 64  # pictures; fifty kilobytes each
VARIABLE = re.compile(r"(--[\w-]+):\s*([^;]+);")
DRAWN = re.compile(r"^\.drawing [^{]+\{[^}]*\}", re.MULTILINE)


@lru_cache(maxsize=REMEMBERED)
def png_bytes(svg: str, title: str, source: str) -> bytes:
    """Return the PNG of a chart under its title, with a line that says where it is from. Raises NotPrinted."""
    head, end, rest = svg.partition(">")
    texts = {"svg": f"{head}{end}<style>{_styles()}</style>{rest}", "title": title, "source": source}
    return typeset(TEMPLATE, texts, format="png", ppi=PIXELS_PER_INCH)


@cache
def _styles() -> str:
    """Return the rules of drawings with the tokens in them resolved, under the class of the picture itself."""
    tokens = dict(VARIABLE.findall((STYLES / "tokens.css").read_text()))
    rules = " ".join(DRAWN.findall((STYLES / "public.css").read_text())).replace(".drawing ", "")
    return re.sub(r"var\((--[\w-]+)\)", lambda found: tokens[found[1]], rules) + FONT


FONT = " text { font-family: 'Libertinus Serif'; }"
