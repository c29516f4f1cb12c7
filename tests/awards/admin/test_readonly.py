"""What was judged or published cannot be changed on the desk, whoever posts it."""

import pytest
from django.contrib.admin import site
from django.test import RequestFactory

from awards.models import (
    Category,
    Edition,
    Entry,
    PlenaryDecision,
    Publication,
    Score,
    ScoreSheet,
    Seat,
    SpecialAward,
)
from awards.publishing.publish import publish
from awards.results.preview import preview
from tests import factories
from tests.builders import edition as world
from tests.builders import panel
from tests.builders.admin_pages import page, text
from tests.once import once

pytestmark = pytest.mark.django_db


@once
def announced():
    admin = factories.admin()
    edition = world.provisional(admin)
    category = edition.categories.get()
    publish(category, by=admin, fingerprint=preview(category).fingerprint)
    return world.reload(edition)


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        (Publication, {"reason": "Diubah", "live": ""}),
        (ScoreSheet, {"status": "draft", "scores-TOTAL_FORMS": "0", "scores-INITIAL_FORMS": "0"}),
        (Entry, {"candidate": "false", "reason": "Diubah"}),
        (Edition, {"award_year": "2031", "quorum": "1"}),
        (Category, {"name": "Diubah"}),
        (Seat, {"element": "Diubah"}),
    ],
)
def test_what_was_judged_cannot_be_changed_here(desk, announced, model, typed):
    row = model.objects.first()
    before = model.objects.filter(pk=row.pk).values().get()
    name = model._meta.model_name
    assert desk.post(page(f"awards_{name}_change", row.pk), typed).status_code == 403
    assert desk.post(page(f"awards_{name}_delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", [Publication, ScoreSheet, Entry, PlenaryDecision, Category, Seat])
def test_what_comes_from_a_verb_or_an_earlier_phase_cannot_be_added_here(desk, announced, model):
    count = model.objects.count()
    assert desk.post(page(f"awards_{model._meta.model_name}_add"), {}).status_code == 403
    assert model.objects.count() == count


def test_scores_are_shown_only_when_every_sheet_is_locked(desk, admin):
    edition = world.scoring(admin)
    seats = panel.by_seat(edition)
    sheet = panel.locked(seats[0], world.entry_of(edition))
    url = page("awards_scoresheet_change", sheet.pk)
    assert "72,5" not in text(desk.get(url))
    panel.locked(seats[0], world.entry_of(edition), panel.Stage.INTERVIEW)
    for seat in seats[1:]:
        panel.locked_both(seat, world.entry_of(edition))
    assert "72,5" in text(desk.get(url))
    assert Score.objects.exists()


def test_every_page_of_every_kind_opens_and_speaks_indonesian(desk, announced, admin):
    SpecialAward.objects.create(entry=world.entry_of(announced), title="Inovasi")
    for model, desk_page in site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        row = desk_page.get_queryset(as_seen_by(admin)).first()
        addresses = [page(f"{name}_changelist")]
        addresses += [page(f"{name}_add")] if desk_page.may_add(admin) else []
        addresses += [page(f"{name}_change", row.pk), page(f"{name}_history", row.pk)] if row else []
        for address in addresses:
            shown = text(desk.get(address))
            assert [
                word for word in ("Add ", "Change ", "Delete ", "History", "Save") if f">{word}" in shown
            ] == []


def as_seen_by(person):
    request = RequestFactory().get("/")
    request.user = person
    return request


def test_a_publication_leads_to_its_public_page(desk, announced):
    row = Publication.objects.get()
    shown = text(desk.get(page("awards_publication_change", row.pk)))
    assert row.sha256 in shown
    assert "/peringkat/kalimantan-barat/2026/kabupaten-kota/v1/" in shown
