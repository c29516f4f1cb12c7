"""A publication document as the rows, footnotes and sentences of its page. Pure; made from the document only."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from awards.presenters import wording
from awards.presenters.beside_coverage import beside_coverage
from awards.presenters.coverage import regions
from awards.presenters.wording import FIGURES, Names, decimal, group_label
from regencies.l10n.dates import format_date
from regencies.l10n.numbers import format_percent

Document = Mapping[str, Any]
Entrant = Mapping[str, Any]

BEST = 3  # ranks on the front page


def summary(document: Document) -> dict[str, Any]:
    """Return what the front page says of a ranking: its category, its day, and the ranks up to BEST."""
    best = [entrant for entrant in _ranked(document) if entrant["rank"] <= BEST]
    return {
        "category": document["category"]["name"],
        "number": document["number"],
        "reason": document["reason"],
        "date": format_date(published_at(document).date()),
        "sample_data": document["sample_data"],
        "best": [
            {
                "rank": entrant["rank"],
                "name": entrant["name"],
                "total": decimal(entrant["total"], document["method"]["places"]),
            }
            for entrant in best
        ],
    }


def in_brief(document: Document, most: int = 10) -> list[str]:
    """Return one sentence for each candidate by rank, for the first `most`, and one for the rest."""
    ranked, places = _ranked(document), document["method"]["places"]
    told = [
        f"Peringkat {entrant['rank']}: {entrant['name']}, {decimal(entrant['total'], places)}."
        for entrant in ranked[:most]
    ]
    if rest := ranked[most:]:
        told.append(f"Dan {len(rest)} kandidat lain, sampai peringkat {rest[-1]['rank']}.")
    return told


def page(document: Document, names: Names) -> dict[str, Any]:
    """Return everything the page says of the ranking itself; `names` are those of the criterion groups."""
    notes = _notes(document)
    notes_of: dict[str, list[int]] = {}
    for note in notes:
        notes_of.setdefault(note["code"], []).append(note["number"])
    by_total: dict[str, list[str]] = {}
    for entrant in _ranked(document):
        by_total.setdefault(entrant["total"], []).append(entrant["name"])
    full, places = document["disclosure"] == "full", document["method"]["places"]
    return {
        "groups": [
            {"code": code, "label": group_label(code, names)} for code in (_groups(document) if full else [])
        ],
        "rows": [
            {
                "rank": entrant["rank"],
                "code": entrant["code"],
                "name": entrant["name"],
                "total": decimal(entrant["total"], places),
                "groups": [
                    {"label": group_label(code, names), "value": decimal(entrant["groups"][code], places)}
                    for code in _groups(document)
                ]
                if full
                else [],
                "ranks": wording.ranks(entrant["stability"]),
                "tie": wording.tie(
                    entrant["tie"],
                    [name for name in by_total[entrant["total"]] if name != entrant["name"]],
                    names,
                    document["criteria"],
                ),
                "not_applicable": entrant["not_applicable"],
                "notes": notes_of.get(entrant["code"], []),
            }
            for entrant in _ranked(document)
        ],
        "others": [
            {
                "code": entrant["code"],
                "name": entrant["name"],
                "reason": entrant["reason"] or "Tidak diajukan sebagai kandidat.",
            }
            for entrant in document["entrants"]
            if not entrant["candidate"]
        ],
        "notes": notes,
        "plenary": [
            {"order": [_name(document, code) for code in decision["order"]], "reason": decision["reason"]}
            for decision in document["plenary"]
        ],
        "comparison": beside_coverage(_ranked(document), document, names),
        "method": method(document, names),
    }


def method(document: Document, names: Names) -> dict[str, Any]:
    """Return how the result came about, in words; `document` is any mapping with `method` and `criteria`."""
    rules, criteria = document["method"], document["criteria"]
    return {
        "aggregation": wording.aggregation(rules),
        "quorum": rules["quorum"],
        "places": rules["places"],
        "tie_steps": wording.tie_steps(rules["tie_break"], names, criteria),
    }


def published_at(document: Document) -> datetime.datetime:
    """Return the moment of publication, with its offset."""
    return datetime.datetime.fromisoformat(document["published_at"])


def _notes(document: Document) -> list[dict[str, Any]]:
    """Return the footnotes in the order of the table, numbered from 1."""
    listed = [*_ranked(document), *(e for e in document["entrants"] if not e["candidate"])]
    names = {**FIGURES, **document.get("labels", {}).get("indicators", {})}
    lines = [line for entrant in listed for line in _notes_of(entrant, names)]
    return [{"number": number, **line} for number, line in enumerate(lines, start=1)]


def _notes_of(entrant: Entrant, names: Names) -> Iterator[dict[str, str]]:
    about = {"code": entrant["code"], "name": entrant["name"]}
    if "figures" in entrant:
        [figures] = regions([{"entrants": [entrant]}])
        if figures.coverage is not None and figures.coverage > 100:
            yield {
                **about,
                "figure": names["coverage"],
                "text": f"{format_percent(figures.coverage)} dari semesta pekerja; di dalam nilai dihitung 100%.",
            }
    for note in entrant["notes"]:
        yield {**about, "figure": names.get(note["figure"], note["figure"]), "text": note["text"]}


def _ranked(document: Document) -> list[Entrant]:
    ranked = [entrant for entrant in document["entrants"] if entrant["rank"] is not None]
    return sorted(ranked, key=lambda entrant: (entrant["rank"], entrant["code"]))


def _groups(document: Document) -> list[str]:
    return list(dict.fromkeys(criterion["group"] for criterion in document["criteria"]))


def _name(document: Document, code: str) -> str:
    return next((e["name"] for e in document["entrants"] if e["code"] == code), code)


def totals(document: Document) -> list[tuple[str, Decimal, str]]:
    """Return (short name, total, total as text) of every ranked candidate, best first: the bars of the chart."""
    return [
        (
            wording.short_name(e["name"]),
            Decimal(e["total"]),
            decimal(e["total"], document["method"]["places"]),
        )
        for e in _ranked(document)
    ]


def ranges(document: Document) -> list[tuple[str, int, int, int]]:
    """Return (short name, best rank, rank, worst rank) of every ranked candidate, best first."""
    return [
        (wording.short_name(e["name"]), e["stability"]["best"], e["rank"], e["stability"]["worst"])
        for e in _ranked(document)
        if e["stability"]
    ]
