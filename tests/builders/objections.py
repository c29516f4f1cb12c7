"""A year in the time for objections, and what its offices write in it."""

from __future__ import annotations

from typing import Any

from awards.choices import Phase
from awards.models import Category, Entry, Objection
from awards.objections.filing import draft_objection, send_objection
from regencies.models import User
from tests import factories
from tests.builders import publication as world
from tests.builders.edition import later

WAGE_EARNERS = "figure:registered.wage_earners"


def objected_category(codes: list[str] | None = None, **edition: Any) -> Category:
    """Three candidates, Ketapang among them, and a region that is none; offices may object for two days."""
    fields = {"phase": Phase.OBJECTIONS, "objections_deadline": later(2)} | edition
    return world.category_with(codes, **fields)


def values(subject: str = WAGE_EARNERS, **other: Any) -> dict[str, Any]:
    given = {"claimed": 90_000, "content": "Data BPJS per Desember.", "title": "Surat BPJS"}
    return {"subject": subject, **given, **other}


def drafted(entry: Entry, by: User, subject: str = WAGE_EARNERS, **other: Any) -> Objection:
    return draft_objection(entry, values(subject, **other), factories.pdf(), by=by)


def sent(entry: Entry, by: User, subject: str = WAGE_EARNERS, **other: Any) -> Objection:
    """An objection under the name of a head."""
    return send_objection(drafted(entry, by, subject, **other), statement=True, by=by)
