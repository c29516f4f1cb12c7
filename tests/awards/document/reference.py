"""The arithmetic of the contract once more, written naively and apart from the product, to compare with. Pure.

One entrant, one criterion, one rule at a time; nothing is shared, cached or reordered.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

Inputs = dict[str, Any]
Weights = dict[str, Fraction]


def results(inputs: Inputs) -> dict[str, dict[str, Any]]:
    """The published results of every entrant, by code."""
    weights = {c["code"]: Fraction(c["weight"]) for c in inputs["criteria"]}
    ranks = ranking(inputs, weights, inputs["plenary"])
    best_and_worst = stability(inputs, weights)
    places = inputs["method"]["places"]
    published = {}
    for entrant in inputs["entrants"]:
        code = entrant["code"]
        rank, tie = ranks.get(code, (None, None))
        scores = {c["code"]: score(inputs, entrant, c) for c in inputs["criteria"]}
        groups = {c["group"]: group(inputs, weights, entrant, c["group"]) for c in inputs["criteria"]}
        published[code] = {
            "scores": {key: rounded(value, 4) for key, value in scores.items()},
            "groups": {key: rounded(value, places) for key, value in groups.items()},
            "total": rounded(total(inputs, weights, entrant), places) if rank else None,
            "rank": rank,
            "tie": tie,
            "stability": best_and_worst.get(code),
        }
    return published


def rounded(value: Fraction | None, places: int) -> str | None:
    """Through decimal division with digits to spare: inexact in principle, never in practice."""
    if value is None:
        return None
    with localcontext() as context:
        context.prec = 200
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return str(quotient.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def score(inputs: Inputs, entrant: dict[str, Any], criterion: dict[str, Any]) -> Fraction | None:
    if criterion["code"] in entrant["not_applicable"]:
        return None
    if criterion["source"] == "figures":
        value = indicator(entrant["figures"], criterion["indicator"])
        if value is None:
            return None
        share = value / Fraction(criterion["full_mark"]) * 100
        return Fraction(0) if share < 0 else Fraction(100) if share > 100 else share
    sheets = [sheet["scores"] for sheet in entrant["sheets"] if not sheet["recused"]]
    marks = [Fraction(scores[criterion["code"]]) for scores in sheets if criterion["code"] in scores]
    return aggregate(marks, inputs["method"]["aggregate"], inputs["method"]["trim"])


def indicator(figures: dict[str, Any], name: str) -> Fraction | None:
    def add(segments: dict[str, int | None]) -> int | None:
        known = [n for n in segments.values() if n is not None]
        return sum(known) if known else None

    registered, before = add(figures["registered"]), add(figures["registered_previous"])
    workforce, workforce_before = add(figures["workforce"]), add(figures["workforce_previous"])
    coverage = Fraction(registered, workforce) * 100 if registered is not None and workforce else None
    coverage_before = (
        Fraction(before, workforce_before) * 100 if before is not None and workforce_before else None
    )
    target = Fraction(figures["target_pct"]) if figures["target_pct"] is not None else None
    if name == "coverage":
        return coverage
    if name == "coverage_growth_pp":
        return None if coverage is None or coverage_before is None else coverage - coverage_before
    if name == "target_attainment":
        return None if coverage is None or not target else coverage / target * 100
    return None if registered is None or not before else (Fraction(registered, before) - 1) * 100


def aggregate(marks: list[Fraction], method: str, trim: int) -> Fraction | None:
    if not marks:
        return None
    marks = sorted(marks)
    if method == "median":
        while len(marks) > 2:
            marks = marks[1:-1]
    if method == "trimmed_mean" and len(marks) >= 2 * trim + 3:
        for _ in range(trim):
            marks = marks[1:-1]
    return sum(marks) / Fraction(len(marks))


def handed_over(inputs: Inputs, weights: Weights, entrant: dict[str, Any]) -> Weights:
    """Weights of the applicable criteria: first inside each group, then from the groups with none left."""
    group_of = {c["code"]: c["group"] for c in inputs["criteria"]}
    own = {code: weight for code, weight in weights.items() if code not in entrant["not_applicable"]}
    orphaned = Fraction(0)
    for group in set(group_of.values()):
        members = [code for code in own if group_of[code] == group]
        handed = sum(weights[code] for code in weights if group_of[code] == group and code not in own)
        if not members:
            orphaned += handed
            continue
        there = sum(own[code] for code in members)
        for code in members:
            own[code] += handed * own[code] / there
    there = sum(own.values())
    return {code: weight + orphaned * weight / there for code, weight in own.items()}


def total(inputs: Inputs, weights: Weights, entrant: dict[str, Any]) -> Fraction | None:
    own = handed_over(inputs, weights, entrant)
    scores = {c["code"]: score(inputs, entrant, c) for c in inputs["criteria"]}
    if not own or any(scores[code] is None for code in own):
        return None
    return sum(own[code] * scores[code] for code in own) / 100


def group(inputs: Inputs, weights: Weights, entrant: dict[str, Any], name: str) -> Fraction | None:
    codes = [
        c["code"]
        for c in inputs["criteria"]
        if c["group"] == name and c["code"] not in entrant["not_applicable"]
    ]
    scores = {c["code"]: score(inputs, entrant, c) for c in inputs["criteria"]}
    whole = sum(weights[code] for code in codes)
    if not whole or any(scores[code] is None for code in codes):
        return None
    return sum(weights[code] * scores[code] for code in codes) / whole


def ranking(
    inputs: Inputs, weights: Weights, plenary: list[dict[str, Any]]
) -> dict[str, tuple[int, str | None]]:
    """Rank and tie by counting, for each candidate, who is ahead and which step it took."""
    places = inputs["method"]["places"]
    steps = inputs["method"]["tie_break"]
    values: dict[str, list[Decimal]] = {}
    for entrant in inputs["entrants"]:
        own_total = total(inputs, weights, entrant)
        if not entrant["candidate"] or own_total is None:
            continue
        compared = [own_total]
        for step in steps:
            kind, code = step.split(":")
            if kind == "group":
                compared.append(group(inputs, weights, entrant, code))
            else:
                criterion = next(c for c in inputs["criteria"] if c["code"] == code)
                compared.append(score(inputs, entrant, criterion))
        values[entrant["code"]] = [Decimal(rounded(value, places) or -1) for value in compared]
    ranks = {}
    for code, own in values.items():
        equal = [other for other in values if values[other] == own]
        ahead = sum(other > own for other in values.values())
        needed = max(
            (_steps_alike(own, other) for rival, other in values.items() if rival != code), default=0
        )
        decided = [d["order"] for d in plenary if set(equal) <= set(d["order"])]
        if len(equal) == 1:
            ranks[code] = (ahead + 1, [None, *steps][needed])
        elif decided:
            before = [other for other in decided[-1] if other in equal].index(code)
            ranks[code] = (ahead + 1 + before, "plenary")
        else:
            ranks[code] = (ahead + 1, "shared")
    return ranks


def _steps_alike(own: list[Decimal], other: list[Decimal]) -> int:
    alike = 0
    while alike < len(own) and own[alike] == other[alike]:
        alike += 1
    return alike


def stability(inputs: Inputs, weights: Weights) -> dict[str, dict[str, int]]:
    variants = []
    for panelist in inputs["panel"]:
        variants.append((without(inputs, panelist["id"]), weights))
    for method in ["mean", "trimmed_mean", "median"]:
        variants.append(({**inputs, "method": {**inputs["method"], "aggregate": method}}, weights))
    for code in weights:
        for tenths in (9, 11):
            variants.append((inputs, nudged(weights, code, tenths)))
    published = ranking(inputs, weights, inputs["plenary"])
    seen = {code: [rank] for code, (rank, _) in published.items()}
    for variant, own_weights in variants:
        for code, (rank, _) in ranking(variant, own_weights, []).items():
            seen[code].append(rank)
    return {code: {"best": min(ranks), "worst": max(ranks)} for code, ranks in seen.items()}


def without(inputs: Inputs, panelist: str) -> Inputs:
    """As if the member had recused everywhere."""
    entrants = [
        {
            **own,
            "sheets": [{**s, "recused": s["recused"] or s["panelist"] == panelist} for s in own["sheets"]],
        }
        for own in inputs["entrants"]
    ]
    return {**inputs, "entrants": entrants}


def nudged(weights: Weights, code: str, tenths: int) -> Weights:
    if len(weights) == 1:
        return weights
    own = min(weights[code] * tenths / 10, Fraction(100))
    others = {other: weight / (100 - weights[code]) * (100 - own) for other, weight in weights.items()}
    return {**others, code: own}
