"""What a verifier found instead of what the office claims: which column of a review stands for which figure."""

from __future__ import annotations

from decimal import Decimal

from regencies.choices import ReportStatus, ReviewState, Section
from regencies.models import ReportEntry, Review

Value = int | Decimal

# Section → figure of its entries → column of the review.
COLUMN_OF: dict[str, dict[str, str]] = {
    Section.PARTICIPATION: {"registered": "verified_value", "registered_previous": "verified_previous"},
    Section.TARGET: {"target_pct": "verified_percent", "vulnerable_workers": "verified_value"},
    Section.HEADCOUNT: {
        "workers": "verified_value",
        "workers_previous": "verified_previous",
        "target_pct": "verified_percent",
    },
    Section.WORKFORCE: {"figure": "verified_value", "figure_previous": "verified_previous"},
    Section.GROUPS: {
        "persons": "verified_value",
        "months_covered": "verified_months",
        "realised": "verified_rupiah",
    },
    Section.BUDGET: {"realised": "verified_rupiah"},
}
COLUMNS = sorted({column for columns in COLUMN_OF.values() for column in columns.values()})


def review_of(entry: ReportEntry) -> Review | None:
    """Return the verifier's finding about an entry; None before there is one."""
    return getattr(entry, "review", None)


def is_with_the_office(entry: ReportEntry) -> bool:
    """Whether the office has the entry back to correct it."""
    review = review_of(entry)
    flagged = review is not None and ReviewState(review.state).is_flagged
    return flagged and entry.report.status == ReportStatus.RETURNED


def stated(entry: ReportEntry) -> dict[str, Value]:
    """Return figure → what the verifier states, where that is another than the claim."""
    review, columns = review_of(entry), COLUMN_OF.get(entry.section, {}).items()
    if review is None:
        return {}
    return {name: value for name, column in columns if (value := getattr(review, column)) is not None}


def verified(entry: ReportEntry) -> dict[str, Value]:
    """Return figure → the verifier's that counts instead; empty while the office corrects the entry."""
    return {} if is_with_the_office(entry) else stated(entry)


def counted_value(entry: ReportEntry, name: str) -> Value | None:
    """Return a figure of an entry as it counts: the verifier's, else the office's; None where there is none."""
    value: Value | None = verified(entry).get(name, getattr(entry.detail, name))
    return value


def counted_whole(entry: ReportEntry, name: str) -> int | None:
    """Return a figure that has no fraction (people, months, rupiah) as it counts; None where there is none."""
    value = counted_value(entry, name)
    return None if value is None else int(value)


def is_approved(entry: ReportEntry) -> bool:
    """Whether the verifier found the entry right."""
    review = review_of(entry)
    return review is not None and review.state == ReviewState.APPROVED


def is_refused(entry: ReportEntry) -> bool:
    """Whether the verifier found the entry wrong, and the office is not correcting it."""
    review = review_of(entry)
    return review is not None and review.state == ReviewState.WRONG and not is_with_the_office(entry)
