"""Parts of a whole that a report comes to beside its total coverage, in words: (label, "480 dari 500 (96,00%)")."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst

from regencies.checks.employers import PUBLIC_WORKERS
from regencies.choices import Section
from regencies.figures.indicators import coverage, total
from regencies.figures.summary import Headline
from regencies.figures.verified import counted_whole
from regencies.l10n.numbers import format_integer, format_percent
from regencies.models import ReportEntry

Shares = list[tuple[str, str]]
OF_EMPLOYERS = (
    ("employers_registered", "Pemberi kerja yang terdaftar"),
    ("employers_noncompliant", "Pemberi kerja yang belum patuh"),
    ("employers_sanctioned", "Pemberi kerja yang dikenai sanksi"),
)


def coverage_by_kind(found: Headline) -> Shares:
    """Return the coverage of formal and of informal workers; nothing where all stand in one denominator."""
    parts = (("Cakupan formal", found.coverage_formal), ("Cakupan informal", found.coverage_informal))
    return [(label, format_percent(value)) for label, value in parts if value is not None]


def by_kind_in_words(found: Headline) -> str:
    """Return `coverage_by_kind` in one line, for the note of the total; "" where there is none."""
    return ", ".join(f"{label.removeprefix('Cakupan ')} {value}" for label, value in coverage_by_kind(found))


def shares_of(entry: ReportEntry, entries: Iterable[ReportEntry]) -> Shares:
    """Return what an entry's figures come to, of which the others of its report are a part; mostly nothing."""
    if entry.section == Section.PUBLIC_WORKERS:
        return _protected(entry, entries)
    if entry.section == Section.EMPLOYERS:
        whole = counted_whole(entry, "employers")
        known = [(label, counted_whole(entry, name)) for name, label in OF_EMPLOYERS]
        return [(label, _share(part, whole)) for label, part in known if part is not None]
    return []


def _protected(entry: ReportEntry, entries: Iterable[ReportEntry]) -> Shares:
    groups = [one for one in entries if one.section == Section.GROUPS]
    row, found = entry.detail, []
    for name, (group, called) in PUBLIC_WORKERS.items():
        if name in row.VILLAGE_FIELDS and not entry.report.has_villages:
            continue
        protected = total(counted_whole(one, "persons") for one in groups if one.fundedgroup.group == group)
        people = counted_whole(entry, name)
        if (protected, people) != (None, None):
            found.append((f"{capfirst(called)} yang dilindungi", _share(protected, people)))
    return found


def _share(part: int | None, whole: int | None) -> str:
    if part is None:
        return f"tidak dilaporkan, dari {format_integer(whole)}"
    if whole is None:
        return f"{format_integer(part)}, jumlah seluruhnya belum diisi"
    reached = coverage(part, whole)
    rate = "" if reached is None else f" ({format_percent(reached)})"
    return f"{format_integer(part)} dari {format_integer(whole)}{rate}"
