"""Papers made with typst: no system library, no network. Any text can be printed."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno

from regencies.files.signature_fields import Place, with_fields
from regencies.l10n.letters import likeness
from regencies.receipts.typesetting import NotPrinted, labelled, typeset

logger = logging.getLogger(__name__)

MISSING = re.compile(r'the text `"(.+?)"` could not be displayed with', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.DOTALL)
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'  # a code as large as any other
ROUNDS = 20  # typst names what it misses page part by page part


def print_paper(template: Path, texts: Mapping[str, Any], address: str) -> bytes:
    """The PDF/A of a template that prints `texts` (JSON) and, as a QR code, the address.

    A letter that typst's typefaces lack is printed as its likeness or as □, and the log says which. Raises NotPrinted
    when something else is wrong.
    """
    missing: set[str] = set()
    for _ in range(ROUNDS):
        try:
            content = _compiled(template, _printable(texts, missing), address)
        except NotPrinted as problem:
            found = _letters(problem) - missing
            if not found:
                raise
            missing |= found
        else:
            break
    else:
        raise NotPrinted(
            f"{template.name} cannot be printed: new letters were missing in each of {ROUNDS} rounds"
        )
    if missing:
        letters = ", ".join(sorted(f"U+{ord(letter):04X}" for letter in missing))
        logger.warning("%s for %s is printed without %s", template.name, address, letters)
    return content


def print_to_sign(template: Path, texts: Mapping[str, Any], address: str) -> bytes:
    """The same with a signature field wherever the template says there is room for one (metadata `<signature>`)."""
    content = print_paper(template, texts, address)
    found = labelled(template, "<signature>", texts, inputs={"qr": BLANK})
    return with_fields(content, [Place(**one) for one in found])


def _compiled(template: Path, texts: Any, address: str) -> bytes:
    code = segno.make(address, error="m").svg_inline(scale=4, border=0)
    return typeset(template, texts, inputs={"qr": code}, format="pdf", pdf_standards=["a-2a"])


def _letters(problem: NotPrinted) -> set[str]:
    """The letters a refused compilation names as missing; those of plain ASCII are never the reason."""
    named = "".join(ESCAPED.sub(_unescaped, text) for text in MISSING.findall(str(problem)))
    return {letter for letter in named if not " " <= letter <= "~"}


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else escape[2]


def _printable(value: Any, missing: set[str]) -> Any:
    if not missing:
        return value
    if isinstance(value, str):
        return value.translate({ord(letter): likeness(letter) for letter in missing})
    if isinstance(value, Mapping):
        return {key: _printable(part, missing) for key, part in value.items()}
    return [_printable(part, missing) for part in value] if isinstance(value, list | tuple) else value
