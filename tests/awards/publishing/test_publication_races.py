"""Two tabs, two clicks, a sheet reopened meanwhile: one publication, and it says what was looked at."""

import pytest
from django.test import Client

from awards.choices import Phase
from awards.editions.phase_changes import advance
from awards.models import Edition, Publication, ScoreSheet
from awards.panel.locks import hold_phase
from awards.panel.sheets import reopen_sheet
from awards.publishing.publish import publish
from awards.results.preview import preview
from regencies.actions.errors import Refused
from tests.builders import publication as world
from tests.builders.admin_pages import page
from tests.racing import race, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def category():
    return world.category_with(["61.04"])


def test_two_clicks_are_one_publication(category):
    by, seen = world.admin_of(category), preview(category).fingerprint

    def click():
        return publish(category, by=by, fingerprint=seen)

    first, second = race(click, click)
    assert first == Publication.objects.get()
    assert isinstance(second, Refused)
    assert second.reasons[0] == "Isinya sama dengan pengumuman nomor 1; tidak ada yang perlu diumumkan lagi."


@pytest.mark.parametrize("verb", ["publish", "plenary"])
def test_two_clicks_on_the_desk_do_not_wait_for_each_other(category, verb):
    """Both are at their page before either has the lock: neither may hold what the other needs."""
    desk = Client()
    desk.force_login(world.admin_of(category))
    typed = {"fingerprint": preview(category).fingerprint}
    answers = together(
        *[lambda: desk.post(page(f"awards_category_{verb}", category.pk), typed) for _ in range(2)],
        behind=lambda: hold_phase(category.edition_id),
    )
    expected = {"publish": [302, 409], "plenary": [409, 409]}[verb]
    assert sorted(answer.status_code for answer in answers) == expected
    assert Publication.objects.count() == (verb == "publish")


def test_two_corrections_from_two_tabs_are_one(category):
    by = world.admin_of(category)
    world.published(category, by)
    world.rescore(category.entries.get(candidate=True), 95)
    seen = preview(category).fingerprint

    def click(reason):
        return lambda: publish(category, by=by, fingerprint=seen, reason=reason)

    first, second = race(click("Sanggahan"), click("Salah tulis"))
    assert (first.number, Publication.objects.live().get().reason) == (2, "Sanggahan")
    assert isinstance(second, Refused)
    assert Publication.objects.count() == 2


def test_a_sheet_is_not_reopened_while_the_result_is_being_frozen(category):
    chair = category.edition.seats.get(number=1)
    sheet = ScoreSheet.objects.filter(seat__number=2).first()
    by, seen = world.admin_of(category), preview(category).fingerprint
    first, second = race(
        lambda: publish(category, by=by, fingerprint=seen),
        lambda: reopen_sheet(sheet, by=chair.user, reason="Salah tulis"),
    )
    assert first.number == 1
    assert isinstance(second, Refused)
    assert ScoreSheet.objects.get(pk=sheet.pk).is_locked


def test_the_phase_is_not_moved_behind_the_back_of_a_publication(category):
    by, seen = world.admin_of(category), preview(category).fingerprint
    first, second = race(
        lambda: advance(category.edition, Phase.PLENARY, by=by, reason="Keliru"),
        lambda: publish(category, by=by, fingerprint=seen),
    )
    assert (first.phase, Edition.objects.get().phase) == (Phase.PLENARY, Phase.PLENARY)
    assert isinstance(second, Refused)
    assert not Publication.objects.exists()


def test_marks_changed_between_the_look_and_the_lock_are_noticed(category):
    by, seen = world.admin_of(category), preview(category).fingerprint
    entry = category.entries.get(candidate=True)
    _, second = race(lambda: world.rescore(entry, 95), lambda: publish(category, by=by, fingerprint=seen))
    assert isinstance(second, Refused)
    assert second.reasons[0].startswith("Data berubah sejak dilihat: Kabupaten Ketapang (61.04).")
    assert not Publication.objects.exists()
