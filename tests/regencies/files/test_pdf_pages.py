"""Pages drawn from files people upload: what is drawn, and what becomes of files made to do harm."""

import io
import os
import time

import pytest
from PIL import Image

from regencies.files import pdf_pages
from regencies.files.pdf_pages import NotDrawn, count_pages, draw_page
from regencies.files.pdf_program import LONGEST_SIDE, MOST_PIXELS, scale_of
from tests.builders.pdfs import bomb, endless, pages_pdf, pdf_of
from tests.builders.uploads import locked_pdf


def test_each_page_is_drawn_as_a_picture_of_its_own():
    content = pages_pdf(3)
    first, third = draw_page(content, 1), draw_page(content, 3)
    assert (first.pages, first.width, first.height) == (3, 400, 560)
    picture = Image.open(io.BytesIO(third.content))
    assert (picture.format, picture.size, picture.convert("L").getextrema()[0] < 100) == (
        "JPEG",
        (400, 560),
        True,
    )
    assert first.content != third.content


def test_pages_are_counted_without_drawing():
    assert [count_pages(pages_pdf(number)) for number in (1, 1200)] == [1, 1200]


@pytest.mark.parametrize("box", [b"0 0 2000000 2000000", b"0 0 14400 20", b"-900000 -900000 900000 900000"])
def test_a_huge_page_becomes_a_picture_of_bounded_size(box):
    picture = draw_page(pages_pdf(1, box=box), 1)
    assert picture.width * picture.height <= MOST_PIXELS * 1.01
    assert max(picture.width, picture.height) <= LONGEST_SIDE + 1


def photograph(mode: str, size: tuple[int, int], kind: str, exif: Image.Exif | None = None, color=0) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, size, color).save(kept, kind, **({"exif": exif} if exif else {}))
    return kept.getvalue()


def turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright, stored on its side
    return exif


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        (("RGB", (600, 400), "JPEG"), (600, 400)),
        (("RGB", (600, 400), "JPEG", turned()), (400, 600)),
        (("L", (6000, 4000), "JPEG"), (2449, 1632)),
        (("CMYK", (60, 40), "JPEG"), (60, 40)),
        (("P", (30, 3), "PNG"), (30, 3)),
        (("I;16", (3, 30), "PNG"), (3, 30)),
        (("RGB", (9000, 3), "PNG"), (4000, 1)),
    ],
)
def test_a_photograph_is_one_page_upright_and_no_larger_than_one(kind, size):
    content = photograph(*kind)
    drawn = draw_page(content, 1)
    picture = Image.open(io.BytesIO(drawn.content))
    assert (drawn.pages, picture.format, picture.size) == (1, "JPEG", (drawn.width, drawn.height))
    assert (drawn.width, drawn.height) == size
    with pytest.raises(NotDrawn):
        draw_page(content, 2)


def test_what_is_clear_in_a_photograph_is_white():
    drawn = draw_page(photograph("RGBA", (20, 20), "PNG", color=(0, 0, 0, 0)), 1)
    assert Image.open(io.BytesIO(drawn.content)).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(0, 5), (float("nan"), 5), (float("inf"), 5)])
def test_a_page_of_no_size_is_not_drawn(size):
    with pytest.raises(ValueError, match="no size"):
        scale_of(*size)


HARM = {  # made when asked for: one of them takes a gigabyte
    "a bomb": bomb,
    "a locked file": locked_pdf,
    "no file": bytes,
    "a bomb of a photograph": lambda: photograph("1", (30_000, 30_000), "PNG"),
    "a large photograph": lambda: photograph("1", (9_000, 9_000), "PNG"),
    "half a photograph": lambda: photograph("RGB", (600, 400), "JPEG")[:700],
    "a photograph of noise": lambda: b"\xff\xd8\xff" + os.urandom(5000),
    "half a file": lambda: pages_pdf(3)[:300],
    "noise": lambda: b"%PDF-1.4\n" + os.urandom(5000),
    "no pages": lambda: pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"]),
    "pages that contain themselves": lambda: pdf_of(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>"]
    ),
}


@pytest.mark.parametrize("what", HARM)
def test_what_cannot_be_drawn_within_the_bounds_is_told_and_harms_nobody(what, monkeypatch):
    monkeypatch.setattr(pdf_pages, "PATIENCE", 4.0)
    harmful = HARM[what]()
    begun = time.monotonic()
    try:
        picture = draw_page(harmful, 1)
    except NotDrawn:
        picture = None
    assert picture is None or picture.width * picture.height <= MOST_PIXELS  # a library may draw what it can
    assert time.monotonic() - begun < pdf_pages.PATIENCE + 5


def test_a_page_that_draws_for_ever_is_killed(monkeypatch):
    monkeypatch.setattr(pdf_pages, "PATIENCE", 3.0)
    with pytest.raises(NotDrawn, match=r"TimeoutExpired|ended with"):
        draw_page(endless(), 1)


@pytest.mark.parametrize("number", [0, 4, 10**6])
def test_a_page_the_file_has_not_is_not_drawn(number):
    with pytest.raises(NotDrawn):
        draw_page(pages_pdf(3), number)


def test_the_program_knows_nothing_of_the_server(monkeypatch, tmp_path):
    """Neither its environment, where the secrets are, nor more memory and files than a page takes."""
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import json, os, resource, sys\n"
        f"sys.path.insert(0, {str(pdf_pages.PROGRAM.parent)!r})\n"
        "import pdf_program\npdf_program.bound()\n"
        "names = [name for name in os.environ if name not in ('LC_CTYPE',)]\n"
        "limits = [resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[1] for name in ('AS', 'CPU', 'NOFILE')]\n"
        "sys.stdout.write(json.dumps({'pages': 1, 'width': len(names), 'height': limits[1]}) + '\\n')\n"
        "sys.stdout.write(json.dumps(limits))\n"
    )
    monkeypatch.setattr(pdf_pages, "PROGRAM", spy)
    answer = pdf_pages._run(b"", 0)
    assert (answer.width, answer.height, answer.content) == (0, 8, b"[805306368, 8, 16]")
