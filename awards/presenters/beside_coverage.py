"""The order of the award beside the order of coverage, and why a candidate stands elsewhere in one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from awards.presenters.coverage import Region, regions
from awards.presenters.wording import Names, group_label
from regencies.l10n.numbers import format_decimal, format_percent, format_points
from regencies.l10n.rounding import round_half_up

Document = Mapping[str, Any]
Entrant = Mapping[str, Any]
Effect = tuple[Fraction, str]  # points of the total against the candidates' mean, group


def beside_coverage(ranked: Sequence[Entrant], document: Document, names: Names) -> list[dict[str, Any]]:
    """Return each candidate's place by award and by coverage, what sets it apart, and a sentence on the difference.

    `ranked` are the candidates by rank. Empty where figures are not disclosed.
    """
    if document["disclosure"] != "full":
        return []
    statistics: dict[str, Region] = {row.code: row for row in regions([document])}
    among = _order_among([statistics[entrant["code"]] for entrant in ranked])
    groups = dict.fromkeys(criterion["group"] for criterion in document["criteria"])
    weights = {
        group: sum((Fraction(c["weight"]) for c in document["criteria"] if c["group"] == group), Fraction(0))
        for group in groups
    }
    means = {group: mean for group in weights if (mean := _mean(ranked, group)) is not None}
    rows = []
    for entrant in ranked:
        region, effects = statistics[entrant["code"]], _effects(entrant, means, weights)
        rows.append(
            {
                "name": entrant["name"],
                "code": entrant["code"],
                "rank": entrant["rank"],
                "order": region.order or "–",
                "coverage": format_percent(region.coverage),
                "growth": format_points(region.growth_pp),
                "apart": "; ".join(_told(effect, names) for effect in effects if effect) or "–",
                "sentence": _sentence(entrant["rank"], among.get(entrant["code"]), *effects, names),
            }
        )
    return rows


def _order_among(found: Sequence[Region]) -> dict[str, int]:
    """Return the place of each by coverage among these, 1 for the highest; equal coverage shares it."""
    known = sorted((region.coverage for region in found if region.coverage is not None), reverse=True)
    place: dict[Fraction, int] = {}
    for number, coverage in enumerate(known, start=1):
        place.setdefault(coverage, number)
    return {region.code: place[region.coverage] for region in found if region.coverage is not None}


def _mean(ranked: Sequence[Entrant], group: str) -> Fraction | None:
    """Return the mean value of a group over the candidates that have one; None when nobody has."""
    values = [
        Fraction(entrant["groups"][group]) for entrant in ranked if entrant["groups"][group] is not None
    ]
    return sum(values, Fraction(0)) / len(values) if values else None


def _effects(
    entrant: Entrant, means: Mapping[str, Fraction], weights: Mapping[str, Fraction]
) -> tuple[Effect | None, Effect | None]:
    """Return the groups that raise and lower a total most, None where nothing does."""
    effects = [
        ((Fraction(entrant["groups"][group]) - mean) * weights[group] / 100, group)
        for group, mean in means.items()
        if entrant["groups"][group] is not None
    ]
    if not effects:
        return None, None
    most, least = max(effects), min(effects)
    return (
        most if round_half_up(most[0], 2) > 0 else None,
        least if round_half_up(least[0], 2) < 0 else None,
    )


def _told(effect: Effect, names: Names) -> str:
    points, group = effect
    return f"{group_label(group, names)} {'+' * (points > 0)}{format_decimal(points)}"


def _sentence(rank: int, order: int | None, most: Effect | None, least: Effect | None, names: Names) -> str:
    """Return how far the rank is from the place by coverage among the candidates, and the group that says most."""
    if order is None:
        return "Cakupannya tidak dapat dihitung."
    if rank == order:
        return f"Di antara kandidat, cakupannya juga di urutan {order}."
    cause, way = (most, "di atas") if rank < order else (least, "di bawah")
    why = f"; terjauh dari rata-rata kandidat: {_told(cause, names)} poin" if cause else ""
    return f"{abs(order - rank)} tingkat {way} urutan cakupannya di antara kandidat ({order}){why}."
