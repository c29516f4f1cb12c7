"""Verbs of the office: write an objection, take a file out of it, send it. Officer and head write, the head sends.

As with a report it is the head's name that certifies. Each verb keeps the award year in its phase, then locks entry
and objection, then checks: an objection that waits for these locks is judged by the deadline of after them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from awards.choices import ObjectionStatus
from awards.models import Entry, Objection, ObjectionFile
from awards.objections.mails import tell_admins_of
from awards.objections.results import OwnResult, result_of, why_closed
from awards.panel.locks import hold_phase
from regencies.actions.base import changed_by, verb
from regencies.actions.errors import Refused
from regencies.actions.files import describe, keep, require_kept
from regencies.choices import Role
from regencies.models import User

SENT = "Sanggahan ini sudah dikirim dan tidak dapat diubah lagi. Tunggu putusan admin provinsi."
WRITTEN = ("subject", "claimed", "content")
NO_RESULT = "Hasil kategori ini belum dapat dihitung. Hubungi admin provinsi."


@verb
def draft_objection(
    entry: Entry, values: Mapping[str, Any], upload: UploadedFile[Any] | None, *, by: User
) -> Objection:
    """Begin an objection to one point of a result, with a file or without. Raises Refused."""
    entry = _hold(entry, by)
    made = Objection(entry=entry, status=ObjectionStatus.DRAFT)
    return _store(made, values, upload, by)


@verb
def redraft_objection(
    objection: Objection,
    values: Mapping[str, Any],
    upload: UploadedFile[Any] | None,
    *,
    expected_version: int,
    by: User,
) -> Objection:
    """Store a draft anew, as long as it is what was on screen. Raises Refused."""
    held = _hold_draft(objection, by)
    if held.version != expected_version:
        if upload is None and all(getattr(held, name) == values[name] for name in WRITTEN):
            return held
        raise Refused(
            f"Draf ini {changed_by(held.written_by, by)} sejak halaman ini dibuka. Salin alasan yang ditulis, lalu "
            "muat ulang halaman."
        )
    return _store(held, values, upload, by)


@verb
def remove_objection_file(file: ObjectionFile, *, by: User) -> None:
    """Take a file out of a draft; its bytes stay in the store. Raises Refused."""
    _hold_draft(file.objection, by)
    file.delete()


@verb
def send_objection(objection: Objection, *, statement: bool, by: User) -> Objection:
    """Send a draft under the name of the head; the admins of the province get a mail. Raises Refused."""
    held = _hold_draft(objection, by)
    if problems := [*why_not_sent(held, by), *_without_statement(statement)]:
        raise Refused(problems)
    require_kept(held.files.all(), "Hapus berkas itu, unggah lagi, lalu kirim.")
    held.judged = _result(held.entry).points[held.subject].shown
    held.status, held.sent_by, held.sent_at = ObjectionStatus.RECEIVED, by, timezone.now()
    held.save()
    tell_admins_of(held)
    return held


def why_not_sent(objection: Objection, by: User) -> list[str]:
    """Return what keeps a draft from being sent by this person, the statement aside. Runs the result anew."""
    problems = []
    if not by.holds(Role.HEAD, regency=objection.entry.regency_id):
        problems.append(
            "Yang mengirim sanggahan adalah kepala dinas. Mintalah kepala dinas masuk dan mengirim."
        )
    if not objection.content.strip():
        problems.append("Alasan belum ditulis. Tuliskan apa yang keliru.")
    point = _result(objection.entry).points.get(objection.subject)
    if point is None:
        problems.append(f"“{objection.about}” tidak ada lagi dalam hasil. Pilih yang disanggah sekali lagi.")
    elif point.is_figure and objection.claimed is None:
        problems.append("Angka yang benar menurut dinas belum ditulis. Tuliskan angkanya.")
    elif point.is_figure and Decimal(point.value or 0) == objection.claimed:
        problems.append(f"Angka menurut dinas sama dengan hasil, {point.shown}. Tuliskan angka yang benar.")
    if (point is None or point.is_figure) and not objection.files.exists():
        problems.append("Sanggahan atas angka memerlukan bukti. Unggah sedikitnya satu berkas.")
    return problems


def _without_statement(statement: bool) -> list[str]:
    return [] if statement else ["Pernyataan belum dicentang. Centang bila sanggahan ini benar."]


def _hold(entry: Entry, by: User) -> Entry:
    """Return an entry of the person's office, locked, its award year kept in its phase. Raises Refused."""
    hold_phase(entry.category.edition_id)
    entries = Entry.objects.of_office(by).select_related("category__edition__province", "regency")
    held: Entry | None = entries.select_for_update(of=("self",), no_key=True).filter(pk=entry.pk).first()
    if held is None:
        raise Refused("Hasil ini bukan milik dinas Bapak/Ibu. Buka halaman Sanggahan dinas sendiri.")
    if reason := why_closed(held.category):
        raise Refused(reason)
    return held


def _hold_draft(objection: Objection, by: User) -> Objection:
    """Return a draft, locked with its entry. Raises Refused once it was sent."""
    entry = _hold(objection.entry, by)
    rows = Objection.objects.select_for_update(of=("self",)).select_related("written_by").order_by()
    held: Objection = rows.get(pk=objection.pk)
    held.entry = entry
    if held.status != ObjectionStatus.DRAFT:
        raise Refused(SENT)
    return held


def _result(entry: Entry) -> OwnResult:
    found = result_of(entry)
    if found is None:
        raise Refused(NO_RESULT)
    return found


def _store(
    objection: Objection, values: Mapping[str, Any], upload: UploadedFile[Any] | None, by: User
) -> Objection:
    """Write the draft, whose entry is locked, and its file, or nothing at all."""
    point = _result(objection.entry).points.get(values["subject"])
    if point is None:
        raise Refused("Yang disanggah tidak ada dalam hasil. Pilih angka atau kriteria dari daftar.")
    waiting = objection.entry.objections.filter(
        subject=point.key, status__in=[ObjectionStatus.DRAFT, ObjectionStatus.RECEIVED]
    )
    if other := waiting.exclude(pk=objection.pk).first():
        raise Refused(
            f"Sanggahan atas “{point.label}” sudah ada dan berstatus {other.get_status_display().lower()}. Buka "
            "yang sudah ada di halaman Sanggahan."
        )
    objection.subject, objection.about, objection.judged = point.key, point.label, point.shown
    objection.claimed, objection.content = values["claimed"], values["content"]
    objection.written_by, objection.version = by, objection.version + 1
    objection.save()
    if upload is not None:
        _attach(objection, upload, values["title"], by)
    return objection


def _attach(objection: Objection, upload: UploadedFile[Any], title: str, by: User) -> None:
    row = ObjectionFile(objection=objection)
    describe(row, upload, title, by)
    if objection.files.filter(sha256=row.sha256).exists():
        raise Refused(f"Berkas “{row.name}” sudah ada pada sanggahan ini. Pilih berkas lain.")
    keep(row, upload)
