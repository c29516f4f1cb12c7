"""A publication planned ahead: agreed to by a second admin, out at its minute, or told why not."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.choices import PlanStatus
from awards.models import Category, Publication, PublicationPlan, SpecialAward
from awards.publishing.corrections import open_correction
from awards.publishing.plans import approve_plan, plan_publication, publish_due, withdraw_plan
from awards.publishing.publish import publish, why_planned
from awards.results.preview import preview
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import edition as world

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(minutes=30)


@pytest.fixture
def category(admin):
    found = world.provisional(admin).categories.get()
    mail.outbox.clear()
    return found


@pytest.fixture
def second():
    return factories.admin(name="Budi Santoso, S.E.")


def agreed(category: Category) -> Category:
    """The category of a year whose publications a second admin agrees to."""
    category.second_approval = True
    category.save()
    return category


def planned(category, by, **given) -> PublicationPlan:
    return plan_publication(category, by=by, fingerprint=preview(category).fingerprint, **given)


def reasons(act, *args, **given) -> list[str]:
    with pytest.raises(Refused) as refusal:
        act(*args, **given)
    return refusal.value.reasons


def test_what_is_planned_is_out_at_its_minute_and_not_before(category, admin):
    moment = timezone.now() + SOON
    plan = planned(category, admin, publish_at=moment)
    publish_due(moment - datetime.timedelta(seconds=1))
    assert (plan.status, Publication.objects.count()) == (PlanStatus.APPROVED, 0)
    with_moment_past(plan)
    publish_due(timezone.now())
    publish_due(timezone.now())
    plan.refresh_from_db()
    made = Publication.objects.get()
    assert (plan.status, made.published_by, made.number) == (PlanStatus.DONE, admin, 1)
    assert [(m.to, m.subject) for m in mail.outbox] == [([admin.email], "Paritrana Award 2026: hasil terbit")]


def with_moment_past(plan: PublicationPlan) -> None:
    PublicationPlan.objects.filter(pk=plan.pk).update(publish_at=timezone.now())


def test_a_second_admin_agrees_and_it_is_out_at_once(category, admin, second):
    plan = planned(agreed(category), admin)
    assert (plan.status, [m.to for m in mail.outbox]) == (PlanStatus.WAITING, [[second.email]])
    assert "menunggu persetujuan" in mail.outbox[0].subject
    own = reasons(approve_plan, plan, by=admin)
    assert own == [
        "Rencana ini diajukan Bapak/Ibu sendiri. Persetujuan diberikan admin lain di provinsi ini."
    ]
    assert not Publication.objects.exists()
    assert approve_plan(plan, by=second).status == PlanStatus.DONE
    assert Publication.objects.get().published_by == admin
    assert approve_plan(plan, by=second).status == PlanStatus.DONE
    assert Publication.objects.count() == 1


def test_what_needs_agreement_is_not_published_without(category, admin, second):
    seen = preview(agreed(category)).fingerprint
    assert reasons(publish, category, by=admin, fingerprint=seen) == [
        "Pengumuman kategori ini disetujui admin kedua. Ajukan lebih dahulu di Hitung dan lihat."
    ]
    plan = planned(category, admin, publish_at=timezone.now() + SOON)
    shown = category.edition.province.in_its_time(plan.publish_at)
    waits = f"Pengumuman ini sudah diajukan {admin}: terbit {shown}"
    rest = "Tarik rencana itu di Hitung dan lihat lebih dahulu."
    assert reasons(publish, category, by=second, fingerprint=seen) == [
        f"{waits} setelah disetujui admin lain. {rest}"
    ]
    with_moment_past(plan)
    publish_due(timezone.now())  # nobody agreed
    assert not Publication.objects.exists()
    PublicationPlan.objects.update(publish_at=timezone.now() + SOON)
    assert approve_plan(plan, by=second).status == PlanStatus.APPROVED
    assert reasons(publish, category, by=admin, fingerprint=seen)[0].endswith(f". {rest}")  # it is early
    with_moment_past(plan)
    publish_due(timezone.now())
    assert Publication.objects.count() == 1


def test_what_changed_since_stays_unpublished_and_the_admins_are_told_why(category, admin, second):
    plan = planned(category, admin, publish_at=timezone.now() + SOON)
    SpecialAward.objects.create(entry=world.entry_of(category.edition), title="Khusus")
    with_moment_past(plan)
    publish_due(timezone.now())
    plan.refresh_from_db()
    why = "Data berubah sejak dilihat: penghargaan khusus. Lihat pratinjau terbaru sebelum mengumumkan."
    assert (plan.status, plan.outcome, Publication.objects.count()) == (PlanStatus.FAILED, why, 0)
    assert sorted(m.to[0] for m in mail.outbox) == sorted([admin.email, second.email])
    assert all(why in m.body for m in mail.outbox)
    publish_due(timezone.now())  # told once
    assert len(mail.outbox) == 2
    assert planned(category, admin, publish_at=timezone.now() + SOON).is_open  # what the mail advises


def test_a_second_admin_does_not_agree_to_what_changed(category, admin, second):
    plan = planned(agreed(category), admin)
    SpecialAward.objects.create(entry=world.entry_of(category.edition), title="Khusus")
    assert reasons(approve_plan, plan, by=second) == [
        "Data berubah sejak dilihat: penghargaan khusus. Lihat pratinjau terbaru sebelum mengumumkan."
    ]
    assert withdraw_plan(plan, "Ada penghargaan khusus.", by=second).status == PlanStatus.WITHDRAWN
    approve_plan(planned(category, admin), by=second)
    assert Publication.objects.count() == 1


def test_one_plan_at_a_time(category, admin):
    plan = planned(category, admin, publish_at=timezone.now() + SOON)
    later = timezone.now() + 2 * SOON
    assert "Tarik rencana itu" in reasons(planned, category, admin, publish_at=later)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicationPlan.objects.create(
            category=category, fingerprint="x", status=PlanStatus.WAITING, made_by=admin
        )
    assert reasons(withdraw_plan, plan, " ", by=admin) == [
        "Alasan menarik rencana belum ditulis. Tuliskan alasannya."
    ]
    withdraw_plan(plan, "Acara diundur.", by=admin)
    assert planned(category, admin, publish_at=later).publish_at == later


def test_a_plan_has_a_moment_to_come_or_needs_agreement(category, admin):
    assert reasons(planned, category, admin) == [
        "Waktu terbit belum ditulis. Tulis waktunya, atau umumkan sekarang."
    ]
    past = timezone.now() - datetime.timedelta(minutes=1)
    shown = category.edition.province.in_its_time(past)
    assert reasons(planned, category, admin, publish_at=past) == [
        f"Waktu terbit {shown} sudah lewat. Pilih waktu yang akan datang, atau kosongkan."
    ]


def test_a_correction_is_planned_with_its_reason(category, admin):
    publish(category, by=admin, fingerprint=preview(category).fingerprint)
    open_correction(category, "Penghargaan tertinggal.", by=admin)
    SpecialAward.objects.create(entry=world.entry_of(category.edition), title="Khusus")
    moment = timezone.now() + SOON
    assert reasons(planned, category, admin, publish_at=moment) == [
        "Alasan perubahan atas pengumuman nomor 1 kosong. Tuliskan alasannya."
    ]
    plan = planned(category, admin, publish_at=moment, reason="Penghargaan tertinggal.")
    with_moment_past(plan)
    publish_due(timezone.now())
    assert list(Publication.objects.order_by("number").values_list("live", "reason")) == [
        (False, ""),
        (True, "Penghargaan tertinggal."),
    ]


def test_a_plan_is_carried_out_by_hand_from_its_very_moment_and_for_its_own_reason(
    category, admin, monkeypatch
):
    publish(category, by=admin, fingerprint=preview(category).fingerprint)
    why = "Penghargaan tertinggal."
    open_correction(category, why, by=admin)
    SpecialAward.objects.create(entry=world.entry_of(category.edition), title="Khusus")
    moment = timezone.now() + SOON
    plan = planned(category, admin, publish_at=moment, reason=why)

    def by_hand(at: datetime.datetime, reason: str) -> Publication:
        monkeypatch.setattr(timezone, "now", lambda: at)
        return publish(category, by=admin, fingerprint=plan.fingerprint, reason=reason)

    early = moment - datetime.timedelta(microseconds=1)
    for at, reason in ((early, why), (moment, "Alasan lain.")):
        assert reasons(by_hand, at, reason) == [why_planned(plan)]
    assert by_hand(moment, f" {why} ").reason == why


def test_an_admin_of_elsewhere_plans_approves_and_withdraws_nothing(category, admin):
    stranger, _ = world.elsewhere()
    wanted = ["Hanya admin provinsi ini yang dapat mengajukan atau menyetujui pengumuman."]
    moment = timezone.now() + SOON
    assert reasons(planned, category, stranger, publish_at=moment) == wanted
    plan = planned(agreed(category), admin)
    assert reasons(approve_plan, plan, by=stranger) == wanted
    assert reasons(withdraw_plan, plan, "Ingin.", by=stranger) == wanted


def test_whoever_left_office_publishes_nothing(category, admin, second):
    plan = planned(category, admin, publish_at=timezone.now() + SOON)
    admin.memberships.update(until=datetime.date(2020, 1, 1), since=datetime.date(2019, 1, 1))
    with_moment_past(plan)
    publish_due(timezone.now())
    plan.refresh_from_db()
    assert (plan.status, plan.outcome) == (
        PlanStatus.FAILED,
        "Hanya admin provinsi ini yang dapat mengumumkan hasil.",
    )
    assert [m.to for m in mail.outbox] == [[second.email]]
