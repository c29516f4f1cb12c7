"""The ranking of a document by other weights, or with another number: who would move. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from awards.contract.conform import conform
from awards.contract.schema import EntrantInputs, FullDocument, Inputs
from awards.document.build import build
from awards.scoring.ties import shared_ranks
from regencies.l10n.rounding import plain


@dataclass(frozen=True, slots=True)
class Move:
    """A ranked entrant: its rank and total in the document, and by what is changed."""

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
    return _moved(document, build({**inputs, "criteria": criteria, "plenary": []}))


def moves_with(
    document: FullDocument, code: str, change: Callable[[EntrantInputs], EntrantInputs]
) -> list[Move]:
    """Return the same for one entrant judged by something else; decisions of the plenary on ties that remain hold."""
    inputs = conform(document, Inputs)
    entrants = [change(entrant) if entrant["code"] == code else entrant for entrant in inputs["entrants"]]
    tied = [sorted(codes) for codes in shared_ranks({**inputs, "entrants": entrants}).values()]
    plenary = [decision for decision in inputs["plenary"] if sorted(decision["codes"]) in tied]
    return _moved(document, build({**inputs, "entrants": entrants, "plenary": plenary}))


def _moved(document: FullDocument, again: FullDocument) -> list[Move]:
    before = {entrant["code"]: entrant for entrant in document["entrants"]}
    found = [
        Move(now["name"], was["rank"], was["total"] or "", now["rank"], now["total"] or "")
        for now in again["entrants"]
        if (was := before[now["code"]]) and was["rank"] is not None and now["rank"] is not None
    ]
    return sorted(found, key=lambda move: (move.new_rank, move.rank))
