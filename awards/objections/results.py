"""The result of an office's own entry during the time for objections: published, or as it would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property

from awards.choices import Disclosure, Phase
from awards.contract.conform import NotConforming
from awards.document.parse import parse
from awards.models import Category, Entry, Publication
from awards.presenters.own_result import (
    CriterionRow,
    Point,
    criterion_rows,
    entrant_of,
    figure_points,
    points,
)
from awards.presenters.wording import decimal
from awards.results.preview import preview
from regencies.models import User


def open_entries(user: User) -> Any:
    """Return the entries whose results a user's office sees now: those of award years in the time for objections."""
    entries = Entry.objects.of_office(user).filter(category__edition__phase=Phase.OBJECTIONS)
    return entries.select_related("category__edition__province", "regency", "nominee").order_by(
        "category__edition__award_year", "category__slug", "pk"
    )


def why_closed(category: Category) -> str:
    """Return why nothing of a category is objected to now, and what to do; "" while an office may."""
    edition = category.edition
    if edition.phase != Phase.OBJECTIONS:
        return (
            f"Masa sanggah Paritrana Award {edition.award_year} tidak sedang dibuka; tahap sekarang "
            f"“{edition.get_phase_display()}”. Hubungi admin provinsi."
        )
    until = category.date("objections_deadline")
    if until is not None and timezone.now() > until:
        return (
            f"Batas masa sanggah {edition.province.in_its_time(until)} sudah lewat. Mintalah admin provinsi "
            "mengundurkan batasnya."
        )
    return ""


@dataclass(frozen=True)
class OwnResult:
    """What an entry was judged by and what came of it, as far as the category discloses it."""

    entry: Entry
    document: Mapping[str, Any]  # the full one
    entrant: Mapping[str, Any]
    number: int | None  # of the publication; None for a result that is not public yet

    @property
    def is_full(self) -> bool:
        """Whether the marks of the panel are disclosed."""
        return self.entry.category.disclosure == Disclosure.FULL

    @property
    def rank(self) -> str:
        """The rank in words; "" without one."""
        ranked = sum(each["rank"] is not None for each in self.document["entrants"])
        return f"{self.entrant['rank']} dari {ranked}" if self.entrant["rank"] else ""

    @property
    def total(self) -> str:
        return decimal(self.entrant["total"], self.document["method"]["places"])

    @cached_property
    def figures(self) -> list[Point]:
        return list(figure_points(self.document, self.entrant))

    @cached_property
    def criteria(self) -> list[CriterionRow]:
        return list(criterion_rows(self.document, self.entrant, full=self.is_full))

    @cached_property
    def points(self) -> dict[str, Point]:
        return points(self.document, self.entrant, full=self.is_full)


def result_of(entry: Entry) -> OwnResult | None:
    """Return the result in force, else as it would be published now; None where none can be computed."""
    live = Publication.objects.live().filter(category=entry.category_id).first()
    document: Mapping[str, Any]
    if live:
        document = parse(bytes(live.sealed_document or live.document))
    else:
        try:
            document = preview(entry.category).document
        except NotConforming:
            return None
    entrant = entrant_of(document, entry.code)
    return OwnResult(entry, document, entrant, live.number if live else None) if entrant else None
