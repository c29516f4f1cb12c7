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
from regencies.kinds.registry import KINDS
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


@pytest.mark.parametrize("kind", OWN_SEGMENTS)
def test_nominees_of_every_kind_are_ranked_and_published_by_their_own_figures(kind, request):
    if kind == "desa-adat":
        request.getfixturevalue("fifth_kind")
    edition = factories.edition(award_year=2026, phase=Phase.PROVISIONAL, sample_data=True)
    category, seats = create_category(edition, kind), factories.seats(edition)
    entries = [nominees.candidate(category, name) for name in ("Calon Satu", "Calon Dua")]
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
