"""The plain inputs of scoring and publication, made from rows: every computation starts from the same."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

from awards.contract import schema
from awards.models import Category, Criterion, Entry, Seat, SpecialAward
from awards.presenters.wording import FIGURES
from awards.results.rows import CategoryRows
from awards.scoring.ties import shared_ranks
from regencies.figures.counted import Figures, no_figures, workforce_of
from regencies.kinds.kind import Kind
from regencies.l10n.rounding import plain

Marks = Mapping[str, Decimal]  # criterion code → 0 to 100


def document_inputs(rows: CategoryRows) -> dict[str, Any]:
    """Return `schema.Inputs` but number, supersedes, reason and published_at; the same rows give the same.

    Panelist Pn holds the n-th seat: whoever publishes shuffles them.
    """
    inputs = _all_inputs(rows)
    tied = [sorted(codes) for codes in shared_ranks(inputs).values()]
    return inputs | {"plenary": [d for d in inputs["plenary"] if d["codes"] in tied]}


def publication_inputs(rows: CategoryRows, reason: str, at: datetime.datetime) -> dict[str, Any]:
    """Return `schema.Inputs` with what only a publication has: number, what it supersedes, why, when."""
    latest = rows.category.latest
    return document_inputs(rows) | {
        "number": latest["number"] + 1 if latest else 1,
        "supersedes": latest,
        "reason": reason if latest else None,
        "published_at": at.astimezone(rows.category.edition.province.zone).isoformat(timespec="seconds"),
    }


def _all_inputs(rows: CategoryRows) -> dict[str, Any]:
    """Return the inputs with every decision of the plenary, those on ties that later scores undid too."""
    category, edition = rows.category, rows.category.edition
    panel = panel_ids(rows.seats)
    return {
        "edition": {
            "province": {"code": edition.province.code, "name": edition.province.name},
            "award_year": edition.award_year,
            "assessed_year": edition.assessed_year,
        },
        "category": {"slug": category.slug, "name": category.name},
        "sample_data": edition.sample_data,
        "method": method_shape(category),
        "criteria": criteria_shapes(rows.criteria),
        "panel": [{"id": panelist} for panelist in panel.values()],
        "entrants": [_entrant(rows, entry, panel) for entry in rows.entries],
        "plenary": _plenary(rows),
        "special_awards": [
            {
                "title": row.title,
                "code": row.entry.code,
                "name": str(row.entry),
                "citation": row.citation or None,
                **({"evidence": evidence} if (evidence := evidence_of(row)) else {}),
            }
            for row in rows.special_awards
        ],
        "labels": labels(category.form),
    }


def evidence_of(award: SpecialAward) -> str:
    """Return what a special award rests on: what is written of it, then each file by title and hash; "" of none."""
    files = [f"{file.title} (berkas, SHA-256 {file.sha256})" for file in award.files.all()]
    return "; ".join(filter(None, [award.evidence, *files]))


def labels(kind: Kind) -> schema.Labels:
    """Return what a kind's segments and the indicators are called today, for the document to keep."""
    segments = {**workforce_of(kind), **{segment.value: segment.label for segment in kind.segments}}
    return {"segments": {slug: str(name) for slug, name in segments.items()}, "indicators": dict(FIGURES)}


def panel_ids(seats: Iterable[Seat]) -> dict[int, str]:
    """Return seat primary key → panelist id, before any shuffling."""
    return {seat.pk: f"P{place}" for place, seat in enumerate(seats, start=1)}


def criteria_shapes(criteria: Iterable[Criterion]) -> list[schema.Criterion]:
    """Return the criteria in the shape of a publication, in the order given; their groups are fetched already."""
    return [
        cast(
            schema.Criterion,
            {
                "code": criterion.code,
                "group": criterion.group.code,
                "name": criterion.name,
                "weight": plain(criterion.weight.normalize()),
                "source": criterion.source,
                "stage": criterion.stage,
                "indicator": criterion.indicator,
                "full_mark": None if criterion.full_mark is None else plain(criterion.full_mark.normalize()),
            },
        )
        for criterion in criteria
    ]


def method_shape(category: Category) -> schema.Method:
    """Return the method of a category in the shape of a publication."""
    return {
        "aggregate": cast(schema.Aggregate, category.aggregate),
        "trim": category.trim,
        "quorum": category.quorum,
        "places": category.places,
        "tie_break": list(category.tie_break),
    }


def sheet_shape(panelist: str, marks: Marks, *, recused: bool = False) -> schema.Sheet:
    """Return one member's marks for one entrant, both stages together, in the shape of a publication."""
    scores = {code: plain(value.normalize()) for code, value in marks.items()}
    return {"panelist": panelist, "recused": recused, "scores": scores}


def entrant_shape(
    entry: Entry, figures: Figures, not_applicable: Iterable[str], sheets: Iterable[schema.Sheet]
) -> schema.EntrantInputs:
    """Return an entry in the shape of a publication, without notes."""
    return {
        "code": entry.code,
        "name": str(entry),
        "candidate": bool(entry.candidate),
        "reason": entry.reason or None,
        "notes": [],
        "not_applicable": list(not_applicable),
        "figures": figures,
        "sheets": list(sheets),
    }


def _entrant(rows: CategoryRows, entry: Any, panel: Mapping[int, str]) -> dict[str, Any]:
    return {
        **entrant_shape(
            entry,
            rows.figures.get(entry.report_id, no_figures(rows.category.form)),
            entry.set_aside,
            list(_sheets(rows, entry, panel)),
        ),
        "notes": [{"figure": figure, "text": text} for figure, text in entry.notes],
    }


def _sheets(rows: CategoryRows, entry: Any, panel: Mapping[int, str]) -> Iterator[schema.Sheet]:
    """Yield sheets in the order of the seats, both stages of a member as one; uncounted members give no marks."""
    for seat, panelist in panel.items():
        if seat in entry.uncounted:
            yield sheet_shape(panelist, {}, recused=True)
        elif marks := rows.marks.get((entry.pk, seat)):
            kept = {code: mark for code, mark in marks.items() if code not in entry.set_aside}
            yield sheet_shape(panelist, kept)


def _plenary(rows: CategoryRows) -> list[schema.Plenary]:
    """Return the last decision on each set of entrants, unless they go on sharing: it replaces earlier ones on them."""
    latest = {tuple(sorted(row["order"])): row for row in rows.category.decisions}
    return [
        {"codes": list(codes), "order": row["order"], "reason": row["reason"]}
        for codes, row in latest.items()
        if not row["shared"]
    ]
