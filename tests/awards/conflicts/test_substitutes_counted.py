"""What a substitute's sheets come to: mean, quorum, document and its check, agreement, paper, rehearsal, attendance."""

import pytest

from awards.choices import Phase, Stage
from awards.conflicts.recusals import recuse, withdraw_recusal
from awards.conflicts.substitutes import dismiss_substitute, name_substitute
from awards.contract.conform import conform
from awards.contract.schema import FullDocument
from awards.document.parse import parse
from awards.editions.phase_changes import advance
from awards.live.attendance import called_to
from awards.models import Edition, Recusal, Seat, Substitution
from awards.panel.absences import record_absence
from awards.panel.boards import board, candidates_for
from awards.panel.marks import Marks, panel_scores
from awards.panel.measured.statistics import statistics
from awards.panel.reminders import letters
from awards.preflight.judging import panel as panel_lines
from awards.preflight.run import preflight
from awards.publishing.publish import publish
from awards.rehearsals.rehearsals import start_rehearsal
from awards.results.preview import preview
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import edition as years
from tests.builders import panel as world
from tests.racing import race


def statistics_of(edition: Edition, viewer):
    found = board(edition, candidates_for(viewer, edition))
    marks = Marks(edition, found.known, found.seats, found.uncounted, found.asked)
    [(_, of_category)] = statistics(marks).items()
    return of_category


@pytest.mark.django_db
def test_the_substitute_reaches_the_quorum_and_the_document_holds(verify):
    admin = factories.admin()
    edition = years.scoring(admin, quorum=9, aggregate="mean", sample_data=False)
    entry = years.entry_of(edition)
    *there, out = world.by_seat(edition)
    recuse(out, entry, by=out.user, reason="Kerabat")
    for seat in there:
        world.locked_both(seat, entry)
    short = "Kabupaten Ketapang belum mencapai kuorum 9 lembar nilai terkunci."
    assert [item.text[: len(short)] for item in preflight(edition, Phase.PLENARY) if not item.ok] == [short]
    made = world.stands_in(out, entry, by=there[0].user)
    [late] = [item.text for item in preflight(edition, Phase.PLENARY) if "belum dikunci oleh" in item.text]
    assert late.startswith("Lembar nilai belum dikunci oleh Pengganti (2).")
    world.locked(made.seat, entry, **(world.DESK | {"B1": "98"}))
    world.locked(made.seat, entry, Stage.INTERVIEW)
    assert [item.text for item in preflight(edition, Phase.PLENARY) if not item.ok] == []
    edition = advance(advance(years.reload(edition), Phase.PLENARY, by=admin), Phase.PROVISIONAL, by=admin)
    shown = preview(edition.categories.get())
    assert (shown.problems, shown.warnings) == ([], [])
    publication = publish(edition.categories.get(), by=admin, fingerprint=shown.fingerprint)
    document = conform(parse(bytes(publication.document)), FullDocument)
    assert (len(document["panel"]), document["method"]["quorum"]) == (10, 9)
    [entrant] = document["entrants"]
    assert sorted((len(sheet["scores"]), sheet["recused"]) for sheet in entrant["sheets"]) == [
        (0, True),
        *[(len(world.DESK) + len(world.INTERVIEW), False)] * 9,
    ]
    assert entrant["scores"]["B1"] == "82.0000"  # (8 × 80 + 98) ÷ 9
    assert len(publication.receipt_codes) == 18  # two sheets of each of the nine that count
    assert "Pengganti" not in bytes(publication.document).decode()
    status, lines = verify(bytes(publication.document))
    assert (status, any(publication.sha256 in line for line in lines)) == (0, True)


@pytest.mark.django_db
class TestTwoCandidates:
    """A substitute for one of two: for the other one they are nobody."""

    @pytest.fixture
    def sambas(self, edition):
        return world.candidate(edition, "Sambas", "61.01")

    @pytest.fixture
    def made(self, panel, entry, sambas):
        recuse(panel[2], entry, by=panel[2].user, reason="Kerabat")
        return world.stands_in(panel[2], entry, by=panel[0].user)

    @pytest.fixture
    def scored(self, panel, entry, sambas, made):
        for seat in (panel[0], panel[1], made.seat):
            world.locked_both(seat, entry)
        for seat in panel:
            world.locked_both(seat, sambas)
        return made

    def test_the_document_says_recused_where_they_do_not_judge(self, edition, scored):
        inputs = preview(edition.categories.get()).document
        assert [panelist["id"] for panelist in inputs["panel"]] == ["P1", "P2", "P3", "P4"]
        recused = {
            one["name"]: [sheet["panelist"] for sheet in one["sheets"] if sheet["recused"]]
            for one in inputs["entrants"]
        }
        assert recused == {"Kabupaten Ketapang": ["P3"], "Kabupaten Sambas": ["P4"]}

    def test_marks_stand_beside_those_of_who_judges(self, edition, scored, entry, sambas):
        columns = {
            one: [(s.number, counts) for s, counts in panel_scores(one).seats] for one in (entry, sambas)
        }
        assert columns == {
            entry: [(1, True), (2, True), (3, False), (10, True)],
            sambas: [(1, True), (2, True), (3, True)],
        }

    def test_who_did_not_judge_is_a_member_never_a_substitute(self, edition, scored, panel, entry):
        found = statistics_of(edition, panel[0].user)
        assert [(one.entry, [seat.number for seat, _ in one.missing]) for one in found.partly] == [
            (entry, [3])
        ]
        assert [(one.seat.number, one.standing.judged) for one in found.members] == [
            (1, 2),
            (2, 2),
            (3, 1),
            (10, 1),
        ]
        assert (
            found.partly[0].fair.corrected == found.partly[0].fair.mean
        )  # all gave the same: nobody has a level

    def test_reminders_reach_the_substitute_of_their_candidate_alone(self, edition, panel, made, entry):
        [letter] = [one for one in letters(edition, panel[0].user) if one.seat == made.seat]
        assert [line.partition(",")[0] for line in letter.lines] == ["Kabupaten Ketapang: berkas"]

    def test_expected_in_the_room_of_their_candidate(self, made, entry, sambas):
        expected = {one: sorted(s.number for s in called_to(one)) for one in (entry, sambas)}
        assert expected == {entry: [1, 2, 3, 10], sambas: [1, 2, 3]}

    def test_a_rehearsal_has_who_stands_in_for_the_withdrawn(self, edition, panel, made, entry, sambas):
        record_absence(panel[1], sambas, by=panel[0].user, reason="Sakit")
        world.stands_in(panel[1], sambas, by=panel[0].user, name="Bagi yang sakit")
        copy = start_rehearsal(edition, by=factories.admin(edition.province))
        [one] = Substitution.objects.filter(seat__edition=copy)
        assert (one.seat.user, one.seat.number, one.replaced.number, str(one.entry)) == (
            made.seat.user,
            10,
            3,
            str(entry),
        )
        assert (one.entry.category.edition, one.reason) == (copy, made.reason)

    def test_nine_seats_are_still_nine(self, edition, made):
        seats = [item.text for item in panel_lines(edition) if "Tim Sembilan terisi" in item.text]
        assert [text.partition(";")[0] for text in seats] == ["Tim Sembilan terisi 3 kursi dengan 1 ketua"]

    def test_a_quorum_counts_them_where_they_stand_in(self, edition, panel, made, entry):
        edition.categories.update(quorum=3)
        assert not [item.text for item in panel_lines(edition) if "Kuorum" in item.text]
        dismiss_substitute(made, by=panel[0].user, reason="Keliru")
        [short] = [item.text for item in panel_lines(edition) if "Kuorum" in item.text]
        assert "3, sedangkan anggota yang menilai satu kandidat hanya 2." in short


@pytest.mark.django_db(transaction=True)
def test_two_tabs_of_the_chair_name_one():
    edition = world.seated_edition(3)
    entry = world.candidate(edition)
    chair, out, _ = world.by_seat(edition)
    recuse(out, entry, by=out.user, reason="Kerabat")
    people = [world.invited_person(edition, name, by=chair.user) for name in ("Satu", "Dua")]
    one, other = (
        lambda email=email: name_substitute(out, entry, email, by=chair.user, reason="Kuorum")
        for email in (person.email for person in people)
    )
    first, second = race(one, other)
    assert first.seat.user == people[0]
    assert isinstance(second, Refused)
    assert second.reasons[0].startswith("Penilai 2 sudah digantikan Satu untuk Kabupaten Ketapang.")
    assert Substitution.objects.get().seat.user == people[0]


@pytest.mark.django_db(transaction=True)
def test_substitutes_of_two_members_at_once_have_two_seats():
    edition = world.seated_edition(3)
    entry = world.candidate(edition)
    chair, *others = world.by_seat(edition)
    for seat in others:
        recuse(seat, entry, by=seat.user, reason="Kerabat")
    people = [world.invited_person(edition, name, by=chair.user) for name in ("Satu", "Dua")]
    one, other = (
        lambda seat=seat, email=person.email: name_substitute(
            seat, entry, email, by=chair.user, reason="Kuorum"
        )
        for seat, person in zip(others, people, strict=True)
    )
    assert [made.seat.number for made in race(one, other)] == [10, 11]
    assert Seat.objects.filter(edition=edition).count() == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lifted_first", [True, False])
def test_nobody_is_named_for_who_is_let_back_meanwhile(lifted_first):
    edition = world.seated_edition(3)
    entry = world.candidate(edition)
    chair, out, _ = world.by_seat(edition)
    recusal = recuse(out, entry, by=out.user, reason="Kerabat")
    person = world.invited_person(edition, by=chair.user)

    def lift() -> None:
        withdraw_recusal(recusal, by=chair.user, reason="Bukan kerabat")

    def name() -> Substitution:
        return name_substitute(out, entry, person.email, by=chair.user, reason="Kuorum")

    _, second = race(lift, name) if lifted_first else race(name, lift)
    assert isinstance(second, Refused)
    told = "Penilai 2 masih menilai" if lifted_first else "Pengganti menggantikan Penilai 2"
    assert second.reasons[0].startswith(told)
    assert (Substitution.objects.count(), Recusal.objects.count()) == ((0, 0) if lifted_first else (1, 1))
