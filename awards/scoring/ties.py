"""Which candidates share a rank before any decision of the plenary. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awards.scoring.ranking import SHARED, rank
from awards.scoring.scores import Record
from awards.scoring.weights import Scheme, standings


def shared_ranks(inputs: Mapping[str, Any]) -> dict[int, list[str]]:
    """Return rank → codes of the candidates that share it after every step of the tie-break."""
    method, criteria = inputs["method"], inputs["criteria"]
    scores = {
        entrant["code"]: Record.of(entrant, criteria).scores(method["aggregate"], method["trim"])
        for entrant in inputs["entrants"]
        if entrant["candidate"]
    }
    places = rank(standings(scores, Scheme.of(criteria), method["places"]), method["tie_break"])
    shared: dict[int, list[str]] = {}
    for code, place in places.items():
        if place.tie == SHARED:
            shared.setdefault(place.rank, []).append(code)
    return shared
