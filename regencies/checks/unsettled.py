"""What keeps a report from being verified: entries not judged, entries to be mended, questions nobody answered."""

from __future__ import annotations

from collections.abc import Iterable

from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import ReviewState
from regencies.models import ReportEntry, YearlyReport

SETTLE_IT = "Kembalikan laporan agar dinas memperbaiki atau menjelaskannya, atau ubah hasil pemeriksaan."


def by_state(entries: Iterable[ReportEntry]) -> dict[str, list[ReportEntry]]:
    """Return review state → entries; an entry without a review is pending."""
    found: dict[str, list[ReportEntry]] = {state: [] for state in ReviewState.values}
    for entry in entries:
        review = getattr(entry, "review", None)
        found[review.state if review else ReviewState.PENDING].append(entry)
    return found


def open_questions(report: YearlyReport, entries: list[ReportEntry]) -> list[str]:
    """Return what the checks find that nobody has mended or explained, as the verifier left the figures."""
    return [finding.found for finding in run_checks(snapshot(report, entries)) if finding.blocks]


def unsettled(report: YearlyReport, entries: list[ReportEntry]) -> list[tuple[str, str]]:
    """Return (sentence, where on the report's page) for everything that keeps the report from being verified."""
    states = by_state(entries)
    gaps = [
        (f"“{entry.detail}” belum diperiksa.", f"#butir-{entry.pk}") for entry in states[ReviewState.PENDING]
    ]
    gaps += [
        (
            f"“{entry.detail}” masih ditandai “Perlu perbaikan”: kembalikan laporan atau nyatakan sesuai.",
            f"#butir-{entry.pk}",
        )
        for entry in states[ReviewState.NEEDS_WORK]
    ]
    findings = (finding for finding in run_checks(snapshot(report, entries)) if finding.blocks)
    return gaps + [(f"{found.found} {SETTLE_IT}", f"#bagian-{found.section}") for found in findings]
