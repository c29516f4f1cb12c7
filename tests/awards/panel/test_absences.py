"""A member who is not there: no conflict, no zero; the sheets stay, and count again once the record is undone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.choices import Phase, Position, SheetStatus, Stage
from awards.conflicts.recusals import recuse
from awards.contract.conform import conform
from awards.contract.schema import FullDocument
from awards.document.parse import parse
from awards.editions.phase_changes import advance
from awards.models import Absence, Edition, Score, ScoreSheet, Seat
from awards.panel.absences import record_absence, withdraw_absence
from awards.panel.member.board import member_board
from awards.panel.permissions import can_oversee, can_see_scores_of_others
from awards.panel.sheets import lock_sheet, reopen_sheet, save_scores
from awards.preflight.run import preflight
from awards.publishing.publish import publish
from awards.results.preview import preview
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import edition as years
from tests.builders import panel as world

pytestmark = pytest.mark.django_db

ILL = "Dirawat di rumah sakit sejak hari pertama paparan"


def secretary(seat: Seat) -> Seat:
    Seat.objects.filter(pk=seat.pk).update(position=Position.SECRETARY)
    seat.refresh_from_db()
    return seat


def absent(seat, entry, by):
    return record_absence(seat, entry, by=by.user, reason=ILL)


def test_eight_locked_and_the_ninth_ill_the_award_goes_on():
    admin = factories.admin()
    edition = years.scoring(admin, quorum=7)
    entry = years.entry_of(edition)
    *there, ill = world.by_seat(edition)
    for seat in there:
        world.locked_both(seat, entry)
    world.locked(ill, entry)
    [waiting] = [item for item in preflight(edition, Phase.PLENARY) if not item.ok]
    assert waiting.text == (
        "Lembar nilai belum dikunci oleh Penilai 9 (1). Minta mereka mengunci; Ketua mencatat yang tidak hadir."
    )
    absent(ill, entry, there[0])
    assert [item.text for item in preflight(edition, Phase.PLENARY)] == [
        "Semua lembar nilai terkunci.",
        "Setiap kandidat “Pemerintah Kabupaten/Kota” mencapai kuorum 7.",
    ]
    edition = advance(advance(years.reload(edition), Phase.PLENARY, by=admin), Phase.PROVISIONAL, by=admin)
    shown = preview(edition.categories.get())
    assert (shown.problems, shown.warnings) == ([], [])
    publication = publish(edition.categories.get(), by=admin, fingerprint=shown.fingerprint)
    [entrant] = conform(parse(bytes(publication.document)), FullDocument)["entrants"]
    assert sorted((len(sheet["scores"]), sheet["recused"]) for sheet in entrant["sheets"]) == [
        (0, True),
        *[(14, False)] * 8,
    ]
    assert ILL not in bytes(publication.document).decode()


def test_the_quorum_counts_the_sheets_that_remain():
    edition = years.scoring(factories.admin(), quorum=9)
    entry = years.entry_of(edition)
    *there, ill = world.by_seat(edition)
    for seat in there:
        world.locked_both(seat, entry)
    absent(ill, entry, there[0])
    assert [item.text for item in preflight(edition, Phase.PLENARY) if not item.ok] == [
        "Kabupaten Ketapang belum mencapai kuorum 9 lembar nilai terkunci. Ketua dapat menunjuk "
        "pengganti atau mencabut catatan tidak hadir yang keliru."
    ]


def test_a_locked_desk_sheet_stays_does_not_count_and_counts_again(panel, entry):
    chair, ill, other = panel
    desk = world.locked(ill, entry)
    for seat in (chair, other):
        world.locked_both(seat, entry)
    assert not can_see_scores_of_others(chair.user, entry)
    absence = absent(ill, entry, chair)
    assert can_see_scores_of_others(chair.user, entry)
    assert not can_see_scores_of_others(ill.user, entry)
    category = entry.category
    assert [sheet["recused"] for sheet in preview(category).document["entrants"][0]["sheets"]] == [
        False,
        True,
        False,
    ]
    assert ScoreSheet.objects.get(pk=desk.pk).status == SheetStatus.LOCKED
    with pytest.raises(Refused, match="Penilai 2 tercatat tidak hadir untuk Kabupaten Ketapang"):
        reopen_sheet(desk, by=chair.user, reason="Salah tulis")
    withdraw_absence(absence, by=chair.user, reason="Hadir pada hari kedua")
    assert not Absence.objects.exists()
    assert not can_see_scores_of_others(chair.user, entry)
    world.locked(ill, entry, Stage.INTERVIEW)
    assert [sheet["recused"] for sheet in preview(category).document["entrants"][0]["sheets"]] == [False] * 3


def test_the_absent_fill_in_and_lock_nothing_of_that_entry_only(panel, entry, edition):
    chair, ill, _ = panel
    other = world.candidate(edition, "Sambas", "61.01")
    draft = world.draft(ill, entry)
    stored = set(Score.objects.values_list("sheet", "criterion", "value"))
    absent(ill, entry, chair)
    said = (
        "Bapak/Ibu tercatat tidak hadir untuk Kabupaten Ketapang; lembarnya tidak diisi dan tidak dihitung. Bila "
        "keliru, mintalah Ketua Tim Sembilan mencabut catatannya."
    )
    for act in (
        lambda: world.begin(ill, entry, Stage.INTERVIEW, by=ill.user),
        lambda: save_scores(draft, world.values({"B1": "1"}), expected_version=draft.version, by=ill.user),
        lambda: lock_sheet(draft, by=ill.user, statement=True),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.reasons == [said]
    assert set(Score.objects.values_list("sheet", "criterion", "value")) == stored
    world.presented(entry)
    client = world.logged_in(ill.user)
    assert client.get(world.sheet_url(entry)).context["page"].closed == [said]
    answer = client.post(world.sheet_url(entry), {"version": draft.version, "B1": "1"})
    assert (answer.status_code, said in answer.content.decode()) == (409, True)
    board = member_board(ill, timezone.now())
    assert [(str(row.entry), row.away) for row in board.rows] == [
        ("Kabupaten Ketapang", True),
        ("Kabupaten Sambas", False),
    ]
    assert (board.locked, board.sheets) == (0, 2)
    assert "Lembarnya tidak dihitung" in client.get(reverse("panel_index")).content.decode()
    world.locked_both(ill, other)


def test_the_chair_records_the_others_secretary_and_admin_the_chair_nobody_themselves(panel, entry):
    chair, member, _ = panel
    second = secretary(panel[2])
    admin, outsider = (
        factories.admin(),
        factories.admin(factories.province("62", "Kalimantan Tengah", "kalteng")),
    )
    may = {
        (seat.number, name): can_oversee(user, seat, entry)
        for seat in panel
        for name, user in {
            "chair": chair.user,
            "member": member.user,
            "secretary": second.user,
            "admin": admin,
            "outsider": outsider,
        }.items()
    }
    assert {pair for pair, allowed in may.items() if allowed} == {
        (1, "secretary"),
        (1, "admin"),
        (2, "chair"),
        (3, "chair"),
    }
    with pytest.raises(Refused, match="oleh Sekretaris atau admin provinsi tanpa benturan kepentingan"):
        absent(chair, entry, chair)
    with pytest.raises(Refused, match="oleh Ketua Tim Sembilan tanpa benturan kepentingan"):
        absent(second, entry, second)
    absence = absent(chair, entry, second)
    assert (absence.recorded_by, absence.reason) == (second.user, ILL)
    with pytest.raises(Refused, match="dicatat atau dicabut oleh Sekretaris atau admin provinsi"):
        withdraw_absence(absence, by=chair.user, reason="Sudah hadir")
    withdraw_absence(absence, by=admin, reason="Sudah hadir")
    recuse(second, entry, by=second.user, reason="Kerabat")
    with pytest.raises(Refused, match="tanpa benturan kepentingan"):
        absent(chair, entry, second)


def test_what_is_refused_says_why_and_stores_nothing(panel, entry, edition):
    chair, member, other = panel
    recuse(other, entry, by=other.user, reason="Kerabat")
    world.locked_both(member, entry)
    for seat, reason, said in (
        (
            other,
            ILL,
            "Penilai 3 memiliki benturan kepentingan dengan Kabupaten Ketapang dan sudah tidak dihitung.",
        ),
        (
            member,
            ILL,
            "Penilai 2 sudah mengunci semua lembarnya untuk Kabupaten Ketapang, jadi nilainya dihitung. Tidak hadir "
            "hanya dicatat selama ada lembar yang belum terkunci.",
        ),
    ):
        with pytest.raises(Refused) as refused:
            record_absence(seat, entry, by=chair.user, reason=reason)
        assert refused.value.reasons == [said]
    [desk, _] = member.sheets.order_by("stage")
    reopen_sheet(desk, by=chair.user, reason="Salah tulis")
    with pytest.raises(Refused) as refused:
        record_absence(member, entry, by=chair.user, reason=" ")
    assert refused.value.reasons == [
        "Alasan belum ditulis. Tuliskan alasannya; alasan tercatat dalam riwayat."
    ]
    assert not Absence.objects.exists()
    absence = absent(member, entry, chair)
    with pytest.raises(Refused, match="Penilai 2 sudah tercatat tidak hadir untuk Kabupaten Ketapang"):
        record_absence(member, entry, by=chair.user, reason="Alasan lain")
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PLENARY)
    for act in (
        lambda: absent(panel[2], entry, chair),
        lambda: withdraw_absence(absence, by=chair.user, reason="Sudah hadir"),
    ):
        with pytest.raises(Refused, match="Tahap Paritrana Award 2026 adalah “Pleno”"):
            act()
    assert Absence.objects.get() == absence


def test_one_record_is_taken_back_and_the_others_stay(panel, entry, edition):
    chair, ill, other = panel
    beside = world.candidate(edition, "Sambas", "61.01")
    taken_back, *kept = [
        record_absence(seat, of, by=chair.user, reason=f" {ILL} ")
        for seat, of in ((ill, entry), (ill, beside), (other, entry))
    ]
    assert taken_back.reason == ILL
    withdraw_absence(taken_back, by=chair.user, reason="Sudah hadir")
    assert set(Absence.objects.all()) == set(kept)


def test_each_change_is_in_the_history_with_who_and_why(panel, entry):
    chair, member, _ = panel
    withdraw_absence(absent(member, entry, chair), by=chair.user, reason="Sudah hadir")
    events = Absence.pgh_event_model.objects.order_by("pgh_id")
    assert [(e.pgh_label, *(e.pgh_context[key] for key in ("verb", "user", "reason"))) for e in events] == [
        ("insert", "record_absence", chair.user.pk, ILL),
        ("delete", "withdraw_absence", chair.user.pk, "Sudah hadir"),
    ]


# Pages ----------------------------------------------------------------------------------------------
def test_the_chair_records_and_undoes_it_on_the_page_of_the_candidate(panel, entry):
    chair, member, _ = panel
    client = world.logged_in(chair.user)
    page = reverse("chair_entry", args=[entry.pk])
    record = reverse("chair_absent", args=[entry.pk, member.pk])
    assert f'href="{record}"' in client.get(page).content.decode()
    assert client.post(record, {"reason": ""}).status_code == 409
    assert client.post(record, {"reason": ILL}).url == page
    absence = Absence.objects.get()
    shown = client.get(page)
    assert [cell.away for cell in shown.context["row"].cells] == [False, True, False]
    assert shown.context["row"].counts == [(Stage.DESK, 0, 2), (Stage.INTERVIEW, 0, 2)]
    assert (ILL in shown.content.decode(), f'href="{record}"' in shown.content.decode()) == (True, False)
    undo = reverse("chair_present", args=[absence.pk])
    assert f'href="{undo}"' in shown.content.decode()
    assert client.post(undo, {"reason": "Hadir"}).url == page
    assert client.get(undo).status_code == 404


def test_a_page_names_who_is_missing_for_its_own_candidate_and_to_the_secretary_the_chair_only(
    panel, entry, edition
):
    chair, member, second = panel[0], panel[1], secretary(panel[2])
    other = world.candidate(edition, "Mempawah", "61.02")
    absent(chair, entry, second)
    absent(member, entry, chair)
    absent(chair, other, second)
    recuse(member, other, by=member.user, reason="Kerabat")

    def named(seat, which):
        context = world.logged_in(seat.user).get(reverse("chair_entry", args=[which.pk])).context
        return [[(r.entry, s.number) for r, s in context[name]] for name in ("absences", "recusals")]

    assert named(chair, entry) == [[(entry, 1), (entry, 2)], []]
    assert named(chair, other) == [[(other, 1)], [(other, 2)]]
    assert named(second, entry) == [[(entry, 1)], []]
    assert named(second, other) == [[(other, 1)], []]


def test_a_seat_of_another_edition_is_out_of_sight(panel, entry):
    elsewhere = world.scoring_edition(of=factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))
    foreign = factories.seats(elsewhere, 2)[1]
    client = world.logged_in(panel[0].user)
    for pair in ((entry.pk, foreign.pk), (entry.pk, 0), (0, panel[1].pk)):
        assert client.get(reverse("chair_absent", args=pair)).status_code == 404
