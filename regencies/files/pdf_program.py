"""Opens a PDF somebody uploaded, counts its pages or draws one: a program of its own, never part of the server.

A file made to crash, fill the memory or run for ever takes this process along and nothing else. pdf_pages.py starts it.
"""

from __future__ import annotations

import json
import math
import os
import resource
import sys

import pypdfium2

MEMORY = 768 * 1024 * 1024  # bytes of address space, the libraries included
SECONDS = 8  # of processor time
LARGEST_OUTPUT = 6 * 1024 * 1024  # bytes
MOST_FILES = 16
SHARPEST = 144 / 72  # pixels for each point: an A4 page becomes 1191 × 1684
MOST_PIXELS = 4_000_000
LONGEST_SIDE = 4_000  # pixels
SMALLEST_SIDE = 1  # points
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


def main() -> None:
    """Write {pages, width, height} as a line of JSON, then the JPEG of the page asked for, if there is one."""
    bound()
    number = int(sys.argv[1])
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    said = {"pages": len(document), "width": 0, "height": 0}
    if not 1 <= number <= len(document):
        sys.stdout.write(json.dumps(said))
        return
    page = document[number - 1]
    image = page.render(scale=scale_of(*page.get_size()), may_draw_forms=False).to_pil().convert("RGB")
    said["width"], said["height"] = image.size
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    image.save(sys.stdout.buffer, "JPEG", quality=QUALITY)


if __name__ == "__main__":
    main()
