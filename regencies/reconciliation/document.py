"""What the minutes of a reconciliation say: both sides' figures, the agreed ones and why, as one canonical document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.text import capfirst

from regencies.choices import Section
from regencies.figures.second_source import YEARS_BACK, SecondSource, agreed_on, second_sources
from regencies.figures.verified import keys_of, review_of, verified
from regencies.l10n.field_text import field_text, figure_text, label
from regencies.l10n.numbers import format_integer
from regencies.models import FiguresFile, Identity, ReportEntry, YearlyReport
from regencies.reconciliation.words import difference_text, source_text
from regencies.seals.canonical import canonical

SCHEMA = "paritrana.reconciliation/1"
LONGEST_CODE = 8  # letters of the hash that are typed from paper


@dataclass(frozen=True)
class Minutes:
    """The minutes of one report as they stand now; the same report says the same bytes."""

    said: dict[str, Any]

    @cached_property
    def document(self) -> bytes:
        """Canonical JSON of everything that is said."""
        return canonical(self.said)

    @cached_property
    def sha256(self) -> str:
        """The hash of the document."""
        return hashlib.sha256(self.document).hexdigest()

    @property
    def code(self) -> str:
        """The beginning of the hash, which a person can compare and type."""
        return self.sha256[:LONGEST_CODE]

    @property
    def number(self) -> str:
        """Return the number: "BA-REK/61.04/2025/V1"."""
        return str(self.said["number"])


def has_begun(report: YearlyReport) -> bool:
    """Whether a verifier has opened the version that was sent last: before that there is nothing to reconcile."""
    return report.opened_at is not None


def minutes_of(report: YearlyReport, entries: Iterable[ReportEntry]) -> Minutes:
    """Return the minutes of a report fetched by `with_branch_figures`, its entries with content. At most one query."""
    entries = list(entries)
    sources = second_sources(report, entries)
    files = FiguresFile.objects.in_bulk({line.file for lines in sources.values() for line in lines} - {None})
    about, province = report.participant, report.regency.province
    code = report.nominee.code if report.nominee else report.regency.kemendagri_code
    return Minutes(
        {
            "schema": SCHEMA,
            "number": f"BA-REK/{code}/{report.year}/V{report.version}",
            "participant": {"code": code, "name": str(about), "place": report.place},
            "province": province.name,
            "assessed_year": report.year,
            "version": report.version,
            "begun": _day(report),
            "office": _office(report, entries),
            "participation": [
                line
                for entry in entries
                if entry.section == Section.PARTICIPATION
                for line in _segment(entry, sources.get(entry.pk, []))
            ],
            "sources": _sources(sources.values(), files),
            "agreed": [line for entry in entries for line in _agreed(entry)],
            "notes": [
                [str(entry.detail), review.note]
                for entry in entries
                if entry.section == Section.PARTICIPATION and (review := review_of(entry)) and review.note
            ],
        }
    )


def _day(report: YearlyReport) -> list[int]:
    """Return the day the verification of this version began, by the province's clocks: [2026, 3, 31]."""
    day = (report.opened_at or report.sent_at).astimezone(report.regency.province.zone)
    return [day.year, day.month, day.day]


def _office(report: YearlyReport, entries: list[ReportEntry]) -> dict[str, str]:
    """Return who signs for the office: as the report names it, else as the province knows it."""
    known = next((entry.detail for entry in entries if entry.section == Section.IDENTITY), Identity())
    return {
        "name": known.office_name or report.regency.office_name,
        "head": known.head_name or (str(report.certified_by) if report.certified_by else ""),
        "nip": known.head_nip,
    }


def _segment(entry: ReportEntry, sources: list[SecondSource]) -> Iterator[dict[str, Any]]:
    """Yield the figures of one segment in each year, in words."""
    by_name = {line.name: line for line in sources}
    for name, back in YEARS_BACK.items():
        line = by_name.get(name)
        yield {
            "label": str(entry.detail),
            "year": entry.report.year - back,
            "claimed": format_integer(getattr(entry.detail, name)),
            "branch": format_integer(line.branch) if line else "–",
            "difference": difference_text(line) if line else "–",
            "is_notable": bool(line and line.is_notable),
            "agreed": format_integer(agreed_on(entry, name)),
        }


def _sources(lines: Iterable[list[SecondSource]], files: dict[int, FiguresFile]) -> list[dict[str, str]]:
    """Return each source once, with the file it is from and that one's hash."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line in (each for group in lines for each in group):
        file = files.get(line.file) if line.file else None
        sha256 = file.sha256 if file else ""
        found[source_text(line), sha256] = {
            "source": source_text(line),
            "file": file.name if file else "",
            "sha256": sha256,
        }
    return [found[key] for key in sorted(found)]


def _agreed(entry: ReportEntry) -> Iterator[dict[str, str]]:
    """Yield every other value that was agreed on instead of the office's, and why."""
    if entry.section == Section.PARTICIPATION:
        return
    review, detail, found = review_of(entry), entry.detail, verified(entry)
    for name in keys_of(entry):
        if name in found:
            yield {
                "section": str(Section(entry.section).label),
                "entry": str(detail),
                "label": capfirst(label(detail, name)),
                "claimed": field_text(detail, name),
                "agreed": figure_text(detail, name, found[name]),
                "reason": review.note if review else "",
            }
