"""A plan approved, withdrawn and carried out at the same moment: one of them happens, the other is told."""

import pytest
from django.utils import timezone

from awards.choices import PlanStatus
from awards.models import Publication, PublicationPlan
from awards.publishing.plans import approve_plan, plan_publication, publish_due, withdraw_plan
from awards.results.preview import preview
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import edition as years
from tests.builders import publication as world
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def category():
    found = world.category_with(["61.04"])
    found.second_approval = True
    found.save()
    return found


@pytest.fixture
def plan(category) -> PublicationPlan:
    return plan_publication(category, by=world.admin_of(category), fingerprint=preview(category).fingerprint)


@pytest.fixture
def second(plan):
    return factories.admin(name="Budi Santoso, S.E.")


def status() -> str:
    return PublicationPlan.objects.get().status


def test_two_taps_on_approve_are_one_publication(plan, second):
    race(lambda: approve_plan(plan, by=second), lambda: approve_plan(plan, by=second))
    assert (status(), Publication.objects.count()) == (PlanStatus.DONE, 1)


def test_approved_and_withdrawn_at_once_is_one_of_both(plan, second):
    first, other = race(
        lambda: approve_plan(plan, by=second), lambda: withdraw_plan(plan, "Acara diundur.", by=plan.made_by)
    )
    assert sorted(isinstance(done, Refused) for done in (first, other)) == [False, True]
    assert (status(), Publication.objects.count()) in [(PlanStatus.DONE, 1), (PlanStatus.WITHDRAWN, 0)]


def test_withdrawn_in_the_minute_it_is_due_stays_unpublished(category):
    PublicationPlan.objects.all().delete()
    category.second_approval = False
    category.save()
    by, moment = world.admin_of(category), years.later(1)
    made = plan_publication(category, by=by, fingerprint=preview(category).fingerprint, publish_at=moment)
    PublicationPlan.objects.update(publish_at=timezone.now())
    race(lambda: withdraw_plan(made, "Acara diundur.", by=by), lambda: publish_due(timezone.now()))
    assert (status(), Publication.objects.count()) == (PlanStatus.WITHDRAWN, 0)


def test_two_workers_publish_once(category):
    category.second_approval = False
    category.save()
    by = world.admin_of(category)
    plan_publication(category, by=by, fingerprint=preview(category).fingerprint, publish_at=years.later(1))
    PublicationPlan.objects.update(publish_at=timezone.now())
    race(lambda: publish_due(timezone.now()), lambda: publish_due(timezone.now()))
    assert (status(), Publication.objects.count()) == (PlanStatus.DONE, 1)
