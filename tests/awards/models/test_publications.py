"""Publications, plans and packets: which is in force, which is open, which comes next."""

import datetime

import pytest
from django.utils import timezone

from awards.choices import PacketState, Phase, PlanStatus
from awards.models import (
    Category,
    Correction,
    Entry,
    NominationPacket,
    Publication,
    PublicationFile,
    PublicationPlan,
)
from awards.models.publications import SUMMARY
from regencies.models import User
from tests import factories
from tests.once import once

pytestmark = pytest.mark.django_db


@once
def by() -> User:
    return factories.user()


@once
def category(by) -> Category:
    return Category.objects.create(edition=factories.edition(phase=Phase.PROVISIONAL), slug="a", name="A")


def published(category: Category, by: User, number: int = 1, *, live: bool = True) -> Publication:
    """A row of a publication, past the verbs."""
    return Publication.objects.create(
        category=category,
        number=number,
        live=live,
        document=b"{}",
        sha256=f"{category.pk}-{number}",
        reason="Salah ketik",
        published_at=timezone.now(),
        published_by=by,
    )


def test_a_publication_is_settled_while_it_is_in_force_and_no_correction_is_open(category, by):
    other = Category.objects.create(edition=category.edition, slug="b", name="B")
    replaced, live, open_ = (
        published(category, by, live=False),
        published(category, by, 2),
        published(other, by),
    )
    assert set(Publication.objects.live()) == set(Publication.objects.settled()) == {live, open_}
    corrections = [
        Correction.objects.create(publication=row, reason="x", opened_by=by) for row in (replaced, open_)
    ]
    assert set(Publication.objects.live()) == {live, open_}
    assert list(Publication.objects.settled()) == [live]
    assert [row.under_correction for row in (replaced, live, open_)] == [None, None, corrections[1]]


def test_the_summary_is_the_own_file_of_that_name(category, by):
    rows = [published(category, by, 1, live=False), published(category, by, 2)]
    for name, content in ((SUMMARY, b"own"), ("halaman.html", b"page")):
        PublicationFile.objects.create(
            publication=rows[1], name=name, content=content, sha256="x", made_by="1"
        )
    found = dict(Publication.objects.with_summary().values_list("number", "summary"))
    assert found == {1: None, 2: b"own"}


def planned(slug: str, category: Category, by: User, status: PlanStatus, at: datetime.datetime | None = None):
    own = Category.objects.create(edition=category.edition, slug=slug, name=slug)
    return PublicationPlan.objects.create(
        category=own, fingerprint="x", status=status, made_by=by, publish_at=at
    )


def test_a_plan_is_open_until_it_came_out_failed_or_was_withdrawn(category, by):
    plans = [planned(status, category, by, status) for status in PlanStatus]
    waiting, approved, _, failed, _ = plans
    assert set(PublicationPlan.objects.open()) == {waiting, approved}
    assert set(PublicationPlan.objects.unsettled()) == {waiting, approved, failed}
    assert [plan.is_open for plan in plans] == [True, True, False, False, False]


def test_approved_plans_are_due_at_once_or_from_their_moment_on_the_oldest_moment_first(category, by):
    now, minute = timezone.now(), datetime.timedelta(minutes=1)
    at = {"z": now, "y": now - minute, "x": now + minute}
    later, first, _ = (
        planned(slug, category, by, PlanStatus.APPROVED, moment) for slug, moment in at.items()
    )
    planned("w", category, by, PlanStatus.WAITING, now)
    at_once = planned("v", category, by, PlanStatus.APPROVED)
    assert list(PublicationPlan.objects.due(now)) == [at_once, first, later]


def test_packets_are_packed_as_they_were_asked_for(category, by):
    publication, now = published(category, by), timezone.now()
    made = []
    for number, state in enumerate(PacketState):
        place = factories.regency(f"Daerah {number}", f"61.1{number}")
        made.append(
            NominationPacket.objects.create(
                publication=publication,
                entry=Entry.objects.create(category=category, regency=place),
                state=state,
                done=number,
                total=7,
                asked_by=by,
                asked_at=now - datetime.timedelta(minutes=number),
            )
        )
    waiting, packing, ready, failed = made
    assert list(NominationPacket.objects.unfinished()) == [packing, waiting]
    assert [packet.is_unfinished for packet in made] == [True, True, False, False]
    assert (ready.progress, str(failed)) == ("2 dari 7", "Berkas pengusulan Kabupaten Daerah 3")
