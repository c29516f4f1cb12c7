"""What a new installation and a new award year start from: the files in fixtures/, loaded once, never forced.

Everything here may be loaded again: what is missing is added, what somebody changed since is kept.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from awards.choices import Source, Stage
from awards.models import Band, Category, Criterion, CriterionGroup, Edition
from regencies.models import MinimumPremium, Province, Regency

PREMIUM_SINCE = datetime.date(2015, 7, 1)
PREMIUM = 16_800  # rupiah per person and month
PREMIUM_SOURCE = "PP 44/2015: JKK Rp10.000 dan JKM Rp6.800 per bulan"


def _read(name: str) -> Any:
    return json.loads((settings.BASE_DIR / "fixtures" / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_places() -> None:
    """The 38 provinces, the 14 regions of Kalimantan Barat and the least BPU premium."""
    for row in _read("provinces.json"):
        Province.objects.get_or_create(code=row["code"], defaults=row)
    west_kalimantan = Province.objects.get(code="61")
    for row in _read("regencies_61.json"):
        Regency.objects.get_or_create(
            kemendagri_code=row["kemendagri_code"], defaults={**row, "province": west_kalimantan}
        )
    MinimumPremium.objects.get_or_create(
        since=PREMIUM_SINCE, defaults={"amount": PREMIUM, "source": PREMIUM_SOURCE}
    )


def published_figures() -> Mapping[str, Any]:
    """What was published for award year 2025, by Kemendagri code; see the note inside the file."""
    figures: Mapping[str, Any] = _read("published_figures.json")
    return figures


@transaction.atomic
def create_category(edition: Edition, slug: str = "kabupaten-kota") -> Category:
    """A category with the default groups, criteria and bands of its kind; an existing one is left as it is."""
    default = _read(f"criteria_{slug.replace('-', '_')}.json")
    category, created = Category.objects.get_or_create(
        edition=edition, slug=slug, defaults={"name": default["name"]}
    )
    if created:
        _add_criteria(category, default)
    return category


def _add_criteria(category: Category, default: Mapping[str, Any]) -> None:
    groups = {
        row["code"]: CriterionGroup.objects.create(category=category, **row) for row in default["groups"]
    }
    for position, row in enumerate(default["criteria"], start=1):
        criterion = Criterion.objects.create(
            category=category,
            group=groups[row["group"]],
            code=row["code"],
            name=row["name"],
            guidance=row["guidance"],
            weight=Decimal(row["weight"]),
            source=row["source"],
            stage=row.get("stage", Stage.DESK),
            indicator=row.get("indicator"),
            full_mark=Decimal(row["full_mark"]) if "full_mark" in row else None,
            position=position,
        )
        if criterion.source == Source.PANEL:
            # A band of the criterion's own takes the place of the common one that starts at the same score.
            bands = {band["low"]: band for band in [*default["bands"], *row.get("bands", [])]}
            Band.objects.bulk_create(Band(criterion=criterion, **band) for band in bands.values())
