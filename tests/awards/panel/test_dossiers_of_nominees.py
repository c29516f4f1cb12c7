"""The panel's dossier of a nominee: its own sections with what was verified, and nothing of another kind."""

import re

import pytest
from django.urls import reverse

from awards.editions.default_criteria import create_category
from awards.models import Entry
from regencies.choices import ReportStatus
from regencies.models import YearlyReport
from tests import factories
from tests.builders import nominees
from tests.builders.browser_tab import browser
from tests.builders.nominees import COMPANY, SMALL, VILLAGE

pytestmark = pytest.mark.django_db

SHARED = ["Tenaga kerja dan target"]
EVERY_KIND = ["Inovasi", "Penjelasan umum dari dinas"]


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (VILLAGE, [*SHARED, "Pernyataan", "Kelompok yang didanai", "Anggaran", "Produk hukum", *EVERY_KIND]),
        (
            COMPANY,
            [
                *SHARED,
                "Program yang diikuti",
                "Upah dan iuran",
                "Kepatuhan",
                "Pernyataan",
                "Kelompok yang didanai",
                *EVERY_KIND,
            ],
        ),
        (SMALL, [*SHARED, "Program yang diikuti", "Pernyataan", *EVERY_KIND]),
    ],
)
def test_the_dossier_has_the_sections_of_the_kind(kind, parts):
    report = nominees.verified(kind, year=2025)
    YearlyReport.objects.filter(pk=report.pk).update(status=ReportStatus.LOCKED)
    edition = factories.edition(award_year=2026)
    category = create_category(edition, kind)
    entry = Entry.objects.create(
        category=category,
        regency=report.regency,
        nominee=report.nominee,
        candidate=True,
        report=report,
        report_version=1,
    )
    member = factories.seats(edition, 2)[1].user
    shown = browser(member).get(reverse("panel_dossier", args=[entry.pk]))
    html = " ".join(shown.content.decode().split())
    dossier = html.split('<div class="dossier">')[1].split("layout-aside")[0]
    assert re.findall(r"<h2>(.*?)</h2>", dossier) == parts
    assert ("1.200" in dossier, "0812-5555-0100" in dossier) == (True, False)
