"""Two tabs, two clicks, a sheet reopened meanwhile: one publication, and it says what was looked at."""

import pytest
from django.test import Client
from django.urls import reverse

from awards.choices import Phase
from awards.editions.phase_changes import advance
from awards.models import Correction, Edition, PlenaryDecision, Publication, ScoreSheet
from awards.panel.locks import hold_phase
from awards.panel.sheets import reopen_sheet
from awards.publishing.corrections import open_correction
from awards.publishing.plenary import record_plenary
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
    assert (first, second) == (Publication.objects.get(), first)


@pytest.mark.parametrize("verb", ["publish", "plenary"])
def test_two_clicks_on_the_desk_do_not_wait_for_each_other(verb):
    """Both are at their page before either has the lock: neither may hold what the other needs."""
    category = world.tied_category()
    desk = Client()
    desk.force_login(world.admin_of(category))
    typed = {"fingerprint": preview(category).fingerprint, "reason": "Mufakat"}
    url = {
        "publish": page("awards_category_publish", category.pk),
        "plenary": f"{reverse('chair_plenary', args=[category.pk])}?place_1=61.04&place_2=61.02",
    }[verb]
    answers = together(
        *[lambda: desk.post(url, typed) for _ in range(2)],
        behind=lambda: hold_phase(category.edition_id),
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Publication.objects.count() == (verb == "publish")
    assert PlenaryDecision.objects.count() == (verb == "plenary")


def test_chair_and_admin_decide_at_once_and_the_second_sees_both():
    category = world.tied_category()
    chair, admin = category.edition.seats.get(number=1).user, world.admin_of(category)
    first, second = race(
        lambda: record_plenary(category, ["61.02", "61.04"], "Inovasi lebih luas", by=chair, replaces=0),
        lambda: record_plenary(category, ["61.04", "61.02"], "Cakupan naik", by=admin, replaces=0),
    )
    assert first == PlenaryDecision.objects.get()
    assert second.reasons == [
        f"Keputusan lain sudah tercatat oleh {chair}: Kabupaten Mempawah, Kabupaten Ketapang. Alasannya: Inovasi "
        "lebih luas",
        "Keputusan Bapak/Ibu belum tersimpan: Kabupaten Ketapang, Kabupaten Mempawah. Bila tetap berlaku, catat "
        "sekali lagi; keputusan lain itu digantikan.",
    ]


def test_two_admins_open_one_correction(category):
    by = world.admin_of(category)
    world.published(category, by)
    first, second = race(
        lambda: open_correction(category, "Sanggahan", by=by),
        lambda: open_correction(category, "Salah", by=by),
    )
    assert first == Correction.objects.get()
    assert isinstance(second, Refused)
    assert second.reasons[0].startswith(f"Perubahan atas pengumuman nomor 1 sudah dibuka {by} pada ")


def test_a_correction_opened_while_another_version_comes_out_is_of_that_one(category):
    by = world.admin_of(category)
    world.published(category, by)
    world.rescore(category.entries.get(candidate=True), 95)
    published, opened = race(
        lambda: world.published(category, by, "Sanggahan"), lambda: open_correction(category, "Salah", by=by)
    )
    assert (published.number, opened.publication) == (2, published)


def test_two_corrections_from_two_tabs_are_one(category):
    by = world.admin_of(category)
    world.published(category, by)
    open_correction(category, "Salah", by=by)
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
