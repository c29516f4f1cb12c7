"""Two to four regions side by side, as text: their newest results, and their coverage over the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from awards.presenters.region import year_points

Years = Sequence[dict[str, Any]]  # awards.presenters.region.region_years of one region, newest first
BLANK = "–"
HEADLINES = (  # what the newest year says, by its key in a row of `region_years`
    ("Cakupan {}", "coverage"),
    ("Peningkatan {} (poin persen)", "growth_points"),
    ("Pertumbuhan peserta {}", "growth_pct"),
    ("Peserta aktif {}", "registered"),
)


def compared(regions: Sequence[Years]) -> list[tuple[str, list[str]]]:
    """Return (what is measured, a text for each region), the newest year of any of them first."""
    return list(_rows(regions))


def _rows(regions: Sequence[Years]) -> Iterator[tuple[str, list[str]]]:
    newest = max((year["assessed_year"] for years in regions for year in years if year["row"]), default=None)
    if newest is not None:
        for label, key in HEADLINES:
            yield label.format(newest), [_of_year(years, newest, key) for years in regions]
        points = [{label: text for label, _, text in year_points(years)} for years in regions]
        for year in sorted({label for own in points for label in own} - {str(newest)}, reverse=True):
            yield f"Cakupan {year}", [own.get(year, BLANK) for own in points]
    awards = sorted({year["edition"].award_year for years in regions for year in years}, reverse=True)
    for award_year in awards:
        yield f"Peringkat {award_year}", [_of_award(years, award_year, "rank") for years in regions]
        yield f"Nilai akhir {award_year}", [_of_award(years, award_year, "total") for years in regions]


def _of_year(years: Years, assessed_year: int, key: str) -> str:
    return next(
        (year["row"][key] for year in years if year["assessed_year"] == assessed_year and year["row"]), BLANK
    )


def _of_award(years: Years, award_year: int, key: str) -> str:
    found = next((year[key] for year in years if year["edition"].award_year == award_year), None)
    return str(found) if found else BLANK
