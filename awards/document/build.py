"""The publication document, `paritrana.publication/1`: built, put into its one form of bytes, identified.

Pure. Pages, CSV, XLSX, PDF and charts read this document only. Its identity is the SHA-256 of its bytes.

A full document also carries a seal, `sealed_sha256`: the SHA-256 of itself with that field null. A name or
a date changes no result, so recomputing cannot notice when one is altered; the seal does. Who alters a
file on purpose can seal it anew: only the SHA-256 made known by the province vouches for the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from awards.contract.conform import NotConforming, conform
from awards.contract.schema import (
    READERS,
    SCHEMA,
    Entrant,
    EntrantInputs,
    FullDocument,
    Inputs,
    Outcome,
    RanksDocument,
)
from awards.scoring.ranking import rank
from awards.scoring.scores import Record
from awards.scoring.stability import stability
from awards.scoring.weights import Scheme, Standing, standings
from regencies.l10n.rounding import plain, round_half_up
from regencies.seals.canonical import canonical, sha256

SCORE_PLACES = 4

NOT_RANKED: Outcome = {"total": None, "rank": None, "tie": None, "stability": None}


def build(inputs: Mapping[str, object]) -> FullDocument:
    """Return the full document: the `Inputs` with every result computed from them, and the seal.

    Only candidates get a total, rank, tie and stability; the others show the scores they have. What
    `problems` would refuse is computed as far as it goes. Raises NotConforming when a field is missing or odd.
    """
    checked = conform(inputs, Inputs)
    method, criteria, entrants = checked["method"], checked["criteria"], checked["entrants"]
    scheme = Scheme.of(criteria)
    records = {entrant["code"]: Record.of(entrant, criteria) for entrant in entrants}
    scores = {code: record.scores(method["aggregate"], method["trim"]) for code, record in records.items()}
    everybody = standings(scores, scheme, method["places"])
    outcomes = _outcomes(checked, records, scheme, everybody)
    document: FullDocument = {
        **checked,
        "schema": SCHEMA,
        "disclosure": "full",
        "sealed_sha256": None,
        "entrants": [
            _entrant(entrant, everybody[entrant["code"]], outcomes.get(entrant["code"], NOT_RANKED))
            for entrant in entrants
        ],
    }
    return {**document, "sealed_sha256": seal(document)}


def redact(document: FullDocument, sealed_sha256: str) -> RanksDocument:
    """Return the document where only ranks are disclosed; `sealed_sha256` is that of the full one's bytes.

    Left out: figures with their notes, sheets, scores and groups. Kept: total, rank, tie and stability.
    """
    return conform(
        {
            **document,
            "disclosure": "ranks",
            "sealed_sha256": sealed_sha256,
            "entrants": [{**entrant, "notes": []} for entrant in document["entrants"]],
        },
        RanksDocument,
    )


def malformed(document: object) -> list[str]:
    """Return where a JSON value departs from the shape of a publication, one line each; empty when it does not."""
    said = document if isinstance(document, dict) else {}
    shapes = READERS.get(str(said.get("schema")), READERS[SCHEMA])
    try:
        conform(document, shapes.get(str(said.get("disclosure")), FullDocument))
    except NotConforming as unfit:
        return unfit.complaints
    return []


def seal(document: Mapping[str, object]) -> str:
    """Return the SHA-256 of a full document while its seal is still null."""
    return sha256(canonical({**document, "sealed_sha256": None}))


def _outcomes(
    inputs: Inputs, records: Mapping[str, Record], scheme: Scheme, everybody: Mapping[str, Standing]
) -> dict[str, Outcome]:
    """Return total, rank, tie and stability of every candidate that has a total, by code."""
    method = inputs["method"]
    candidates = {
        entrant["code"]: everybody[entrant["code"]] for entrant in inputs["entrants"] if entrant["candidate"]
    }
    places = rank(candidates, method["tie_break"], inputs["plenary"])
    panel = [panelist["id"] for panelist in inputs["panel"]]
    ranges = stability({code: records[code] for code in places}, places, scheme, method, panel)
    return {
        code: {
            "total": _shown(everybody[code].total),
            "rank": place.rank,
            "tie": place.tie,
            "stability": ranges[code],
        }
        for code, place in places.items()
    }


def _entrant(entrant: EntrantInputs, standing: Standing, outcome: Outcome) -> Entrant:
    groups = standing.scheme.groups
    group_names = dict.fromkeys(groups.values())
    return {
        **entrant,
        **outcome,
        "scores": {code: _score_text(standing.scores.get(code)) for code in groups},
        "groups": {group: _shown(standing.value(f"group:{group}")) for group in group_names},
    }


def _score_text(score: Fraction | None) -> str | None:
    return None if score is None else plain(round_half_up(score, SCORE_PLACES))


def _shown(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
