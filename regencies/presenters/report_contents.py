"""A report in full: every entry with its values, evidence, explanations and the finding of the verifier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import ForeignKey
from django.forms import Form

from regencies.checks.build_snapshot import entries_of
from regencies.choices import ReviewState, Section
from regencies.figures.counted import Figures, figures_for, no_figures
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


def two_years(report: YearlyReport) -> tuple[Figures, Figures]:
    """Return the figures of the report, and those of the regency's report of the year before."""
    before = YearlyReport.objects.filter(regency=report.regency_id, year=report.year - 1).first()
    found = figures_for([report, before] if before else [report])
    return found[report.pk], found[before.pk] if before else no_figures()


def chapters(report: YearlyReport, titles: dict[str, str], before: Figures) -> list[Chapter]:
    """Return the report by section, empty sections included; `titles`: rule → heading of its explanation."""
    answers: dict[int | None, list[tuple[str, str]]] = {}
    for item in report.explanations.all():
        answers.setdefault(item.entry_id, []).append((titles.get(item.rule, item.rule), item.answer))
    by_section: dict[str, list[Card]] = {section: [] for section in Section.values}
    for entry in entries_of(report):
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


def general_answers(report: YearlyReport, titles: dict[str, str]) -> list[tuple[str, str]]:
    """Return (rule title, explanation) of every explanation about the report as a whole."""
    return [
        (titles.get(item.rule, item.rule), item.answer)
        for item in report.explanations.all()
        if item.entry_id is None
    ]


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
