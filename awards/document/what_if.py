"""The ranking of a published document by other weights: who would have moved. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from awards.contract.conform import conform
from awards.contract.schema import FullDocument, Inputs
from awards.document.build import build
from regencies.l10n.rounding import plain


@dataclass(frozen=True, slots=True)
class Move:
    """A ranked entrant: its rank and total as published, and by the other weights."""

    name: str
    rank: int
    total: str  # plain decimal
    new_rank: int
    new_total: str


def moves(document: FullDocument, weights: Mapping[str, Decimal]) -> list[Move]:
    """Return every ranked entrant in the order of its new rank; the plenary's decisions on old ties are left out.

    Raises ValueError unless there is a weight for each criterion of the document and for no other.
    """
    inputs = conform(document, Inputs)
    codes = {criterion["code"] for criterion in inputs["criteria"]}
    if codes != weights.keys():
        raise ValueError(", ".join(sorted(codes ^ weights.keys())))
    criteria = [
        {**criterion, "weight": plain(weights[criterion["code"]].normalize())}
        for criterion in inputs["criteria"]
    ]
    again = build({**inputs, "criteria": criteria, "plenary": []})
    before = {entrant["code"]: entrant for entrant in document["entrants"]}
    found = [
        Move(now["name"], was["rank"], was["total"] or "", now["rank"], now["total"] or "")
        for now in again["entrants"]
        if (was := before[now["code"]]) and was["rank"] is not None and now["rank"] is not None
    ]
    return sorted(found, key=lambda move: (move.new_rank, move.rank))
