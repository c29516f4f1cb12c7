"""The answer of the province: what an objection would do to the ranks, and the verb that decides it."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any, cast

from django.utils import timezone

from awards.choices import ObjectionStatus
from awards.contract.conform import NotConforming
from awards.document.what_if import moves_with
from awards.editions.overview import is_kept_out
from awards.editions.phases import OBJECTIONS_OPEN, why_not_in
from awards.models import Category, Objection
from awards.objections.mails import tell_office_of
from awards.objections.results import result_of
from awards.panel.locks import hold_phase
from awards.presenters.own_result import FIGURE, Point, with_number
from awards.results.preview import preview
from awards.tables.results import EffectTable
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User
from regencies.permissions import can_administer

DECISIONS = {ObjectionStatus.ACCEPTED, ObjectionStatus.REJECTED}


def effect(objection: Objection, key: str, value: Decimal) -> EffectTable:
    """Return the ranks as they would be if one number of the entry were another; nothing is stored. Raises Refused."""
    try:
        document = preview(objection.entry.category).document
    except NotConforming as unfit:
        raise Refused(unfit.complaints) from unfit
    change = cast(Any, partial(with_number, key=key, value=value))
    return EffectTable(moves_with(document, objection.entry.code, change))


def points_of(objection: Objection) -> dict[str, Point]:
    """Return what an objection can be about, by key; nothing where no result can be computed."""
    found = result_of(objection.entry)
    return found.points if found else {}


def seen_of(objection: Objection) -> str:
    """Return a text that changes with the decision."""
    return f"{objection.status}-{objection.decided_at and objection.decided_at.isoformat()}"


@verb
def decide_objection(
    objection: Objection,
    status: str,
    answer: str,
    *,
    by: User,
    seen: str,
    subject: str = "",
    granted: Decimal | None = None,
) -> Objection:
    """Accept or reject an objection with the answer its office reads in a mail. Raises Refused.

    Of an accepted figure `granted` counts from now on instead of the report's: it stands in the next document.
    `subject` says what a letter is about. `seen`: the decision that was on screen.
    """
    edition = objection.entry.category.edition
    hold_phase(edition.pk)
    edition.refresh_from_db(fields=["phase"])
    Category.objects.select_for_update(no_key=True).get(pk=objection.entry.category_id)
    rows = Objection.objects.received().select_for_update(of=("self",), no_key=True).order_by()
    held: Objection = rows.get(pk=objection.pk)
    held.entry = objection.entry
    if not can_administer(by, edition.province_id) or is_kept_out(edition, by):
        raise Refused("Sanggahan diputus admin provinsi yang tidak memiliki benturan kepentingan.")
    if seen_of(held) != seen:
        raise Refused(
            f"Sanggahan ini sudah diputus oleh {held.decided_by or 'admin lain'}: "
            f"{held.get_status_display().lower()}. Muat ulang halaman untuk melihat putusannya."
        )
    problems = [reason] if (reason := why_not_in(edition, OBJECTIONS_OPEN, "Sanggahan diputus")) else []
    if status not in DECISIONS:
        problems.append("Putusan belum dipilih. Pilih “Dikabulkan” atau “Ditolak”.")
    if not answer.strip():
        problems.append("Jawaban belum ditulis. Tuliskan alasan putusannya.")
    problems += _name(held, subject)
    accepts = status == ObjectionStatus.ACCEPTED
    is_figure = held.subject.startswith(FIGURE)
    if accepts and is_figure:
        problems += _why_not_granted(held, granted)
    if problems:
        raise Refused(problems)
    held.status, held.answer = status, answer.strip()
    held.granted = granted if accepts and is_figure else None
    held.decided_by, held.decided_at = by, timezone.now()
    held.save()
    tell_office_of(held)
    return held


def _name(held: Objection, subject: str) -> list[str]:
    """Let a letter name what it is about; what an office sent says so itself."""
    if held.subject or not subject:
        return []
    if (point := points_of(held).get(subject)) is None:
        return ["Yang disanggah tidak ada dalam hasil. Pilih angka atau kriteria dari daftar."]
    held.subject, held.about, held.judged = point.key, point.label, point.shown
    return []


def _why_not_granted(held: Objection, granted: Decimal | None) -> list[str]:
    if granted is None:
        return ["Angka yang dikabulkan belum ditulis. Tuliskan angka yang berlaku."]
    if held.entry.report_id is None:
        return [f"{held.entry} tidak memiliki laporan yang dinilai. Tolak sanggahannya dengan alasan."]
    point = points_of(held).get(held.subject)
    if point and Decimal(point.value or 0) == granted and held.granted is None:
        return [f"Angka itu sama dengan hasil, {point.shown}. Tolak sanggahannya, atau tulis angka lain."]
    return []
