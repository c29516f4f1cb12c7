"""The verb that adds to what is said about an entry: a question, its answer, a comment of the head, or an end."""

from __future__ import annotations

from django.urls import reverse

from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import NoticeKind, ReportStatus, ThreadState
from regencies.models import EntryMessage, ReportEntry, User, YearlyReport
from regencies.notices.tell import tell
from regencies.permissions import can_certify, can_fill, can_verify


def may_ask(user: User, report: YearlyReport, *, is_internal: bool) -> bool:
    """Whether the user may begin the thread: a verifier that with the office, the head that of the office."""
    return can_certify(user, report) if is_internal else can_verify(user, report)


def may_write(user: User, report: YearlyReport, *, is_internal: bool) -> bool:
    """Whether the user is one of the two sides of the thread."""
    return can_fill(user, report) or may_ask(user, report, is_internal=is_internal)


@verb
def write_message(
    entry: ReportEntry, *, by: User, is_internal: bool, text: str = "", closes: bool = False, seen: int = 0
) -> EntryMessage:
    """Add to a thread about an entry, or close it; return the message. Raises Refused.

    `seen`: the key of the newest message on screen, 0 for none; a thread that went on since is not closed unread.
    """
    report = YearlyReport.objects.select_for_update(of=("self",)).with_participant().get(pk=entry.report_id)
    entry = ReportEntry.objects.with_details().get(pk=entry.pk, report=report)
    thread = EntryMessage.objects.filter(entry=entry, is_internal=is_internal)
    last = thread.last()
    text, asks = text.strip(), may_ask(by, report, is_internal=is_internal)
    state = ThreadState.DONE if closes else ThreadState.OPEN if asks else ThreadState.ANSWERED
    if last and (last.state, last.text, last.written_by_id) == (state, text, by.pk):
        return last  # a second tap
    _require_open(report, by, is_internal=is_internal)
    if last is None and not asks:
        who = "kepala dinas" if is_internal else "verifikator"
        raise Refused(
            f"Belum ada pertanyaan {who} tentang “{entry.detail}”. Tunggu pertanyaannya, lalu jawab."
        )
    if closes and (last is None or last.state == ThreadState.DONE):
        raise Refused("Percakapan ini sudah selesai atau belum dimulai. Muat ulang halaman untuk melihatnya.")
    if closes and last and last.pk != seen:
        raise Refused(
            "Ada pesan baru sejak halaman dibuka. Baca pesannya di bawah, lalu tandai selesai lagi."
        )
    if not closes and not text:
        raise Refused("Pesan masih kosong. Tuliskan pesannya, lalu kirim.")
    said = EntryMessage.objects.create(
        entry=entry, is_internal=is_internal, state=state, text=text, written_by=by
    )
    if text:
        kind = NoticeKind.COMMENTED if is_internal else NoticeKind.ASKED if asks else NoticeKind.REPLIED
        tell(
            kind, report, by=by, entry=entry.detail, words=text, page=reverse("entry_thread", args=[entry.pk])
        )
    return said


def _require_open(report: YearlyReport, by: User, *, is_internal: bool) -> None:
    if not may_write(by, report, is_internal=is_internal):
        raise Refused(
            "Percakapan ini milik dinas dan verifikatornya. Muat ulang halaman untuk melihat yang terbuka."
        )
    if report.status == ReportStatus.LOCKED:
        raise Refused("Laporan sudah terkunci karena penilaian telah dimulai. Hubungi admin provinsi.")
    if not is_internal and report.version == 0:
        raise Refused(
            "Laporan belum dikirim. Kirim laporan lebih dahulu, lalu tunggu pertanyaan verifikator."
        )
