"""Siap dibuka? Every line is there when its rule is broken, says what to do, and is gone once that was done."""

import datetime
from decimal import Decimal

import pytest

from awards.choices import Phase
from awards.editions.phase_changes import advance, grant_extension
from awards.models import Band, Criterion, Edition
from awards.preflight.run import preflight
from regencies.actions.report_status import return_report, review_entry, start_verification
from regencies.choices import ReviewState, Role
from regencies.models import Extension, Membership, OfficialWorkforce
from tests import factories
from tests.builders import edition as world

pytestmark = pytest.mark.django_db


def missing(edition, to):
    return [item.text for item in preflight(world.reload(edition), to) if not item.ok]


def notes(edition, to):
    return [item.text for item in preflight(world.reload(edition), to) if item.note]


# Filling ----------------------------------------------------------------------------------------------
def test_a_prepared_edition_is_ready_and_says_why():
    edition = world.prepared()
    assert missing(edition, Phase.FILLING) == []
    told = [item.text for item in preflight(edition, Phase.FILLING)]
    assert told[:3] == [
        "Bobot 18 kriteria “Pemerintah Kabupaten/Kota” berjumlah tepat 100.",
        "Setiap kriteria “Pemerintah Kabupaten/Kota” memiliki rentang nilai atau indikator.",
        "Penentu bila nilai sama cocok dengan kriteria “Pemerintah Kabupaten/Kota”.",
    ]


@pytest.mark.parametrize(("weight", "whole"), [("17.999", "99,999"), ("18.001", "100,001")])
def test_weights_sum_to_exactly_one_hundred(weight, whole):
    edition = world.prepared()
    Criterion.objects.filter(code="A1").update(weight=Decimal(weight))
    assert missing(edition, Phase.FILLING) == [
        f"Bobot kriteria “Pemerintah Kabupaten/Kota” berjumlah {whole}; jumlahnya harus tepat 100. Sesuaikan bobotnya."
    ]


def test_every_panel_criterion_has_a_band():
    edition = world.prepared()
    Band.objects.filter(criterion__code__in=["B2", "D3"]).delete()
    assert missing(edition, Phase.FILLING)[0].startswith("Kriteria B2, D3 dinilai Tim Sembilan tetapi belum")


def test_the_tie_break_names_what_exists():
    edition = world.prepared()
    edition.categories.update(tie_break=["group:Z", "criterion:A2"])
    assert missing(edition, Phase.FILLING) == [
        "Penentu bila nilai sama menyebut Kelompok Z, yang tidak ada dalam “Pemerintah Kabupaten/Kota”. "
        "Perbaiki penentunya."
    ]


def test_official_workforce_is_there_for_both_years_and_every_regency():
    edition = world.prepared()
    factories.regency("Landak", "61.08")
    OfficialWorkforce.objects.filter(year=2024).delete()
    assert [text.partition(";")[0] for text in missing(edition, Phase.FILLING)] == [
        "Semesta pekerja resmi tahun 2024 belum ada untuk Kabupaten Ketapang, Kabupaten Landak",
        "Semesta pekerja resmi tahun 2025 belum ada untuk Kabupaten Landak",
    ]


def test_deadlines_are_in_the_future_and_in_order():
    edition = world.prepared(filling_deadline=world.later(-1), verification_deadline=world.later(-2))
    first, second = missing(edition, Phase.FILLING)
    assert first.endswith("sudah lewat; batas harus di waktu yang akan datang. Undurkan dahulu.")
    assert second.endswith("Undurkan batas verifikasi lebih dahulu.")


def test_an_office_without_people_is_noted_but_holds_nobody_up():
    edition = world.prepared()
    assert notes(edition, Phase.FILLING)[0].startswith("Kabupaten Ketapang belum memiliki akun petugas")
    for role in (Role.OFFICER, Role.HEAD):
        factories.member(role, factories.regency())
    assert notes(edition, Phase.FILLING) == []
    Membership.objects.filter(role=Role.HEAD).update(until=datetime.date(2024, 12, 31))
    assert len(notes(edition, Phase.FILLING)) == 1


# Reports ----------------------------------------------------------------------------------------------
def test_nobody_loses_time_they_were_promised(admin):
    edition = world.filling(admin)
    factories.verifier()
    assert "belum lewat dan Kabupaten Ketapang belum mengirim" in missing(edition, Phase.VERIFICATION)[0]
    Edition.objects.update(filling_deadline=world.later(minutes=-1))
    assert missing(edition, Phase.VERIFICATION) == []


def test_the_filling_ends_early_when_everybody_has_sent(admin):
    edition = world.filling(admin)
    factories.verifier()
    factories.sent(factories.regency(), 2025)
    assert missing(edition, Phase.VERIFICATION) == []


def test_somebody_must_verify(admin):
    edition = world.filling(admin)
    factories.sent(factories.regency(), 2025)
    assert missing(edition, Phase.VERIFICATION) == [
        "Belum ada verifikator; laporan diperiksa oleh sedikitnya satu orang. Buat akun verifikator."
    ]


def at_verification(admin):
    """Ketapang verified, Landak just sent, Sambas silent."""
    for name, code in [("Ketapang", "61.04"), ("Landak", "61.08"), ("Sambas", "61.01")]:
        factories.regency(name, code)
    edition = world.filling(admin)
    factories.verified(factories.regency(), 2025)
    report = factories.sent(factories.regency("Landak", "61.08"), 2025)
    Edition.objects.update(filling_deadline=world.later(-1))
    return advance(world.reload(edition), Phase.VERIFICATION, by=admin), report


def test_every_report_that_was_sent_is_settled_and_the_silent_are_named(admin):
    edition, report = at_verification(admin)
    assert missing(edition, Phase.CANDIDATES)[0].startswith(
        "Laporan Kabupaten Landak belum selesai diverifikasi"
    )
    assert notes(edition, Phase.CANDIDATES) == [
        "1 daerah tidak mengirim laporan: Kabupaten Sambas. Tidak dinilai."
    ]
    verifier = factories.verifier()
    start_verification(report, by=verifier)
    review_entry(report.entries.first(), state=ReviewState.WRONG, note="Keliru.", by=verifier)
    return_report(report, by=verifier, reason="Perbaiki.")
    assert missing(edition, Phase.CANDIDATES)[0].startswith(
        "Laporan Kabupaten Landak dikembalikan dan belum dikirim"
    )
    Edition.objects.update(verification_deadline=world.later(minutes=-1))
    assert missing(edition, Phase.CANDIDATES) == []
    assert notes(edition, Phase.CANDIDATES)[0].endswith("sudah lewat, laporannya tidak dinilai.")


def test_an_extension_is_waited_for(admin):
    edition, _ = at_verification(admin)
    grant_extension(factories.regency("Sambas", "61.01"), 2025, world.later(2), "Banjir.", by=admin)
    assert any(
        "Kabupaten Sambas masih dalam perpanjangan" in text for text in missing(edition, Phase.CANDIDATES)
    )
    Extension.objects.update(until=world.later(minutes=-1))
    assert not any("perpanjangan" in text for text in missing(edition, Phase.CANDIDATES))
