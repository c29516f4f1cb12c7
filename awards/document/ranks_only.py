"""What can be checked where only ranks are disclosed: whether they contradict the totals beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from awards.contract.conform import conform, quote
from awards.contract.schema import Outcome, RankedEntrant, RanksDocument
from awards.document.rules import header_problems
from awards.scoring.ranking import PLENARY, SHARED


def contradictions(document: Mapping[str, object]) -> Iterator[str]:
    """Yield one line for every result of a `RanksDocument` that cannot be true beside the others.

    The totals, the step that separates equal ones, and the stability cannot be recomputed from it.
    """
    checked = conform(document, RanksDocument)
    yield from header_problems(checked)
    if checked["sealed_sha256"] is None:
        yield "sealed_sha256: tersimpan null, seharusnya SHA-256 dokumen lengkapnya"
    candidates = [entrant for entrant in checked["entrants"] if entrant["candidate"]]
    steps = [*checked["method"]["tie_break"], PLENARY]
    for entrant in checked["entrants"]:
        lines = _candidate(entrant, candidates, steps) if entrant["candidate"] else _other(entrant)
        yield from (f"entrants[{entrant['code']}].{line}" for line in lines)


def _other(entrant: RankedEntrant) -> Iterator[str]:
    outcome = {field: value for field, value in entrant.items() if field in Outcome.__annotations__}
    for field, value in outcome.items():
        if value is not None:
            yield f"{field}: tersimpan {quote(value)}, seharusnya null karena bukan kandidat"


def _candidate(
    entrant: RankedEntrant, candidates: Sequence[RankedEntrant], steps: Sequence[str]
) -> Iterator[str]:
    total, rank, stability = entrant["total"], entrant["rank"], entrant["stability"]
    if total is None or rank is None or stability is None:
        yield "total, rank, stability: tersimpan null, seharusnya terisi karena kandidat"
        return
    totals = [Decimal(other["total"] or 0) for other in candidates]
    ahead = sum(other > Decimal(total) for other in totals)
    equal = totals.count(Decimal(total))
    ranks = [other["rank"] or 0 for other in candidates]
    before, beside = sum(other < rank for other in ranks), ranks.count(rank)
    if rank != before + 1 or not ahead < rank <= ahead + equal:
        yield f"rank: tersimpan {rank}, menurut nilai akhir {_range(ahead + 1, ahead + equal)}"
    allowed = [None] if equal == 1 else [SHARED] if beside > 1 else steps
    if entrant["tie"] not in allowed:
        yield f"tie: tersimpan {quote(entrant['tie'])}, seharusnya {' atau '.join(map(quote, allowed))}"
    best, worst = stability["best"], stability["worst"]
    if not 1 <= best <= rank <= worst <= len(candidates):
        yield f"stability: tersimpan {best} sampai {worst}, mustahil untuk peringkat {rank}"


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} sampai {last}"
