"""The verbs of score sheets; each locks the phase, then the seat, then the sheet, and checks only then.

Whoever holds the seat's row has the member's sheets to themselves: a sheet cannot be begun while its entry is
being withdrawn from, nor change while it is being locked.
"""

from __future__ import annotations

from django.utils import timezone

from awards.choices import SheetStatus, Stage
from awards.models import Entry, MarkBefore, Score, ScoreSheet, Seat
from awards.panel.locks import HeldSheet, begun_sheet, entry_of, hold_seat, hold_sheet
from awards.panel.marking import (
    Asked,
    Mark,
    Marks,
    Notes,
    Seen,
    Values,
    checked_marks,
    clashing_marks,
    filled_marks,
    incomplete_marks,
    touched_marks,
    unexplained_marks,
)
from awards.panel.permissions import can_oversee
from awards.panel.receipts import issue
from awards.panel.timing import why_announced, why_late, why_not_here, why_not_now
from regencies.actions.base import verb
from regencies.actions.errors import Refused, Stale
from regencies.l10n.numbers import format_exact
from regencies.models import User


def _require_fillable(seat: Seat, entry: Entry, stage: Stage, conflict: bool, by: User) -> None:
    if seat.user_id != by.pk:
        raise Refused("Lembar nilai hanya diisi oleh anggota yang menduduki kursinya.")
    if not (entry.judged_here and entry.candidate):
        raise Refused(f"{entry} bukan kandidat yang dinilai oleh kursi ini.")
    if conflict:
        raise Refused(f"Bapak/Ibu memiliki benturan kepentingan dengan {entry} dan tidak menilainya.")
    if reasons := why_not_here(seat, entry) or why_not_now(entry, stage, timezone.now()):
        raise Refused(reasons)


def _hold_to_fill(seat: Seat, entry: Entry, stage: Stage, by: User) -> tuple[Seat, Entry]:
    seat = hold_seat(seat)
    entry, conflict = entry_of(seat, entry.pk)
    _require_fillable(seat, entry, stage, conflict, by)
    return seat, entry


def hold_draft(sheet: ScoreSheet | HeldSheet, by: User) -> tuple[ScoreSheet, HeldSheet]:
    """Return (the member's own sheet as a draft open to be filled in, what is held of it). Raises Refused.

    A sheet that nobody has begun is begun.
    """
    if isinstance(sheet, HeldSheet):
        held = sheet
        _require_fillable(held.seat, held.entry, held.stage, False, by)
    else:
        stage = Stage(sheet.stage)
        seat, entry = _hold_to_fill(sheet.seat, sheet.entry, stage, by)
        held = HeldSheet(
            seat, entry, stage, hold_sheet(sheet) if sheet.pk else begun_sheet(seat, entry, stage)
        )
    row = held.row or _begin(held)
    row.seat, row.entry = held.seat, held.entry
    if row.status == SheetStatus.LOCKED:
        raise Refused(
            f"Lembar nilai {held.entry} sudah dikunci dan tidak dapat diubah. Bila ada kekeliruan, mintalah "
            f"{held.seat.overseer_of(held.entry)} membukanya kembali dengan alasan."
        )
    return row, held


def _begin(held: HeldSheet) -> ScoreSheet:
    if not held.asked:
        raise Refused(f"Tidak ada kriteria “{held.stage.label}” yang dinilai untuk {held.entry}.")
    return ScoreSheet.objects.create(seat=held.seat, entry=held.entry, stage=held.stage)


@verb
def save_scores(
    sheet: ScoreSheet | HeldSheet,
    values: Values,
    notes: Notes | None = None,
    *,
    expected_version: int,
    by: User,
    seen: Seen = ({}, {}),
) -> ScoreSheet:
    """Save a draft, holes included; what is not named stays. Raises Refused, or Stale with both sets of values.

    A sheet nobody has begun is given unsaved, with its seat, entry and stage, at version 0. Saved from a page that
    was overtaken it comes back `merged`: what the page left alone stays, what both changed is Stale.
    """
    draft, held = hold_draft(sheet, by)
    asked, stored = _contents(held)
    notes = {code: note.strip() for code, note in (notes or {}).items()}
    draft.merged = draft.version != expected_version
    if draft.merged:
        values, notes = touched_marks(values, seen[0]), touched_marks(notes, seen[1])
    changed = checked_marks(asked, stored, values, notes)
    if draft.merged and (clashing := clashing_marks(changed, stored, seen)):
        raise _stale(draft, asked, clashing, stored)
    changed = filled_marks(asked, stored, changed)
    if not changed:
        return draft
    if problems := why_late(draft, held.entry) + unexplained_marks(asked, changed):
        raise Refused(problems)
    if draft.late_reason:
        MarkBefore.keep(draft, {asked[code]: stored.get(code, Mark()).value for code in changed})
    store_marks(draft, asked, changed)
    draft.version += 1
    draft.save()
    return draft


def _contents(held: HeldSheet) -> tuple[Asked, Marks]:
    """Return what a held sheet asks and what is stored of it, both by criterion code."""
    asked = {criterion.code: criterion for criterion in held.asked}
    return asked, {code: Mark(score.value, score.note) for code, score in held.scores.items()}


def store_marks(sheet: ScoreSheet, asked: Asked, changed: Marks) -> None:
    """Write the marks that changed on a held draft; one without a value is deleted."""
    blank = [asked[code] for code, mark in changed.items() if mark.value is None]
    if blank:
        Score.objects.filter(sheet=sheet, criterion__in=blank).delete()
    Score.objects.put({asked[code]: mark for code, mark in changed.items()}, sheet=sheet)


def _stale(sheet: ScoreSheet, asked: Asked, changed: Marks, stored: Marks) -> Stale:
    def shown(marks: Marks) -> dict[str, str]:
        rows = {}
        for code in changed:
            mark = marks.get(code, Mark())
            rows[f"{code} {asked[code].name}"] = format_exact(mark.value)
            if changed[code].note != stored.get(code, Mark()).note:
                rows[f"Catatan {code}"] = mark.note
        return rows

    return Stale(
        "Lembar ini sudah disimpan dari jendela atau perangkat lain. Data tersimpan tidak berubah. Pilih nilai "
        "yang dipakai.",
        mine=shown(changed),
        stored=shown(stored),
        version=sheet.version,
    )


@verb
def lock_sheet(
    sheet: ScoreSheet | HeldSheet, *, by: User, statement: bool, expected_version: int | None = None
) -> ScoreSheet:
    """Hand the sheet in: every criterion has a score then, and only the chair can reopen it. Raises Refused.

    `expected_version` is the version the member confirmed.
    """
    sheet, held = hold_draft(sheet, by)
    asked, stored = _contents(held)
    filled = filled_marks(asked, stored, {})
    problems = incomplete_marks(asked, {**stored, **filled}, held.entry.category.note_below)
    if expected_version not in (None, sheet.version):
        problems.append(
            "Nilai pada lembar ini berubah sejak halaman dibuka. Periksa kembali nilainya, lalu kunci."
        )
    if not statement:
        problems.append("Pernyataan belum dicentang. Centang pernyataan, lalu kunci lagi.")
    if problems:
        raise Refused(problems)
    return hand_in(sheet, asked, filled)


def hand_in(sheet: ScoreSheet, asked: Asked, changed: Marks) -> ScoreSheet:
    """Store the last marks of a held draft whose contents were found complete, lock it, and make its receipt."""
    store_marks(sheet, asked, changed)
    sheet.status, sheet.locked_at = SheetStatus.LOCKED, timezone.now()
    sheet.version += 1
    sheet.save()
    issue(sheet)
    return sheet


@verb
def reopen_sheet(sheet: ScoreSheet, *, by: User, reason: str) -> ScoreSheet:
    """Make a locked sheet a draft again, scores as they were; the history keeps what they are changed from."""
    seat = hold_seat(sheet.seat)
    held = hold_sheet(sheet)
    held.seat, (held.entry, _) = seat, entry_of(seat, held.entry_id)
    if not can_oversee(by, seat, held.entry):
        raise Refused(
            f"Hanya {seat.overseer_of(held.entry)} tanpa benturan kepentingan yang dapat membuka kembali lembar ini."
        )
    problems = []
    if not reason.strip():
        problems.append("Tuliskan alasan membuka kembali lembar ini; alasan tercatat dalam riwayat.")
    problems += why_not_now(held.entry, Stage.DESK, timezone.now())
    if held.entry.absent:
        problems.append(
            f"{seat.user} tercatat tidak hadir untuk {held.entry}. Cabut catatan itu lebih dahulu."
        )
    if not held.is_locked:
        problems.append("Lembar ini tidak terkunci; anggota masih dapat mengubahnya.")
    problems += why_announced(held.entry)
    if problems:
        raise Refused(problems)
    held.status, held.locked_at, held.reopen_reason = SheetStatus.DRAFT, None, reason.strip()
    held.version += 1
    held.save()
    return held
