"""What is said about one entry: with the verifier, and within the office. One page for both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from config.accounts.typed_values import is_given_back, shows_typed
from regencies.actions.errors import Refused
from regencies.actions.verification.messages import may_ask, write_message
from regencies.choices import ReportStatus, ThreadState
from regencies.forms.messages import MessageForm
from regencies.models import EntryMessage, ReportEntry, User, YearlyReport
from regencies.models.reports import DETAIL_OF
from regencies.permissions import can_fill
from regencies.views.officer.report_key import key_of, set_place
from regencies.views.save_response import GIVEN_BACK


@dataclass
class Thread:
    """One of the two threads of an entry as a person sees it; without `form` there is nothing to write."""

    title: str
    empty: str
    messages: list[EntryMessage]
    form: MessageForm | None

    @property
    def last(self) -> EntryMessage | None:
        """The newest message, which says where the thread stands."""
        return self.messages[-1] if self.messages else None

    @property
    def tone(self) -> str:
        """The colour of where it stands."""
        tones = {ThreadState.OPEN: "warning", ThreadState.ANSWERED: "info", ThreadState.DONE: "success"}
        return tones[ThreadState(self.last.state)] if self.last else ""


@shows_typed
@require_http_methods(["GET", "HEAD", "POST"])
def entry_thread(request: HttpRequest, report_entry: int) -> HttpResponse:
    """Show what is said about an entry, and add to it."""
    found = _entry(request.user, report_entry)
    timezone.activate(found.report.regency.province.zone)
    set_place(request, found.report)
    if request.method != "POST":
        return _page(request, found)
    form = MessageForm(request.POST)
    if is_given_back(request):
        return _page(request, found, form, [GIVEN_BACK])
    if not form.is_valid():
        return _page(request, found, form, [text for why in form.errors.values() for text in why], status=422)
    try:
        said = write_message(found, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        return _page(request, found, form, refusal.reasons, status=409)
    done = "Percakapan ditandai selesai." if said.state == ThreadState.DONE else "Pesan terkirim."
    messages.success(request, done)
    return redirect("entry_thread", found.pk)


def _entry(user: User, pk: int) -> ReportEntry:
    """Return an entry of a report this person fills in, or judges once it was sent; 404 for any other."""
    own = YearlyReport.objects.filter(YearlyReport.filled_by(user)).values("pk")
    judged = YearlyReport.objects.for_verifier(user).values("pk")
    entries = ReportEntry.objects.with_details().filter(Q(report__in=own) | Q(report__in=judged))
    return get_object_or_404(
        entries.select_related("report__regency__province", "report__nominee", *DETAIL_OF.values()), pk=pk
    )


def _page(
    request: HttpRequest,
    entry: ReportEntry,
    typed: MessageForm | None = None,
    problems: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Show the threads this person may read; `typed` is a message that was refused, shown again."""
    report, is_office = entry.report, can_fill(request.user, entry.report)
    said = entry.messages.select_related("written_by")
    own = said if is_office else said.filter(is_internal=False)
    threads = [
        _thread(request.user, report, [one for one in own if one.is_internal == inside], inside, typed)
        for inside in (False, True)[: 1 + is_office]
    ]
    judged = f"{reverse('verifier_report', args=[report.pk])}#butir-{entry.pk}"
    context = {"entry": entry, "report": report, "threads": threads, "problems": problems}
    own = reverse("report_overview", args=[key_of(report, request.user)]) if is_office else ""
    context["back"] = own or judged
    return render(request, "threads/entry.html", context, status=status)


def _thread(
    user: User, report: YearlyReport, said: list[EntryMessage], is_internal: bool, typed: MessageForm | None
) -> Thread:
    begun = said or may_ask(user, report, is_internal=is_internal)
    is_open = begun and report.status != ReportStatus.LOCKED and (is_internal or report.version)
    given = typed.data if typed and (typed.data.get("is_internal") == "True") == is_internal else {}
    initial = {"text": given.get("text", ""), "seen": said[-1].pk if said else 0, "is_internal": is_internal}
    form = MessageForm(initial=initial, auto_id=f"{'dinas' if is_internal else 'verifikator'}-%s")
    return Thread(*WORDS[is_internal], said, form if is_open else None)


WORDS = {  # title, and what is said where nothing is
    False: ("Percakapan dengan verifikator", "Belum ada pertanyaan verifikator tentang butir ini."),
    True: (
        "Komentar di dalam dinas",
        "Belum ada komentar kepala dinas. Verifikator tidak melihat bagian ini.",
    ),
}
