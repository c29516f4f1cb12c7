"""An award year has the regions of the last day of its assessed year: no other is entered, listed or awaited."""

import datetime

import pytest

from awards.choices import Phase
from awards.editions.phase_changes import advance, grant_extension
from awards.models import Entry
from awards.monitoring.regions import region_states
from awards.preflight.run import preflight
from regencies.actions.errors import Refused
from regencies.models import Extension, Regency
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """One region of now, one that ended before the last day of 2025, one that began after it."""
    factories.regency("Sambas", "61.01")
    factories.regency("Ketapang", "61.04")
    factories.regency("Baru", "61.98")
    Regency.objects.filter(name="Ketapang").update(until=datetime.date(2025, 6, 30))
    Regency.objects.filter(name="Baru").update(since=datetime.date(2026, 1, 1))
    return {place.name: place for place in Regency.objects.all()}


def told(edition, to):
    return " ".join(item.text for item in preflight(world.reload(edition), to))


def test_only_regions_of_the_assessed_year_are_awaited_listed_and_entered(places, admin, desk):
    edition = world.prepared()
    opening = told(edition, Phase.FILLING)
    assert "Semesta pekerja resmi 2025 lengkap untuk 1 daerah." in opening
    assert "Sambas belum memiliki akun petugas" in opening
    assert [name for name in ("Ketapang", "Baru") if name in opening] == []
    edition = advance(edition, Phase.FILLING, by=admin)
    assert [state.name for state in region_states(edition)] == ["Kabupaten Sambas"]
    form = desk.get(page("awards_edition_extension", edition.pk)).context["form"]
    assert [str(place) for place in form.fields["regency"].queryset] == ["Kabupaten Sambas"]
    factories.verified(places["Sambas"], 2025)
    assert [name for name in ("Ketapang", "Baru") if name in told(edition, Phase.VERIFICATION)] == []
    edition = advance(edition, Phase.VERIFICATION, by=admin)
    assert [name for name in ("Ketapang", "Baru") if name in told(edition, Phase.CANDIDATES)] == []
    edition = advance(edition, Phase.CANDIDATES, by=admin)
    assert [str(entry.regency) for entry in Entry.objects.all()] == ["Kabupaten Sambas"]


def test_a_draft_or_extension_of_a_region_that_ended_holds_nobody_up(places, admin):
    edition = world.filling(admin)
    factories.verified(places["Sambas"], 2025)
    Regency.objects.filter(name="Ketapang").update(until=None)
    factories.sent(factories.regency("Ketapang", "61.04"), 2025)
    Extension.objects.create(
        regency=places["Baru"], year=2025, until=world.later(5), reason="x", granted_by=admin
    )
    edition = advance(edition, Phase.VERIFICATION, by=admin)
    assert "Laporan Kabupaten Ketapang belum selesai diverifikasi" in told(edition, Phase.CANDIDATES)
    Regency.objects.filter(name="Ketapang").update(until=datetime.date(2025, 6, 30))
    assert [item.text for item in preflight(world.reload(edition), Phase.CANDIDATES) if not item.ok] == []


def test_a_region_that_ended_gets_no_extension(places, admin):
    world.filling(admin)
    with pytest.raises(Refused) as refusal:
        grant_extension(places["Ketapang"], 2025, world.later(30), "Banjir.", by=admin)
    assert refusal.value.reasons == [
        "Kabupaten Ketapang berakhir 30 Juni 2025, sehingga tidak mengisi laporan tahun penilaian 2025. Bila "
        "tanggal itu keliru, hubungi admin provinsi."
    ]
