"""The verbs of a sheet of paper: entered whole by a clerk, confirmed or sent back by a second person.

Each locks the phase, then the seat, then the member's sheet and the paper, and checks only then: whatever the member
does in the application meanwhile waits, and what the member has stored there is never written over.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from awards.choices import PaperState, Stage
from awards.models import Criterion, Entry, PaperFile, PaperMark, PaperSheet, ScoreSheet, Seat
from awards.panel.locks import HeldSheet, begun_sheet, entry_of, hold_seat
from awards.panel.marking import (
    Mark,
    Marks,
    Notes,
    Values,
    checked_marks,
    filled_marks,
    incomplete_marks,
)
from awards.panel.sheets import hand_in
from awards.panel.timing import why_not_now
from awards.paper.permissions import Standing
from awards.paper.telling import tell_clerk, tell_member
from regencies.actions.base import changed_by, verb
from regencies.actions.errors import Refused
from regencies.actions.files import describe, keep
from regencies.l10n.dates import format_moment
from regencies.models import User

Asked = Mapping[str, Criterion]


def _hold(seat: Seat, entry: Entry, stage: Stage) -> tuple[HeldSheet, bool, PaperSheet | None]:
    """Return (what is held of the member's sheet, whether the member has a conflict, the paper not confirmed yet)."""
    seat = hold_seat(seat)
    held_entry, conflict = entry_of(seat, entry.pk)
    held = HeldSheet(seat, held_entry, stage, begun_sheet(seat, held_entry, stage))
    papers = PaperSheet.objects.open().select_for_update(of=("self",)).select_related("entered_by").order_by()
    paper: PaperSheet | None = papers.filter(seat=seat, entry=held_entry, stage=stage).first()
    if paper:
        paper.seat, paper.entry = seat, held_entry
    return held, conflict, paper


def why_not_written(held: HeldSheet, conflict: bool) -> list[str]:
    """Return why no paper becomes the member's sheet now: the gates of a sheet, and what the member has stored."""
    seat, entry, member = held.seat, held.entry, held.seat.user
    if not (entry.judged_here and entry.candidate):
        return [f"{entry} bukan kandidat yang dinilai oleh kursi {seat.number}."]
    if conflict:
        return [f"{member} memiliki benturan kepentingan dengan {entry} dan tidak menilainya."]
    if not entry.declared:
        return [
            f"{member} belum menyatakan ada tidaknya benturan kepentingan dengan {entry}. Mintalah {member} membuka "
            "Penilaian, lalu menekan “Isi pernyataan”."
        ]
    if entry.absent:
        return [
            f"{member} tercatat tidak hadir untuk {entry}; lembarnya tidak diisi. Bila keliru, mintalah "
            f"{seat.overseer_of(entry)} mencabut catatannya."
        ]
    if reasons := why_not_now(entry, held.stage, timezone.now()):
        return reasons
    if not held.asked:
        return [f"Tidak ada kriteria “{held.stage.label}” yang dinilai untuk {entry}."]
    return _stored_by_member(held)


def _stored_by_member(held: HeldSheet) -> list[str]:
    """Return what stands on the member's own sheet; a draft without any mark is nothing."""
    row, member = held.row, held.seat.user
    if row is not None and row.locked_at is not None:
        at = format_moment(row.locked_at.astimezone(held.seat.edition.province.zone))
        return [
            f"Lembar nilai {member} untuk {held.entry} sudah terkunci sejak {at}. Bila isinya keliru, mintalah "
            f"{held.seat.overseer_of(held.entry)} membukanya kembali dengan alasan."
        ]
    if held.scores:
        return [
            f"{member} sudah menyimpan draf di aplikasi: {len(held.scores)} dari {len(held.asked)} kriteria. Mintalah "
            f"{member} menguncinya sendiri, atau mengosongkannya agar kertasnya yang dipakai."
        ]
    return []


@verb
def enter_paper(
    seat: Seat,
    entry: Entry,
    stage: Stage,
    values: Values,
    notes: Notes,
    upload: UploadedFile[Any] | None = None,
    *,
    expected_version: int,
    by: User,
) -> PaperSheet:
    """Store what stands on a member's paper, whole, with its scan or without; or put right what waits or came back.

    `expected_version` is that of the paper that was on screen, 0 of none. Raises Refused, Stale is not among it: of
    two clerks the second is told who was first.
    """
    held, conflict, paper = _hold(seat, entry, stage)
    standing = Standing(by, held.seat, held.entry)
    if reasons := standing.why_not_enter() or why_not_written(held, conflict):
        raise Refused(reasons)
    if paper and (paper.version != expected_version or (paper.is_waiting and paper.entered_by_id != by.pk)):
        raise Refused(_overtaken(paper, by))
    asked = {criterion.code: criterion for criterion in held.asked}
    given = checked_marks(asked, {}, values, {code: note.strip() for code, note in notes.items()})
    marks = filled_marks(asked, {}, given)
    if problems := incomplete_marks(asked, marks, held.entry.category.note_below):
        raise Refused(problems)
    paper = paper or PaperSheet(seat=held.seat, entry=held.entry, stage=stage)
    paper.state, paper.entered_by, paper.entered_at = PaperState.WAITING, by, timezone.now()
    paper.checked_by = paper.checked_at = None
    paper.version, paper.reason = paper.version + 1, ""
    paper.save()
    _write(paper, asked, marks)
    if upload is not None:
        _keep_scan(paper, upload, by)
    return paper


def _overtaken(paper: PaperSheet, by: User) -> str:
    if paper.entered_by_id == by.pk:
        return (
            f"Lembar kertas ini {changed_by(paper.entered_by, by)}. Data tersimpan tidak berubah. Buka halaman ini "
            "lagi, lalu periksa nilainya."
        )
    at = format_moment(paper.entered_at.astimezone(paper.seat.edition.province.zone))
    return (
        f"Lembar kertas ini sudah dimasukkan oleh {paper.entered_by} pada {at}. Data tersimpan tidak berubah. Muat "
        "ulang halaman, lalu periksa."
    )


def _write(paper: PaperSheet, asked: Asked, marks: Marks) -> None:
    paper.marks.exclude(criterion__in=asked.values()).delete()
    PaperMark.objects.put({asked[code]: mark for code, mark in marks.items()}, paper=paper)


def _keep_scan(paper: PaperSheet, upload: UploadedFile[Any], by: User) -> None:
    row = PaperFile(paper=paper)
    describe(row, upload, "", by)
    if not paper.files.filter(sha256=row.sha256).exists():
        keep(row, upload)


@verb
def confirm_paper(paper: PaperSheet, *, statement: bool, expected_version: int, by: User) -> PaperSheet:
    """Make what a clerk entered the member's sheet, locked, and tell the member. Raises Refused; types nothing."""
    held, conflict, paper = _hold_waiting(paper, expected_version, by)
    problems = why_not_written(held, conflict)
    asked = {criterion.code: criterion for criterion in held.asked}
    entered = _entered(paper)
    if extra := sorted({*entered} - {*asked}):
        problems.append(
            f"{', '.join(extra)} tidak dinilai lagi pada lembar ini. Kembalikan lembar ini agar dimasukkan lagi."
        )
    problems += incomplete_marks(asked, entered, held.entry.category.note_below)
    if not statement:
        problems.append("Pernyataan belum dicentang. Centang pernyataan, lalu konfirmasi lagi.")
    if problems:
        raise Refused(problems)
    row = held.row or ScoreSheet(seat=held.seat, entry=held.entry, stage=held.stage)
    if row.pk is None:
        row.save()
    sheet = hand_in(row, asked, entered)
    paper.state, paper.checked_by, paper.checked_at = PaperState.CONFIRMED, by, sheet.locked_at
    paper.save()
    tell_member(paper, by)
    return paper


@verb
def return_paper(paper: PaperSheet, *, reason: str, expected_version: int, by: User) -> PaperSheet:
    """Send what a clerk entered back to be entered again, with the reason; the clerk is told. Raises Refused."""
    _, _, paper = _hold_waiting(paper, expected_version, by)
    if not reason.strip():
        raise Refused("Tuliskan alasan mengembalikan lembar ini, misalnya nilai yang berbeda dari kertasnya.")
    paper.state, paper.checked_by, paper.checked_at = PaperState.RETURNED, by, timezone.now()
    paper.reason = reason.strip()
    paper.save()
    tell_clerk(paper)
    return paper


def _hold_waiting(paper: PaperSheet, expected_version: int, by: User) -> tuple[HeldSheet, bool, PaperSheet]:
    """Return (the member's sheet, whether the member has a conflict, the paper as it was shown). Raises Refused."""
    held, conflict, found = _hold(paper.seat, paper.entry, Stage(paper.stage))
    if found is None or found.pk != paper.pk or not found.is_waiting:
        raise Refused(_no_longer(paper))
    if reasons := Standing(by, held.seat, held.entry).why_not_check(found):
        raise Refused(reasons)
    if found.version != expected_version:
        raise Refused(
            f"Nilai pada lembar kertas ini {changed_by(found.entered_by, by)} sejak halaman dibuka. Periksa kembali "
            "nilainya, lalu konfirmasi."
        )
    return held, conflict, found


def _no_longer(paper: PaperSheet) -> str:
    now = PaperSheet.objects.select_related("checked_by").filter(pk=paper.pk).first()
    if now is None or now.checked_by is None:
        return "Lembar kertas ini sudah tidak ada. Muat ulang halaman."
    word = "dikonfirmasi" if now.state == PaperState.CONFIRMED else "dikembalikan"
    return f"Lembar kertas ini sudah {word} oleh {now.checked_by}. Muat ulang halaman."


def _entered(paper: PaperSheet) -> dict[str, Mark]:
    """Return what a clerk entered, by criterion code. One query."""
    rows = paper.marks.select_related("criterion")
    return {row.criterion.code: Mark(Decimal(row.value), row.note) for row in rows}
