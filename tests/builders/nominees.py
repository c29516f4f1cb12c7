"""Nominees of every kind, whoever nominates them, and their reports filled in by the verbs."""

from __future__ import annotations

import datetime
from itertools import count
from typing import Any

from django.utils import timezone

from regencies.actions.nominees import nominate
from regencies.actions.open_report import open_report
from regencies.choices import (
    CompanySize,
    Role,
    Sector,
    WindowState,
)
from regencies.models import FillingWindow, Nominee, Province, Regency, User, YearlyReport
from tests import factories

VILLAGE, COMPANY, SMALL = "desa-kelurahan", "badan-usaha", "usaha-kecil-mikro"
KINDS = (VILLAGE, COMPANY, SMALL)
_numbers = count(1)


def nominator(place: Regency | Province, name: str = "Pengusul") -> User:
    return factories.member(Role.NOMINATOR, place, name)


def values_of(kind: str, place: Regency, **given: Any) -> dict[str, Any]:
    """What the form of a kind asks for; the code is another one each time."""
    number = next(_numbers)
    known = {
        VILLAGE: {"name": f"Desa Contoh {number}", "code": f"{place.digits}{number:06d}"},
        COMPANY: {"name": f"PT Contoh {number}", "size": CompanySize.LARGE},
        SMALL: {"name": f"Warung Contoh {number}", "size": CompanySize.MICRO},
    }.get(kind, {"name": f"Calon {number}", "code": f"{place.digits}{number:06d}"})
    code = {} if "code" in known else {"code": f"9120001{number:06d}", "sector": Sector.TRADE}
    contact = {"address": "Jalan Contoh 1", "contact_name": "Budi", "contact_phone": "0812-5555-0100"}
    return contact | code | known | given


def nominee(
    kind: str = VILLAGE, place: Regency | None = None, by: User | None = None, **given: Any
) -> Nominee:
    place = place or factories.regency()
    return nominate(place, kind, values_of(kind, place, **given), by=by or nominator(place))


def window(
    kind: str, of: Province | None = None, year: int = 2025, state: str = WindowState.OPEN
) -> FillingWindow:
    return FillingWindow.objects.update_or_create(
        province=of or factories.province(),
        year=year,
        kind=kind,
        defaults={"state": state, "deadline": timezone.now() + datetime.timedelta(days=30)},
    )[0]


def draft(of: Nominee, by: User, year: int = 2025) -> YearlyReport:
    factories.premium()
    window(of.kind, of.regency.province, year)
    return open_report(of.regency, year, by=by, nominee=of)
