"""A report in full: every entry with its values, evidence, explanations and the finding of the verifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import ForeignKey
from django.forms import Form

from regencies.checks.build_snapshot import entries_of, snapshot
from regencies.checks.findings import Finding
from regencies.checks.registry import TITLES, run_checks
from regencies.choices import ReviewState, Section
from regencies.figures.counted import Figures, figures_for, no_figures
from regencies.figures.summary import Headline, headline
from regencies.l10n.field_text import field_text, label
from regencies.models import Evidence, ReportEntry, Review, YearlyReport

UNSHOWN = {"entry", "segment"}  # the heading of the card says it already


@dataclass
class Fact:
    """One line of an entry: its label, its value, and the value of the year before."""

    label: str
    value: str
    previous: str = ""


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

    @property
    def is_judged(self) -> bool:
        """Whether a verifier has recorded a finding."""
        return self.review is not None and self.review.state != ReviewState.PENDING


@dataclass
class Chapter:
    """One section of a report and the cards of its entries."""

    section: Section
    cards: list[Card]


@dataclass
class ReportContents:
    """What a report says, what the checks find in it, and the answers to what they still ask."""

    figures: Figures
    headline: Headline
    findings: list[Finding]
    chapters: list[Chapter]
    general_answers: list[tuple[str, str]]  # (rule title, explanation) about the report as a whole

    @property
    def cards(self) -> list[Card]:
        """Every entry, in the order of the screen."""
        return [card for chapter in self.chapters for card in chapter.cards]


def report_contents(report: YearlyReport) -> ReportContents:
    """Return a report by section, empty sections included; its regency is fetched already. Eight queries."""
    figures, before = two_years(report)
    entries = entries_of(report)
    findings = run_checks(snapshot(report, entries, figures))
    answers = _answers(findings)
    return ReportContents(
        figures=figures,
        headline=headline(**figures),
        findings=findings,
        chapters=_chapters(entries, answers, before),
        general_answers=answers.get(None, []),
    )


def _answers(findings: Iterable[Finding]) -> dict[int | None, list[tuple[str, str]]]:
    found: dict[int | None, list[tuple[str, str]]] = {}
    for finding in findings:
        if finding.answer:
            found.setdefault(finding.entry, []).append((TITLES[finding.rule], finding.answer))
    return found


def two_years(report: YearlyReport) -> tuple[Figures, Figures]:
    """Return the figures of the report, and those of the regency's report of the year before."""
    before = YearlyReport.objects.filter(regency=report.regency_id, year=report.year - 1).first()
    found = figures_for([report, before] if before else [report])
    return found[report.pk], found[before.pk] if before else no_figures()


def _chapters(
    entries: Iterable[ReportEntry], answers: dict[int | None, list[tuple[str, str]]], before: Figures
) -> list[Chapter]:
    by_section: dict[str, list[Card]] = {section: [] for section in Section.values}
    for entry in entries:
        by_section[entry.section].append(
            Card(
                report_entry=entry,
                title=str(entry.detail),
                facts=list(_facts(entry, before["registered"])),
                evidence=list(entry.evidence.all()),
                review=getattr(entry, "review", None),
                answers=answers.get(entry.pk, []),
            )
        )
    return [Chapter(Section(section), cards) for section, cards in by_section.items()]


def _facts(entry: ReportEntry, verified_before: dict[str, int | None]) -> Iterator[Fact]:
    detail = entry.detail
    for model_field in detail._meta.concrete_fields:
        if model_field.name in UNSHOWN:
            continue
        row, name = detail, model_field.name
        if isinstance(model_field, ForeignKey):
            yield Fact("Tentang", f"{detail.regulation.title} ({detail.regulation.get_status_display()})")
            continue
        yield Fact(label(row, name), field_text(row, name))
    if entry.section == Section.PARTICIPATION:
        before = verified_before.get(detail.segment)
        if before is not None:
            yield Fact(
                "menurut laporan tahun lalu", field_text(type(detail)(registered=before), "registered")
            )
