"""A report in full: every entry with its values, evidence, explanations and the finding of the verifier."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import ForeignKey
from django.forms import Form

from regencies.checks.build_snapshot import entries_of, snapshot
from regencies.checks.findings import Finding
from regencies.checks.progress import sections_of
from regencies.checks.registry import TITLES, run_checks
from regencies.choices import Section
from regencies.figures.counted import OWN_WORKERS, Counted, Figures, counted_of
from regencies.figures.summary import Headline, headline
from regencies.figures.verified import is_judged, verified
from regencies.l10n.field_text import field_text, figure_text, label
from regencies.l10n.numbers import format_percent
from regencies.models import EntryMessage, Evidence, ReportEntry, Review, YearlyReport
from regencies.presenters.figure_rows import workforce_source
from regencies.presenters.shares import by_kind_in_words, shares_of
from regencies.presenters.standing import is_changed_since_sent
from regencies.presenters.succession import why_not_compared

UNSHOWN = {"entry", "segment"}  # the heading of the card says it already
# Section → the figure that repeats one of last year, and where last year's report has it.
LAST_YEAR = {
    Section.PARTICIPATION: ("registered_previous", "registered"),
    Section.WORKFORCE: ("figure_previous", "workforce"),
    Section.HEADCOUNT: ("workers_previous", "workforce"),
}


@dataclass
class Fact:
    """One line of an entry: its label, its value, and what last year's verified report has in its place."""

    label: str
    value: str
    previous: str = ""
    name: str = ""  # of the field it shows; "" of what shows none


@dataclass
class Card:
    """One entry of a report in words, with its evidence, the verifier's finding and the officer's explanations."""

    report_entry: ReportEntry
    title: str
    facts: list[Fact]
    evidence: list[Evidence]
    review: Review | None
    answers: list[tuple[str, str]] = field(default_factory=list)  # (rule title, explanation)
    form: Form | None = None  # the verifier's finding, while the report is open for it
    is_changed: bool = False  # by the office, since the report was sent
    has_last_year: bool = False  # whether last year's verified report has an entry in its place
    thread: EntryMessage | None = None  # the newest message between verifier and office
    changes: list[tuple[str, str, str]] | None = (
        None  # (field, before, after) since the version judged; None: no such
    )
    second: list[Any] = field(default_factory=list)  # lines of what the BPJS branch counts
    offers: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # (side to take over, address, boxes as JSON)
    is_carried_over: bool = False  # it says what was found right last year, and nobody has judged it yet

    @property
    def is_judged(self) -> bool:
        """Whether a verifier has recorded a finding."""
        return is_judged(self.report_entry)


@dataclass
class Chapter:
    """One section of a report and the cards of its entries."""

    section: Section
    cards: list[Card]

    @property
    def carried_over(self) -> list[Card]:
        """Those that say what was found right last year, and that nobody has judged yet."""
        return [card for card in self.cards if card.is_carried_over]


@dataclass
class ReportContents:
    """What a report says, what the checks find in it, and the answers to what they still ask."""

    figures: Figures
    headline: Headline
    workforce_source: str  # whose denominators count
    coverage_last_year: (
        str  # as verified a year ago, where this report has another, or why there is none; else ""
    )
    findings: list[Finding]
    chapters: list[Chapter]
    general_answers: list[tuple[str, str]]  # (rule title, explanation) about the report as a whole

    @property
    def coverage_note(self) -> str:
        """What stands below the coverage: what its change is against, and the coverage of each kind of workers."""
        return " · ".join(filter(None, ["terhadap tahun sebelumnya", by_kind_in_words(self.headline)]))

    @property
    def cards(self) -> list[Card]:
        """Every entry, in the order of the screen."""
        return [card for chapter in self.chapters for card in chapter.cards]


def report_contents(report: YearlyReport, last_year: Iterable[ReportEntry] | None = None) -> ReportContents:
    """Return a report by section, empty sections included; its regency is fetched already. Six queries at most.

    `last_year`: the entries of its region's or nominee's verified report, with content, where they are at hand.
    """
    entries = entries_of(report)
    counted = counted_of(report, entries, last_year)
    findings = run_checks(snapshot(report, entries, counted))
    answers = _answers(findings)
    return ReportContents(
        figures=counted.figures,
        headline=headline(**counted.figures),
        workforce_source=workforce_source(counted),
        coverage_last_year=_coverage_last_year(report, counted),
        findings=findings,
        chapters=_chapters(report, entries, answers, counted.last_year),
        general_answers=answers.get(None, []),
    )


def _coverage_last_year(report: YearlyReport, counted: Counted) -> str:
    if counted.last_year is None:
        return why_not_compared(report.regency, report.year)
    verified, now = headline(**counted.last_year).coverage, headline(**counted.figures).coverage_previous
    return "" if verified == now else f"hasil verifikasi tahun lalu {format_percent(verified)}"


def _answers(findings: Iterable[Finding]) -> dict[int | None, list[tuple[str, str]]]:
    found: dict[int | None, list[tuple[str, str]]] = {}
    for finding in findings:
        if finding.answer:
            found.setdefault(finding.entry, []).append((TITLES[finding.rule], finding.answer))
    return found


def _chapters(
    report: YearlyReport,
    entries: list[ReportEntry],
    answers: dict[int | None, list[tuple[str, str]]],
    last_year: Figures | None,
) -> list[Chapter]:
    by_section: dict[str, list[Card]] = {section: [] for section in sections_of(report, entries)}
    for entry in entries:
        by_section[entry.section].append(
            Card(
                report_entry=entry,
                title=str(entry.detail),
                facts=[*_facts(entry, last_year), *itertools.starmap(Fact, shares_of(entry, entries))],
                evidence=list(entry.evidence.all()),
                review=getattr(entry, "review", None),
                answers=answers.get(entry.pk, []),
                is_changed=is_changed_since_sent(entry, report),
            )
        )
    return [Chapter(Section(section), cards) for section, cards in by_section.items()]


def _facts(entry: ReportEntry, last_year: Figures | None) -> Iterator[Fact]:
    """Yield what the office reports, after each figure what the verifier found instead, and last year's as verified."""
    detail, found = entry.detail, verified(entry)
    hidden = (
        UNSHOWN | detail.not_asked | ({*detail.VILLAGE_FIELDS} if not entry.report.has_villages else set())
    )
    for model_field in detail._meta.concrete_fields:
        if model_field.name in hidden:
            continue
        row, name = detail, model_field.name
        if isinstance(model_field, ForeignKey):
            yield Fact("Tentang", f"{detail.regulation.title} ({detail.regulation.get_status_display()})")
            continue
        yield Fact(label(row, name), field_text(row, name), name=name)
        if name in found:
            yield Fact(f"{label(row, name)}: hasil verifikasi", figure_text(detail, name, found[name]))
    if last_year and (known := LAST_YEAR.get(entry.section)):
        name, figures = known
        if (before := last_year[figures].get(getattr(detail, "segment", OWN_WORKERS))) is not None:  # type: ignore[literal-required]
            title = f"{label(detail, name)}: hasil verifikasi tahun lalu"
            yield Fact(title, figure_text(detail, name, before))
