"""How far each section of a report is: derived from what it says, never from which pages were opened."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices, prefetch_related_objects

from regencies.checks.build_snapshot import least_premium, snapshot
from regencies.checks.findings import Finding
from regencies.checks.registry import TITLES, run_checks
from regencies.checks.snapshot import EntryState, Snapshot
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.figures.counted import Counted
from regencies.figures.verified import is_judged, review_of
from regencies.models import ReportEntry, YearlyReport

MOVED = ("sent_at", "opened_at", "returned_at", "verified_at")  # when a report went from hand to hand
GAPS = {"missing", "segment_in_one_year"}  # the rules that say something is not filled in yet


class SectionState(TextChoices):
    """How far a section is, with its Indonesian label."""

    EMPTY = "empty", "Belum dimulai"
    PARTIAL = "partial", "Sedang diisi"
    RETURNED = "returned", "Dikembalikan"
    NEEDS_WORK = "needs_work", "Perlu diperbaiki"
    EXPLAIN = "explain", "Perlu dijelaskan"
    COMPLETE = "complete", "Lengkap"


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of one section, what remains in words, and the first thing to do."""

    section: Section
    state: SectionState
    remaining: str  # what is left, in words; "" when nothing is
    gap: Finding | ReportEntry | None  # the first thing to do
    left: int = 0  # how many things remain
    names: tuple[str, ...] = ()  # what they are called, as many

    @property
    def is_asked(self) -> bool:
        """Whether it counts toward a complete report: something is there, or something is left."""
        return self.state != SectionState.EMPTY or bool(self.left or self.gap)


def is_complete(parts: Sequence[Progress]) -> bool:
    """Whether nothing remains to be done in any section of a report that was begun: it could be certified."""
    return bool(parts) and not any(part.left or part.gap for part in parts)


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


@dataclass(frozen=True, slots=True)
class Judging:
    """How many entries of a report are judged, of how many, and when anything was last done with it."""

    judged: int
    entries: int
    touched: datetime.datetime | None


def judging(report: YearlyReport, entries: Sequence[ReportEntry]) -> Judging:
    """Return how far the verifier is, and when an entry was filled in, attached to or judged, or the report moved."""
    moments = [getattr(report, name) for name in MOVED] + [entry.entered_at for entry in entries]
    moments += [review.reviewed_at for entry in entries if (review := review_of(entry))]
    moments += [file.uploaded_at for entry in entries for file in entry.evidence.all()]
    touched = max((moment for moment in moments if moment), default=None)
    return Judging(sum(is_judged(entry) for entry in entries), len(entries), touched)


def office_findings(report: YearlyReport, facts: Snapshot) -> list[Finding]:
    """Return what the checks find; what a verifier's figures ask is asked once the report is back."""
    is_away = report.status == ReportStatus.SENT
    return [found for found in run_checks(facts) if not (is_away and found.blocks)]


def progress_for(
    reports: Sequence[YearlyReport],
    entries: Mapping[int, list[ReportEntry]],
    counted: Mapping[int, Counted],
) -> dict[int, list[Progress]]:
    """Return the progress of every report, by primary key, as its office sees it.

    Given its `entries_for` and what counts of it; its regency is fetched already. Two queries for the reports of one
    year, however many there are; none of reports fetched `with_answers` and `with_premium`.
    """
    prefetch_related_objects([report for report in reports if not hasattr(report, "answers")], "explanations")
    years = {report.year for report in reports if not hasattr(report, "premium")}
    premiums = {year: least_premium(year) for year in years}
    found = {}
    for report in reports:
        own = entries[report.pk]
        facts = snapshot(report, own, counted[report.pk], premiums.get(report.year))
        found[report.pk] = progress(report, own, facts, office_findings(report, facts))
    return found


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
        for section in sections_of(report, entries)
    ]


def sections_of(report: YearlyReport, entries: Iterable[ReportEntry]) -> list[Section]:
    """Return the sections a report has, in the order of the form.

    One begun before a section was there has no entry of it, and is asked nothing in it.
    """
    there = {entry.section for entry in entries}
    return [section for section in report.kind.ordered_sections if section in there or not section.is_single]


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
    left = sum(number for number, _ in parts)
    names = [*(str(entry.detail) for entry in waiting), *_blanks(section, states)]
    names += [_named(finding, states) for finding in (*wrong, *asked)]
    if waiting:
        state = SectionState.RETURNED
    elif wrong:
        state = SectionState.NEEDS_WORK
    elif asked:
        state = SectionState.EXPLAIN
    elif not _is_begun(section, states, entries):
        state = SectionState.EMPTY
    else:
        state = SectionState.PARTIAL if blank else SectionState.COMPLETE
    return Progress(section, state, remaining, gap, left, tuple(names))


def _blanks(section: Section, states: list[EntryState]) -> list[str]:
    """Return the blank boxes by name, of a section with several entries each after its entry's."""
    whose = "" if section.is_single else "{}: "
    return [f"{whose.format(state.label)}{label}" for state in states for _, label in state.missing]


def _named(finding: Finding, states: list[EntryState]) -> str:
    """Return the title of a finding, after the entry it is about where it is about one of several."""
    label = next((state.label for state in states if state.entry == finding.entry and len(states) > 1), "")
    return f"{label}: {TITLES[finding.rule]}" if label else TITLES[finding.rule]


def _is_begun(section: Section, states: list[EntryState], entries: Sequence[ReportEntry]) -> bool:
    """Whether anything required is there: a row of a row section, or a required field of a fixed one.

    Of a section without required fields, whether anything is.
    """
    if not section.is_fixed:
        return bool(states)
    rows = [entry.detail for entry in entries if entry.section == section]
    if not any(row.REQUIRED for row in rows):
        return not all(state.is_empty for state in states)
    return sum(len(row.REQUIRED) for row in rows) > sum(len(state.missing) for state in states)
