"""A rehearsal: a copy of the award year to practise on, scored and put away; the year itself stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction

from awards.choices import Conflict, Phase, Stage
from awards.conflicts.recusals import recuse
from awards.editions.phase_changes import advance
from awards.live.presentations import call, finish
from awards.models import (
    Band,
    Category,
    Criterion,
    Declaration,
    Edition,
    Entry,
    NotApplicable,
    Publication,
    Recusal,
    ScoreSheet,
)
from awards.panel.absences import record_absence
from awards.panel.sheets import reopen_sheet
from awards.preflight.run import preflight
from awards.publishing.publish import publish
from awards.rehearsals.rehearsals import discard_rehearsal, rehearsal_of, start_rehearsal
from tests import factories
from tests.builders import edition as years
from tests.builders import panel as world
from tests.builders import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return factories.admin()


@pytest.fixture
def edition(admin) -> Edition:
    """A year that is scored: one of its members withdrew, one criterion does not apply."""
    made = years.scoring(admin)
    entry, seats = years.entry_of(made), world.by_seat(made)
    recuse(seats[5], entry, by=seats[5].user, reason="Saudara bupati", kind=Conflict.FAMILY)
    [b3] = [one for one in world.asked(entry, Stage.DESK) if one.code == "B3"]
    NotApplicable.objects.create(entry=entry, criterion=b3, reason="Tidak ada RPJMD")
    world.judges_only(seats[7], entry.category)
    return years.reload(made)


def rows() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Every row of the application but the history, which only grows."""
    for model in apps.get_models():
        if model._meta.app_label in ("awards", "regencies") and not model.__name__.endswith("Event"):
            for row in model._base_manager.order_by("pk").values():
                yield model._meta.label, row[model._meta.pk.attname], row


def dump() -> dict[tuple[str, Any], dict[str, Any]]:
    return {(label, pk): row for label, pk, row in rows()}


def criteria_of(edition: Edition) -> list[tuple[Any, ...]]:
    found = Criterion.objects.filter(group__category__edition=edition).order_by("code")
    of_group, own = (
        ("group__code", "group__on_one_screen"),
        ("code", "name", "weight", "source", "stage", "full_mark", "position"),
    )
    return list(found.values_list(*of_group, *own))


def bands_of(edition: Edition) -> list[tuple[Any, ...]]:
    found = Band.objects.filter(criterion__group__category__edition=edition)
    return sorted(found.values_list("criterion__code", "low", "high", "label"))


def test_criteria_candidates_and_panel_are_copied_and_open_for_scoring(edition, admin):
    made = start_rehearsal(edition, by=admin)
    assert (made.rehearsal, made.phase, made.live, str(made)) == (
        True,
        Phase.SCORING,
        True,
        "Gladi Paritrana Award 2026 · Kalimantan Barat",
    )
    assert criteria_of(made) == criteria_of(edition) != []
    assert bands_of(made) == bands_of(edition) != []
    [copy], [entry] = (Entry.objects.filter(category__edition=one) for one in (made, edition))
    assert (copy.report, copy.candidate, str(copy)) == (entry.report, True, str(entry))
    assert copy.pk != entry.pk
    people = ("number", "user", "element", "position", "named__category__slug")
    assert list(made.seats.values_list(*people)) == list(edition.seats.values_list(*people))
    withdrew = Recusal.objects.get(entry=copy)
    assert (withdrew.seat.number, withdrew.seat.edition, withdrew.kind) == (6, made, Conflict.FAMILY)
    assert NotApplicable.objects.get(entry=copy).criterion.group.category.edition == made
    said = Declaration.objects.filter(entry=entry).count()
    assert Declaration.objects.filter(entry=copy, seat__edition=made).count() == said > 0
    dates = [getattr(made, name) for name in ("filling_deadline", "objections_deadline", "ceremony_date")]
    assert dates == [None, None, None]


def test_after_a_whole_rehearsal_no_row_of_before_has_changed(edition, admin):
    before = dump()
    made = start_rehearsal(edition, by=admin)
    entry, seats = years.entry_of(made), world.by_seat(made)
    marks = {code: mark for code, mark in world.DESK.items() if code != "B3"}
    for seat in seats[:3]:
        world.locked(seat, entry, **marks)
    world.draft(seats[4], entry, B1="12")
    paper = papers.enter_paper(
        seats[6], entry, Stage.DESK, world.values(marks), {}, expected_version=0, by=admin
    )
    papers.confirmed(paper, seats[6].user)
    call(entry, by=admin)
    finish(entry, by=admin)
    for seat in seats[:3]:
        world.locked(seat, entry, Stage.INTERVIEW)
    recuse(seats[3], entry, by=seats[3].user, reason="Latihan")
    record_absence(seats[8], entry, by=seats[0].user, reason="Latihan")
    reopen_sheet(ScoreSheet.objects.filter(seat=seats[1]).first(), by=seats[0].user, reason="Latihan")
    discard_rehearsal(made, by=admin)
    after = dump()
    assert {key: after.get(key) for key in before} == before
    assert len(after) > len(before) + 60  # there was one


def test_there_is_one_at_a_time(edition, admin):
    made = start_rehearsal(edition, by=admin)
    assert rehearsal_of(edition) == made
    other = factories.admin(name="Admin kedua")
    assert papers.refusal(start_rehearsal, edition, by=other) == [
        "Gladi tahun ini sudah ada. Buang yang lama lebih dahulu."
    ]
    with pytest.raises(IntegrityError, match="edition_one_rehearsal"), transaction.atomic():
        Edition.objects.create(
            province=edition.province,
            award_year=2026,
            assessed_year=2025,
            rehearsal=True,
            phase=Phase.SCORING,
        )
    discard_rehearsal(made, by=admin)
    assert rehearsal_of(edition) is None
    assert start_rehearsal(edition, by=admin).pk != made.pk


def test_only_an_admin_of_the_province_and_only_while_there_is_something_to_rehearse(edition, admin):
    chair = world.by_seat(edition)[0].user
    [said] = papers.refusal(start_rehearsal, edition, by=chair)
    assert said == "Hanya admin Kalimantan Barat yang dapat mengatur Paritrana Award 2026."
    made = start_rehearsal(edition, by=admin)
    assert papers.refusal(discard_rehearsal, made, by=chair) == [
        "Gladi dimulai dan dibuang oleh admin provinsi ini."
    ]
    assert papers.refusal(discard_rehearsal, edition, by=admin) == [
        f"{edition} bukan gladi dan tidak dibuang."
    ]
    Entry.objects.filter(category__edition=edition).update(candidate=None)
    discard_rehearsal(made, by=admin)
    assert papers.refusal(start_rehearsal, edition, by=admin) == [
        "Belum ada kandidat. Tetapkan kandidat lebih dahulu."
    ]
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.FILLING)
    other = factories.admin(name="Admin kedua")
    assert papers.refusal(start_rehearsal, years.reload(edition), by=other) == [
        "Tahap Paritrana Award 2026 · Kalimantan Barat adalah “Pengisian”. Gladi dimulai pada tahap “Penetapan "
        "kandidat” atau “Penilaian”."
    ]


# Never published, whoever tries and whichever way -------------------------------------------------------------
@pytest.fixture
def made(edition, admin) -> Edition:
    return start_rehearsal(edition, by=admin)


def test_no_verb_publishes_it_or_moves_it_on(made, admin):
    category = made.categories.get()
    assert papers.refusal(publish, category, by=admin, fingerprint="x") == [
        f"{made} adalah gladi: nilainya tidak dihitung dan tidak diumumkan."
    ]
    for phase in (Phase.PLENARY, Phase.PROVISIONAL, Phase.ANNOUNCED, Phase.CANDIDATES):
        assert papers.refusal(advance, made, phase, by=admin, reason="Coba") == [
            f"{made} adalah gladi: tahap dan aturannya tetap, hasilnya tidak diumumkan. Lakukan ini di tahun "
            "penghargaan yang sebenarnya."
        ]
    assert not Publication.objects.exists()


def test_the_list_before_every_phase_says_so(made):
    for phase in Phase:
        assert [(item.ok, item.text) for item in preflight(made, phase)] == [
            (False, "Gladi tetap pada tahap Penilaian dan tidak diumumkan. Buang gladi bila sudah selesai.")
        ]


def test_the_database_refuses_it_too(made):
    with pytest.raises(IntegrityError, match="edition_rehearsal_has_no_result"), transaction.atomic():
        Edition.living.filter(pk=made.pk).update(phase=Phase.PROVISIONAL)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Edition.living.filter(pk=made.pk).update(rehearsal=False)
    with (
        pytest.raises(IntegrityError, match="never published"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO awards_publication (category_id, number, live, document, sha256, fingerprint, reason, "
            "published_at, published_by_id) SELECT id, 1, true, '{}', 'x', '', '', now(), %s FROM awards_category "
            "WHERE edition_id = %s",
            [made.seats.first().user_id, made.pk],
        )


def test_the_years_that_count_do_not_know_of_it(edition, made):
    assert list(Edition.objects.all()) == [edition]
    assert list(edition.province.editions.all()) == [edition]
    assert {*Edition.living.all()} == {edition, made}
    assert Category.objects.filter(edition__in=Edition.objects.all()).count() == 1
