"""The blank sheets on paper: one of a member, candidate and stage, or all of a category and stage in parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse

from awards.choices import Stage
from awards.models import Category, Criterion, Edition, Entry, Seat
from awards.models.entries import BY_CODE
from awards.panel.boards import hidden_from
from awards.panel.progress import asked_of, not_judging
from regencies.l10n.numbers import format_exact
from regencies.models import User
from regencies.receipts.paper import print_paper

TEMPLATE = Path(__file__).with_name("sheet.typ")
CANDIDATES = 10  # of one file: 90 sheets where all nine members judge them


def sheet_pdf(seat: Seat, entry: Entry, stage: Stage, asked: Sequence[Criterion]) -> bytes:
    """Return the PDF of one sheet; its QR code leads to the page where it is entered. Raises NotPrinted."""
    edition = entry.category.edition
    prefetch_related_objects(asked, "bands")
    return _printed(edition, [_sheet(seat, entry, stage, _criteria(asked))])


def parts_of(category: Category, user: User) -> list[list[Entry]]:
    """Return the candidates of a category this person prints for, as many as one file holds each. Two queries."""
    hidden = hidden_from(user, category.edition)
    entries = category.entries.candidates().with_participant().order_by(*BY_CODE)
    shown = [entry for entry in entries if entry.pk not in hidden]
    return [shown[start : start + CANDIDATES] for start in range(0, len(shown), CANDIDATES)]


def category_pdf(category: Category, stage: Stage, entries: Iterable[Entry]) -> bytes | None:
    """Return the PDF of the sheets of these candidates, member by member; None when nobody is asked anything.

    Members who do not judge a candidate, by a conflict of interest or an absence, have no sheet of it. Nine queries,
    however many they are.
    """
    entries, edition = list(entries), category.edition
    asked = {pk: criteria.get(stage, []) for pk, criteria in asked_of(entries).items()}
    prefetch_related_objects(list({c.pk: c for some in asked.values() for c in some}.values()), "bands")
    seats = [
        seat
        for seat in edition.seats.seated().with_judged().select_related("user").order_by("number")
        if category.pk in seat.judged
    ]
    away = not_judging(edition, seats)
    shown = {pk: _criteria(criteria) for pk, criteria in asked.items()}
    sheets = [
        _sheet(seat, entry, stage, shown[entry.pk])
        for seat in seats
        for entry in entries
        if shown[entry.pk] and seat.judges(entry.pk, category.pk) and (seat.pk, entry.pk) not in away
    ]
    return _printed(edition, sheets) if sheets else None


def _criteria(asked: Iterable[Criterion]) -> list[dict[str, Any]]:
    """Return what the sheet says of each criterion; its bands are fetched already."""
    return [
        {
            "code": criterion.code,
            "name": criterion.name,
            "group": str(criterion.group),
            "guidance": criterion.guidance,
            "weight": format_exact(criterion.weight),
            "bands": [_band(band) for band in sorted(criterion.bands.all(), key=_anchors_first)],
        }
        for criterion in asked
    ]


def _anchors_first(band: Any) -> tuple[bool, int]:
    return band.low != band.high, -band.high


def _band(band: Any) -> str:
    scores = str(band.low) if band.low == band.high else f"{band.low}–{band.high}"
    return f"{band.label} {scores}"


def _sheet(seat: Seat, entry: Entry, stage: Stage, criteria: list[dict[str, Any]]) -> dict[str, Any]:
    address = settings.SITE_URL + reverse("paper_sheet", args=[seat.pk, entry.pk, stage])
    return {
        "candidate": str(entry),
        "code": entry.code,
        "category": entry.category.name,
        "member": str(seat.user),
        "seat": seat.number,
        "element": seat.element,
        "stage": stage.label,
        "note_below": entry.category.note_below,
        "criteria": criteria,
        "address": address,
        "qr": segno.make(address, error="m").svg_inline(scale=4, border=0),
    }


def _printed(edition: Edition, sheets: list[dict[str, Any]]) -> bytes:
    texts = {
        "title": f"Lembar nilai Paritrana Award {edition.award_year}",
        "province": edition.province.name,
        "award_year": edition.award_year,
        "assessed_year": edition.assessed_year,
        "sample_data": edition.sample_data,
        "rehearsal": edition.rehearsal,
        "sheets": sheets,
    }
    return print_paper(TEMPLATE, texts, settings.SITE_URL)
