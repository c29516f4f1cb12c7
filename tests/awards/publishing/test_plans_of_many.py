"""Where many are judged the worker makes the files, and who publishes sees how far they are."""

import pytest
from django.utils import timezone

from awards.choices import PlanStatus
from awards.models import Publication, PublicationPlan
from awards.publishing import plans
from awards.publishing.delivery import progress
from awards.publishing.delivery.progress import Progress, one_by_one, progress_of, told_of
from awards.publishing.plans import approve_plan, plan_publication, publish_due, takes_long
from awards.results.preview import preview
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text
from tests.racing import race

pytestmark = pytest.mark.django_db
LOOK, PUBLISH, PROGRESS = "awards_category_look", "awards_category_publish", "awards_category_progress"


@pytest.fixture
def category(admin, monkeypatch):
    monkeypatch.setattr(plans, "AT_ONCE", 0)
    return world.provisional(admin).categories.get()


def test_few_are_published_at_once(admin):
    assert not takes_long(world.provisional(admin).categories.get())


def test_it_is_ordered_watched_and_out(desk, category):
    url, seen = page(PUBLISH, category.pk), preview(category).fingerprint
    assert "Berkasnya disiapkan dahulu" in text(desk.get(url, {"dilihat": seen}))
    ordered = text(desk.post(url, {"fingerprint": seen}, follow=True))
    assert "Pengumuman diajukan: terbit segera." in ordered
    assert "Menunggu giliran" in ordered
    assert "Umumkan hasil ini" not in ordered
    assert desk.get(page(PROGRESS, category.pk)).content.decode().startswith("Menunggu giliran")
    publish_due(timezone.now())
    assert (PublicationPlan.objects.get().status, Publication.objects.count()) == (PlanStatus.DONE, 1)
    over = desk.get(page(PROGRESS, category.pk), headers={"HX-Request": "true"})
    assert over.headers["HX-Redirect"] == page(LOOK, category.pk)
    assert desk.get(page(PROGRESS, category.pk)).headers["Location"] == page(LOOK, category.pk)


def test_an_ordered_one_is_withdrawn_like_any_other(desk, category):
    desk.post(page(PUBLISH, category.pk), {"fingerprint": preview(category).fingerprint})
    plan = PublicationPlan.objects.get()
    desk.post(page("awards_category_unplan", category.pk), {"plan": plan.pk, "reason": "Salah tekan"})
    publish_due(timezone.now())
    assert (PublicationPlan.objects.get().status, Publication.objects.count()) == (PlanStatus.WITHDRAWN, 0)


def test_what_a_second_admin_agrees_to_is_left_to_the_worker(category, admin):
    category.second_approval = True
    category.save()
    seen = preview(category).fingerprint
    plan = plan_publication(category, by=admin, fingerprint=seen)
    agreed = approve_plan(plan, by=factories.admin(name="Budi Santoso, S.E."))
    assert (agreed.status, agreed.is_next, Publication.objects.count()) == (PlanStatus.APPROVED, True, 0)
    publish_due(timezone.now())
    assert Publication.objects.get().published_by == admin


@pytest.mark.django_db(transaction=True)
def test_others_see_how_much_is_made_and_nothing_is_left_of_it(monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 0)

    def make() -> None:
        with told_of(7):
            assert len([*one_by_one(range(25)), *one_by_one(range(20))]) == 45

    _, seen = race(make, lambda: (progress_of(7), progress_of(70)), waits=False)
    assert seen == (Progress(7, made=44, whole=45), None)
    assert progress_of(7) is None


def test_who_waits_for_nothing_is_told_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(one_by_one([1, 2])) == [1, 2]
