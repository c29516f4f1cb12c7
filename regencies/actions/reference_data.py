"""The places a new installation starts from, loaded from fixtures/ as often as one likes.

What is missing is added, what somebody changed since is kept.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.conf import settings
from django.db import transaction

from regencies.models import MinimumPremium, Province, Regency

PREMIUM_SINCE = datetime.date(2015, 7, 1)
PREMIUM = 16_800  # rupiah per person and month
PREMIUM_SOURCE = "PP 44/2015: JKK Rp10.000 dan JKM Rp6.800 per bulan"


def read_fixture(name: str) -> Any:
    """Parse a JSON file of fixtures/."""
    return json.loads((settings.BASE_DIR / "fixtures" / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_places() -> None:
    """Store the 38 provinces, the 14 regions of Kalimantan Barat and the least BPU premium."""
    for row in read_fixture("provinces.json"):
        Province.objects.get_or_create(code=row["code"], defaults=row)
    west_kalimantan = Province.objects.get(code="61")
    for row in read_fixture("regencies_61.json"):
        Regency.objects.get_or_create(
            kemendagri_code=row["kemendagri_code"], defaults={**row, "province": west_kalimantan}
        )
    MinimumPremium.objects.get_or_create(
        since=PREMIUM_SINCE, defaults={"amount": PREMIUM, "source": PREMIUM_SOURCE}
    )
