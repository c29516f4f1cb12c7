"""The states of a yearly report and the verbs that move it from one to another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from config.postgres.compiled import compiled
from regencies.actions.base import verb
from regencies.actions.deadlines import shown_deadline, why_closed
from regencies.actions.errors import Refused, Stale
from regencies.actions.files import require_kept
from regencies.actions.locks import lock, who_fills
from regencies.checks.build_snapshot import entries_of, snapshot
from regencies.checks.registry import run_checks
from regencies.checks.unsettled import by_state, open_questions, unsettled
from regencies.choices import NoticeKind, ReportStatus, ReviewState, Section
from regencies.figures.verified import Value, columns_for, keys_of, review_of, stated
from regencies.l10n.field_text import figure_text, label
from regencies.models import Evidence, Province, Receipt, ReportEntry, Review, User, YearlyReport
from regencies.models.evidence import files_at
from regencies.notices.tell import tell
from regencies.permissions import can_certify, can_fill, can_verify
from regencies.receipts.document import receipt_bytes, said_by
from regencies.receipts.shown import what_changed

DRAFT, SENT, RETURNED, VERIFIED, LOCKED = ReportStatus
ALLOWED: dict[ReportStatus, set[ReportStatus]] = {
    DRAFT: {SENT},
    RETURNED: {SENT},
    SENT: {DRAFT, RETURNED, VERIFIED},
    VERIFIED: {RETURNED, LOCKED},
    LOCKED: set(),
}

FLAG_IT = "Tandai butirnya “Perlu perbaikan”, lalu kembalikan laporan agar dinas mengunggah lagi aslinya."


def _files(entries: Iterable[ReportEntry]) -> list[Evidence]:
    return [evidence for entry in entries for evidence in entry.evidence.all()]


def require_move(report: YearlyReport, to: ReportStatus) -> None:
    """Raise Refused when a report in this state cannot get into that one."""
    if report.status == to:
        raise Refused(f"Laporan {report} sudah berstatus “{to.label}”. Muat ulang halaman untuk melihatnya.")
    if to not in ALLOWED[ReportStatus(report.status)]:
        raise Refused(
            f"Laporan {report} berstatus “{report.get_status_display()}” dan tidak dapat menjadi "
            f"“{to.label}”. Muat ulang halaman untuk melihat keadaan terakhir."
        )


def require(allowed: bool, reason: str) -> None:
    """Raise Refused with the reason unless allowed."""
    if not allowed:
        raise Refused(reason)


@verb
def submit_report(report: YearlyReport, *, by: User, statement: bool, shown: str | None = None) -> Receipt:
    """Certify the report and send it; return its receipt. Raises Refused with every problem found.

    `shown`: the `shown_token` of what was in front of who certifies; refused when the report says something else now.
    """
    report = lock(report)
    if (report.status, report.certified_by_id, statement) == (SENT, by.pk, True):
        return report.receipts.latest("version")  # a second tap of who has sent it
    require_move(report, SENT)
    require(can_certify(by, report), "Hanya kepala dinas yang dapat menyatakan kebenaran data dan mengirim.")
    entries = entries_of(report)
    facts = snapshot(report, entries)
    said = said_by(report, entries, facts)
    problems = why_closed(report, timezone.now())
    problems += [] if shown is None else what_changed(report, shown, said)
    problems += [
        f"“{entry.detail}” terakhir diisi oleh Bapak/Ibu sendiri. Minta petugas memeriksa dan menyimpannya, "
        "karena yang mengisi tidak boleh menyatakan kebenarannya."
        for entry in entries
        if entry.entered_by_id == by.pk
    ]
    problems += [finding.message for finding in run_checks(facts) if finding.blocks]
    if not statement:
        problems.append(
            "Pernyataan kebenaran data belum dicentang. Isian tidak hilang; centang pernyataan, lalu kirim lagi."
        )
    if problems:
        raise Refused(problems)
    require_kept(_files(entries), "Hapus berkas itu, lalu unggah lagi aslinya.")
    report.status, report.version = SENT, report.version + 1
    report.sent_at, report.certified_by = timezone.now(), by
    report.opened_at = report.verified_at = report.verified_by = None
    report.save()
    Review.objects.filter(entry__report=report, state__in=[ReviewState.NEEDS_WORK, ReviewState.WRONG]).update(
        state=ReviewState.PENDING, **columns_for({})
    )
    document = receipt_bytes(report, said, certified_by=by, sent_at=report.sent_at)
    tell(NoticeKind.SENT, report, by=by)
    return Receipt.objects.create(
        report=report,
        version=report.version,
        sent_at=report.sent_at,
        certified_by=by,
        document=document,
        sha256=hashlib.sha256(document).hexdigest(),
    )


@verb
def withdraw_report(report: YearlyReport, *, by: User) -> YearlyReport:
    """Take a sent report back, until a verifier has opened it."""
    report = lock(report)
    back_to = RETURNED if report.returned_at else DRAFT
    require_move(report, back_to)
    require(can_fill(by, report), f"Hanya {who_fills(report)} yang dapat menarik kembali.")
    require(
        report.opened_at is None,
        "Verifikator sudah mulai memeriksa laporan ini. Mintalah verifikator mengembalikannya untuk perbaikan.",
    )
    report.status = back_to
    if reasons := why_closed(report, timezone.now()):
        raise Refused(["Laporan yang ditarik sekarang tidak dapat dikirim lagi.", *reasons])
    report.save()
    if back_to == RETURNED:  # what the verifier had flagged is open again
        Review.objects.filter(entry__report=report, state=ReviewState.PENDING).exclude(note="").update(
            state=ReviewState.NEEDS_WORK
        )
    tell(NoticeKind.WITHDRAWN, report, by=by, until=shown_deadline(report))
    return report


def _lock_for_verifier(report: YearlyReport, by: User) -> YearlyReport:
    report = lock(report)
    require(can_verify(by, report), "Hanya verifikator provinsi ini yang dapat memeriksa laporan.")
    return report


@verb
def start_verification(report: YearlyReport, *, by: User) -> YearlyReport:
    """Open a sent report for verification; from here on it cannot be withdrawn."""
    report = _lock_for_verifier(report, by)
    require_move(report, VERIFIED)
    if report.opened_at is None:
        report.opened_at = timezone.now()
        report.save()
        tell(NoticeKind.OPENED, report, by=by)
    return report


def require_grounds(entry: ReportEntry) -> None:
    """Raise Refused for a proposal of other denominators without a reason or a file that supports it."""
    if entry.section != Section.WORKFORCE:
        return
    lacks = [] if entry.detail.reason.strip() else ["alasan"]
    lacks += [] if entry.evidence.all() else ["bukti dukung"]
    require(
        not lacks,
        f"Usulan “{entry.detail}” belum memiliki {' dan '.join(lacks)}. Tandai “Perlu perbaikan”, lalu kembalikan "
        "laporan agar dinas melengkapinya.",
    )


def review_token(review: Review | None) -> str:
    """Return a text that changes with the review of an entry; "" where there is none."""
    return review.reviewed_at.isoformat() if review else ""


@verb
def review_entry(
    entry: ReportEntry,
    *,
    state: ReviewState,
    by: User,
    note: str = "",
    seen: str | None = None,
    **figures: Value | None,
) -> Review:
    """Record what was found about one entry; raises Stale when `seen` is no longer its `review_token`.

    `figures`: key of `keys_of` → what the verifier found instead of the claim, None for nothing else.
    """
    report = _hold_for_finding(entry.report, state, by)
    entry = _entry.get(entry.pk, report.pk)
    entry.report = report
    review = review_of(entry)
    note = note.strip()
    found = {column: value for column, value in figures.items() if value is not None}
    said = {"state": state, "note": note, **columns_for(found)}
    if state == ReviewState.APPROVED:
        require_kept(files_at(entry.pk), FLAG_IT)
        require_grounds(entry)
    is_said = review and all(getattr(review, name) == value for name, value in said.items())
    if seen is not None and seen != review_token(review) and not is_said:
        _refuse_stale(entry, review, state, note, found)
    if state.is_flagged and not note:
        raise Refused(
            f"Hasil “{state.label}” untuk “{entry.detail}” memerlukan catatan: tuliskan apa yang perlu "
            "diperbaiki agar petugas dapat menindaklanjuti."
        )
    if set(found) - set(keys_of(entry).values()):
        raise Refused(f"“{entry.detail}” tidak memuat angka itu. Muat ulang halaman, lalu periksa lagi.")
    if found and not note:
        raise Refused(f"Angka hasil verifikasi untuk “{entry.detail}” memerlukan catatan dasar perubahannya.")
    review = review or Review(entry=entry)
    for name, value in (said | {"reviewed_by": by}).items():
        setattr(review, name, value)
    review.save()
    return review


@compiled
def _entry(entry: int, report: int) -> QuerySet[ReportEntry]:
    return ReportEntry.objects.filter(pk=entry, report=report).with_details()


def _hold_for_finding(report: YearlyReport, state: ReviewState, by: User) -> YearlyReport:
    """Return the locked report: opened by its first finding; one with the office takes further flags only."""
    report = _lock_for_verifier(report, by)
    if report.status != RETURNED:
        if report.opened_at is None:
            return start_verification(report, by=by)
        require_move(report, VERIFIED)
        return report
    require(
        state.is_flagged,
        "Laporan sedang diperbaiki dinas: butir lain dapat ditandai agar ikut terbuka, dan baru dapat dinyatakan "
        "sesuai setelah laporan dikirim ulang.",
    )
    return report


def _refuse_stale(
    entry: ReportEntry, review: Review | None, state: ReviewState, note: str, found: Mapping[str, Value]
) -> None:
    who = review.reviewed_by if review else "verifikator lain"
    detail, before = entry.detail, stated(entry)
    columns = keys_of(entry)
    figures = {f"{capfirst(label(detail, name))}: hasil verifikasi": name for name in columns}
    raise Stale(
        f"“{entry.detail}” sudah diperiksa oleh {who} sejak halaman ini dibuka. Data tersimpan tidak berubah.",
        mine={
            "Hasil": str(state.label),
            **{said: figure_text(detail, name, found.get(columns[name])) for said, name in figures.items()},
            "Catatan": note or "–",
        },
        stored={
            "Hasil": review.get_state_display() if review else "–",
            **{said: figure_text(detail, name, before.get(name)) for said, name in figures.items()},
            "Catatan": (review.note if review else "") or "–",
        },
        version=entry.version,
    )


@verb
def return_report(report: YearlyReport, *, by: User, reason: str = "") -> YearlyReport:
    """Send it back: only the flagged entries open for correction. Raises Refused when nothing is flagged."""
    report = _lock_for_verifier(report, by)
    require_move(report, RETURNED)
    entries = entries_of(report)
    found = by_state(entries)
    flagged = found[ReviewState.NEEDS_WORK] + found[ReviewState.WRONG]
    questions = open_questions(report, entries)
    require(
        bool(flagged or questions),
        "Tidak ada butir yang ditandai atau pertanyaan terbuka. Tandai butir yang salah beserta catatannya, lalu "
        "kembalikan.",
    )
    report.status, report.returned_at, report.return_note = RETURNED, timezone.now(), reason.strip()
    report.verified_at = report.verified_by = None
    report.save()
    lines = [f"{entry.detail}: {entry.review.note}" for entry in flagged]
    tell(NoticeKind.RETURNED, report, by=by, lines=[*lines, *questions], until=shown_deadline(report))
    return report


@verb
def verify_report(report: YearlyReport, *, by: User) -> YearlyReport:
    """Settle the report; raises Refused while an entry is not judged or still needs work."""
    report = _lock_for_verifier(report, by)
    require_move(report, VERIFIED)
    entries = entries_of(report)
    if gaps := unsettled(report, entries):
        raise Refused([text for text, _ in gaps])
    require_kept(_files(entries), FLAG_IT)
    report.status, report.verified_at, report.verified_by = VERIFIED, timezone.now(), by
    report.save()
    tell(NoticeKind.VERIFIED, report, by=by)
    return report


def lock_verified_reports(province: Province, year: int) -> None:
    """Freeze every verified report of the year for scoring, in one query, under the verb that opens the phase."""
    verified = YearlyReport.objects.filter(regency__province=province, year=year, status=VERIFIED)
    verified.update(status=LOCKED)
