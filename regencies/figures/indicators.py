"""The indicators of a region: coverage, growth, attainment, premium. Exact rationals, missing is None.

Pure: no Django, no database. Every indicator has its one definition here; screens, checks, scoring and
charts call it and round only what they show.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction


def total(parts: Iterable[int | None]) -> int | None:
    """Return the sum of what was reported: None adds nothing; only None, or nothing at all, gives None."""
    reported = [part for part in parts if part is not None]
    return sum(reported) if reported else None


def coverage(registered: int | None, workforce: int | None) -> Fraction | None:
    """Return active participants per hundred eligible workers; None when a part is missing. May exceed 100."""
    if registered is None or not workforce:
        return None
    return Fraction(registered, workforce) * 100


def coverage_growth_pp(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    """Return the change of coverage in percentage points, from two coverages in per cent."""
    if now is None or before is None:
        return None
    return now - before


def target_attainment(coverage: Fraction | None, target_pct: Fraction | Decimal | None) -> Fraction | None:
    """Return coverage per hundred of the region's own target, both in per cent; None without a target."""
    if coverage is None or not target_pct:
        return None
    return coverage / Fraction(target_pct) * 100


def participant_growth_pct(registered: int | None, registered_previous: int | None) -> Fraction | None:
    """Return the growth of active participants in per cent; None when the year before is missing or zero."""
    if registered is None or not registered_previous:
        return None
    return (Fraction(registered, registered_previous) - 1) * 100


def premium_per_person_month(
    realised: int | None, persons: int | None, months: int | None
) -> Fraction | None:
    """Return rupiah paid for one person in one month; None when a part is missing, or persons or months are zero."""
    if realised is None or not persons or not months:
        return None
    return Fraction(realised, persons * months)
