"""The answers that footnote published figures: those to what the figures still ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from regencies.checks.build_snapshot import counted_snapshot
from regencies.checks.registry import PUBLIC_NOTES, run_checks
from regencies.checks.snapshot import Answer
from regencies.figures.counted import Counted
from regencies.models import YearlyReport


def public_notes(
    report: YearlyReport, counted: Counted, stored: Iterable[Mapping[str, Any]]
) -> list[tuple[str, str]]:
    """Return (figure, text) of each answer that is public, by rule; one about a single segment names it.

    `stored`: {rule, entry, answer, asked, figures} of the report's explanations. No query.
    """
    answers = {
        (row["rule"], row["entry"]): Answer(row["answer"], row["asked"], row["figures"]) for row in stored
    }
    if not answers:
        return []
    facts = counted_snapshot(report, counted, answers)
    segments = {segment.entry: f"{segment.label}: " for segment in facts.segments}
    answered = [found for found in run_checks(facts) if found.rule in PUBLIC_NOTES and found.answer]
    return [
        (PUBLIC_NOTES[found.rule], segments.get(found.entry or 0, "") + found.answer)
        for found in sorted(answered, key=lambda found: found.rule)
    ]
