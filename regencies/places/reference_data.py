"""The places of the republic from fixtures/: the ministry's list, and what a new installation starts from.

Loading them adds what is missing and keeps what somebody changed since.
"""

from __future__ import annotations

import csv
import datetime
import json
from typing import Any

from django.conf import settings
from django.db import transaction

from regencies.choices import RegencyKind
from regencies.models import MinimumPremium, Province, Regency

PREMIUM_SINCE = datetime.date(2015, 7, 1)
PREMIUM = 16_800  # rupiah per person and month
LISTED_IN = 2025  # Kepmendagri 300.2.2-2138 Tahun 2025
COUNTS = ("districts", "urban_villages", "villages")
PREMIUM_SOURCE = "PP 44/2015: JKK Rp10.000 dan JKM Rp6.800 per bulan"


def read_fixture(name: str) -> Any:
    """Parse a JSON file of fixtures/."""
    return json.loads((settings.BASE_DIR / "fixtures" / name).read_text(encoding="utf-8"))


def listed_regencies(province: str) -> list[dict[str, Any]]:
    """Return the fields of a province's regions as the ministry lists them, without what is not known."""
    file = settings.BASE_DIR / "fixtures/regencies.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kemendagri_code"].startswith(f"{province}.")]
    return [
        {
            **row,
            **{name: int(row[name]) for name in COUNTS},
            "bps_code": row["bps_code"] or None,
            "reference_year": LISTED_IN,
            "office_name": f"Dinas Tenaga Kerja {RegencyKind(row['kind']).label} {row['name']}",
        }
        for row in rows
    ]


@transaction.atomic
def load_places() -> None:
    """Store the 38 provinces, the 14 regions of Kalimantan Barat and the least BPU premium."""
    for row in read_fixture("provinces.json"):
        Province.objects.get_or_create(code=row["code"], defaults=row)
    west_kalimantan = Province.objects.get(code="61")
    for row in listed_regencies("61"):
        Regency.objects.get_or_create(
            kemendagri_code=row["kemendagri_code"], defaults={**row, "province": west_kalimantan}
        )
    MinimumPremium.objects.get_or_create(
        since=PREMIUM_SINCE, defaults={"amount": PREMIUM, "source": PREMIUM_SOURCE}
    )
