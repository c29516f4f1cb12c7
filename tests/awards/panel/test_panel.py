"""The pages of a panel member: what there is to judge, the report, the marks of others."""

import datetime
import json
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.choices import Phase, Stage
from awards.models import Edition, Entry, Recusal
from awards.panel.sheets import lock_sheet
from regencies.choices import Section
from tests import factories
from tests.builders import panel as world
from tests.builders.panel import sheet_url
from tests.database import triggers_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(seat):
    return world.logged_in(seat.user)


# Addresses ------------------------------------------------------------------------------------------
def test_addresses_are_in_indonesian():
    assert reverse("panel_sheet", args=[7, "desk"]) == "/penilaian/7/berkas/"
    assert reverse("panel_sheet", args=[7, Stage.INTERVIEW]) == "/penilaian/7/wawancara/"


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("panel_dossier", False),
        ("panel_recuse", False),
        ("panel_scores", False),
        ("panel_sheet", True),
        ("panel_total", True),
        ("panel_lock", True),
    ],
)
def test_what_is_out_of_sight_is_not_found(name, stage, entry, edition, seat):
    foreign = world.scoring_edition(of=factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))
    elsewhere = world.candidate(foreign, "Kapuas", "62.03")
    passed_over = world.candidate(edition, "Landak", "61.08", candidate=False, reason="Belum memenuhi syarat")
    last_year = world.candidate(world.scoring_edition(award_year=2025), "Sambas", "61.01")
    withdrawn = world.candidate(edition, "Sanggau", "61.03")
    Recusal.objects.create(seat=seat, entry=withdrawn, reason="Kerabat")

    def url(of: int) -> str:
        return reverse(name, args=[of, Stage.DESK] if stage else [of])

    client = world.logged_in(seat.user)
    for hidden in (elsewhere.pk, passed_over.pk, last_year.pk, withdrawn.pk, 999_999):
        assert client.get(url(hidden)).status_code == 404
        assert client.post(url(hidden), {"version": 0}).status_code in {404, 405}
    assert (
        client.get(url(entry.pk)).status_code == (403 if name == "panel_scores" else 200)
        or name == "panel_lock"
    )
    for outsider in (
        factories.admin(),
        factories.verifier(),
        factories.officer(entry.regency),
        factories.user(),
    ):
        assert world.logged_in(outsider).get(url(entry.pk)).status_code == 404


def test_the_index_is_for_members_of_a_panel(client, edition):
    assert client.get(reverse("panel_index")).status_code == 200
    assert client.get(reverse("panel_edition", args=[edition.pk])).status_code == 200
    other = world.scoring_edition(award_year=2025)
    assert client.get(reverse("panel_edition", args=[other.pk])).status_code == 404
    for outsider in (factories.admin(), factories.user()):
        assert world.logged_in(outsider).get(reverse("panel_index")).status_code == 404


# Index ----------------------------------------------------------------------------------------------
def test_the_index_shows_own_progress_in_the_order_of_the_presentations(client, seat, panel, entry, edition):
    world.candidate(edition, "Sambas", "61.01", presentation_at=None)
    world.draft(seat, entry, B1="0", B2="80")
    world.locked(seat, entry, Stage.INTERVIEW)
    world.locked_both(panel[2], entry)
    page = client.get(reverse("panel_index"))
    board = page.context["board"]
    assert [(str(row.entry), [p.text for p in row.stages]) for row in board.rows] == [
        ("Kabupaten Ketapang", ["Draf 2 dari 10", "Terkunci"]),
        ("Kabupaten Sambas", ["Belum diisi", "Belum diisi"]),
    ]
    assert (board.locked, board.sheets) == (1, 4)
    assert "Jadwal paparan belum ditetapkan" in page.content.decode()


def test_the_running_presentation_is_announced_until_the_next_one_starts(client, edition, seat):
    now = timezone.now()
    minutes = lambda n: datetime.timedelta(minutes=n)  # noqa: E731
    first = world.candidate(edition, presentation_at=now - minutes(30))
    board = client.get(reverse("panel_index")).context["board"]
    assert (board.presenting.pk, board.until) == (first.pk, first.presentation_at + minutes(60))
    second = world.candidate(edition, "Sambas", "61.01", presentation_at=now + minutes(10))
    assert client.get(reverse("panel_index")).context["board"].until == second.presentation_at
    assert client.get(sheet_url(first)).context["page"].presents_until == second.presentation_at
    Entry.objects.filter(pk=first.pk).update(presentation_at=now - minutes(90))
    page = client.get(reverse("panel_index"))
    assert page.context["board"].presenting is None
    assert "Sekarang paparan" not in page.content.decode()


def test_the_next_presentation_is_the_first_to_come_of_those_the_member_judges(client, edition, seat):
    now = timezone.now()
    hours = lambda n: now + datetime.timedelta(hours=n)  # noqa: E731
    world.candidate(edition, presentation_at=hours(-2))
    withdrawn = world.candidate(edition, "Sanggau", "61.03", presentation_at=hours(1))
    Recusal.objects.create(seat=seat, entry=withdrawn, reason="Kerabat")
    world.candidate(edition, "Landak", "61.08", presentation_at=hours(3))
    following = world.candidate(edition, "Sambas", "61.01", presentation_at=hours(2))
    page = client.get(reverse("panel_index"))
    assert page.context["board"].upcoming.pk == following.pk
    assert "<strong>Berikutnya:</strong> Kabupaten Sambas, " in page.content.decode()
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PLENARY)
    assert client.get(reverse("panel_index")).context["board"].upcoming is None


def test_a_presentation_is_announced_only_while_the_panel_scores(client, edition, seat):
    entry = world.candidate(edition, presentation_at=timezone.now() - datetime.timedelta(minutes=30))
    for phase in Phase:
        Edition.objects.filter(pk=edition.pk).update(phase=phase)
        pages = [client.get(url).content.decode() for url in (reverse("panel_index"), sheet_url(entry))]
        announced = ["Sekarang paparan" in page for page in pages]
        assert (phase, announced) == (phase, [phase == Phase.SCORING] * 2)


def test_before_scoring_the_index_is_empty_and_says_why(client, entry, edition):
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.CANDIDATES)
    page = client.get(reverse("panel_index")).content.decode()
    assert "Belum ada yang dinilai" in page
    assert "Ketapang" not in page


def test_the_index_costs_the_same_with_one_candidate_and_with_three(client, seat, entry, edition):
    world.draft(seat, entry)
    assert world.queries(client, reverse("panel_index")) == 10
    for name, code in (("Sambas", "61.01"), ("Landak", "61.08")):
        world.draft(seat, world.candidate(edition, name, code))
    assert world.queries(client, reverse("panel_index")) == 10


# Dossier and evidence -------------------------------------------------------------------------------
def test_the_report_stands_alone_or_as_a_part_of_the_sheet(client, entry):
    url = reverse("panel_dossier", args=[entry.pk])
    page = client.get(url).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in page
    assert "<html" not in part
    for shown in ("67,95%", "+11,81 poin persen", "80.101", "71.405", "Verifikasi 2025", "34.400"):
        assert shown in page, shown
        assert shown in part, shown


def test_the_report_shows_what_was_claimed_beside_what_was_verified(client, entry):
    item = factories.entry(entry.report, Section.PARTICIPATION)
    item.review.verified_value = 79_000
    item.review.note = "Ada 1.101 peserta ganda"
    with triggers_off():  # found before the report was locked
        item.review.save()
    page = client.get(reverse("panel_dossier", args=[entry.pk])).content.decode()
    for shown in ("80.101", "79.000", "Ada 1.101 peserta ganda"):
        assert shown in page


def test_evidence_is_a_download_for_those_who_judge_the_report_it_belongs_to(client, seat, entry, edition):
    evidence = world.evidence_of(entry)
    url = reverse("panel_evidence", args=[entry.pk, evidence.pk])
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert url in client.get(reverse("panel_dossier", args=[entry.pk])).content.decode()
    other = world.candidate(edition, "Sambas", "61.01")
    assert client.get(reverse("panel_evidence", args=[other.pk, evidence.pk])).status_code == 404
    assert world.logged_in(factories.user()).get(url).status_code == 404
    assert world.logged_in(factories.admin()).get(url).status_code == 404
    Recusal.objects.create(seat=seat, entry=entry, reason="Kerabat")
    assert client.get(url).status_code == 404


# Scores of others -----------------------------------------------------------------------------------
def test_the_marks_of_others_are_shown_after_locking_and_drafts_never(client, seat, panel, entry):
    chair, _, other = panel
    theirs = {"B1": "11", "B2": "22", "B3": "33", "C1": "44", "C2": "55", "C3": "66"}
    world.locked(chair, entry, **(theirs | dict.fromkeys(world.INNOVATION, "77")))
    world.draft(other, entry, B1="99")
    url = reverse("panel_scores", args=[entry.pk])
    assert client.get(url).status_code == 403
    world.locked(seat, entry)
    assert client.get(url).status_code == 403
    lock_sheet(world.draft(seat, entry, Stage.INTERVIEW), by=seat.user, statement=True)
    scores = client.get(url).context["scores"]
    assert [row.criterion.code for row in scores.rows] == [*world.DESK, *world.INTERVIEW]
    assert scores.rows[0].marks == [Decimal(11), Decimal(80), None]
    assert scores.rows[0].spread.range == 69
    assert scores.rows[10].marks == [None, Decimal(100), None]


def test_the_answer_to_an_autosave_tells_nothing_of_others(client, seat, panel, entry):
    for other in (panel[0], panel[2]):
        world.locked_both(other, entry)
    world.in_time(entry, Stage.DESK)
    answer = client.post(sheet_url(entry), {"version": "0", "B1": "80"}, headers={"X-Autosave": "1"})
    assert set(json.loads(answer.content)) == {"saved_at", "version", "boxes"}
