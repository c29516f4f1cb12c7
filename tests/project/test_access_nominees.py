"""Who reaches the report of a nominee, page by page, and what a nominator reaches beside it: nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regencies.choices import Section
from regencies.models import Evidence, Receipt, SecurityLine, User, YearlyReport
from tests import factories
from tests.builders import nominees, panel
from tests.builders.browser_tab import browser
from tests.once import once
from tests.project.access import pages

pytestmark = pytest.mark.django_db

OF_REPORTS = [page for page in pages() if "which" in page.arguments]
OF_SENT = {"report_withdraw", "report_receipt"}


@once
def world() -> dict[str, Any]:
    """A draft and a sent report of one nominee, a sent report of its region, and everybody who could come."""
    place, near = factories.regency(), factories.regency("Sambas", "61.01")
    far = factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    sent = nominees.sent(nominees.VILLAGE, place, 2024)
    by = sent.nominee.nominated_by
    draft = nominees.draft(sent.nominee, by, 2025)
    nominees.fill(draft, by)
    edition = panel.scoring_edition()
    return {
        "draft": draft,
        "sent": sent,
        "of_region": factories.sent(place, 2023),
        "inside": {
            "officer": factories.officer(place),
            "head": factories.head(place),
            "nominator": by,
            "branch": nominees.nominator(place.province),
        },
        "outside": {
            "neighbour": factories.officer(near),
            "other nominator": nominees.nominator(near),
            "far branch": nominees.nominator(far),
            "verifier": factories.verifier(place.province),
            "far verifier": factories.verifier(far),
            "admin": factories.admin(place.province),
            "panel": factories.seats(edition, 2)[1].user,
            "nobody": factories.user("Tanpa Peran"),
        },
    }


def address(page: Any, world: dict[str, Any]) -> str:
    report: YearlyReport = world["sent" if page.name in OF_SENT else "draft"]
    row = factories.entry(report, Section.GROUPS)
    named = {
        "which": f"{report.year}/calon/{report.nominee_id}",
        "section": Section.GROUPS.value
        if page.name in {"report_row_add", "report_rows_copy"}
        else Section.PROFILE.value,
        "entry": row.pk,
        "evidence": Evidence.objects.get(entry=row).pk,
        "version": 1,
    }
    return reverse(page.name, kwargs={name: named[name] for name in page.arguments})


def got(client: Client, url: str) -> int:
    """The status of GET; of a page that is only posted to, that of an empty POST."""
    status = client.get(url).status_code
    return client.post(url).status_code if status == 405 else status


def people(world: dict[str, Any], side: str) -> dict[str, User]:
    return world[side]


@pytest.mark.parametrize("page", OF_REPORTS, ids=lambda page: page.name)
def test_office_and_nominators_reach_every_page_and_nobody_else_any(page, world):
    url = address(page, world)
    outside = {who: got(browser(person), url) for who, person in people(world, "outside").items()}
    assert outside == dict.fromkeys(outside, 404)
    inside = {who: got(browser(person), url) for who, person in people(world, "inside").items()}
    assert {who: status for who, status in inside.items() if status in {403, 404, 405}} == {}


def test_a_nominator_reaches_no_report_file_or_receipt_of_the_region_itself(world):
    region = world["of_region"]
    row = factories.entry(region, Section.GROUPS)
    sha256 = Receipt.objects.get(report=region).sha256
    urls = [
        reverse("report_index"),
        reverse("report_overview", args=[2023]),
        reverse("report_overview", args=[f"2023/daerah/{region.regency.digits}"]),
        reverse("report_receipt_pdf", args=[sha256]),
        reverse("report_receipt_json", args=[sha256]),
        reverse("objection_index"),
        reverse("verifier_queue"),
        reverse("verifier_report", args=[region.pk]),
        reverse("panel_index"),
    ]
    assert row.report_id == region.pk
    for who in ("nominator", "branch"):
        client = browser(world["inside"][who])
        assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 404)


def test_a_verifier_reaches_what_was_sent_and_no_draft(world):
    client, far = (browser(world["outside"][who]) for who in ("verifier", "far verifier"))
    found = {}
    for name in ("sent", "draft"):
        report = world[name]
        file = Evidence.objects.get(entry=factories.entry(report, Section.GROUPS))
        urls = [reverse("verifier_report", args=[report.pk]), reverse("evidence", args=[file.pk])]
        found[name] = [[one.get(url).status_code for url in urls] for one in (client, far)]
    assert found == {"sent": [[200, 200], [404, 404]], "draft": [[404, 404], [404, 404]]}


def test_the_public_check_names_the_nominee_and_its_region(world):
    sent = world["sent"]
    shown = (
        Client().get(reverse("verify_hash", args=[Receipt.objects.get(report=sent).sha256])).content.decode()
    )
    assert f"{sent.nominee}, Kabupaten Ketapang" in shown


def test_the_security_log_names_the_nominee_whose_file_was_opened(world):
    sent = world["sent"]
    file = Evidence.objects.get(entry=factories.entry(sent, Section.GROUPS))
    assert browser(world["outside"]["verifier"]).get(reverse("evidence", args=[file.pk])).status_code == 200
    line = SecurityLine.objects.filter(event="evidence").latest("pk")
    assert line.about == f"Berkas nomor {file.pk}, laporan {sent.nominee} 2024"
