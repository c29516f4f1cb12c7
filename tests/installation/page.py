"""The shell blocks of docs/operations.md, in their order."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

from tests.commands import ROOT

GUIDE = ROOT / "docs" / "operations.md"
LEFT_OUT = "*Not run by the drill: "
BLOCK = re.compile(r"^( *)```sh\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between the fences, where, and why it is left out, "" where it is run."""

    text: str
    line: int
    section: str
    why_not: str


def blocks(guide: str) -> list[Block]:
    """Return the blocks fenced as `sh`; the reason of one that is left out is the paragraph above it."""
    found = []
    for match in BLOCK.finditer(guide):
        above = guide[: match.start()]
        paragraph = above.rstrip().rpartition("\n\n")[2].strip()
        found.append(
            Block(
                text=textwrap.dedent(match[2]),
                line=above.count("\n") + 1,
                section=re.findall(r"^##+ (.*)$", above, re.MULTILINE)[-1],
                why_not=paragraph.removeprefix(LEFT_OUT).rstrip("*") if LEFT_OUT in paragraph else "",
            )
        )
    return found
