"""What the report of the year before says, beside the boxes of this year's. One query."""

from __future__ import annotations

from collections.abc import Iterable

from regencies.choices import Section
from regencies.figures.earlier_years import (
    Earlier,
    EarlierRows,
    earlier_entries,
    participants_by_year,
    rows_by_year,
)
from regencies.figures.verified import counted_value
from regencies.l10n.field_text import BLANK, field_text, figure_text
from regencies.l10n.numbers import format_integer
from regencies.models import ReportEntry, YearlyReport
from regencies.presenters.figure_rows import FIGURES_OF
from regencies.presenters.succession import why_not_compared
from regencies.workbook.boxes import Texts

LastYear = dict[int, Texts]  # entry → field → what last year's report says


def last_year(report: YearlyReport, entries: Iterable[ReportEntry]) -> LastYear:
    """Return last year's values in words; verified figures replace claimed ones. Nothing of a region split off."""
    if why_not_compared(report.regency, report.year):
        return {}
    earlier = earlier_entries(report, report.kind.sections)
    participants = participants_by_year(report, earlier)
    rows: dict[Section, EarlierRows] = {}
    found: LastYear = {}
    for entry in entries:
        section = Section(entry.section)
        if section == Section.PARTICIPATION:
            before = participants.get(entry.detail.segment, {}).get(report.year - 1)
            found[entry.pk] = {"registered_previous": format_integer(before)}  # type: ignore[arg-type]
        elif section.is_single:
            found[entry.pk] = _single(report, section, earlier)
        elif section in FIGURES_OF:
            if section not in rows:
                own = FIGURES_OF[section]
                rows[section] = rows_by_year(report, section, own.key, list(own.figures), earlier)
            found[entry.pk] = _row(entry, rows[section], report.year - 1)
    return found


def _single(report: YearlyReport, section: Section, earlier: Earlier) -> Texts:
    """Return everything the entry of a section with one entry said."""
    last = next((one for one in earlier.get(section, []) if one.report.year == report.year - 1), None)
    if last is None:
        return {}
    names = [field.name for field in last.detail._meta.concrete_fields if not field.primary_key]
    said = {name: field_text(last.detail, name) for name in names}
    for name in FIGURES_OF[section].figures if section in FIGURES_OF else ():
        said[name] = figure_text(last.detail, name, counted_value(last, name))
    return {name: text for name, text in said.items() if text != BLANK}


def _row(entry: ReportEntry, rows: EarlierRows, year: int) -> Texts:
    """Return the sums of the year's rows of the same key."""
    before = rows.get(
        tuple(getattr(entry.detail, name) for name in FIGURES_OF[Section(entry.section)].key), {}
    )
    known = {name: by_year.get(year) for name, by_year in before.items()}
    return {
        name: figure_text(entry.detail, name, value) for name, value in known.items() if value is not None
    }
