"""The pages of a PDF as pictures, and how many; a photograph is one page. A process of its own draws, within bounds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from regencies.files.apart import NoAnswer, run_apart

PROGRAM = Path(__file__).with_name("pdf_program.py")
PATIENCE = 12.0  # seconds from start to answer
MOST_PAGES = 9999


class NotDrawn(Exception):
    """The file could not be opened within the bounds; the text says why, for the log."""


class NoSuchPage(NotDrawn):
    """The file has no page of that number."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a JPEG, its size in pixels, and how many pages the file has."""

    pages: int
    width: int
    height: int
    content: bytes


def count_pages(content: bytes) -> int:
    """Return how many pages a PDF has. Raises NotDrawn."""
    return _run(content, 0).pages


def draw_page(content: bytes, number: int) -> Picture:
    """Return a page of a PDF, counted from 1, or a photograph as a picture. Raises NotDrawn, NoSuchPage among them."""
    picture = _run(content, number)
    if not 1 <= number <= picture.pages:
        raise NoSuchPage(f"{picture.pages} pages")
    if not picture.content.startswith(b"\xff\xd8\xff"):
        raise NotDrawn("no picture")
    return picture


def _run(content: bytes, number: int) -> Picture:
    try:
        line, _, rest = run_apart(PROGRAM, number, content, patience=PATIENCE).partition(b"\n")
    except NoAnswer as problem:
        raise NotDrawn(str(problem)) from problem
    return _read(line[:200], rest)


def _read(line: bytes, content: bytes) -> Picture:
    try:
        said = json.loads(line)
        picture = Picture(int(said["pages"]), int(said["width"]), int(said["height"]), content)
    except (ValueError, KeyError, TypeError) as problem:
        raise NotDrawn("unreadable answer") from problem
    if not 1 <= picture.pages <= MOST_PAGES:
        raise NotDrawn(f"{picture.pages} pages")
    return picture
