"""An award year has the regions of the last day of its assessed year: no other is entered, listed or awaited."""

import datetime

import pytest
from django.utils.html import strip_tags

from awards.choices import Phase
from awards.editions.phase_changes import advance, grant_extension
from awards.models import Entry
from awards.monitoring.regions import region_states
from awards.preflight.run import preflight
from awards.tables.monitoring import MonitoringTable
from regencies.actions.errors import Refused
from regencies.models import Extension, OfficialWorkforce, Regency
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


@pytest.fixture
def after(places):
    """Baru came from Ketapang, whose report of 2024 was verified, on the first day of 2025."""
    factories.verified(places["Ketapang"], 2024)
    Regency.objects.filter(name="Ketapang").update(until=datetime.date(2024, 12, 31))
    Regency.objects.filter(name="Baru").update(
        since=datetime.date(2025, 1, 1), predecessor=places["Ketapang"]
    )
    return world.prepared()


def shown(edition, request) -> dict[str, str]:
    states = region_states(edition)
    table = MonitoringTable(states, edition=edition, request=request)
    return {state.name: strip_tags(table.render_coverage(state)) for state in states}


def test_monitoring_shows_last_year_of_a_renamed_region_and_of_a_split_says_that_there_is_none(after, rf):
    assert shown(after, rf.get("/"))["Kabupaten Baru"] == "–tahun lalu 67,95%, target –"
    Regency.objects.filter(name="Ketapang").update(until=None)
    assert (
        shown(after, rf.get("/"))["Kabupaten Baru"] == "–tahun lalu tidak dibandingkan (pemekaran), target –"
    )


def test_denominators_of_last_year_are_those_of_the_region_it_goes_on_with(after):
    OfficialWorkforce.objects.filter(regency__name="Baru", year=2024).delete()
    opening = told(after, Phase.FILLING)
    assert "Semesta pekerja resmi 2024 lengkap untuk 2 daerah." in opening
    Regency.objects.filter(name="Ketapang").update(until=None)
    assert "Semesta pekerja resmi tahun 2024 belum ada untuk Kabupaten Baru" in told(after, Phase.FILLING)
