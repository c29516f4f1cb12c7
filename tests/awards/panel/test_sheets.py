"""Score sheets: who fills one in, when, what is kept, and what stays shut once it is locked."""

import datetime
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from awards.choices import Phase, SheetStatus, Stage
from awards.models import Edition, NotApplicable, Score, ScoreSheet
from awards.panel.sheets import lock_sheet, reopen_sheet, save_scores
from regencies.actions.errors import Refused, Stale
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(panel):
    return panel[0]


def stored(sheet) -> dict[str, str]:
    return {score.criterion.code: str(score.value) for score in Score.objects.filter(sheet=sheet)}


# Opening --------------------------------------------------------------------------------------------
def test_a_member_opens_one_sheet_per_entry_and_stage_however_often(seat, entry):
    first = world.begin(seat, entry, Stage.DESK, by=seat.user)
    assert world.begin(seat, entry, Stage.DESK, by=seat.user) == first
    assert (first.status, first.version) == (SheetStatus.DRAFT, 0)
    assert world.begin(seat, world.presented(entry), Stage.INTERVIEW, by=seat.user) != first
    assert ScoreSheet.objects.count() == 2


def test_nobody_fills_in_the_sheet_of_another(chair, seat, entry):
    with pytest.raises(Refused, match="anggota yang menduduki kursinya"):
        world.begin(seat, entry, Stage.DESK, by=chair.user)
    sheet = world.draft(seat, entry)
    for by in (chair.user, factories.admin()):
        with pytest.raises(Refused, match="anggota yang menduduki kursinya"):
            save_scores(sheet, {"B1": Decimal(1)}, expected_version=sheet.version, by=by)
        with pytest.raises(Refused, match="anggota yang menduduki kursinya"):
            lock_sheet(sheet, by=by, statement=True)
    assert stored(sheet)["B1"] == "80.00"


def test_only_candidates_of_the_own_edition_are_scored(seat, edition):
    other = world.scoring_edition(of=factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))
    elsewhere = world.candidate(other, "Kapuas", "62.03")
    with pytest.raises(Refused, match="bukan kandidat yang dinilai oleh kursi ini"):
        world.begin(seat, elsewhere, Stage.DESK, by=seat.user)
    passed_over = world.candidate(edition, "Sambas", "61.01", candidate=False, reason="Belum memenuhi syarat")
    with pytest.raises(Refused, match="bukan kandidat yang dinilai oleh kursi ini"):
        world.begin(seat, passed_over, Stage.DESK, by=seat.user)


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.SCORING}))
def test_sheets_are_filled_in_only_while_scoring(seat, entry, edition, phase):
    sheet = world.draft(seat, entry)
    Edition.objects.filter(pk=edition.pk).update(phase=phase)
    for refused in (
        lambda: world.begin(seat, entry, Stage.INTERVIEW, by=seat.user),
        lambda: save_scores(sheet, {"B1": Decimal(1)}, expected_version=sheet.version, by=seat.user),
        lambda: lock_sheet(sheet, by=seat.user, statement=True),
    ):
        with pytest.raises(Refused, match="hanya dapat diisi pada tahap “Penilaian”"):
            refused()
    assert stored(sheet)["B1"] == "80.00"


def test_the_interview_is_scored_once_its_presentation_has_begun(seat, edition):
    now = timezone.now()
    begun = world.candidate(edition, presentation_at=now)
    later = world.candidate(edition, "Sambas", "61.01", presentation_at=now + datetime.timedelta(hours=1))
    undated = world.candidate(edition, "Landak", "61.08", presentation_at=None)
    world.begin(seat, begun, Stage.INTERVIEW, by=seat.user)
    with pytest.raises(Refused, match=r"Paparan Kabupaten Sambas dijadwalkan .* WIB"):
        world.begin(seat, later, Stage.INTERVIEW, by=seat.user)
    with pytest.raises(Refused, match="Jadwal paparan Kabupaten Landak belum ditetapkan"):
        world.begin(seat, undated, Stage.INTERVIEW, by=seat.user)
    for entry in (later, undated):
        world.begin(seat, entry, Stage.DESK, by=seat.user)


def test_a_stage_without_a_question_has_no_sheet(seat, entry):
    for criterion in world.asked(entry, Stage.INTERVIEW):
        NotApplicable.objects.create(entry=entry, criterion=criterion, reason="Tidak ada paparan")
    with pytest.raises(Refused, match="Tidak ada kriteria “Paparan dan wawancara” yang dinilai"):
        world.begin(seat, world.presented(entry), Stage.INTERVIEW, by=seat.user)


# Saving ---------------------------------------------------------------------------------------------
def test_a_draft_saves_with_holes_and_blank_is_not_zero(seat, entry):
    sheet = world.draft(seat, entry, B1="0", B2="87.5")
    assert stored(sheet) == {"B1": "0.00", "B2": "87.50"}
    sheet = save_scores(sheet, {"B1": None}, expected_version=sheet.version, by=seat.user)
    assert stored(sheet) == {"B2": "87.50"}
    assert sheet.version == 2


def test_what_is_not_named_stays(seat, entry):
    sheet = world.draft(seat, entry, B1="10", B2="20")
    save_scores(sheet, {"B2": Decimal(30)}, {"B1": "Perbup 4/2020"}, expected_version=1, by=seat.user)
    assert stored(sheet) == {"B1": "10.00", "B2": "30.00"}
    assert Score.objects.get(sheet=sheet, criterion__code="B1").note == "Perbup 4/2020"


@pytest.mark.parametrize(
    ("code", "value", "reason"),
    [
        ("B1", "100.01", "B1: nilai dari 0 sampai 100"),
        ("B1", "-1", "B1: nilai dari 0 sampai 100"),
        ("B1", "80.125", "B1: nilai dari 0 sampai 100"),
        ("E1", "80", "Kriteria E1 tidak dinilai pada lembar ini."),  # of the interview
        ("A1", "80", "Kriteria A1 tidak dinilai pada lembar ini."),  # from figures
    ],
)
def test_a_score_out_of_range_or_place_is_refused_and_nothing_is_saved(seat, entry, code, value, reason):
    sheet = world.draft(seat, entry, B2="20")
    with pytest.raises(Refused, match=reason):
        save_scores(sheet, {"B2": Decimal(30), code: Decimal(value)}, expected_version=1, by=seat.user)
    assert stored(sheet) == {"B2": "20.00"}


def test_a_mark_taken_back_takes_nobody_elses_along_and_a_note_has_no_blanks_around_it(panel, seat, entry):
    other = world.draft(panel[2], entry, B1="70")
    sheet = world.draft(seat, entry, B1="10", B2="20")
    save_scores(sheet, {"B1": None}, {"B2": " Perbup 4/2020 "}, expected_version=1, by=seat.user)
    assert (stored(sheet), stored(other)) == ({"B2": "20.00"}, {"B1": "70.00"})
    assert Score.objects.get(sheet=sheet).note == "Perbup 4/2020"


def test_a_criterion_that_does_not_apply_is_not_asked(seat, entry):
    village = entry.category.criteria.get(code="C2")
    NotApplicable.objects.create(entry=entry, criterion=village, reason="Kota tidak memiliki desa")
    sheet = world.begin(seat, entry, Stage.DESK, by=seat.user)
    with pytest.raises(Refused, match="Kriteria C2 tidak dinilai"):
        save_scores(sheet, {"C2": Decimal(1)}, expected_version=0, by=seat.user)
    rest = {code: mark for code, mark in world.DESK.items() if code != "C2"}
    save_scores(sheet, world.values(rest), expected_version=0, by=seat.user)
    assert lock_sheet(sheet, by=seat.user, statement=True).is_locked


def test_a_note_needs_the_score_it_explains(seat, entry):
    sheet = world.begin(seat, entry, Stage.DESK, by=seat.user)
    with pytest.raises(Refused, match="B1: catatan disimpan bersama nilainya"):
        save_scores(sheet, {"B1": None}, {"B1": "Perda khusus"}, expected_version=0, by=seat.user)
    save_scores(sheet, {"B1": Decimal(100)}, {"B1": "Perda khusus"}, expected_version=0, by=seat.user)
    save_scores(sheet, {"B1": None}, {"B1": ""}, expected_version=1, by=seat.user)
    assert stored(sheet) == {}


def test_another_tab_is_not_overwritten(seat, entry):
    sheet = world.draft(seat, entry, B1="10", B2="20")
    save_scores(sheet, {"B1": Decimal(15)}, {"B1": "dari ponsel"}, expected_version=1, by=seat.user)
    with pytest.raises(Stale) as caught:
        save_scores(
            sheet, world.values({"B1": "40", "B2": "20"}), {"B1": ""}, expected_version=1, by=seat.user
        )
    name = "B1 Jenjang dan kekhususan produk hukum"
    assert caught.value.mine == {name: "40", "Catatan B1": ""}
    assert caught.value.stored == {name: "15", "Catatan B1": "dari ponsel"}
    assert caught.value.version == 2
    assert stored(sheet) == {"B1": "15.00", "B2": "20.00"}


def test_saving_what_is_stored_already_changes_nothing_even_from_a_stale_tab(seat, entry):
    sheet = world.draft(seat, entry, B1="10")
    recorded = Score.pgh_event_model.objects.count()
    assert save_scores(sheet, {"B1": Decimal("10.00")}, expected_version=0, by=seat.user).version == 1
    assert Score.pgh_event_model.objects.count() == recorded


# Locking --------------------------------------------------------------------------------------------
def test_a_complete_sheet_is_locked_with_a_statement(seat, entry):
    sheet = lock_sheet(world.draft(seat, entry), by=seat.user, statement=True)
    assert sheet.is_locked
    assert sheet.locked_at <= timezone.now()
    assert stored(sheet)["B3"] == "0.00"


def test_blanks_and_a_missing_statement_are_all_said_at_once(seat, entry):
    sheet = world.draft(
        seat, entry, **{code: mark for code, mark in world.DESK.items() if code not in ("B3", "D2")}
    )
    with pytest.raises(Refused) as caught:
        lock_sheet(sheet, by=seat.user, statement=False)
    assert caught.value.reasons == [
        "B3 Perencanaan: target UCJ dalam RPJMD/RKPD belum dinilai. Kosong tidak sama dengan nol.",
        "D2 Manfaat belum dinilai. Kosong tidak sama dengan nol.",
        "Pernyataan belum dicentang. Centang pernyataan, lalu kunci lagi.",
    ]
    assert not ScoreSheet.objects.get(pk=sheet.pk).is_locked


def test_what_was_not_looked_at_is_not_locked(seat, entry):
    sheet = world.draft(seat, entry)
    save_scores(sheet, {"B1": Decimal(1)}, expected_version=sheet.version, by=seat.user)
    with pytest.raises(Refused, match="berubah sejak halaman dibuka"):
        lock_sheet(sheet, by=seat.user, statement=True, expected_version=sheet.version)
    assert lock_sheet(sheet, by=seat.user, statement=True, expected_version=sheet.version + 1).is_locked


def test_a_locked_sheet_refuses_every_change(seat, entry):
    sheet = world.locked(seat, entry)
    with pytest.raises(Refused, match="sudah dikunci dan tidak dapat diubah"):
        save_scores(sheet, {"B1": Decimal(1)}, expected_version=sheet.version, by=seat.user)
    with pytest.raises(Refused, match="sudah dikunci"):
        lock_sheet(sheet, by=seat.user, statement=True, expected_version=sheet.version)
    assert stored(sheet)["B1"] == "80.00"


def test_the_database_itself_refuses_to_touch_a_locked_sheet(seat, entry):
    sheet = world.locked(seat, entry)
    score = Score.objects.filter(sheet=sheet).first()
    interview = world.draft(seat, entry, Stage.INTERVIEW).scores.first()
    for tampering in (
        lambda: Score.objects.filter(pk=score.pk).update(value=1),
        lambda: Score.objects.filter(pk=score.pk).delete(),
        lambda: Score.objects.filter(pk=interview.pk).update(sheet=sheet),
        lambda: Score.objects.filter(pk=score.pk).update(sheet=interview.sheet),
        lambda: Score.objects.create(sheet=sheet, criterion=interview.criterion, value=1),
        lambda: ScoreSheet.objects.filter(pk=sheet.pk).update(status=SheetStatus.DRAFT, locked_at=None),
        lambda: ScoreSheet.objects.filter(pk=sheet.pk).update(locked_at=timezone.now()),
        lambda: ScoreSheet.objects.filter(pk=sheet.pk)._raw_delete("default"),
    ):
        with pytest.raises(ProgrammingError, match="ocked"), transaction.atomic():
            tampering()
    assert stored(sheet) == {code: f"{Decimal(mark):.2f}" for code, mark in world.DESK.items()}


# Reopening ------------------------------------------------------------------------------------------
def test_the_chair_reopens_with_a_reason_and_the_old_values_are_kept(chair, seat, entry):
    sheet = world.locked(seat, entry)
    reopened = reopen_sheet(sheet, by=chair.user, reason=" Salah baca Perbup. ")
    assert (reopened.status, reopened.locked_at, reopened.reopen_reason) == (
        SheetStatus.DRAFT,
        None,
        "Salah baca Perbup.",
    )
    assert (sheet.version, reopened.version) == (2, 3)
    assert stored(sheet) == {code: f"{Decimal(mark):.2f}" for code, mark in world.DESK.items()}
    save_scores(sheet, {"B1": Decimal(60)}, expected_version=reopened.version, by=seat.user)
    events = Score.pgh_event_model.objects.filter(sheet=sheet, criterion__code="B1").order_by("pgh_id")
    assert [str(event.value) for event in events] == ["80.00", "60.00"]
    said = ScoreSheet.pgh_event_model.objects.filter(pgh_obj=sheet, reopen_reason__gt="").first().pgh_context
    assert said["reason"].strip() == "Salah baca Perbup."
    assert said["user"] == chair.user.pk


def test_only_the_chair_reopens(seat, entry, edition):
    sheet = world.locked(seat, entry)
    other = world.by_seat(edition)[2]
    for by in (seat.user, other.user, factories.admin()):
        with pytest.raises(Refused, match="Hanya Ketua Tim Sembilan"):
            reopen_sheet(sheet, by=by, reason="Salah tulis")
    assert ScoreSheet.objects.get(pk=sheet.pk).is_locked


def test_reopening_needs_a_reason_a_locked_sheet_and_the_scoring_phase(chair, seat, entry, edition):
    sheet = world.locked(seat, entry)
    with pytest.raises(Refused, match="Tuliskan alasan"):
        reopen_sheet(sheet, by=chair.user, reason="  ")
    unlocked = world.draft(seat, entry, Stage.INTERVIEW)
    with pytest.raises(Refused, match="tidak terkunci"):
        reopen_sheet(unlocked, by=chair.user, reason="Salah tulis")
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PLENARY)
    with pytest.raises(Refused, match="hanya dapat diisi pada tahap"):
        reopen_sheet(sheet, by=chair.user, reason="Salah tulis")
    assert ScoreSheet.objects.get(pk=sheet.pk).is_locked
