"""How far each section of a report is: derived from what it says, never from which pages were opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from regencies.checks.findings import Finding
from regencies.checks.snapshot import EntryState, Snapshot
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.models import ReportEntry, YearlyReport

GAPS = {"missing", "segment_in_one_year"}  # the rules that say something is not filled in yet


class SectionState(TextChoices):
    """How far a section is, with its Indonesian label."""

    EMPTY = "empty", "Belum diisi"
    PARTIAL = "partial", "Sebagian"
    NEEDS_WORK = "needs_work", "Perlu perbaikan"
    COMPLETE = "complete", "Lengkap"


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of one section, what remains in words, and the first thing to do."""

    section: Section
    state: SectionState
    remaining: str  # what is left, in words; "" when nothing is
    gap: Finding | ReportEntry | None  # the first thing to do


def is_corrected(entry: ReportEntry, report: YearlyReport) -> bool:
    """Whether a flagged entry was saved, or given a file, after the report came back."""
    moments = [entry.entered_at, *(file.uploaded_at for file in entry.evidence.all())]
    return any(moment and report.returned_at and moment > report.returned_at for moment in moments)


def flagged(report: YearlyReport, entries: Iterable[ReportEntry]) -> list[ReportEntry]:
    """Return the entries of a returned report that the verifier wants corrected and nobody has touched since."""
    if report.status != ReportStatus.RETURNED:
        return []
    return [
        entry
        for entry in entries
        if (review := getattr(entry, "review", None))
        and ReviewState(review.state).is_flagged
        and not is_corrected(entry, report)
    ]


def progress(
    report: YearlyReport, entries: Sequence[ReportEntry], facts: Snapshot, findings: Sequence[Finding]
) -> list[Progress]:
    """Return the progress of every section, in the order of the form."""
    waiting = flagged(report, entries)
    return [
        _progress(
            section,
            [state for state in facts.entries if state.section == section],
            [finding for finding in findings if finding.section == section and finding.blocks],
            [entry for entry in waiting if entry.section == section],
            entries,
        )
        for section in Section
    ]


def _progress(
    section: Section,
    states: list[EntryState],
    open_findings: list[Finding],
    waiting: list[ReportEntry],
    entries: Sequence[ReportEntry],
) -> Progress:
    blank = sum(len(state.missing) for state in states)
    wrong = [finding for finding in open_findings if finding.level == "hard" and finding.rule not in GAPS]
    asked = [finding for finding in open_findings if finding.level == "soft"]
    parts = [
        (len(waiting), "butir ditandai verifikator"),
        (blank, "isian kosong"),
        (len(wrong), "perlu diperbaiki"),
        (len(asked), "perlu penjelasan"),
    ]
    remaining = " · ".join(f"{number} {words}" for number, words in parts if number)
    gap = next(iter(waiting), None) or next(iter(open_findings), None)
    if waiting or wrong or asked:
        return Progress(section, SectionState.NEEDS_WORK, remaining, gap)
    if not _is_begun(section, states, entries):
        return Progress(section, SectionState.EMPTY, remaining, gap)
    return Progress(section, SectionState.PARTIAL if blank else SectionState.COMPLETE, remaining, gap)


def _is_begun(section: Section, states: list[EntryState], entries: Sequence[ReportEntry]) -> bool:
    """Whether anything required is there: a row of a row section, or a required field of a fixed one."""
    if not section.is_fixed:
        return bool(states)
    required = sum(len(entry.detail.REQUIRED) for entry in entries if entry.section == section)
    return required > sum(len(state.missing) for state in states)
