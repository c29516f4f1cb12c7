"""What a verifier found instead of what the office claims: which column of a review stands for which figure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from regencies.choices import ReportStatus, ReviewState, Section
from regencies.models import ReportEntry, Review

Value = int | Decimal | bool

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
# Section → answers of its entries that have no column: what is agreed on them stands by their names in `agreed`.
AGREED_OF: dict[str, tuple[str, ...]] = {
    Section.PROGRAMMES: ("jkk", "jkm", "jht", "jp", "jkp"),
    Section.WAGES: ("wages_paid", "wages_reported", "arrears", "arrears_months"),
    Section.COMPLIANCE: ("registers_all", "pays_on_time", "binds_contractors", "was_sanctioned"),
    Section.PUBLIC_WORKERS: (
        "non_civil_servants",
        "village_officials",
        "neighbourhood_heads",
        "village_bodies",
    ),
    Section.EMPLOYERS: (
        "employers",
        "employers_registered",
        "employers_noncompliant",
        "with_prosecutor",
        "with_inspection",
        "employers_sanctioned",
        "services_withheld",
    ),
}


def keys_of(entry: ReportEntry) -> dict[str, str]:
    """Return figure → what the review calls the verifier's value of it: a column, or the name of the figure."""
    absent = () if entry.report.has_villages else entry.detail.VILLAGE_FIELDS
    named = {name: name for name in AGREED_OF.get(entry.section, ()) if name not in absent}
    return COLUMN_OF.get(entry.section, {}) | named


def columns_for(given: Mapping[str, Value | None]) -> dict[str, Any]:
    """Return the columns of a review that states these values by key, and nothing of any other figure."""
    found = {key: value for key, value in given.items() if value is not None}
    named = {key: value for key, value in found.items() if key not in COLUMNS}
    return {column: found.get(column) for column in COLUMNS} | {"agreed": named}


def review_of(entry: ReportEntry) -> Review | None:
    """Return the verifier's finding about an entry; None before there is one."""
    return getattr(entry, "review", None)


def is_judged(entry: ReportEntry) -> bool:
    """Whether a verifier has recorded a finding."""
    review = review_of(entry)
    return review is not None and review.state != ReviewState.PENDING


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
    found = {name: value for name, column in columns if (value := getattr(review, column)) is not None}
    return found | {
        name: review.agreed[name] for name in AGREED_OF.get(entry.section, ()) if name in review.agreed
    }


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
