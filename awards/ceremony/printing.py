"""A paper as a PDF: the template that prints its texts, the emblem, and a field for each signature."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from regencies.l10n.letters import one_line
from regencies.receipts.paper import print_paper, print_to_sign

TEMPLATES = Path(__file__).with_name("typst")
EMBLEM = Path(settings.BASE_DIR) / "templates" / "includes" / "emblem.html"
COLOURS = (
    ".mark-canopy,.mark-people{fill:#0b5157} .mark-rib{stroke:#fff} .mark-staff{stroke:#c9a24a} "
    ".mark-people circle{fill:#c9a24a}"
)
TURNS = re.compile(
    "[\u061c\u202a-\u202e\u2066-\u2069]"
)  # letters that turn the direction of those after them
LONG_WORD = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b])")


def printed(template: str, texts: Mapping[str, Any], address: str) -> bytes:
    """Return the PDF of a template; a signature field stands wherever it has room for one, but in no draft.

    Raises NotPrinted.
    """
    path = TEMPLATES / f"{template}.typ"
    shown = fit_to_print(texts) | {"emblem": emblem()}
    return (print_paper if texts["draft"] else print_to_sign)(path, shown, address)


def fit_to_print(value: Any) -> Any:
    """Return texts as lines of a paper: no breaks, nothing that turns the direction, long words can be broken."""
    if isinstance(value, str):
        return LONG_WORD.sub("\\g<0>\u200b", one_line(TURNS.sub("", value)))
    if isinstance(value, Mapping):
        return {key: fit_to_print(part) for key, part in value.items()}
    return [fit_to_print(part) for part in value] if isinstance(value, list | tuple) else value


@cache
def emblem() -> str:
    """Return the emblem of the site as an SVG in the colours of paper."""
    [drawn] = re.findall(r"<svg.*</svg>", EMBLEM.read_text(encoding="utf-8"), re.DOTALL)
    bare = re.sub(r"<svg\b[^>]*?(?=viewBox)", "<svg ", drawn, count=1, flags=re.DOTALL)
    head, _, rest = bare.partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg"><style>{COLOURS}</style>{rest}'
