"""A substitute judges one candidate in the place of who is out: named with a reason; nothing else opens for them."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.choices import Phase, Position, Stage
from awards.conflicts.recusals import recuse
from awards.conflicts.substitutes import dismiss_substitute, name_substitute
from awards.models import Declaration, Edition, Entry, ScoreSheet, Seat
from awards.panel.absences import record_absence
from awards.panel.boards import board, candidates_for
from awards.panel.member.board import member_board
from awards.panel.permissions import can_see_dossier, can_see_scores_of_others, judges_elsewhere
from awards.panel.progress import locked_by_all
from awards.panel.sheets import save_scores
from regencies.actions.errors import Refused
from regencies.choices import NoticeKind
from regencies.models import Notice
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db
WHY = "Agar kuorum tercapai"


@pytest.fixture
def chair(panel):
    return panel[0].user


@pytest.fixture
def out(panel, entry):
    """A member who withdrew from the candidate."""
    recuse(panel[1], entry, by=panel[1].user, reason="Kerabat")
    return panel[1]


@pytest.fixture
def person(edition, chair):
    return world.invited_person(edition, by=chair)


def refused(seat, entry, email, *, by, reason=WHY) -> list[str]:
    with pytest.raises(Refused) as found:
        name_substitute(seat, entry, email, by=by, reason=reason)
    return found.value.reasons


def test_the_chair_names_somebody_for_a_candidate_and_they_are_told(out, entry, chair, person, edition):
    made = name_substitute(out, entry, f" {person.email.upper()} ", by=chair, reason=f" {WHY} ")
    assert (made.seat.user, made.seat.number, made.seat.position) == (person, 10, Position.MEMBER)
    assert (made.replaced, made.entry, made.reason, made.named_by) == (out, entry, WHY, chair)
    [told] = Notice.objects.filter(person=person)
    assert (told.kind, told.path) == (NoticeKind.SUBSTITUTE, f"/penilaian/edisi/{edition.pk}/")
    assert told.text == (
        "Bapak/Ibu ditunjuk menggantikan Penilai 2 untuk menilai Kabupaten Ketapang pada Paritrana Award 2026. "
        "Nyatakan lebih dahulu ada tidaknya benturan kepentingan, lalu isi dan kunci lembar nilainya."
    )
    assert told.mailed_to == person.email


def test_everything_wrong_is_said_at_once_with_what_to_do(panel, entry, chair, edition):
    assert refused(panel[1], entry, "", by=chair, reason=" ") == [
        "Alasan belum ditulis. Tuliskan alasannya; alasan tercatat dalam riwayat.",
        "Penilai 2 masih menilai Kabupaten Ketapang: benturan kepentingan atau tidak hadir belum tercatat. Catat lebih "
        "dahulu, lalu tunjuk penggantinya.",
        "Alamat e-mail pengganti belum diisi. Isi alamatnya.",
    ]
    record_absence(panel[1], entry, by=chair, reason="Sakit")  # as advised
    person = world.invited_person(edition, by=chair)
    assert name_substitute(panel[1], entry, person.email, by=chair, reason=WHY).replaced == panel[1]


def test_who_has_no_duty_in_the_province_is_unknown_until_invited(out, entry, chair, edition):
    stranger = factories.user("Orang jauh")
    operator = world.invited_person(edition, "Operator", by=chair)
    type(operator).objects.filter(pk=operator.pk).update(is_superuser=True)
    unknown = (
        "Tidak ada akun Kalimantan Barat dengan alamat {}. Mintalah admin provinsi mengundang calon penggantinya di "
        "halaman Tim Sembilan, lalu tunjuk lagi."
    )
    for email in ("tidak.ada@contoh.id", stranger.email, operator.email):
        assert refused(out, entry, email, by=chair) == [unknown.format(email)]
    world.invite(stranger, "Calon", province=edition.province, award_year=2026, by=chair)  # as advised
    assert name_substitute(out, entry, stranger.email, by=chair, reason=WHY).seat.user == stranger


def test_not_who_is_inactive_one_of_the_nine_the_namer_or_of_the_region(panel, out, entry, chair, person):
    assert refused(out, entry, panel[2].user.email, by=chair) == [
        "Penilai 3 anggota Tim Sembilan di kursi 3. Tunjuk orang di luar kesembilan anggota."
    ]
    assert refused(out, entry, chair.email, by=chair) == [
        "Bapak/Ibu tidak dapat menunjuk diri sendiri. Tunjuk orang lain."
    ]
    officer = factories.officer(entry.regency)
    type(officer).objects.filter(pk=officer.pk).update(is_active=False)
    assert refused(out, entry, officer.email, by=chair) == [
        f"Akun {officer} tidak aktif. Mintalah admin provinsi mengaktifkannya, lalu tunjuk lagi.",
        f"{officer} bertugas di Kabupaten Ketapang dan tidak dapat menilai Kabupaten Ketapang. Tunjuk orang lain.",
    ]
    assert name_substitute(out, entry, person.email, by=chair, reason=WHY).seat.user == person


def test_one_substitute_for_a_member_and_once_for_a_candidate(panel, out, entry, chair, person, edition):
    first = name_substitute(out, entry, person.email, by=chair, reason=WHY)
    other = world.invited_person(edition, "Lain", by=chair)
    assert refused(out, entry, other.email, by=chair) == [
        "Penilai 2 sudah digantikan Pengganti untuk Kabupaten Ketapang. Cabut penunjukannya lebih dahulu, lalu tunjuk "
        "pengganti lain."
    ]
    record_absence(panel[2], entry, by=chair, reason="Sakit")
    assert refused(panel[2], entry, person.email, by=chair) == [
        "Pengganti sudah menilai Kabupaten Ketapang sebagai pengganti. Tunjuk orang lain."
    ]
    assert name_substitute(panel[2], entry, other.email, by=chair, reason=WHY).seat.number == 11
    dismiss_substitute(first, by=chair, reason="Berhalangan")  # as advised
    third = world.invited_person(edition, "Ketiga", by=chair)
    assert name_substitute(out, entry, third.email, by=chair, reason=WHY).seat.number == 12


def test_a_person_stands_in_for_several_candidates_in_one_seat(out, entry, chair, person, edition):
    sambas = world.candidate(edition, "Sambas", "61.01")
    record_absence(out, sambas, by=chair, reason="Sakit")
    made = [name_substitute(out, one, person.email, by=chair, reason=WHY) for one in (entry, sambas)]
    assert {one.seat_id for one in made} == {Seat.objects.get(user=person).pk}
    assert set(Entry.objects.of_seats_held_by(person)) == {entry, sambas}


def test_who_declared_a_conflict_or_is_absent_is_not_named_again(out, entry, chair, edition):
    first = world.stands_in(out, entry, by=chair)
    recuse(first.seat, entry, by=first.seat.user, reason="Kerabat")
    dismiss_substitute(first, by=chair, reason="Benturan kepentingan")
    assert refused(out, entry, first.seat.user.email, by=chair) == [
        "Pengganti menyatakan benturan kepentingan dengan Kabupaten Ketapang. Tunjuk orang lain."
    ]
    second = world.stands_in(out, entry, by=chair, name="Kedua")
    record_absence(second.seat, entry, by=chair, reason="Sakit")
    dismiss_substitute(second, by=chair, reason="Sakit")
    assert refused(out, entry, second.seat.user.email, by=chair) == [
        "Kedua tercatat tidak hadir untuk Kabupaten Ketapang. Tunjuk orang lain."
    ]


def test_who_names_whom(panel, out, entry, chair, person, edition):
    told = [
        "Pengganti Penilai 2 ditunjuk atau dicabut oleh Ketua Tim Sembilan tanpa benturan kepentingan dengan Kabupaten "
        "Ketapang."
    ]
    admin = factories.admin(edition.province)
    for other in (panel[1].user, panel[2].user, admin, person):
        assert refused(out, entry, person.email, by=other) == told
    Seat.objects.filter(pk=panel[2].pk).update(position=Position.SECRETARY)
    assert refused(out, entry, person.email, by=panel[2].user) == told
    recuse(panel[0], entry, by=chair, reason="Kerabat")
    told = [told[0].replace("Ketua Tim Sembilan", "Sekretaris atau admin provinsi")]
    assert refused(out, entry, person.email, by=chair) == told  # with a conflict of their own
    made = name_substitute(out, entry, person.email, by=panel[2].user, reason=WHY)
    assert made.named_by == panel[2].user
    with pytest.raises(Refused):
        dismiss_substitute(made, by=chair, reason="x")
    dismiss_substitute(made, by=admin, reason="Keliru")
    for_chair = name_substitute(panel[0], entry, person.email, by=admin, reason=WHY)
    assert (for_chair.replaced, for_chair.named_by) == (panel[0], admin)


def test_the_absent_chair_is_replaced_by_others_and_does_not_name(panel, entry, chair, person, edition):
    admin = factories.admin(edition.province)
    record_absence(panel[0], entry, by=admin, reason="Dinas luar")
    assert len(refused(panel[0], entry, person.email, by=chair)) == 1
    assert name_substitute(panel[0], entry, person.email, by=admin, reason=WHY).replaced == panel[0]


def test_no_substitute_of_a_substitute_nor_for_who_is_no_candidate(out, entry, chair, edition):
    made = world.stands_in(out, entry, by=chair)
    assert refused(made.seat, entry, "x@contoh.id", by=chair) == [
        "Pengganti bukan anggota Tim Sembilan yang menilai Kabupaten Ketapang."
    ]
    Entry.objects.filter(pk=entry.pk).update(candidate=False, reason="x")
    assert refused(out, entry, "x@contoh.id", by=chair) == [
        "Penilai 2 bukan anggota Tim Sembilan yang menilai Kabupaten Ketapang."
    ]


def test_only_while_the_panel_scores(out, entry, chair, person, edition):
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PLENARY)
    assert refused(out, entry, person.email, by=chair) == [
        "Tahap Paritrana Award 2026 adalah “Pleno”. Lembar nilai hanya dapat diisi pada tahap “Penilaian”."
    ]


# What the substitute sees and does ----------------------------------------------------------------
def test_the_substitute_sees_the_named_candidate_only_and_after_declaring(out, entry, chair, person, edition):
    world.candidate(edition, "Sambas", "61.01")
    made = name_substitute(out, entry, person.email, by=chair, reason=WHY)
    [row] = member_board(made.seat, timezone.now()).rows
    assert (row.entry, row.declared) == (entry, False)
    assert not can_see_dossier(person, entry)
    Declaration.objects.create(seat=made.seat, entry=entry, kind="")
    assert can_see_dossier(person, entry)
    assert judges_elsewhere(person, pk=entry.category_id)  # pages of the whole year are out of sight
    assert not judges_elsewhere(out.user, pk=entry.category_id)


def test_no_sheet_of_another_candidate(out, entry, chair, edition):
    made = world.stands_in(out, entry, by=chair)
    other = world.candidate(edition, "Sambas", "61.01")
    sheet = ScoreSheet(seat=made.seat, entry=other, stage=Stage.DESK)
    with pytest.raises(Refused, match="bukan kandidat yang dinilai oleh kursi ini"):
        save_scores(sheet, {}, expected_version=0, by=made.seat.user)
    with pytest.raises(IntegrityError, match="not named"), transaction.atomic():
        sheet.save()


def test_all_are_in_once_the_substitute_has_locked(panel, out, entry, chair, edition):
    made = world.stands_in(out, entry, by=chair)
    for seat in (panel[0], panel[2]):
        world.locked_both(seat, entry)
    assert not locked_by_all(entry)
    assert not can_see_scores_of_others(chair, entry)
    world.locked_both(made.seat, entry)
    assert locked_by_all(entry)
    assert can_see_scores_of_others(chair, entry)
    assert can_see_scores_of_others(made.seat.user, entry)
    assert not can_see_scores_of_others(out.user, entry)
    sambas = world.candidate(edition, "Sambas", "61.01")
    rows = {row.entry: row for row in world.rows_of(board(edition, candidates_for(chair, edition)))}
    assert [bool(cell.stages) for cell in rows[entry].cells] == [True, False, True, True]
    assert [cell.elsewhere for cell in rows[sambas].cells] == [False, False, False, True]
