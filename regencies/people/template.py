"""The sheet to fill in: who works for the province and its regions now, and heads for more."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from regencies.l10n.dates import format_date
from regencies.models import Membership, Province
from regencies.people.columns import COLUMNS
from regencies.sheets.template import sheet_to_fill_in

WIDTHS = (36, 36, 16, 14, 20)


def people_sheet(province: Province) -> bytes:
    """Return an XLSX file with a row for every office held today in the province and its regions."""
    return sheet_to_fill_in("Akun dan penugasan", dict(zip(COLUMNS, WIDTHS, strict=True)), _rows(province))


def _rows(province: Province) -> Iterator[list[str]]:
    offices = Membership.objects.active().filter(
        Q(province=province) | Q(regency__province=province), user__is_superuser=False, user__is_active=True
    )
    ordered = offices.select_related("user", "regency", "province").order_by(
        "regency__kemendagri_code", "role", "user__full_name"
    )
    for office in ordered:
        code = office.regency.kemendagri_code if office.regency else office.province.code
        yield [
            office.user.full_name,
            office.user.email,
            office.get_role_display(),
            code,
            format_date(office.since),
        ]
