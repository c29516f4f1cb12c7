"""What fills in the boxes of candidates and slots by itself, and stores nothing."""

import datetime

import pytest

from awards.models import Entry
from awards.scoring.screening import highest
from regencies.models import YearlyReport
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "chosen"),
    [(0, set()), (1, {1}), (2, {1, 2, 3}), (3, {1, 2, 3}), (4, {1, 2, 3, 4}), (9, {1, 2, 3, 4})],
)
def test_who_ties_with_the_last_is_in_and_who_has_no_score_is_not(number, chosen):
    assert highest({1: 80, 2: 70, 3: 70, 4: 60, 5: None}, number) == chosen


def three(admin) -> list[Entry]:
    """The entries of three regions, none decided but the third, which has no report."""
    edition = world.candidates(admin)
    category = edition.categories.get()
    landak = factories.candidate(category, factories.regency("Landak", "61.08"))
    Entry.objects.filter(pk=landak.pk).update(candidate=None, reason="")
    Entry.objects.create(
        category=category,
        regency=factories.regency("Melawi", "61.10"),
        candidate=False,
        reason="Tidak dikirim.",
    )
    return [world.entry_of(edition, code) for code in ("61.04", "61.08", "61.10")]


def boxes(answer) -> dict[str, str]:
    """What the table's boxes hold, as a browser would send them."""
    found = [row[0] if isinstance(row, tuple) else row for row in answer.context["table"].data]
    return {box.html_name: str(box.value() or "") for form in found for box in form}


def test_the_highest_are_proposed_with_one_reason_and_each_decision_is_stored_by_itself(desk, admin):
    first, second, absent = three(admin)
    edition = first.category.edition
    url = page("awards_edition_candidates", edition.pk)
    asked = {
        "category": first.category_id,
        "number": "1",
        "chosen": "Tertinggi.",
        "others": "Di bawah batas.",
    }
    scores = {form.entry.pk: score for form, score in desk.get(url).context["table"].data}
    shown = desk.get(url, asked)
    assert "Isian di bawah ini usulan dan belum disimpan." in text(shown)
    assert Entry.objects.filter(candidate=None).count() == 2
    best = {
        entry.pk for entry in (first, second) if scores[entry.pk] == max(scores[first.pk], scores[second.pk])
    }
    assert desk.post(url, boxes(shown)).status_code == 302
    decided = {e.pk: (e.candidate, e.reason) for e in Entry.objects.filter(report__isnull=False)}
    assert decided == {
        entry.pk: (True, "Tertinggi.") if entry.pk in best else (False, "Di bawah batas.")
        for entry in (first, second)
    }
    absent.refresh_from_db()
    assert (absent.candidate, absent.reason) == (False, "Tidak dikirim.")
    assert Entry.pgh_event_model.objects.filter(pgh_label="update", reason="Tertinggi.").count() == len(best)
    assert YearlyReport.objects.count() == 2


def test_a_number_that_is_none_proposes_nothing_and_is_told(desk, admin):
    edition = world.candidates(admin)
    url = page("awards_edition_candidates", edition.pk)
    asked = {"category": edition.categories.get().pk, "number": "tujuh lusin", "chosen": "A", "others": "B"}
    shown = text(desk.get(url, asked))
    assert "Isian di bawah ini usulan" not in shown
    assert "Tertulis “tujuh lusin”." in shown


def test_a_timetable_is_proposed_moved_by_hand_and_stored(desk, admin):
    edition = world.ready_to_score(admin)
    factories.candidate(edition.categories.get(), factories.regency("Landak", "61.08"))
    url = page("awards_edition_slots", edition.pk)
    asked = {"first": "29 Juli 2030 11.00", "minutes": "45", "until": "15", "pauses": "12.00-13:00"}
    shown = desk.get(url, asked)
    typed = boxes(shown)
    assert sorted(typed.values()) == ["29 Juli 2030 11.00 WIB", "29 Juli 2030 13.00 WIB"]
    assert not Entry.objects.filter(presentation_at__year=2030).exists()
    moved = {
        name: "29 Juli 2030 11.00" if "11.00" in value else "29 Juli 2030 11.10"
        for name, value in typed.items()
    }
    assert desk.post(url, moved).status_code == 302
    assert Entry.objects.filter(presentation_at__date=datetime.date(2030, 7, 29)).count() == 2
    assert "dijadwalkan berselang kurang dari 15 menit" in text(desk.get(url))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"until": "sore"}, "Tertulis “sore”. Itu bukan jam. Tulis misalnya 16.00."),
        ({"pauses": "12"}, "Tertulis “12”. Jeda dimulai sebelum berakhir. Tulis misalnya 12.00–13.00."),
        ({"pauses": "13.00–12.00"}, "Tertulis “13.00–12.00”. Jeda dimulai sebelum berakhir."),
        ({"pauses": "12.00–25.00"}, "Tertulis “25.00”. Itu bukan jam."),
        ({"minutes": "0"}, "Tertulis “0”."),
        (
            {"until": "09.10"},
            "1 kandidat tidak muat. Perpanjang hari, persingkat paparan, atau kurangi jeda.",
        ),
    ],
)
def test_a_timetable_that_makes_no_sense_is_told_and_one_as_advised_is_proposed(desk, admin, wrong, said):
    edition = world.ready_to_score(admin)
    url = page("awards_edition_slots", edition.pk)
    asked = {"first": "29 Juli 2030 09.00", "minutes": "30", "until": "16.00", "pauses": ""}
    refused = text(desk.get(url, asked | wrong))
    assert said in refused
    assert "Isian di bawah ini usulan" not in refused
    assert "Isian di bawah ini usulan" in text(desk.get(url, asked | {"pauses": "12.00–13.00"}))
