"""Which candidates share a rank: before any decision of the plenary, and in a document. Pure."""

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


def still_shared(document: Mapping[str, Any]) -> dict[int, list[Mapping[str, Any]]]:
    """Return rank → the entrants of a document that share it, whatever the plenary decided on others."""
    shared: dict[int, list[Mapping[str, Any]]] = {}
    for entrant in document["entrants"]:
        if entrant["tie"] == SHARED and entrant["rank"] is not None:
            shared.setdefault(entrant["rank"], []).append(entrant)
    return shared
