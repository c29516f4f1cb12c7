"""Hypothesis strategies for marks, weights and whole publications. Pure."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, assume
from hypothesis import strategies as st

from tests.builders.document import criterion, entrant, figures, inputs, sheet

FIXTURE_SERVES_ALL = [HealthCheck.function_scoped_fixture]  # each example overwrites the file of the last one

marks = st.integers(min_value=0, max_value=200).map(lambda half: Fraction(half, 2))
methods = st.sampled_from(["mean", "trimmed_mean", "median"])
trims = st.integers(min_value=0, max_value=3)
scores = st.fractions(min_value=0, max_value=100, max_denominator=1000)

people = st.none() | st.integers(min_value=0, max_value=500_000)
pairs = st.tuples(people, people)
any_figures = st.builds(
    figures, pairs, pairs, pairs, pairs, st.none() | st.integers(1, 1000).map(lambda n: f"{n / 10:.1f}")
)


@st.composite
def weights(draw: st.DrawFn, size: int) -> list[str]:
    """Whole weights that sum to 100, none of them zero, none above 90 unless it is alone."""
    cuts = draw(st.sets(st.integers(1, 99), min_size=size - 1, max_size=size - 1))
    bounds = [0, *sorted(cuts), 100]
    drawn = [upper - lower for lower, upper in pairwise(bounds)]
    assume(size == 1 or max(drawn) <= 90)
    return [str(weight) for weight in drawn]


@st.composite
def publications(draw: st.DrawFn, *, coarse: bool = False) -> dict[str, Any]:
    """Inputs with few criteria and members, gaps and recusals included; `coarse` marks make many ties."""
    kinds = draw(st.lists(st.sampled_from(["panel", "figures"]), min_size=1, max_size=5))
    criteria = [
        criterion(
            f"K{n}",
            weight,
            draw(st.sampled_from("AB")),
            stage=draw(st.sampled_from(["desk", "interview"])),
            indicator="coverage" if kind == "figures" else None,
            full_mark="80" if kind == "figures" else None,
        )
        for n, (kind, weight) in enumerate(zip(kinds, draw(weights(len(kinds))), strict=True))
    ]
    codes = [c["code"] for c in criteria]
    panel = [f"P{n}" for n in range(1, draw(st.integers(1, 6)) + 1)]
    mark = (
        st.sampled_from(["40", "60"]) if coarse else st.integers(0, 200).map(lambda half: f"{half / 2:.1f}")
    )
    entrants = [
        entrant(
            f"61.{n:02}",
            candidate=draw(st.booleans() if n else st.just(True)),
            figures=figures((40, None), (30, None), (100, None), (100, None), "50")
            if coarse
            else draw(any_figures),
            not_applicable=draw(st.lists(st.sampled_from(codes), unique=True, max_size=2)),
            sheets=[
                sheet(
                    panelist,
                    None
                    if draw(st.integers(0, 5)) == 0
                    else {c["code"]: draw(mark) for c in criteria if c["source"] == "panel"},
                )
                for panelist in panel
            ],
        )
        for n in range(draw(st.integers(1, 6)))
    ]
    method = {
        "aggregate": draw(methods),
        "trim": draw(trims),
        "quorum": 1,
        "places": draw(st.integers(0, 3)),
        "tie_break": draw(st.lists(st.sampled_from(["group:A", "group:B", "criterion:K0"]), unique=True)),
    }
    return inputs(
        criteria=criteria,
        panel=[{"id": p} for p in panel],
        entrants=entrants,
        method=method,
        special_awards=[],
    )
