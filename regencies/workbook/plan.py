"""What stands on each sheet of a workbook: its columns, its rows, what may be typed, and last year's values."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django import forms

from regencies.choices import ReportStatus, Section
from regencies.forms.fields import ReadField
from regencies.l10n.dates import format_date
from regencies.models import ReportEntry, YearlyReport
from regencies.presenters.figure_rows import FIGURES_OF
from regencies.workbook.boxes import Boxes, Texts, cell_of, choices_of
from regencies.workbook.last_year import LastYear

NEW_ROWS = 20  # free rows under those of a section of rows
LONGEST_NAME = 31  # letters of a sheet's name


@dataclass
class Column:
    """One box of a section: its field, how the page calls it, its hint, and the words to choose from."""

    field: str
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    is_long: bool = False
    is_figure: bool = False
    last_year: str = ""  # head of the column with last year's figures beside it, "" for none


@dataclass
class Row:
    """One entry, or a free row: its key in the workbook, its texts by field, and which of them may be typed."""

    key: str
    title: str
    texts: Texts = field(default_factory=dict)
    last_year: Texts = field(default_factory=dict)
    open: frozenset[str] = frozenset()


@dataclass
class SheetPlan:
    """One section; `is_upright`: one entry, whose boxes stand below each other."""

    section: Section
    title: str
    lead: str
    columns: list[Column]
    rows: list[Row]
    is_upright: bool
    year: int


def plan_of(
    report: YearlyReport, entries: Sequence[ReportEntry], before: LastYear, editable: Collection[int]
) -> list[SheetPlan]:
    """Return a sheet for each section of the report's kind; `editable`: the entries that may change now."""
    return [
        _sheet(report, section, [one for one in entries if one.section == section], before, editable)
        for section in report.kind.ordered_sections
    ]


def _sheet(
    report: YearlyReport,
    section: Section,
    entries: Sequence[ReportEntry],
    before: LastYear,
    editable: Collection[int],
) -> SheetPlan:
    known = [(entry, Boxes(report, section, entry)) for entry in entries]
    blank = None if section.is_fixed else Boxes(report, section, None)
    columns: dict[str, Column] = {}
    for boxes in filter(None, [blank, *(boxes for _, boxes in known)]):
        for name in boxes.names:
            if name not in columns:
                columns[name] = _column(report, section, boxes, name)
    rows = [
        Row(
            key=str(entry.pk),
            title=str(entry.detail),
            texts=_texts(boxes, entry, columns),
            last_year=before.get(entry.pk, {}),
            open=frozenset(boxes.names) if entry.pk in editable else frozenset(),
        )
        for entry, boxes in known
    ]
    if blank is not None and editable and report.status != ReportStatus.RETURNED:
        rows += [Row(f"+{n}", "Butir baru", open=frozenset(blank.names)) for n in range(1, NEW_ROWS + 1)]
    return SheetPlan(
        section=section,
        title=sheet_name(section),
        lead=report.kind.wording[section].lead,
        columns=[*columns.values()],
        rows=rows,
        is_upright=section.is_single,
        year=report.year,
    )


def sheet_name(section: Section) -> str:
    """Return how a section's sheet is called; spreadsheets take neither long names nor some signs."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in section.label)[:LONGEST_NAME].strip()


def _texts(boxes: Boxes, entry: ReportEntry, columns: Collection[str]) -> Texts:
    """Return what stands in each cell; a field without a box is shown in words."""
    texts = {name: cell_of(boxes.field(name), boxes.stored[name]) for name in boxes.names}
    for name in columns:
        if name not in texts:
            spoken = getattr(entry.detail, f"get_{name}_display", None)
            texts[name] = str(spoken() if spoken else getattr(entry.detail, name, ""))
    return texts


def _column(report: YearlyReport, section: Section, boxes: Boxes, name: str) -> Column:
    box = boxes.field(name)
    label, last_year, year = boxes.label(name), "", report.year
    if section == Section.PARTICIPATION:
        is_now = name == "registered"
        label = f"Peserta aktif {format_day(year if is_now else year - 1)}"
        last_year = "" if is_now else f"{year - 1} menurut laporan {year - 1}"
    elif section in FIGURES_OF and name in FIGURES_OF[section].figures:
        last_year = f"Tahun {year - 1}"
    return Column(
        field=name,
        label=label,
        hint=str(box.help_text or ""),
        choices=tuple(choices_of(box).values()),
        is_long=isinstance(box.widget, forms.Textarea),
        is_figure=isinstance(box, ReadField) and bool(box.box_size),
        last_year=last_year,
    )


def format_day(year: int) -> str:
    """Return the day a report counts at: "31 Desember 2025"."""
    return format_date(datetime.date(year, 12, 31))


def lists_of(plans: Sequence[SheetPlan]) -> list[tuple[str, ...]]:
    """Return every list of words to choose from, each once."""
    return [*dict.fromkeys(_lists(plans))]


def _lists(plans: Sequence[SheetPlan]) -> Iterator[tuple[str, ...]]:
    for plan in plans:
        for column in plan.columns:
            if column.choices:
                yield column.choices
