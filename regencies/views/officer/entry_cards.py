"""A report entry as a page shows it: figures beside last year's, values, files, the verifier's note."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crispy_forms.helper import FormHelper
from django.urls import reverse
from django.utils.text import capfirst

from regencies.checks.progress import is_corrected
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.figures.earlier_years import (
    Earlier,
    EarlierRows,
    official_workforce,
    participants_by_year,
    rows_by_year,
)
from regencies.figures.indicators import total
from regencies.figures.verified import stated
from regencies.files.kinds import SUFFIXES
from regencies.forms.evidence import FilesForm
from regencies.forms.layout import Group, Part, helper_of
from regencies.forms.participation import box
from regencies.l10n.field_text import field_text, figure_text, label
from regencies.models import Evidence, ReportEntry, Review, YearlyReport
from regencies.presenters.figure_rows import (
    FIGURES_OF,
    YEAR_BEFORE,
    FigureRow,
    entry_rows,
    figure_row,
    participation_row,
    workforce_rows,
)
from regencies.presenters.shares import shares_of
from regencies.views.officer.links import anchor
from regencies.views.officer.report_page import ReportPage

UNSHOWN = {"entry", "regulation"}


@dataclass
class Card:
    """One report entry in words, with its files and what may be done with it."""

    entry: ReportEntry
    title: str
    anchor: str
    may_edit: bool
    facts: list[tuple[str, str]]
    figures: dict[str, FigureRow]
    review: Review | None  # what the verifier said, once it is the office's turn
    stated: list[tuple[str, str]]  # (label, value) of each figure the verifier found to be another
    corrected: bool
    files: list[dict[str, Any]]
    answers: list[dict[str, Any]] = field(default_factory=list)  # {asked, answer} of the whole report
    questions: list[Any] = field(
        default_factory=list
    )  # what the checks ask about it, on the page of its section
    asked: set[str] = field(default_factory=set)  # boxes beside which their questions stand
    form: Any = None  # of a row that can be changed, laid out by `helper`
    helper: FormHelper | None = None
    attach: FilesForm | None = None  # where files can be added
    no_files: str = ""  # what is said where it has none, when not as usual

    @property
    def asked_below(self) -> list[Any]:
        """The questions that stand beside no box."""
        return [one for one in self.questions if one.finding.field not in self.asked]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section of a report to read; `rows` are the figures of all its entries, where they stand in one table."""

    section: Section
    cards: list[Card]
    rows: list[FigureRow]


def earlier_rows(report: YearlyReport, section: Section, earlier: Earlier | None = None) -> EarlierRows:
    """Return what earlier reports had in this section; one query unless given, none where it has no figures."""
    if section not in FIGURES_OF:
        return {}
    own = FIGURES_OF[section]
    return rows_by_year(report, section, own.key, list(own.figures), earlier)


def card(page: ReportPage, entry: ReportEntry, figures: dict[str, FigureRow]) -> Card:
    """Return the card of one entry, beside the figure rows given."""
    review = getattr(entry, "review", None)
    flagged = review is not None and ReviewState(review.state).is_flagged
    found = stated(entry)
    has_note = flagged or (review is not None and (review.note or found))
    return Card(
        entry=entry,
        title=entry.called,
        anchor=anchor(entry),
        may_edit=page.may_edit(entry),
        facts=[
            *facts_of(entry, without=figures, has_villages=page.report.has_villages),
            *shares_of(entry, page.entries),
        ],
        figures=figures,
        review=review if has_note and page.report.status != ReportStatus.SENT else None,
        stated=[
            (capfirst(label(entry.detail, name)), figure_text(entry.detail, name, value))
            for name, value in found.items()
        ],
        corrected=flagged and is_corrected(entry, page.report),
        files=files_of(page, entry),
    )


def cards_of(page: ReportPage, section: Section, earlier: Earlier | None = None) -> list[Card]:
    """Return the cards of one section, in two queries however many they are."""
    before = earlier_rows(page.report, section, earlier)
    return [
        card(page, entry, entry_rows(entry, before, page.year) if section in FIGURES_OF else {})
        for entry in page.in_section(section)
    ]


def segment_cards(page: ReportPage, earlier: Earlier | None = None) -> list[Card]:
    """Return a card for each segment, with the boxes of its figures where the form has them."""
    before = participants_by_year(page.report, earlier)
    return [
        card(page, entry, {"registered": participation_row(entry, before, page.year)})
        for entry in page.in_section(Section.PARTICIPATION)
    ]


def denominators(page: ReportPage) -> list[FigureRow]:
    """Return the official denominators with their sum; a nominee has none."""
    return [] if page.kind.is_nominated else workforce_rows(official_workforce(page.report), page.year)


def chapters(page: ReportPage) -> list[Chapter]:
    """Return the whole report to read, by section, empty ones included; a constant number of queries."""
    compared = {*FIGURES_OF, Section.PARTICIPATION}.intersection(page.kind.sections)
    earlier = page.earlier(sorted(compared))
    answers: dict[int, list[dict[str, Any]]] = {}
    for item in page.said["explanations"]:
        answers.setdefault(item["entry"], []).append(item)
    found = []
    for section in page.sections:
        is_table = section == Section.PARTICIPATION
        cards = segment_cards(page, earlier) if is_table else cards_of(page, section, earlier)
        for one in cards:
            one.answers = answers.get(one.entry.pk, [])
        rows = [*(one.figures["registered"] for one in cards), _all_segments(page)] if is_table else []
        found.append(Chapter(section, cards, rows))
    return found


def _all_segments(page: ReportPage) -> FigureRow:
    sums = {
        page.year: total(page.claimed["registered"].values()),
        page.previous_year: total(page.claimed["registered_previous"].values()),
    }
    return figure_row("Jumlah", sums, page.year, total=True)


def segments_helper(page: ReportPage, cards: list[Card], answer_url: str) -> FormHelper:
    """Return the layout of the segments: boxes where the form has them, text where an entry is locked."""
    segments = [
        Part(
            "officer/_segment.html",
            {
                "field": box(card.entry, "registered"),
                "previous_field": box(card.entry, "registered_previous"),
            },
            card=card,
            page=page,
            answer_url=answer_url,
        )
        for card in cards
    ]
    return helper_of(Group("figure-inputs", *segments))


def facts_of(
    entry: ReportEntry, *, without: dict[str, FigureRow], has_villages: bool
) -> list[tuple[str, str]]:
    """Return (label, value) of everything but the figures; nothing about villages in a city."""
    detail = entry.detail
    hidden = UNSHOWN | set(without)
    if entry.section in FIGURES_OF:  # the title says the key, the figures the year before
        hidden |= {*FIGURES_OF[Section(entry.section)].key, *YEAR_BEFORE.values()}
    if entry.section in {Section.INNOVATIONS, Section.GROUPS}:  # as the title does
        hidden |= {"name", "group_name"}
    if entry.section == Section.PARTICIPATION:
        hidden |= {"segment", "registered_previous"}
    hidden |= detail.not_asked
    if not has_villages:
        hidden |= {*detail.VILLAGE_FIELDS}
    rows = [(detail, field.name) for field in detail._meta.concrete_fields if field.name not in hidden]
    if entry.section == Section.REGULATIONS:
        rows = [(detail.regulation, "title"), (detail.regulation, "status"), *rows]
    return [(capfirst(label(row, name)), field_text(row, name)) for row, name in rows]


def files_of(page: ReportPage, entry: ReportEntry) -> list[dict[str, Any]]:
    """Return the files of an entry as includes/evidence_list.html takes them."""
    may_edit = page.may_edit(entry)
    return [file_of(page, file, may_remove=may_edit) for file in entry.evidence.all()]


def file_of(page: ReportPage, file: Evidence, *, may_remove: bool) -> dict[str, Any]:
    """Return one file as includes/evidence_list.html takes it."""
    own = [page.key, file.pk]
    return {
        "title": file.title,
        "url": reverse("evidence", args=[file.pk]),
        "size": file.size,
        "kind": SUFFIXES[file.content_type],
        "sha256": file.sha256,
        "page": file.page,
        "look_label": file.look_label,
        "pages_url": reverse("evidence_page", args=[file.pk]) if file.is_shown else "",
        "uploaded": file.uploaded_at,
        "held_mark": file.held_mark,
        "change_url": reverse("report_evidence_change", args=own) if may_remove else "",
        "delete_url": reverse("report_evidence_remove", args=own) if may_remove else "",
    }
