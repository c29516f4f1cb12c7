"""The phases of an award year: each move made, and the same move refused with every reason."""

import datetime

import pytest

from awards.admin.phase_texts import CONSEQUENCES, GOING_BACK
from awards.choices import Phase
from awards.editions.candidates import MISSING_REPORT
from awards.editions.phase_changes import advance, postpone
from awards.editions.phases import ALLOWED, BACK, FORWARD
from awards.models import Entry
from regencies.actions.errors import Refused
from regencies.choices import ReportStatus, WindowState
from regencies.models import FillingWindow, YearlyReport
from regencies.presenters.audit_log import changes
from tests import factories
from tests.builders import edition as world
from tests.builders import panel

pytestmark = pytest.mark.django_db


def window_of(edition):
    found = FillingWindow.objects.get(province=edition.province, year=edition.assessed_year)
    return found.state, found.deadline


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.reasons


# Phases ---------------------------------------------------------------------------------------------
def test_every_phase_can_be_reached_and_the_archive_is_the_end():
    reached, seen = {Phase.PREPARATION}, set()
    while reached - seen:
        phase = (reached - seen).pop()
        seen.add(phase)
        reached |= FORWARD[phase]
    assert seen == set(Phase)
    assert ALLOWED[Phase.ARCHIVED] == set()
    assert all(FORWARD[phase].isdisjoint(BACK[phase]) for phase in Phase)


def test_opening_the_filling_opens_the_window_with_its_deadline(admin):
    edition = world.filling(admin)
    assert edition.phase == Phase.FILLING
    assert window_of(edition) == (WindowState.OPEN, edition.filling_deadline)


def test_a_phase_cannot_be_skipped(admin):
    edition = world.prepared()
    assert refused(advance, edition, Phase.SCORING, by=admin) == [
        "Dari tahap “Persiapan” tidak dapat langsung ke tahap “Penilaian”. Muat ulang halaman untuk melihat tahap "
        "terakhir."
    ]
    assert world.reload(edition).phase == Phase.PREPARATION


def test_only_an_admin_of_the_province_moves_it(admin):
    edition = world.prepared()
    stranger, _ = world.elsewhere()
    for outsider in (stranger, factories.verifier(), factories.head(factories.regency())):
        assert refused(advance, edition, Phase.FILLING, by=outsider) == [
            "Hanya admin Kalimantan Barat yang dapat mengatur Paritrana Award 2026."
        ]
    assert advance(edition, Phase.FILLING, by=admin).phase == Phase.FILLING


def test_opening_refuses_with_the_whole_list(admin):
    edition = factories.edition(phase=Phase.PREPARATION)
    factories.regency()
    reasons = refused(advance, edition, Phase.FILLING, by=admin)
    assert [reason.split(";")[0].split(".")[0] for reason in reasons] == [
        "Belum ada kategori",
        "Semesta pekerja resmi tahun 2024 belum ada untuk Kabupaten Ketapang",
        "Semesta pekerja resmi tahun 2025 belum ada untuk Kabupaten Ketapang",
        "Iuran minimum BPU tahun 2025 belum dimuat",
        "Batas pengisian belum diisi",
        "Batas verifikasi belum diisi",
    ]
    assert not FillingWindow.objects.exists()


def test_verification_leaves_only_corrections(admin):
    edition = world.verification(admin)
    assert window_of(edition) == (WindowState.CORRECTIONS, edition.verification_deadline)


def test_candidates_phase_enters_every_regency_and_closes_the_window(admin):
    factories.regency()
    silent = factories.regency("Landak", "61.08")
    edition = world.filling(admin)
    factories.verified(factories.regency(), 2025)
    edition.filling_deadline = world.later(-1)
    edition.save()
    edition = advance(advance(edition, Phase.VERIFICATION, by=admin), Phase.CANDIDATES, by=admin)
    assert [
        (str(e.regency), e.candidate, e.report_version, e.reason) for e in Entry.objects.order_by("regency")
    ] == [
        ("Kabupaten Ketapang", None, 1, ""),
        (str(silent), False, None, MISSING_REPORT),
    ]
    assert window_of(edition) == (WindowState.CLOSED, None)


def test_scoring_locks_the_reports(admin):
    edition = world.ready_to_score(admin)
    assert YearlyReport.objects.get().status == ReportStatus.VERIFIED
    advance(edition, Phase.SCORING, by=admin)
    report = YearlyReport.objects.get()
    assert report.status == ReportStatus.LOCKED
    last = changes(report)[0]
    assert (last.who, last.field, last.after) == (str(admin), "Status", "Terkunci")


@pytest.mark.parametrize("places", [1, 4])
def test_opening_a_phase_asks_no_more_for_more_regencies(admin, django_assert_num_queries, places):
    edition = world.filling(admin)
    for number in range(places):
        place = factories.regency(f"Tempat {number}", f"61.1{number}")
        factories.workforce(place, 2024), factories.workforce(place, 2025)
        factories.verified(place, 2025)
    neighbour = factories.verified(world.elsewhere()[1], 2025)
    edition.filling_deadline = world.later(-1)
    edition.save()
    advance(edition, Phase.VERIFICATION, by=admin)
    with django_assert_num_queries(19):
        advance(edition, Phase.CANDIDATES, by=admin)
    assert Entry.objects.filter(candidate=None, report_version=1).count() == places
    Entry.objects.filter(candidate=None).update(candidate=True, reason="Terpilih.", presentation_at=None)
    edition.categories.get().criteria.filter(stage="interview").delete()
    factories.seats(edition)
    with django_assert_num_queries(23):
        advance(edition, Phase.SCORING, by=admin)
    reports = YearlyReport.objects.order_by("pk").values_list("status", flat=True)
    assert list(reports) == [ReportStatus.LOCKED] * places + [ReportStatus.VERIFIED]
    assert YearlyReport.objects.get(status=ReportStatus.VERIFIED) == neighbour


def test_going_back_says_what_it_does_in_its_own_words():
    assert set(CONSEQUENCES) == {to for after in FORWARD.values() for to in after}
    assert set(GOING_BACK) == {to for after in BACK.values() for to in after}
    forth, back = ({text for texts in each.values() for text in texts} for each in (CONSEQUENCES, GOING_BACK))
    assert forth & back == set()


def test_going_back_needs_a_reason_that_the_history_tells(admin):
    edition = world.filling(admin)
    assert refused(advance, edition, Phase.PREPARATION, by=admin, reason="  ") == [
        "Alasan kembali ke tahap “Persiapan” belum ditulis; alasan tercatat dalam riwayat."
    ]
    advance(edition, Phase.PREPARATION, by=admin, reason="Bobot B1 keliru.")
    last = changes(edition)[0]
    assert (last.who, last.field, last.before, last.after, last.reason) == (
        "Rina Wulandari, S.STP.",
        "Tahap",
        "Pengisian",
        "Persiapan",
        "Bobot B1 keliru.",
    )
    assert window_of(edition)[0] == WindowState.CLOSED


def test_criteria_are_not_reopened_once_somebody_sent(admin):
    edition = world.filling(admin)
    factories.sent(factories.regency(), 2025)
    assert refused(advance, edition, Phase.PREPARATION, by=admin, reason="Bobot keliru.") == [
        "Kabupaten Ketapang sudah mengirim laporan menurut kriteria yang berlaku; kriteria tidak dapat dibuka lagi. "
        "Undurkan jadwal bila perlu waktu."
    ]


def test_reports_can_be_verified_again_until_they_are_locked(admin):
    edition = world.candidates(admin)
    back = advance(edition, Phase.VERIFICATION, by=admin, reason="Angka Ketapang keliru.")
    assert window_of(back)[0] == WindowState.CORRECTIONS
    again = advance(back, Phase.CANDIDATES, by=admin)
    assert Entry.objects.count() == 1
    assert again.phase == Phase.CANDIDATES


def test_candidates_are_not_reopened_once_a_sheet_exists(admin):
    edition = world.scoring(admin)
    panel.draft(panel.by_seat(edition)[0], world.entry_of(edition))
    assert refused(advance, edition, Phase.CANDIDATES, by=admin, reason="Salah.") == [
        "Lembar nilai Kabupaten Ketapang sudah dibuat; kandidat tidak dapat diubah setelah penilaian dimulai."
    ]


def test_the_plenary_waits_for_every_sheet(admin):
    edition = world.scoring(admin)
    reasons = refused(advance, edition, Phase.PLENARY, by=admin)
    assert len(reasons) == 2
    assert reasons[0].startswith("Lembar nilai belum dikunci oleh Penilai 1 (2), Penilai 2 (2)")
    assert reasons[1].startswith("Kabupaten Ketapang belum mencapai kuorum 3")


def test_announcing_is_the_publications_own_move(admin):
    edition = world.provisional(admin)
    assert refused(advance, edition, Phase.ANNOUNCED, by=admin) == [
        "Hasil belum diumumkan; tahap ini terbuka dengan sendirinya saat pengumuman pertama. Buka halaman Hitung dan "
        "lihat, lalu umumkan."
    ]


# Dates ----------------------------------------------------------------------------------------------
def test_a_public_date_moves_later_with_a_notice(admin):
    edition = world.filling(admin)
    moment = edition.filling_deadline + datetime.timedelta(days=3)
    postponed = postpone(
        edition, "filling_deadline", moment, by=admin, reason="Listrik padam di tiga kabupaten. "
    )
    assert postponed.filling_deadline == moment
    assert window_of(edition) == (WindowState.OPEN, moment)
    assert ": batas pengisian diundur dari " in postponed.notice
    assert postponed.notice.endswith("Alasan: Listrik padam di tiga kabupaten.")
    assert len(postponed.notice.splitlines()) == 1


def test_a_date_is_neither_brought_forward_nor_put_in_the_past_nor_out_of_order(admin):
    edition = world.filling(admin)
    earlier = edition.filling_deadline - datetime.timedelta(days=1)
    reasons = refused(postpone, edition, "filling_deadline", earlier, by=admin, reason=" ")
    assert [reason[:40] for reason in reasons] == [
        "Alasan perubahan jadwal belum ditulis; a",
        "Batas pengisian sekarang " + reasons[1][25:40],
    ]
    behind = edition.verification_deadline + datetime.timedelta(days=1)
    assert (
        "Undurkan batas verifikasi lebih dahulu."
        in (refused(postpone, edition, "filling_deadline", behind, by=admin, reason="Padam.")[0])
    )
    assert (
        "sudah lewat"
        in (refused(postpone, edition, "verification_deadline", world.later(-1), by=admin, reason="x")[-1])
    )
    assert world.reload(edition).notice == ""


def test_a_date_moved_before_the_year_is_public_needs_no_notice(admin):
    moved = postpone(world.prepared(), "filling_deadline", world.later(25), by=admin, reason="Rapat.")
    assert moved.notice == ""
    assert not FillingWindow.objects.exists()


def test_a_date_set_for_the_first_time_needs_no_notice(admin):
    edition = world.filling(admin)
    day = datetime.date(2026, 7, 29)
    assert postpone(edition, "presentation_date", day, by=admin, reason="SK terbit.").notice == ""
    assert refused(
        postpone, edition, "ceremony_date", datetime.date(2026, 7, 1), by=admin, reason="SK terbit."
    ) == [
        "Hari penganugerahan 1 Juli 2026 mendahului hari pertama paparan 29 Juli 2026. Undurkan hari penganugerahan "
        "lebih dahulu."
    ]
    with pytest.raises(ValueError, match="phase"):
        postpone(edition, "phase", day, by=admin, reason="x")
