"""What the publications say of the nominees of each region, over the years. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from awards.presenters.wording import decimal

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NomineeResult:
    """One nominee in one publication in force, in words; `rank` and `total` are blank for who is no candidate."""

    award_year: int
    category: str
    url: str  # of the publication
    name: str
    rank: int | None
    total: str
    reason: str  # why it is no candidate
    awards: tuple[str, ...]  # titles of special awards
    sample_data: bool


def nominee_results(
    documents: Iterable[tuple[str, Document, Mapping[str, str]]],
) -> dict[str, list[NomineeResult]]:
    """Return code of a region → the results of its nominees, in the order of the documents, then by rank.

    Each document comes with its address and the region's code of every nominee in it, by the nominee's.
    """
    results: dict[str, list[NomineeResult]] = {}
    for url, document, region_of in documents:
        awards: dict[str, list[str]] = {}
        for award in document["special_awards"]:
            awards.setdefault(award["code"], []).append(award["title"])
        for entrant in sorted(document["entrants"], key=_order):
            if region := region_of.get(entrant["code"]):
                titles = tuple(awards.get(entrant["code"], ()))
                results.setdefault(region, []).append(_result(url, document, entrant, titles))
    return results


def _order(entrant: Mapping[str, Any]) -> tuple[bool, int, str]:
    return entrant["rank"] is None, entrant["rank"] or 0, entrant["name"]


def _result(
    url: str, document: Document, entrant: Mapping[str, Any], awards: tuple[str, ...]
) -> NomineeResult:
    return NomineeResult(
        award_year=document["edition"]["award_year"],
        category=document["category"]["name"],
        url=url,
        name=entrant["name"],
        rank=entrant["rank"],
        total=decimal(entrant["total"], document["method"]["places"]) if entrant["rank"] else "",
        reason="" if entrant["candidate"] else entrant["reason"] or "",
        awards=awards,
        sample_data=document["sample_data"],
    )
