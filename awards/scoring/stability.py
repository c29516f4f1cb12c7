"""How far a rank moves when the method changes a little: the best and the worst rank of each candidate. Pure.

The base is the ranking as published, plenary decisions included, so that a rank lies inside its own range. The
variants are those of the public contract: each member left out in turn, each of the three aggregates, each weight
a tenth lower and a tenth higher. No plenary decision and no quorum plays a part in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from awards.contract.schema import Aggregate, Method, Stability
from awards.scoring.counted import CountedRecord, CountedScheme, CountedStanding, Parts
from awards.scoring.ranking import Place, rank
from awards.scoring.scores import AGGREGATES, Record
from awards.scoring.weights import Scheme, Weights

NUDGES = (Fraction(9, 10), Fraction(11, 10))


def stability(
    records: Mapping[str, Record],
    base: Mapping[str, Place],
    scheme: Scheme,
    method: Method,
    panel: Sequence[str],
) -> dict[str, Stability]:
    """Return the best and worst rank of every candidate over its published place and the variants.

    `panel` holds panelist ids. A variant in which a candidate has no total says nothing about that candidate.
    """
    ranges: dict[str, Stability] = {
        code: {"best": place.rank, "worst": place.rank} for code, place in base.items()
    }
    counted = {code: CountedRecord.of(record, method["trim"]) for code, record in records.items()}
    for scores, variant in _variants(counted, scheme, method, panel):
        weighing = CountedScheme(variant, method["places"])
        found = {
            code: CountedStanding.of(weighing, parts, counted[code].whole) for code, parts in scores.items()
        }
        for code, place in rank(found, method["tie_break"]).items():
            so_far = ranges[code]
            so_far["best"] = min(so_far["best"], place.rank)
            so_far["worst"] = max(so_far["worst"], place.rank)
    return ranges


def reweighted(weights: Weights, criterion: str, factor: Fraction) -> Weights:
    """Return the weights with one times `factor` and the others scaled alike, so that their sum stays.

    No weight exceeds the sum: 95 of 100 becomes 100 and leaves nothing to the others. A criterion that
    has all the weight keeps it.
    """
    whole = sum(weights.values(), Fraction(0))
    others = whole - weights[criterion]
    if not others:
        return weights
    nudged = min(weights[criterion] * factor, whole)
    scale = (whole - nudged) / others
    return {code: nudged if code == criterion else weight * scale for code, weight in weights.items()}


def _variants(
    records: Mapping[str, CountedRecord], scheme: Scheme, method: Method, panel: Sequence[str]
) -> Iterator[tuple[Mapping[str, Parts], Scheme]]:
    """Yield the parts of each entrant and a scheme; weight variants share those of the method's own aggregate."""

    def scored(aggregate: Aggregate, without: str | None = None) -> dict[str, Parts]:
        return {code: record.scores(aggregate, method["trim"], without) for code, record in records.items()}

    for panelist in panel:
        yield scored(method["aggregate"], panelist), scheme
    by_aggregate = {aggregate: scored(aggregate) for aggregate in AGGREGATES}
    for scores in by_aggregate.values():
        yield scores, scheme
    own = by_aggregate[method["aggregate"]]
    for criterion in scheme.weights:
        for factor in NUDGES:
            yield own, Scheme(reweighted(scheme.weights, criterion, factor), scheme.groups)
