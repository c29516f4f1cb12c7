"""An award year ready to be published: candidates with verified figures, nine locked sheets each."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from awards.choices import Phase, SheetStatus, Source, Stage
from awards.editions.default_criteria import create_category
from awards.models import Category, Entry, Publication, Score, ScoreSheet
from awards.publishing.corrections import open_correction
from awards.publishing.publish import publish
from awards.results.preview import preview
from regencies.models import User
from tests import factories

REGIONS = {  # Kemendagri code: name, (PU, PU before), (BPU, BPU before), workforce now and before, base mark
    "61.04": ("Ketapang", (80_101, 71_405), (42_217, 29_647), (179_827, 181_454), 84),
    "61.02": ("Mempawah", (30_120, 27_900), (21_300, 17_250), (89_000, 88_100), 82),
    "61.71": ("Pontianak", (142_000, 139_400), (38_500, 30_100), (175_000, 172_300), 78),
}


def category_with(codes: list[str] | None = None, *, others: int = 1, **edition) -> Category:
    """A category in “hasil sementara”: these candidates, and as many regions that are none."""
    edition = factories.edition(
        **{"award_year": 2025, "phase": Phase.PROVISIONAL, "sample_data": True, **edition}
    )
    category = create_category(edition)
    seats = factories.seats(edition)
    for code in codes or REGIONS:
        entry = candidate(category, code)
        for seat in seats:
            lock_sheets(entry, seat, REGIONS[code][4] + seat.number % 3)
    for number in range(others):
        place = factories.regency(f"Lain {number}", f"61.9{number}")
        Entry.objects.create(
            category=category, regency=place, candidate=False, reason="Nilai berkas di bawah ambang kandidat"
        )
    return category


def tied_category(**edition) -> Category:
    """Ketapang and Mempawah with the very same figures and marks share rank 1; Pontianak is below them."""
    twin = {"61.02": ("Mempawah", *REGIONS["61.04"][1:])}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(REGIONS, "61.02", twin["61.02"])
        return category_with(["61.04", "61.02", "61.71"], others=0, **edition)


def candidate(category: Category, code: str) -> Entry:
    name, wage_earners, others, (now, before), _ = REGIONS[code]
    place = factories.regency(name, code)
    year = category.edition.assessed_year
    factories.workforce(place, year, now)
    factories.workforce(place, year - 1, before)
    figures = {"wage_earners": wage_earners, "non_wage_earners": others}
    report = factories.verified(place, year, registered=figures)
    return factories.candidate(category, place, report=report, report_version=report.version)


def lock_sheets(entry: Entry, seat, mark: int) -> None:
    """Both stages of one member, every panel criterion given the same mark."""
    for stage in Stage:
        sheet = ScoreSheet.objects.create(seat=seat, entry=entry, stage=stage)
        Score.objects.bulk_create(
            Score(sheet=sheet, criterion=criterion, value=Decimal(mark))
            for criterion in entry.category.criteria.filter(source=Source.PANEL, stage=stage)
        )
        sheet.status, sheet.locked_at = SheetStatus.LOCKED, timezone.now()
        sheet.save()


def rescore(entry: Entry, mark: int) -> None:
    """Every sheet of the entry reopened, given this mark and locked again, as a granted objection would."""
    for sheet in entry.sheets.all():
        _remark(sheet, mark)


def mark_by_seat(entry: Entry) -> None:
    """Marks that tell the members apart."""
    for sheet in entry.sheets.select_related("seat"):
        _remark(sheet, 10 * sheet.seat.number)


def _remark(sheet: ScoreSheet, mark: int) -> None:
    sheet.status, sheet.locked_at, sheet.reopen_reason = SheetStatus.DRAFT, None, "Sanggahan dikabulkan"
    sheet.save()
    sheet.scores.update(value=Decimal(mark))
    sheet.status, sheet.locked_at = SheetStatus.LOCKED, timezone.now()
    sheet.save()


def admin_of(category: Category) -> User:
    return factories.admin(category.edition.province)


def published(category: Category, by: User | None = None, reason: str = "") -> Publication:
    """Look, then publish what was seen; what is in force is replaced by way of a correction."""
    by = by or admin_of(category)
    if reason and category.publications.settled().exists():
        open_correction(category, reason, by=by)
    return publish(category, by=by, fingerprint=preview(category).fingerprint, reason=reason)
