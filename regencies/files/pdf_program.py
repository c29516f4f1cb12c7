"""Opens a PDF or photograph somebody uploaded, counts its pages or draws one: a program of its own, never the server.

A file made to crash, fill the memory or run for ever takes this process along and nothing else. pdf_pages.py starts it.
"""

from __future__ import annotations

import json
import math
import os
import resource
import sys
from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps

MEMORY = 768 * 1024 * 1024  # bytes of address space, the libraries included
SECONDS = 8  # of processor time
LARGEST_OUTPUT = 6 * 1024 * 1024  # bytes
MOST_FILES = 16
SHARPEST = 144 / 72  # pixels for each point: an A4 page becomes 1191 × 1684
MOST_PIXELS = 4_000_000
LONGEST_SIDE = 4_000  # pixels
SMALLEST_SIDE = 1  # points
LARGEST_PHOTOGRAPH = 40_000_000  # pixels read, of which each takes up to four bytes, twice when it is turned
PHOTOGRAPHS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG"}
QUALITY = 72


def bound() -> None:
    """Give up what this process will not need."""
    os.nice(10)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def scale_of(width: float, height: float) -> float:
    """Return how many pixels one point of a page becomes. Raises ValueError for a page of no size."""
    if not (math.isfinite(width) and math.isfinite(height) and min(width, height) >= SMALLEST_SIDE):
        raise ValueError("no size")
    return min(SHARPEST, math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / max(width, height))


def page_of(content: bytes, number: int) -> tuple[int, Image.Image | None]:
    """Return how many pages a PDF has, and the one asked for as an image; None for one it has not."""
    document = pypdfium2.PdfDocument(content)
    if not 1 <= number <= len(document):
        return len(document), None
    page = document[number - 1]
    return len(document), page.render(scale=scale_of(*page.get_size()), may_draw_forms=False).to_pil()


def photograph(content: bytes, kind: str, number: int) -> tuple[int, Image.Image | None]:
    """Return (1, a photograph as it is held, on white, no larger than a page); ValueError for too large a one."""
    if number != 1:
        return 1, None
    image = Image.open(BytesIO(content), formats=[kind])
    width, height = image.size
    least = min(1.0, math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / max(width, height))
    size = (max(1, int(width * least)), max(1, int(height * least)))
    image.draft("RGB", size)  # a JPEG is read no larger than it is needed
    if image.width * image.height > LARGEST_PHOTOGRAPH:
        raise ValueError("too many pixels")
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in {"RGB", "L", "CMYK"}:
        upright = upright.convert("RGBA")
    turned = size if (upright.width > upright.height) == (width > height) else size[::-1]
    small = upright.resize(turned) if upright.size != turned else upright
    if small.mode != "RGBA":
        return 1, small
    white = Image.new("RGBA", small.size, "white")
    white.alpha_composite(small)
    return 1, white


def main() -> None:
    """Write {pages, width, height} as a line of JSON, then the JPEG of the page asked for, if there is one."""
    bound()
    number, content = int(sys.argv[1]), sys.stdin.buffer.read()
    kind = next((kind for start, kind in PHOTOGRAPHS.items() if content.startswith(start)), "")
    pages, drawn = photograph(content, kind, number) if kind else page_of(content, number)
    said = {"pages": pages, "width": 0, "height": 0}
    if drawn is None:
        sys.stdout.write(json.dumps(said))
        return
    image = drawn.convert("RGB")
    said["width"], said["height"] = image.size
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    image.save(sys.stdout.buffer, "JPEG", quality=QUALITY)


if __name__ == "__main__":
    main()
