"""Years that were being scored before declarations came: their members are taken to have been asked."""

from importlib import import_module

import pytest
from django.apps import apps

from awards.choices import Phase
from awards.editions.default_criteria import create_category
from awards.models import Declaration
from tests import factories
from tests.builders import nominees
from tests.builders import panel as world

pytestmark = pytest.mark.django_db
migration = import_module("awards.migrations.0030_declared_before")


def test_only_candidates_that_a_seat_judges_in_a_year_being_scored_are_recorded_without_a_time(
    edition, entry, panel
):
    world.candidate(edition, "Sambas", "61.01", candidate=False, reason="Di bawah ambang")
    world.judges_only(panel[2], create_category(edition, nominees.VILLAGE))
    early = world.scoring_edition(award_year=2031, phase=Phase.CANDIDATES)
    factories.candidate(world.category_of(early), entry.regency)
    early.seats.create(number=1, user=panel[0].user, element="Sekda")
    Declaration.objects.all().delete()
    migration.nobody_was_asked(apps, None)
    recorded = Declaration.objects.order_by("seat").values_list("seat", "entry", "kind", "declared_at")
    assert list(recorded) == [(seat.pk, entry.pk, "", None) for seat in panel[:2]]
    client = world.logged_in(panel[1].user)
    assert client.get(world.sheet_url(entry)).status_code == 200
    shown = client.get(f"/penilaian/edisi/{edition.pk}/pernyataan/").content.decode()
    assert "Tidak diminta: tahun ini sudah dinilai ketika pernyataan diadakan" in shown
