"""Publications planned ahead: for another admin to agree to, for the minute of the ceremony, or both."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from awards.choices import PlanStatus
from awards.contract.conform import NotConforming
from awards.models import Category, PublicationPlan
from awards.publishing.corrections import in_force
from awards.publishing.delivery.progress import told_of
from awards.publishing.locks import lock_category, lock_plan
from awards.publishing.publish import in_words, open_plan, publish, why_not_published, why_planned
from awards.results.preview import preview
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User
from regencies.notices.audience import admins_of
from regencies.permissions import can_administer

AT_ONCE = 100  # candidates whose files a request waits for
NOT_OPEN = "Rencana ini sudah tidak terbuka: {}. Muat ulang halaman Hitung dan lihat."


@verb
def plan_publication(
    category: Category,
    *,
    by: User,
    fingerprint: str,
    reason: str = "",
    publish_at: datetime.datetime | None = None,
) -> PublicationPlan:
    """Store that what `preview` showed is to be published, at a moment or once another admin agrees. Raises Refused.

    `fingerprint` and `reason` are as in `publish`. Without `publish_at` somebody has to agree, or its files take
    long; else there is no plan.
    """
    category = lock_category(category)
    _require_admin(category, by)
    reasons = why_not_planned(category, fingerprint)
    if (live := in_force(category)) and not reason.strip():
        reasons.append(f"Alasan perubahan atas pengumuman nomor {live.number} kosong. Tuliskan alasannya.")
    if publish_at and publish_at <= timezone.now():
        shown = category.edition.province.in_its_time(publish_at)
        reasons.append(f"Waktu terbit {shown} sudah lewat. Pilih waktu yang akan datang, atau kosongkan.")
    if not publish_at and not category.second_approval and not takes_long(category):
        reasons.append("Waktu terbit belum ditulis. Tulis waktunya, atau umumkan sekarang.")
    if reasons:
        raise Refused(reasons)
    plan: PublicationPlan = PublicationPlan.objects.create(
        category=category,
        fingerprint=fingerprint,
        reason=reason.strip(),
        publish_at=publish_at,
        status=PlanStatus.WAITING if category.second_approval else PlanStatus.APPROVED,
        made_by=by,
    )
    if category.second_approval:
        others = [admin for admin in admins_of(category.edition.province) if admin != by]
        _write(plan, others, "waiting", "pengumuman menunggu persetujuan")
    return plan


@verb
def approve_plan(plan: PublicationPlan, *, by: User) -> PublicationPlan:
    """Agree to what another admin looked at; it is published now, at its moment, or by the worker. Raises Refused."""
    plan = _held(plan, by)
    if plan.approved_by_id == by.pk and plan.status in {PlanStatus.APPROVED, PlanStatus.DONE}:
        return plan  # a second tap
    reasons = why_not_approved(plan, by)
    if reasons:
        raise Refused(reasons)
    plan.status, plan.approved_by = PlanStatus.APPROVED, by
    plan.save()
    if plan.is_due and not takes_long(plan.category):
        carry_out(plan)
        plan.refresh_from_db()
    return plan


@verb
def withdraw_plan(plan: PublicationPlan, reason: str, *, by: User) -> PublicationPlan:
    """Give an open plan up, whoever made it. Raises Refused."""
    plan = _held(plan, by)
    reasons = [] if reason.strip() else ["Alasan menarik rencana belum ditulis. Tuliskan alasannya."]
    if not plan.is_open:
        reasons.append(NOT_OPEN.format(plan.get_status_display().lower()))
    if reasons:
        raise Refused(reasons)
    plan.status, plan.outcome = PlanStatus.WITHDRAWN, reason.strip()
    plan.save()
    return plan


def takes_long(category: Category) -> bool:
    """Return whether the worker makes the files of a category, as a request would wait too long. One query."""
    return category.entries.candidates().count() > AT_ONCE


def publish_due(now: datetime.datetime) -> None:
    """Publish what is planned for this moment; what is refused by then stays unpublished, and the admins are told."""
    for plan in PublicationPlan.objects.due(now).select_related("category__edition__province", "made_by"):
        try:
            with transaction.atomic(), told_of(plan.pk):
                if carry_out(plan):
                    _write(plan, admins_of(plan.category.edition.province), "done", "hasil terbit")
        except Refused as refusal:
            fail_plan(plan, "\n".join(refusal.reasons), by=plan.made_by)


def carry_out(plan: PublicationPlan) -> bool:
    """Publish what was planned, in the name of who planned it; returns False of one that was withdrawn meanwhile.

    Raises Refused.
    """
    plan = lock_plan(plan)
    if plan.status != PlanStatus.APPROVED:
        return False
    publish(plan.category, by=plan.made_by, fingerprint=plan.fingerprint, reason=plan.reason)
    return True


@verb
def fail_plan(plan: PublicationPlan, outcome: str, *, by: User) -> PublicationPlan:
    """Store why a plan could not be carried out, and write it to the admins. Nothing happens to one that is done."""
    plan = lock_plan(plan)
    if plan.status == PlanStatus.APPROVED:
        plan.status, plan.outcome = PlanStatus.FAILED, outcome
        plan.save()
        _write(plan, admins_of(plan.category.edition.province), "failed", "hasil belum terbit")
    return plan


def why_not_planned(category: Category, seen: str) -> list[str]:
    """Return why what was seen is neither planned nor published now, its reason left aside; empty when it is."""
    if plan := open_plan(category):
        return [why_planned(plan)]
    return _why_unpublishable(category, seen)


def why_not_approved(plan: PublicationPlan, by: User) -> list[str]:
    """Return why this person does not agree to a plan now; empty when they may."""
    if plan.status != PlanStatus.WAITING:
        return [NOT_OPEN.format(plan.get_status_display().lower())]
    if plan.made_by_id == by.pk:
        return ["Rencana ini diajukan Bapak/Ibu sendiri. Persetujuan diberikan admin lain di provinsi ini."]
    return _why_unpublishable(plan.category, plan.fingerprint)


def last_plan(category: Category) -> PublicationPlan | None:
    """Return the plan that is open, or the last one if nothing was published at its moment. One query."""
    plan: PublicationPlan | None = category.plans.select_related("made_by", "approved_by").last()
    if plan is None or not (plan.is_open or plan.status == PlanStatus.FAILED):
        return None
    plan.category = category
    return plan


def _why_unpublishable(category: Category, seen: str) -> list[str]:
    try:
        return why_not_published(category, preview(category), in_force(category), seen)
    except NotConforming as unfit:
        return unfit.complaints


def _require_admin(category: Category, by: User) -> None:
    if not can_administer(by, category.edition.province_id):
        raise Refused("Hanya admin provinsi ini yang dapat mengajukan atau menyetujui pengumuman.")


def _held(plan: PublicationPlan, by: User) -> PublicationPlan:
    """Return the plan as it stands, locked, for an admin of its province. Raises Refused."""
    held = lock_plan(plan)
    _require_admin(held.category, by)
    return held


def _write(plan: PublicationPlan, people: Iterable[User], which: str, subject: str) -> None:
    """Write a mail about a plan to each of these people."""
    edition = plan.category.edition
    address = f"{settings.SITE_URL}{reverse('admin:awards_category_look', args=[plan.category_id])}"
    for person in people:
        context = {"person": person, "plan": plan, "waits_for": in_words(plan), "address": address}
        text = render_to_string(f"admin/awards/plan_{which}.txt", context)
        EmailMessage(f"Paritrana Award {edition.award_year}: {subject}", text, None, [person.email]).send()
