"""Nominees are ranked and published as regions are; a document of theirs has nothing of another kind."""

import json
import shutil
from dataclasses import replace

import pytest
from django.conf import settings as configured

from awards.choices import Phase
from awards.document.build import build
from awards.document.parse import parse
from awards.editions.default_criteria import create_category
from awards.models import Entry
from regencies.actions.report_status import review_entry, submit_report, verify_report
from regencies.choices import ReportStatus, ReviewState
from regencies.kinds.registry import KINDS
from regencies.models import YearlyReport
from tests import factories
from tests.builders import nominees, publication

pytestmark = pytest.mark.django_db

OWN_SEGMENTS = {
    nominees.VILLAGE: {"wage_earners", "non_wage_earners"},
    nominees.COMPANY: {"wage_earners"},
    nominees.SMALL: {"wage_earners", "non_wage_earners"},
    "desa-adat": {"wage_earners", "non_wage_earners"},
}


@pytest.fixture
def fifth_kind(monkeypatch, settings, tmp_path):
    """A kind more: one entry of the registry, and a fixture of criteria beside the others."""
    monkeypatch.setitem(
        KINDS, "desa-adat", replace(KINDS[nominees.VILLAGE], slug="desa-adat", label="Desa adat")
    )
    fixtures = tmp_path / "fixtures"
    shutil.copytree(configured.BASE_DIR / "fixtures", fixtures)
    village = json.loads((fixtures / "criteria_desa_kelurahan.json").read_text())
    (fixtures / "criteria_desa_adat.json").write_text(json.dumps(village | {"name": "Desa Adat"}))
    settings.BASE_DIR = tmp_path


def candidate(category, name: str) -> Entry:
    """A nominee of Ketapang whose report was filled in, certified and verified, and locked for scoring."""
    place = factories.regency()
    officer, head, verifier = factories.officer(place), factories.head(place), factories.verifier()
    nominee = nominees.nominee(category.kind, place, by=officer, name=name)
    report = nominees.draft(nominee, by=officer, year=category.edition.assessed_year)
    nominees.fill(report, officer)
    submit_report(report, by=head, statement=True)
    for item in report.entries.all():
        review_entry(item, state=ReviewState.APPROVED, by=verifier)
    verify_report(report, by=verifier)
    YearlyReport.objects.filter(pk=report.pk).update(status=ReportStatus.LOCKED)
    return Entry.objects.create(
        category=category, regency=place, nominee=nominee, report=report, report_version=1, candidate=True
    )


@pytest.mark.parametrize("kind", OWN_SEGMENTS)
def test_nominees_of_every_kind_are_ranked_and_published_by_their_own_figures(kind, request):
    if kind == "desa-adat":
        request.getfixturevalue("fifth_kind")
    edition = factories.edition(award_year=2026, phase=Phase.PROVISIONAL, sample_data=True)
    category, seats = create_category(edition, kind), factories.seats(edition)
    entries = [candidate(category, name) for name in ("Calon Satu", "Calon Dua")]
    for place, entry in enumerate(entries):
        for seat in seats:
            publication.lock_sheets(entry, seat, 80 - 10 * place)
    document = parse(bytes(publication.published(category).document))
    assert build(document) == document
    assert [(e["name"], e["code"], e["rank"]) for e in document["entrants"]] == [
        ("Calon Satu", entries[0].nominee.code, 1),
        ("Calon Dua", entries[1].nominee.code, 2),
    ]
    named = set(document["labels"]["segments"])
    assert named == OWN_SEGMENTS[kind] | {"workers"}
    for entrant in document["entrants"]:
        figures = entrant["figures"]
        assert set(figures["registered"]) == set(figures["registered_previous"]) == OWN_SEGMENTS[kind]
        assert figures["workforce"] == {"workers": 1_200}
        assert figures["workforce_previous"] == {"workers": 1_100}
