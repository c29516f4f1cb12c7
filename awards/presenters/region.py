"""Published coverage figures as text, for the page of a region over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from django.urls import reverse

from awards.models import Edition
from awards.presenters.coverage import Region, region_of
from awards.presenters.wording import decimal
from regencies.choices import Segment
from regencies.figures.indicators import participant_growth_pct
from regencies.l10n.numbers import format_integer, format_percent, format_points, format_signed_percent

WORKFORCE = "Semesta pekerja"


def _in_words(figures: Region) -> dict[str, str]:
    """Return the headline figures of one year as text."""
    return {
        "registered": format_integer(figures.registered),
        "coverage": format_percent(figures.coverage),
        "growth_points": format_points(figures.growth_pp).removesuffix(" poin persen"),
        "growth_pct": format_signed_percent(figures.growth_pct),
    }


def region_years(documents: Iterable[tuple[Edition, dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return code → what each publication says of that region, in the order of the documents, in one pass.

    "figures" is None where only ranks are disclosed.
    """
    years: dict[str, list[dict[str, Any]]] = {}
    for edition, document in documents:
        awards: dict[str, list[Any]] = {}
        for award in document["special_awards"]:
            awards.setdefault(award["code"], []).append(award)
        for entrant in document["entrants"]:
            code = entrant["code"]
            years.setdefault(code, []).append(_year(edition, document, entrant, awards.get(code, [])))
    for of_region in years.values():
        published = {year["assessed_year"]: year["figures"] for year in of_region}
        for year in of_region:
            before = published.get(year["assessed_year"] - 1)
            year["restated"] = _restated(before, year["figures"], year["assessed_year"])
    return years


def _restated(published: Region | None, now: Region | None, year: int) -> str:
    """Return in words what the report of a year says otherwise of the year before than was published then."""
    if published is None or now is None:
        return ""
    was = (published.registered, published.workforce, published.coverage)
    says = (now.registered_previous, now.workforce_previous, now.coverage_previous)
    shown = [
        (format_integer(people), format_integer(workers), format_percent(share))
        for people, workers, share in (was, says)
    ]
    names = ("peserta aktif", "semesta pekerja", "cakupan")
    other = [
        f"{name} {before} menjadi {after}"
        for name, before, after in zip(names, *shown, strict=True)
        if before != after
    ]
    return (
        f"Angka {year - 1} berbeda dari yang diumumkan untuk tahun itu: {'; '.join(other)}." if other else ""
    )


def _year(
    edition: Edition, document: dict[str, Any], entrant: dict[str, Any], awards: list[Any]
) -> dict[str, Any]:
    figures = region_of(entrant) if "figures" in entrant else None
    year = edition.assessed_year
    return {
        "edition": edition,
        "assessed_year": year,
        "sample_data": document["sample_data"],
        "figures": figures,
        "row": _in_words(figures) if figures else None,
        "table": _table(figures) if figures else [],
        "label": str(year),
        "previous_label": str(year - 1),
        "before": f"{format_percent(figures.coverage_previous)} pada {year - 1}" if figures else "",
        "rank": entrant["rank"],
        "total": decimal(entrant["total"], document["method"]["places"]) if entrant["rank"] else "",
        "reason": (entrant["reason"] or "").rstrip("."),  # a full stop follows it
        "notes": [note["text"] for note in entrant["notes"]],
        "awards": awards,
        "url": reverse(
            "ranking", args=(edition.province.slug, edition.award_year, document["category"]["slug"])
        ),
    }


def _table(figures: Region) -> list[dict[str, Any]]:
    """Return both years of every segment that was reported, then the sums and the coverage."""
    now, before = figures.figures["registered"], figures.figures["registered_previous"]
    reported = [(s.label, before[s], now[s]) for s in Segment if (before[s], now[s]) != (None, None)]
    people = [
        *reported,
        ("Jumlah peserta aktif", figures.registered_previous, figures.registered),
        (WORKFORCE, figures.workforce_previous, figures.workforce),
    ]
    rows = [
        {
            "label": label,
            "previous": format_integer(previous),
            "current": format_integer(current),
            "delta": format_signed_percent(participant_growth_pct(current, previous)),
            "trend": "" if label == WORKFORCE else _trend(previous, current),  # neither good nor bad
        }
        for label, previous, current in people
    ]
    coverage = {
        "label": "Cakupan",
        "previous": format_percent(figures.coverage_previous),
        "current": format_percent(figures.coverage),
        "delta": format_points(figures.growth_pp),
        "trend": _trend(figures.coverage_previous, figures.coverage),
        "total": True,
    }
    return [*rows, coverage]


def _trend(before: Fraction | int | None, now: Fraction | int | None) -> str:
    if before is None or now is None:
        return ""
    return "up" if now > before else "down" if now < before else "flat"


def year_points(years: Sequence[dict[str, Any]]) -> list[tuple[str, Fraction | None, str]]:
    """Return coverage by year, oldest first; where two reports state a year, the one of that year counts."""
    values: dict[int, Fraction | None] = {}
    for year in years:
        if figures := year["figures"]:
            values.setdefault(year["assessed_year"], figures.coverage)
    for year in years:
        if figures := year["figures"]:
            values.setdefault(year["assessed_year"] - 1, figures.coverage_previous)
    return [
        (str(year), values.get(year), format_percent(values.get(year)))
        for year in range(min(values, default=0), max(values, default=-1) + 1)
    ]
