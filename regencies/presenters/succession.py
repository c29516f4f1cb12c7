"""What is said of a region that came from another."""

from __future__ import annotations

from regencies.l10n.dates import format_date
from regencies.models import Regency


def is_split_off(regency: Regency, year: int) -> bool:
    """Whether a region is new in the year, and part of another: that one's figures of the year before are not its own.

    `is_renamed`, where it was read along, saves the query; a region without a predecessor needs none.
    """
    if regency.predecessor_id is None or regency.is_in_year(year - 1):
        return False
    known = getattr(regency, "is_renamed", None)
    return not (Regency.objects.renamed().filter(pk=regency.pk).exists() if known is None else known)


def why_not_compared(regency: Regency, year: int) -> str:
    """Return why the figures of a region stand beside none of the year before; "" where they may be compared."""
    if not is_split_off(regency, year):
        return ""
    return (
        f"{regency} terbentuk {format_date(regency.since)} dari pemekaran {regency.predecessor}. Angka tahun "
        f"{year - 1} tidak dibandingkan."
    )
