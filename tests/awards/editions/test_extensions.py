"""More time for one regency or one nominee: until when, how often, and whose other time stays what it is."""

import datetime

import pytest

from awards.choices import Phase
from awards.editions.phase_changes import grant_extension
from regencies.actions.errors import Refused
from regencies.actions.nominees import withdraw_nominee
from regencies.models import Extension, Nominee
from tests import factories
from tests.builders import edition as world
from tests.builders import nominees

pytestmark = pytest.mark.django_db


def refused(*args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refusal:
        grant_extension(*args, **kwargs)
    return refusal.value.reasons


def test_an_extension_is_for_one_regency_and_has_a_reason(admin):
    edition = world.filling(admin)
    place = factories.regency()
    until = edition.filling_deadline + datetime.timedelta(days=2)
    assert refused(place, 2025, world.later(1), " ", by=admin)[0] == ("Alasan perpanjangan belum ditulis.")
    grant_extension(place, 2025, until, "Banjir di Ketapang.", by=admin)
    later = until + datetime.timedelta(days=2)
    grant_extension(place, 2025, later, "Banjir belum surut.", by=admin)
    assert [(e.until, e.reason, e.granted_by) for e in Extension.objects.all()] == [
        (later, "Banjir belum surut.", admin)
    ]


def test_an_extension_is_refused_outside_its_phases_and_elsewhere(admin):
    edition = world.candidates(admin)
    place = factories.regency()
    reasons = refused(place, 2025, world.later(60), "Banjir.", by=admin)
    assert reasons == [
        "Perpanjangan diberikan pada tahap “Pengisian” dan “Verifikasi”; tahun penilaian 2025 tidak sedang di tahap "
        "itu.",
        "Laporan Kabupaten Ketapang sudah dikirim; perpanjangan tidak diperlukan.",
    ]
    stranger, _ = world.elsewhere()
    assert refused(place, 2025, world.later(60), "Banjir.", by=stranger) == [
        "Hanya admin Kalimantan Barat yang dapat memberi perpanjangan kepada Kabupaten Ketapang."
    ]
    assert edition.phase == Phase.CANDIDATES


def test_it_ends_after_the_deadline_and_after_the_one_before_it_and_not_at_their_moment(admin):
    edition, place = world.filling(admin), factories.regency()
    last = edition.filling_deadline
    for _ in range(2):
        assert refused(place, 2025, last, "Banjir.", by=admin) == [
            f"Perpanjangan harus setelah {edition.province.in_its_time(last)}. Pilih waktu setelahnya."
        ]
        last += datetime.timedelta(microseconds=1)
        assert grant_extension(place, 2025, last, " Banjir. ", by=admin).reason == "Banjir."


def test_what_is_given_to_one_is_asked_of_no_other_year_office_or_report(admin):
    """Sambas has more time and has sent, the next award year is being prepared: none of that is Ketapang's."""
    edition, place = world.filling(admin), factories.regency()
    other = factories.regency("Sambas", "61.01")
    longest = edition.filling_deadline + datetime.timedelta(days=30)
    grant_extension(other, 2025, longest, "Banjir.", by=admin)
    factories.sent(other, 2025)
    factories.edition(award_year=edition.award_year + 1, phase=Phase.PREPARATION)
    until = edition.filling_deadline + datetime.timedelta(days=2)
    assert grant_extension(place, 2025, until, "Banjir.", by=admin).until == until
    assert set(Extension.objects.values_list("regency", "until")) == {(other.pk, longest), (place.pk, until)}


def test_a_nominee_that_has_sent_or_was_withdrawn_is_named(admin):
    edition = world.filling(admin)
    until = edition.filling_deadline + datetime.timedelta(days=2)
    place = factories.regency()
    gone = nominees.nominee(place=place, name="Desa Beta")
    withdraw_nominee(gone, reason="Desa digabung", by=factories.officer(place))
    for nominee, why in (
        (nominees.sent(name="Desa Alfa").nominee, "Laporan Desa Alfa sudah dikirim"),
        (Nominee.objects.get(pk=gone.pk), "Usulan Desa Beta sudah ditarik"),
    ):
        found = refused(place, 2025, until, "Banjir.", by=admin, nominee=nominee)
        assert found == [f"{why}; perpanjangan tidak diperlukan."]
