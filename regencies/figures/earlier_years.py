"""What a regency reported in earlier years, for the column of last year and the spark line. One query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from regencies.choices import Section
from regencies.models import OfficialWorkforce, Participation, YearlyReport
from regencies.models.sections import DETAIL_MODELS

ByYear = dict[int, int | Decimal | None]
EarlierRows = Mapping[tuple[object, ...], Mapping[str, ByYear]]  # key of a row → figure → year → value


def participants_by_year(report: YearlyReport) -> dict[str, ByYear]:
    """Return segment → year → active participants before this report; verified values replace claimed ones."""
    found: dict[str, ByYear] = defaultdict(dict)
    rows = Participation.objects.filter(
        entry__report__regency=report.regency_id, entry__report__year__lt=report.year
    ).select_related("entry__report", "entry__review")
    for row in rows.order_by("-entry__report__year"):
        review = getattr(row.entry, "review", None)
        verified = review.verified_value if review else None
        year = row.entry.report.year
        found[row.segment][year] = row.registered if verified is None else verified
        found[row.segment][year - 1] = row.registered_previous
    return found


def rows_by_year(
    report: YearlyReport, section: Section, key: Sequence[str], figures: Sequence[str]
) -> EarlierRows:
    """Return the summed figures of all earlier reports' rows in one section: key of a row → figure → year → value.

    `key` names the fields that tell one row from another, `figures` those that are summed.
    """
    found: defaultdict[tuple[object, ...], defaultdict[str, ByYear]] = defaultdict(lambda: defaultdict(dict))
    rows = DETAIL_MODELS[section]._default_manager.filter(
        entry__report__regency=report.regency_id, entry__report__year__lt=report.year
    )
    for year, *values in rows.values_list("entry__report__year", *key, *figures):
        which = found[tuple(values[: len(key)])]
        for figure, value in zip(figures, values[len(key) :], strict=True):
            if value is not None:
                which[figure][year] = (which[figure].get(year) or 0) + value
    return found


def official_workforce(report: YearlyReport) -> list[OfficialWorkforce]:
    """Return the denominators the province loaded, oldest first in each segment, up to the assessed year."""
    rows = OfficialWorkforce.objects.filter(regency=report.regency_id, year__lte=report.year)
    return list(rows.order_by("segment", "year"))
