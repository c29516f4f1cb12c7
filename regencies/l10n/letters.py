"""Letters most typefaces lack: what Word pastes from its fonts Symbol and Wingdings is shown as its likeness. Pure."""

from __future__ import annotations

import re

STAND_IN = "□"
SYMBOLS = {  # private-use letters, by what they look like in Symbol or Wingdings
    "\uf02d": "–",
    "\uf06c": "•",
    "\uf06e": "▪",
    "\uf06f": "□",
    "\uf071": "□",
    "\uf075": "◆",
    "\uf076": "◆",
    "\uf09e": "•",
    "\uf09f": "•",
    "\uf0a7": "▪",
    "\uf0a8": "□",
    "\uf0b7": "•",
    "\uf0d8": "›",
    "\uf0e0": "→",
    "\uf0e8": "→",
    "\uf0fb": "×",
    "\uf0fc": "✓",
    "\uf0fe": "✓",
}
WITHOUT_WIDTH = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e01ef]"
)
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
AS_TYPED_OR_PRIVATE = re.compile(
    rf"<(textarea|script|style)\b.*?</\1\s*>|<[^>]*>|({PRIVATE.pattern})", re.DOTALL | re.IGNORECASE
)


UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # what a word processor leaves in copied text


def one_line(text: str) -> str:
    """Return a text of one line as it is read: without what is not seen, words apart by one ordinary space."""
    return " ".join(UNSEEN.sub("", text).split())


def likeness(letter: str) -> str:
    """Return what is shown for a letter that cannot be: what it looks like, nothing for one without width, or □."""
    return SYMBOLS.get(letter) or ("" if WITHOUT_WIDTH.match(letter) else STAND_IN)


def with_likenesses(page: str) -> str:
    """Return the HTML with the likeness of every private-use letter; boxes to fill keep what was typed."""
    if not PRIVATE.search(page):
        return page
    return AS_TYPED_OR_PRIVATE.sub(lambda found: likeness(found[2]) if found[2] else found[0], page)
