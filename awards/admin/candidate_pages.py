"""Verb pages about who takes part: candidates, slots, criteria that do not apply, conflicts of interest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from awards.admin.forms import (
    DecisionForm,
    HighestForm,
    NotApplicableForm,
    ReasonForm,
    SlotForm,
    TimetableForm,
    shut,
)
from awards.admin.phase_pages import ask
from awards.conflicts.recusals import counted, record_conflicts, unrecorded_conflicts
from awards.contract.conform import NotConforming
from awards.editions.candidates import mark_applicable, mark_not_applicable, name_candidate, schedule
from awards.editions.phases import CANDIDATES_OPEN, SLOTS_OPEN
from awards.editions.timetable import clashes, timetable
from awards.models import Edition, Entry
from awards.preflight.item import listed
from awards.results.inputs import publication_inputs
from awards.results.rows import CategoryRows, rows_of_categories
from awards.scoring.screening import highest, screening, screening_criteria
from awards.tables.award_year import CandidatesTable, SlotsTable
from regencies.actions.errors import Refused
from regencies.models import User

WITHDRAWN = "Usulan ditarik sebelum penetapan kandidat."
CLOSE = 15  # minutes; two presentations that begin closer than this are pointed out


def entries_of(edition: Edition) -> QuerySet[Entry]:
    """Return the entries of an award year with what their pages show fetched."""
    return Entry.objects.filter(category__edition=edition).select_related(
        "regency", "nominee", "report__regency", "report__nominee", "category__edition__province"
    )


def every(acts: Iterable[Callable[[], object]]) -> None:
    """Run all acts, or none: raises Refused with every reason."""
    problems: list[str] = []
    for act in acts:
        try:
            act()
        except Refused as refusal:
            problems += [reason for reason in refusal.reasons if reason not in problems]
    if problems:
        raise Refused(problems)


def screened(found: Iterable[CategoryRows]) -> tuple[dict[int, Decimal | None], list[str]]:
    """Return the screening score of every entry by key, and the codes of the criteria it counts."""
    scores: dict[int, Decimal | None] = {}
    counted: dict[str, None] = {}
    for rows in found:
        inputs = publication_inputs(rows, "", timezone.now())
        try:
            own = screening(inputs)
            counted |= dict.fromkeys(screening_criteria(inputs))
        except NotConforming:
            continue
        scores |= {entry.pk: own[entry.code] for entry in rows.entries}
    return scores, list(counted)


def candidates_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Show every entry with screening score, decision and reason; once scoring began, the decisions only."""
    is_open = edition.phase in CANDIDATES_OPEN
    found = rows_of_categories(edition.categories.all()) if is_open else []
    scores, counted = screened(found)
    entries = [entry for rows in found for entry in rows.entries]
    entries = entries if is_open else list(entries_of(edition).with_set_aside())
    entries.sort(key=lambda entry: (entry.category_id, -(scores.get(entry.pk) or Decimal(-1))))
    data = request.POST if request.method == "POST" else None
    highest_form = HighestForm(
        request.GET if "number" in request.GET else None, categories=[rows.category for rows in found]
    )
    proposed = proposed_decisions(highest_form, entries, scores) if is_open and data is None else {}
    forms = [DecisionForm(data, entry=entry, proposed=proposed.get(entry.pk)) for entry in entries]

    def act() -> None:
        changed = [form for form in forms if form.has_changed()]
        every(lambda form=form: decide(form, request.user) for form in changed)
        said = (
            f"{len(changed)} keputusan kandidat tersimpan."
            if changed
            else "Tidak ada keputusan yang berubah."
        )
        messages.success(request, said)

    return ask(
        request,
        site,
        edition,
        title="Penetapan kandidat",
        label="Simpan keputusan",
        act=act,
        template="admin/awards/candidates.html",
        table=CandidatesTable(
            [(form, scores.get(form.entry.pk)) for form in forms],
            is_open=is_open,
            with_category=len({entry.category_id for entry in entries}) > 1,
        ),
        counted=counted,
        is_open=is_open,
        highest_form=highest_form,
        proposed=len(proposed),
    )


def proposed_decisions(
    form: HighestForm, entries: Iterable[Entry], scores: Mapping[int, Decimal | None]
) -> dict[int, dict[str, str]]:
    """Return entry key → decision and reason the form proposes for its category; nothing before it is filled in.

    Entries without a report are decided already, with a reason of their own. A withdrawn nominee is nobody's rival.
    """
    if not (form.is_bound and form.is_valid()):
        return {}
    asked = form.cleaned_data
    own = [entry for entry in entries if entry.category_id == asked["category"] and entry.report_id]
    staying = {entry.pk: scores.get(entry.pk) for entry in own if not entry.is_withdrawn}
    chosen = highest(staying, asked["number"])
    return {
        entry.pk: {"decision": "yes", "reason": asked["chosen"]}
        if entry.pk in chosen
        else {"decision": "no", "reason": WITHDRAWN if entry.is_withdrawn else asked["others"]}
        for entry in own
    }


def decide(form: DecisionForm, by: User) -> None:
    """Store one decision that was typed. Raises Refused."""
    if not form.is_valid():
        raise Refused([f"{form.entry}: {error}" for errors in form.errors.values() for error in errors])
    decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
    if decision:
        name_candidate(form.entry, decision == "yes", reason, by=by)
    elif form.entry.candidate is not None:
        raise Refused(f"{form.entry} sudah diputus; pilih kandidat atau bukan.")


def slots_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Show when each candidate stands before the panel, and change it."""
    data = request.POST if request.method == "POST" else None
    entries = list(entries_of(edition).candidates())
    table_form = TimetableForm(request.GET if "first" in request.GET else None)
    proposed, notes = proposed_slots(table_form, entries) if data is None else ({}, [])
    forms = [SlotForm(data, entry=entry, proposed=proposed.get(entry.pk)) for entry in entries]
    shut(forms, unless=edition.phase in SLOTS_OPEN)

    def act() -> None:
        set_to = {form.entry: form.cleaned_data["moment"] for form in reschedule(forms, request.user)}
        messages.success(request, rescheduled(set_to))

    return ask(
        request,
        site,
        edition,
        title="Jadwal paparan",
        label="Simpan jadwal",
        act=act,
        template="admin/awards/slots.html",
        table=SlotsTable(forms),
        is_open=edition.phase in SLOTS_OPEN,
        table_form=table_form,
        proposed=len(proposed),
        notes=notes,
    )


def proposed_slots(form: TimetableForm, entries: Sequence[Entry]) -> tuple[dict[int, datetime], list[str]]:
    """Return entry key → when it presents by the form, and what to look at; nothing before it is filled in."""
    if not (form.is_bound and form.is_valid()):
        kept = {str(entry): entry.presentation_at for entry in entries if entry.presentation_at}
        return {}, [
            f"{who} dan {after} dijadwalkan berselang kurang dari {CLOSE} menit. Periksa jadwalnya."
            for who, after in clashes(kept, CLOSE)
        ]
    asked = form.cleaned_data
    moments = timetable(asked["first"], asked["minutes"], asked["until"], asked["pauses"], len(entries))
    lacking = len(entries) - len(moments)
    notes = (
        [f"{lacking} kandidat tidak muat. Perpanjang hari, persingkat paparan, atau kurangi jeda."]
        if lacking
        else []
    )
    return {entry.pk: moment for entry, moment in zip(entries, moments, strict=False)}, notes


def rescheduled(set_to: dict[Entry, datetime | None]) -> str:
    """Return what was done with these slots: how many were set, and whose were taken back."""
    taken_back = [entry for entry, moment in set_to.items() if moment is None]
    kept = len(set_to) - len(taken_back)
    said = [
        *([f"{kept} jadwal paparan tersimpan."] if kept else []),
        *([f"Jadwal paparan {listed(taken_back)} dikosongkan."] if taken_back else []),
    ]
    return " ".join(said) or "Tidak ada jadwal yang berubah."


def reschedule(forms: list[SlotForm], by: User) -> list[SlotForm]:
    """Store the slots that changed and return them; all are taken back first, so that two can change places."""
    if wrong := [
        f"{form.entry}: {e}" for form in forms if not form.is_valid() for e in form.errors["moment"]
    ]:
        raise Refused(wrong)
    changed = [form for form in forms if form.has_changed()]
    every(lambda form=form: schedule(form.entry, None, by=by) for form in changed)
    every(lambda form=form: schedule(form.entry, form.cleaned_data["moment"], by=by) for form in changed)
    return changed


def not_applicable_page(
    request: HttpRequest, site: AdminSite, edition: Edition, *, entry: int
) -> HttpResponse:
    """Take a criterion out of one entry's judging, or let it count again."""
    row = get_object_or_404(entries_of(edition), pk=entry)
    marked = list(row.not_applicable.select_related("criterion"))
    again = next((one for one in marked if str(one.pk) == request.POST.get("again")), None)

    def act(**values) -> None:
        if again:
            mark_applicable(row, again.criterion, by=request.user)
        else:
            mark_not_applicable(row, values["criterion"], values["reason"], by=request.user)
        messages.success(request, f"Kriteria yang berlaku bagi {row} tersimpan.")

    return ask(
        request,
        site,
        edition,
        title=f"Kriteria tidak berlaku: {row}",
        label="Tandai tidak berlaku",
        back=reverse("admin:awards_edition_candidates", args=[edition.pk]),
        act=act,
        form=None if again else NotApplicableForm(request.POST or None, entry=row),
        template="admin/awards/not_applicable.html",
        consequences=["Bobotnya dibagikan kepada kriteria lain dalam kelompoknya."],
        marked=marked,
    )


def conflicts_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Withdraw every member from the region they work for."""
    found = unrecorded_conflicts(edition)

    def act(reason: str) -> None:
        messages.success(request, counted(record_conflicts(edition, by=request.user)))

    return ask(
        request,
        site,
        edition,
        title="Catat benturan kepentingan",
        label="Catat benturan kepentingan",
        act=act,
        consequences=[f"{seat.user} (kursi {seat.number}) tidak menilai {entry}." for seat, entry in found]
        or ["Tidak ada anggota yang bertugas di daerah kandidat dan belum tercatat."],
        form=ReasonForm(request.POST or None, help_text="Bila ada; tercatat dalam riwayat."),
    )
