"""The panel's lists with more candidates than a page shows: fifty a page, and a search."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.models import Entry
from regencies.choices import ReportStatus
from regencies.models import YearlyReport
from tests import factories
from tests.builders import panel as world
from tests.builders.declarations import declared
from tests.once import once

pytestmark = pytest.mark.django_db
MANY = 60


@once
def edition():
    edition = world.scoring_edition()
    factories.seats(edition, 3)
    category = edition.categories.get()
    places = [factories.regency(f"Daerah {number:02}", f"61.{number + 10:02}") for number in range(MANY)]
    sent = {"status": ReportStatus.LOCKED, "version": 1, "sent_at": timezone.now()}
    sent |= {"certified_by": factories.head(places[0]), "verified_by": factories.verifier()}
    sent |= {"verified_at": timezone.now()}
    reports = [YearlyReport(regency=place, year=edition.assessed_year, **sent) for place in places]
    Entry.objects.bulk_create(
        Entry(category=category, regency=report.regency, report=report, report_version=1, candidate=True)
        for report in YearlyReport.objects.bulk_create(reports)
    )
    declared(edition)
    return edition


def named(client: Client, name: str, **asked: str) -> list[str]:
    shown = client.get(reverse(name), asked).content.decode()
    return sorted(set(re.findall(r">Kabupaten (Daerah \d\d)<", shown)))


@pytest.mark.parametrize("name", ["panel_index", "chair_index"])
def test_fifty_candidates_a_page_and_any_one_by_its_name(edition, name):
    client = world.logged_in(world.by_seat(edition)[0].user)
    assert len(named(client, name)) == 50
    assert named(client, name, page="2") == [f"Daerah {number}" for number in range(50, MANY)]
    assert named(client, name, cari="daerah 07") == ["Daerah 07"]
    nothing = client.get(reverse(name), {"cari": "Kapuas"}).content.decode()
    assert "Tidak ada daerah yang cocok. Ubah atau kosongkan pencarian." in nothing
