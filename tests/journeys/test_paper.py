"""On paper: pages as wide as A4 holds, with what is folded away, the address they came from, and no controls."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests import factories
from tests.builders import panel, publication
from tests.journeys.layout import SITE, answer

pytestmark = pytest.mark.django_db
A4_LESS_MARGINS = 688  # px: 210 mm − 2 × 14 mm
WHAT_IS_PRINTED = """() => ({
  width: document.documentElement.scrollWidth,
  hidden: [...document.querySelectorAll("main details > :not(summary)")].filter((one) => !one.checkVisibility()).length,
  controls: [...document.querySelectorAll("main :is(input:not([type=hidden]), select, textarea, button)")]
    .filter((one) => one.checkVisibility()).length,
  head: document.querySelector(".print-head").innerText.trim().split("\\n").at(-1),
})"""


def printed(browser, path: str, html: str) -> dict[str, object]:
    context = browser.new_context(viewport={"width": A4_LESS_MARGINS, "height": 1000}, locale="id-ID")
    context.route("**/*", lambda route: answer(route, {path: html}))
    page = context.new_page()
    page.goto(SITE + path)
    page.emulate_media(media="print")
    found = page.evaluate(WHAT_IS_PRINTED)
    context.close()
    return found


def test_what_people_print_fits_a4_whole_and_names_its_address(browser, client):
    category = publication.category_with(["61.04", "61.71"])
    publication.published(category)
    sent = factories.sent(factories.regency("Landak", "61.08"))
    ranking = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"
    pages = [
        (None, ranking, f"{settings.SITE_URL}{ranking}v1/"),
        (factories.verifier(sent.regency.province), f"/verifikator/{sent.pk}/", None),
        (publication.admin_of(category), f"/admin/awards/category/{category.pk}/hitung/", None),
    ]
    for person, path, address in pages:
        visitor = panel.logged_in(person) if person else client
        found = printed(browser, path, visitor.get(path).content.decode())
        assert (path, found) == (
            path,
            {"width": A4_LESS_MARGINS, "hidden": 0, "controls": 0, "head": address or f"testserver{path}"},
        )
