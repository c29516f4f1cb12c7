"""Another province's award year is nowhere on the desk: no list, form, verb, search or completion."""

import pytest
from django.urls import reverse

from awards.editions.candidates import name_candidate
from awards.models import (
    Category,
    Edition,
    Entry,
    Objection,
    PlenaryDecision,
    Publication,
    ScoreSheet,
    Seat,
    SpecialAward,
)
from awards.publishing.publish import publish
from awards.results.preview import preview
from regencies.models import User
from tests import factories
from tests.builders import edition as world
from tests.builders import panel
from tests.builders.admin_pages import page, text
from tests.once import once

pytestmark = pytest.mark.django_db


@once
def foreign():
    """A whole award year of another province, with rows of every kind."""
    stranger, place = world.elsewhere()
    edition = world.provisional(stranger, of=place.province)
    category = edition.categories.get()
    entry = Entry.objects.get(category=category)
    publish(category, by=stranger, fingerprint=preview(category).fingerprint)
    rows = {
        Edition: edition,
        Category: category,
        Entry: entry,
        Seat: edition.seats.first(),
        ScoreSheet: ScoreSheet.objects.first(),
        Publication: Publication.objects.get(),
        SpecialAward: SpecialAward.objects.create(entry=entry, title="Rahasia Kalteng"),
        Objection: Objection.objects.create(entry=entry, letter="1/2026", content="x"),
        PlenaryDecision: PlenaryDecision.objects.create(
            category=category, order=["62.01"], reason="x", decided_by=stranger
        ),
    }
    rows["recusal"] = entry.recusals.create(seat=rows[Seat], reason="x")
    return {type(row)._meta.model_name: row for row in rows.values()}


SECRETS = ("Kotawaringin", "Kalimantan Tengah", "Rahasia Kalteng", "Admin Kalteng")


def test_no_list_filter_search_or_form_shows_another_provinces_rows(desk, foreign):
    world.prepared()
    for name in foreign:
        shown = text(desk.get(page(f"awards_{name}_changelist"), {"q": "Ko"} if name == "entry" else {}))
        assert [secret for secret in SECRETS if secret in shown] == [], name
    for name in ("edition", "seat"):
        shown = text(desk.get(page(f"awards_{name}_add")))
        assert [secret for secret in SECRETS if secret in shown] == [], name
    assert [secret for secret in SECRETS if secret in text(desk.get(reverse("admin:index")))] == []


def test_no_page_of_another_provinces_row_answers(desk, foreign):
    for name, row in foreign.items():
        for what in ("change", "delete", "history"):
            assert desk.get(page(f"awards_{name}_{what}", row.pk)).status_code in {403, 404}, (name, what)
            assert desk.get(page(f"awards_{name}_change", row.pk)).status_code == 404
            assert desk.get(page(f"awards_{name}_history", row.pk)).status_code == 404
            assert desk.post(page(f"awards_{name}_change", row.pk), {}).status_code == 404


def test_no_verb_reaches_another_provinces_year(desk, foreign):
    edition, category = foreign["edition"].pk, foreign["category"].pk
    urls = [
        page("awards_edition_advance", edition, "diarsipkan"),
        page("awards_edition_postpone", edition, "ceremony_date"),
        *(
            page(f"awards_edition_{name}", edition)
            for name in ("extension", "category", "conflicts", "candidates")
        ),
        page("awards_edition_slots", edition),
        page("awards_edition_not_applicable", edition, foreign["entry"].pk),
        *(page(f"awards_category_{name}", category) for name in ("look", "publish")),
        *(reverse(name, args=[category]) for name in ("chair_result", "chair_plenary")),
    ]
    for url in urls:
        assert desk.get(url).status_code == 404, url
        assert desk.post(url, {"reason": "x"}).status_code in {404, 405}, url


def test_another_provinces_rows_cannot_be_chosen_or_posted(desk, foreign):
    world.prepared()
    typed = {
        "edition": foreign["edition"].pk,
        "number": "1",
        "element": "x",
        "position": "member",
        "new_email": "x@contoh.id",
        "new_name": "X",
    }
    response = desk.post(page("awards_seat_add"), typed)
    assert response.status_code == 200
    assert foreign["edition"].seats.count() == 9
    assert not User.objects.filter(email="x@contoh.id").exists()
    found = desk.get(
        reverse("admin:autocomplete"),
        {"app_label": "awards", "model_name": "seat", "field_name": "user", "term": "Penilai"},
    ).json()["results"]
    assert found == []


def test_an_entry_of_another_category_is_out_of_reach_of_an_own_edition(desk, admin, foreign):
    own = world.candidates(admin)
    assert desk.get(page("awards_edition_not_applicable", own.pk, foreign["entry"].pk)).status_code == 404
    name_candidate(world.entry_of(own), True, "Skor.", by=admin)


@pytest.mark.parametrize(
    ("name", "queries"),
    [("entry", 7), ("seat", 9), ("scoresheet", 7), ("edition", 6), ("recusal", 6)],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_are_made_in_a_constant_number_of_queries(
    desk, admin, django_assert_num_queries, name, queries, rows
):
    edition = panel.scoring_edition()
    for number, seat in enumerate(factories.seats(edition, rows)):
        entry = panel.candidate(edition, f"Daerah {number}", f"61.2{number}")
        entry.recusals.create(seat=seat, reason="x")
        ScoreSheet.objects.create(seat=seat, entry=entry, stage="desk")
    for number in range(rows - 1):
        factories.edition(award_year=2030 + number)
    with django_assert_num_queries(queries + 2):
        assert desk.get(page(f"awards_{name}_changelist")).status_code == 200
