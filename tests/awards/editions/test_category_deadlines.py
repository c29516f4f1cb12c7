"""A category can have a filling deadline of its own: checked before the filling opens, waited for before it closes."""

import pytest

from awards.choices import Phase
from awards.editions.default_criteria import create_category
from awards.editions.phase_changes import advance
from awards.models import Category
from awards.preflight.run import preflight
from regencies.actions.errors import Refused
from regencies.l10n.dates import format_moment
from regencies.models import FillingWindow
from tests import factories
from tests.builders import edition as world
from tests.builders import nominees

pytestmark = pytest.mark.django_db

VILLAGES = nominees.VILLAGE


def prepared(days: int):
    """A year whose villages have until some days from now; its own deadlines are 20 and 40 days away."""
    edition = world.prepared()
    village = create_category(edition, VILLAGES)
    Category.objects.filter(pk=village.pk).update(filling_deadline=world.later(days))
    village.refresh_from_db()
    shown = format_moment(village.filling_deadline.astimezone(edition.province.zone))
    return edition, village, f"Batas pengisian “Desa dan Kelurahan” {shown}"


def told(edition, phase: Phase) -> list[str]:
    return [item.text for item in preflight(edition, phase) if not item.ok]


def test_a_deadline_that_has_passed_is_refused():
    edition, _, shown = prepared(-1)
    assert told(edition, Phase.FILLING) == [
        f"{shown} sudah lewat; batas harus di waktu yang akan datang. Perbaiki dahulu."
    ]


def test_a_deadline_after_that_of_the_verification_is_refused():
    edition, _, shown = prepared(41)
    last = format_moment(edition.verification_deadline.astimezone(edition.province.zone))
    assert told(edition, Phase.FILLING) == [
        f"{shown} tidak mendahului batas verifikasi {last}. Perbaiki salah satunya."
    ]


def test_each_kind_is_accepted_until_its_own_deadline():
    edition, village, _ = prepared(25)
    advance(edition, Phase.FILLING, by=factories.admin())
    assert dict(FillingWindow.objects.values_list("kind", "deadline")) == {
        "kabupaten-kota": edition.filling_deadline,
        VILLAGES: village.filling_deadline,
    }


def test_the_filling_is_not_closed_on_a_nominee_whose_deadline_is_to_come():
    edition, village, shown = prepared(25)
    admin = factories.admin()
    edition = advance(edition, Phase.FILLING, by=admin)
    place = edition.province.regencies.get()
    factories.verified(place, 2025)
    nominee = nominees.nominee(place=place, name="Desa Contoh")
    report = nominees.draft(nominee, by=factories.officer(place))
    FillingWindow.objects.filter(kind=VILLAGES).update(deadline=village.filling_deadline)
    with pytest.raises(Refused) as refusal:
        advance(edition, Phase.VERIFICATION, by=admin)
    assert refusal.value.reasons == [
        f"{shown.replace(' “Desa dan Kelurahan”', '')} belum lewat dan Desa Contoh belum mengirim. Tunggu sampai "
        "batasnya lewat atau semua laporan terkirim."
    ]
    Category.objects.filter(pk=village.pk).update(filling_deadline=world.later(-1))
    assert advance(world.reload(edition), Phase.VERIFICATION, by=admin).phase == Phase.VERIFICATION
    report.refresh_from_db()
    assert report.version == 0
