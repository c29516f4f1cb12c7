"""The only writer of publications: freezes, numbers, supersedes, announces."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import partial
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.choices import Phase, PlanStatus
from awards.document.build import build, redact
from awards.document.fingerprint import changes, relabelled
from awards.document.fingerprint import fingerprint as as_it_stands
from awards.document.rules import problems
from awards.editions.phase_changes import advance
from awards.editions.phases import PUBLISHING_OPEN
from awards.models import Category, Edition, Publication, PublicationPlan
from awards.panel.receipts import counted_codes
from awards.publishing.corrections import in_force
from awards.publishing.delivery import serve
from awards.publishing.files import make_first_files
from awards.publishing.locks import lock_category, lock_public_pages
from awards.results.inputs import publication_inputs
from awards.results.preview import Preview, published_fingerprint, undecided
from awards.results.rows import frozen_from, rows_of_category
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.actions.files import require_kept
from regencies.models import User
from regencies.permissions import can_administer
from regencies.seals.canonical import canonical, sha256


@verb
def publish(category: Category, *, by: User, fingerprint: str, reason: str = "") -> Publication:
    """Freeze what `preview` showed as the next publication. Raises Refused with every reason against it.

    `fingerprint` is the preview's: data that changed since somebody looked is not published. What is in force is
    replaced only while a correction of it is open. A plan that is open is carried out, and nothing else published.
    The award year is held once all is written and made; who changed something meanwhile has it held from the start.
    """
    category = lock_public_pages(category)
    if not can_administer(by, category.edition.province_id):
        raise Refused("Hanya admin provinsi ini yang dapat mengumumkan hasil.")
    write = partial(_publish, by=by, fingerprint=fingerprint, reason=reason.strip())
    try:
        with transaction.atomic():
            return write(category)
    except _Overtaken:
        return write(lock_category(category))


class _Overtaken(Exception):
    """What a publication was made of was changed while its files were made."""


def _publish(category: Category, *, by: User, fingerprint: str, reason: str) -> Publication:
    """Write a publication and all its files, and only then keep everybody else off what it was made of."""
    made_of = partial(frozen_from, [category.pk], [category.edition_id])
    found, live = made_of(), in_force(category)
    rows = rows_of_category(category)
    inputs = publication_inputs(rows, reason, timezone.now())
    reasons = [
        *_wrong_phase(rows.category.edition),
        *_not_agreed(category, open_plan(category), fingerprint, reason),
        *_not_what_was_seen(as_it_stands(inputs, category.disclosure), inputs["entrants"], live, fingerprint),
        *undecided(rows),
        *problems(inputs),
    ]
    if reasons:
        raise Refused(reasons)
    files = [file for award in rows.special_awards for file in award.files.all()]
    require_kept(files, "Hapus berkas itu dari penghargaan khususnya, unggah lagi, lalu umumkan.")
    publication = _freeze(category, inputs, fingerprint, by)
    make_first_files(publication)
    held = lock_category(category)
    if made_of() != found:
        raise _Overtaken
    plan = open_plan(held)
    if reasons := _not_agreed(held, plan, fingerprint, reason):
        raise Refused(reasons)
    if plan:
        plan.status = PlanStatus.DONE
        plan.save()
    if held.edition.phase != Phase.ANNOUNCED:
        advance(held.edition, Phase.ANNOUNCED, by=by, reason=f"Pengumuman nomor {publication.number}")
    transaction.on_commit(serve.forget, robust=True)
    return publication


def _wrong_phase(edition: Edition) -> list[str]:
    if edition.phase in PUBLISHING_OPEN:
        return []
    names = ", ".join(f"“{phase.label}”" for phase in Phase if phase in PUBLISHING_OPEN)
    return [
        f"Tahap Paritrana Award {edition.award_year} adalah “{edition.get_phase_display()}”. Hasil diumumkan "
        f"pada tahap {names}."
    ]


def open_plan(category: Category) -> PublicationPlan | None:
    """Return the plan of a category that is open; None without one. One query."""
    plan: PublicationPlan | None = category.plans.open().select_related("made_by").first()
    if plan:
        plan.category = category
    return plan


def in_words(plan: PublicationPlan) -> str:
    """Return what an open plan waits for: "terbit 10-12-2026 10.00 setelah disetujui admin lain"."""
    return comes_out(plan) + " setelah disetujui admin lain" * (plan.status == PlanStatus.WAITING)


def comes_out(plan: PublicationPlan) -> str:
    """Return when a plan comes out: "terbit 10-12-2026 10.00", or "terbit segera" once it is approved."""
    moment = plan.category.edition.province.in_its_time(plan.publish_at) if plan.publish_at else "segera"
    return f"terbit {moment}"


def why_planned(plan: PublicationPlan) -> str:
    """Return why nothing else is published while a plan is open."""
    return (
        f"Pengumuman ini sudah diajukan {plan.made_by}: {in_words(plan)}. Tarik rencana itu di Hitung dan lihat "
        "lebih dahulu."
    )


def _not_agreed(category: Category, plan: PublicationPlan | None, seen: str, reason: str) -> list[str]:
    if plan is None:
        wanted = "Pengumuman kategori ini disetujui admin kedua. Ajukan lebih dahulu di Hitung dan lihat."
        return [wanted] if category.second_approval else []
    if (
        plan.status == PlanStatus.APPROVED
        and plan.is_due
        and (plan.fingerprint, plan.reason) == (seen, reason)
    ):
        return []
    return [why_planned(plan)]


def why_not_published(category: Category, result: Preview, live: Publication | None, seen: str) -> list[str]:
    """Return why what was seen is not published now, the correction's reason left aside; empty when it is."""
    return [
        *_wrong_phase(category.edition),
        *_not_what_was_seen(result.fingerprint, result.document["entrants"], live, seen),
        *result.problems,
    ]


def _not_what_was_seen(
    now: str, entrants: Iterable[Mapping[str, Any]], live: Publication | None, seen: str
) -> list[str]:
    names = {entrant["code"]: f"{entrant['name']} ({entrant['code']})" for entrant in entrants}
    if changed := changes(seen, now, names):
        return [
            f"Data berubah sejak dilihat: {', '.join(changed)}. Lihat pratinjau terbaru sebelum mengumumkan."
        ]
    if live and published_fingerprint(live) == now:
        return [f"Isinya sama dengan pengumuman nomor {live.number}; tidak ada yang perlu diumumkan lagi."]
    if live and live.under_correction is None:
        return [
            f"Perubahan atas pengumuman nomor {live.number} belum ada. Tekan Buka perubahan di Hitung dan lihat "
            "lebih dahulu."
        ]
    return []


def _freeze(category: Category, inputs: Mapping[str, Any], seen: str, by: User) -> Publication:
    """Store what was seen: `seen` is its fingerprint."""
    full = build(_shuffled(inputs))
    document, sealed = canonical(full), None
    if category.disclosure == "ranks":
        document, sealed = canonical(redact(full, sha256(document))), document
    category.publications.filter(live=True).update(live=False)
    return Publication.objects.create(
        category=category,
        number=inputs["number"],
        document=document,
        sha256=sha256(document),
        sealed_document=sealed,
        fingerprint=seen,
        receipt_codes=counted_codes(category),
        reason=inputs["reason"] or "",
        published_at=datetime.datetime.fromisoformat(inputs["published_at"]),
        published_by=by,
    )


def _shuffled(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs with panelists in an order nobody can foresee: P1 is not the first seat."""
    order = [panelist["id"] for panelist in inputs["panel"]]
    SystemRandom().shuffle(order)
    return relabelled(inputs, order)
