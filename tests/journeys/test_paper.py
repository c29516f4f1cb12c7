"""On paper: pages as wide as A4 holds, with what is folded away, the address they came from, and no controls."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.builders import panel, publication
from tests.builders.panel import sheet_url
from tests.journeys.firefox import Firefox, firefox
from tests.journeys.layout import SITE, answer

pytestmark = pytest.mark.django_db
A4_LESS_MARGINS = 688  # px: 210 mm − 2 × 14 mm
A4 = [("594.95996", "841.91998")]  # points
WHAT_IS_PRINTED = """() => ({
  width: document.documentElement.scrollWidth,
  cut: [...document.querySelectorAll("main *")]
    .filter((one) => getComputedStyle(one).overflowX !== "visible")
    .filter(({ clientWidth, scrollWidth }) => clientWidth > 1 && scrollWidth > clientWidth + 1)
    .map((one) => one.className),
  hidden: [...document.querySelectorAll("main details > :not(summary)")]
    .filter((one) => !one.checkVisibility() && !one.closest(".criterion-note, .entry-review, .compact")).length,
  controls: [...document.querySelectorAll("main :is(input:not([type=hidden]), select, textarea, button:not(.band))")]
    .filter((one) => one.checkVisibility()).length,
  head: document.querySelector(".print-head").innerText.trim().split("\\n").at(-1),
})"""

PRINT_STYLES = """() => {
  for (const one of [...document.styleSheets].flatMap((sheet) => [sheet, ...sheet.cssRules])) {
    if (one.media?.mediaText === "print") one.media.mediaText = "all";
  }
  document.documentElement.style.scrollbarWidth = "none"; // paper has none
}"""
WORDS = """() => {
  const charts = [...document.querySelectorAll("main svg text")].map((one) => one.textContent);
  for (const one of document.querySelectorAll("main :is(svg, .visually-hidden)")) one.remove();
  for (const mark of document.querySelectorAll("main sup")) mark.before(" ");
  const texts = [...document.querySelectorAll("main, .print-head")].map((one) => one.innerText);
  return [...texts, ...charts].join(" ");
}"""


def printed(browser, path: str, html: str) -> tuple[dict[str, object], list[tuple[str, str]], int]:
    """What the page is like in print, the sizes of its sheets, and how many they are."""
    context = browser.new_context(viewport={"width": A4_LESS_MARGINS, "height": 1000}, locale="id-ID")
    context.route("**/*", lambda route: answer(route, {path: html}))
    page = context.new_page()
    page.goto(SITE + path)
    page.emulate_media(media="print")
    found, pdf = page.evaluate(WHAT_IS_PRINTED), page.pdf(prefer_css_page_size=True)
    context.close()
    sizes = {(w.decode(), h.decode()) for w, h in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)}
    return found, sorted(sizes), len(re.findall(rb"/Type /Page\b", pdf))


Printed = tuple[
    str, str, int, str, int
]  # path, HTML, boxes that stand for marks, address in the head, sheets


def printed_in_firefox(
    browser: Firefox, path: str, html: str
) -> tuple[dict[str, object], set[str], int, set[str]]:
    """As `printed`; and the words of the page that are not on its paper. Firefox has print styles shown on a screen."""
    browser.resize(A4_LESS_MARGINS, 1000)
    browser.open(path, html)
    content = browser.print()
    info, text = (
        subprocess.run([*command, "-", *rest], input=content, capture_output=True, check=True).stdout.decode()
        for command, rest in ((["pdfinfo"], []), (["pdftotext", "-layout"], ["-"]))
    )
    browser.evaluate(PRINT_STYLES)
    found, shown = browser.evaluate(WHAT_IS_PRINTED), browser.evaluate(WORDS)
    on_paper = "".join(unicodedata.normalize("NFKC", text).split())  # letters drawn as one are two again
    lost = {word for word in re.split(r"\s+|(?<=-)", shown) if word not in on_paper}
    sheets = re.search(r"^Pages: +(\d+)", info, re.MULTILINE)
    return found, set(re.findall(r"\((A4)\)", info)), int(sheets[1]) if sheets else 0, lost


def what_people_print(client: Client) -> Iterator[Printed]:
    """Yield the pages, each as the person who prints it is shown it."""
    category = publication.category_with(["61.04", "61.71"])
    publication.published(category)
    edition = panel.scoring_edition()
    chair, *members = factories.seats(edition, 9)
    judged, other = panel.candidate(edition), panel.candidate(edition, "Sambas", "61.01")
    for seat in (chair, *members):
        panel.locked_both(seat, judged)
    panel.draft(members[0], other)
    sent = factories.sent(factories.regency("Landak", "61.08"))
    officer, verifier = factories.officer(judged.regency), factories.verifier(sent.regency.province)
    melawi = factories.regency("Melawi", "61.10")
    typist, head = factories.officer(melawi), factories.head(melawi)
    factories.complete(factories.draft(melawi, by=typist), typist)
    ranking, region = "/peringkat/kalimantan-barat/2025/kabupaten-kota/", "/daerah/61.04/"
    marks = reverse("panel_scores", args=[judged.pk])
    pages = [  # who, path, boxes that stand for marks, sheets of paper
        (None, ranking, 0, 3),
        (None, region, 0, 2),
        (None, "/cakupan/kalimantan-barat/2024/", 0, 2),
        (verifier, f"/verifikator/{sent.pk}/", 0, 5),
        (publication.admin_of(category), f"/admin/awards/category/{category.pk}/hitung/", 0, 3),
        (category.edition.seats.get(number=1).user, reverse("chair_points", args=[category.pk]), 0, 1),
        (officer, "/laporan/2025/", 0, 3),
        (officer, "/laporan/2025/kepesertaan/", 0, 3),
        (head, "/laporan/2025/kirim/", 0, 4),
        (members[0].user, sheet_url(other), 10, 3),
        (members[0].user, sheet_url(judged), 0, 2),
        (members[0].user, reverse("panel_dossier", args=[judged.pk]), 0, 4),
        (members[0].user, marks, 0, 1),
        (chair.user, reverse("chair_edition", args=[edition.pk]), 0, 2),
        (chair.user, reverse("chair_entry", args=[judged.pk]), 0, 2),
    ]
    heads = {ranking: f"{settings.SITE_URL}{ranking}v1/"}
    for person, path, boxes, sheets in pages:
        visitor = panel.logged_in(person) if person else client
        head = heads.get(path, f"testserver{path}" if person else f"{settings.SITE_URL}{path}")
        yield path, visitor.get(path).content.decode(), boxes, head, sheets


def test_what_people_print_fits_a4_whole_and_names_its_address(browser, client):
    wrong = []
    for path, html, boxes, head, sheets in what_people_print(client):
        paper = {"width": A4_LESS_MARGINS, "cut": [], "hidden": 0, "controls": boxes, "head": head}
        found = printed(browser, path, html)
        wrong += [(path, *found)] if found != (paper, A4, sheets) else []
    assert wrong == []


def test_firefox_prints_the_same(gecko, client, tmp_path):
    """On no more than one sheet more or less than Chromium, and every word of the page is on the paper."""
    wrong = []
    with firefox(gecko, tmp_path) as browser:
        for path, html, boxes, head, sheets in what_people_print(client):
            paper = {"width": A4_LESS_MARGINS, "cut": [], "hidden": 0, "controls": boxes, "head": head}
            found, sizes, printed_sheets, lost = printed_in_firefox(browser, path, html)
            near = range(sheets - 1, sheets + 2)
            if (found, sizes, lost) != (paper, {"A4"}, set()) or printed_sheets not in near:
                wrong += [(path, found, sizes, printed_sheets, lost)]
    assert wrong == []
