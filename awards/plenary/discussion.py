"""What a plenary has to talk over in a category, found anew each time; what was decided on it before."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from awards.choices import ObjectionStatus, PointKind
from awards.models import Category, Objection, PlenaryAttendance, PlenaryPoint
from awards.panel.measured.statistics import WIDE
from awards.presenters import wording
from awards.publishing.look_page import Tie, ties
from awards.results.preview import Preview, preview_of
from awards.results.rows import rows_of_categories
from awards.scoring.agreement import spread
from awards.scoring.panel.checks import normalised, ranks_with, recusal_fair
from awards.scoring.panel.opinions import opinions
from regencies.l10n.numbers import format_exact

WIDEST = 5  # criteria a point names; the page of differences has all

Key = tuple[str, int | None]  # kind, entry


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on a point as it was recorded, by whom and when."""

    pk: int
    kind: PointKind
    entry: int | None
    name: str
    decision: str
    reason: str
    recorded_by: str
    recorded_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Attended:
    """A member, by seat and name, and whether they were at the plenary."""

    number: int
    name: str
    present: bool


@dataclass(slots=True)
class Point:
    """One point: what it is about, what is said of it, and what was decided, the newest first."""

    kind: PointKind
    entry: int | None
    name: str
    said: str
    decisions: list[Decided] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """Its place in an address: "difference-12"."""
        return f"{self.kind}-{self.entry or 0}"

    @property
    def decided(self) -> Decided | None:
        """The decision that holds, None before the first."""
        return next(iter(self.decisions), None)


@dataclass(frozen=True, slots=True)
class Checked:
    """A candidate's rank as it stands, how far it moves, and what it were by either check."""

    code: str
    name: str
    rank: int
    total: str
    range: str
    fair: int
    scaled: int


@dataclass(frozen=True, slots=True)
class Discussion:
    """All a plenary looks at in a category; `earlier` are decisions on points that came up no more."""

    result: Preview
    ties: list[Tie]
    points: list[Point]
    earlier: list[Decided]
    checked: list[Checked]
    attended: list[Attended]  # by seat; empty where nobody recorded it

    @property
    def open(self) -> int:
        """How many points and ties nothing was decided on yet."""
        return sum(point.decided is None for point in self.points) + sum(t.decided is None for t in self.ties)

    def point(self, slug: str) -> Point | None:
        """Return the point of an address; None where none such comes up."""
        return next((point for point in self.points if point.slug == slug), None)


def discussion(category: Category) -> Discussion:
    """Return what the plenary has to talk over as things stand. Nine queries; raises NotConforming."""
    [rows] = rows_of_categories(_with_plenary(Category.objects.filter(pk=category.pk)))
    result = preview_of(rows)
    checked = list(_checked(result.document))
    points = list(_points(result, {one.code: one for one in checked}))
    recorded: dict[Key, list[Decided]] = {}
    for one in _decided(result):
        recorded.setdefault((one.kind, one.entry), []).append(one)
    for point in points:
        point.decisions = recorded.pop((point.kind, point.entry), [])
    earlier = [one for decisions in recorded.values() for one in decisions]
    attended = [Attended(**row) for row in rows.category.attended]
    return Discussion(result, ties(result), points, earlier, checked, attended)


def _with_plenary(categories: QuerySet[Category]) -> QuerySet[Category]:
    """Annotate `recorded` points, `attended` seats and `waiting`: the entries with an objection nobody decided yet."""
    own = PlenaryPoint.objects.filter(category=OuterRef("pk")).order_by("-recorded_at", "-pk")
    point = {name: name for name in ("pk", "kind", "entry", "decision", "reason", "recorded_at")}
    seats = PlenaryAttendance.objects.filter(seat__edition=OuterRef("edition")).order_by("seat__number")
    seat = JSONObject(number="seat__number", name="seat__user__full_name", present="present")
    waiting = Objection.objects.filter(entry__category=OuterRef("pk"), status=ObjectionStatus.RECEIVED)
    return categories.annotate(
        recorded=ArraySubquery(own.values(row=JSONObject(**point, recorded_by="recorded_by__full_name"))),
        attended=ArraySubquery(seats.values(row=seat)),
        waiting=ArraySubquery(waiting.order_by().values("entry").distinct()),
    )


def _decided(result: Preview) -> Iterator[Decided]:
    """Yield what was recorded on points, the newest first."""
    names = {entry.pk: str(entry) for entry in result.rows.entries}
    for row in result.rows.category.recorded:
        at = datetime.datetime.fromisoformat(row.pop("recorded_at"))
        kind, name = PointKind(row.pop("kind")), names.get(row["entry"], "")
        yield Decided(**row, kind=kind, name=name, recorded_at=at)


def _checked(document: Mapping[str, Any]) -> Iterator[Checked]:
    """Yield the candidates by rank."""
    given, panel = opinions(document), [panelist["id"] for panelist in document["panel"]]
    shifts = {one.entrant: one.shift for one in recusal_fair(given, panel) if one.shift is not None}
    fair, scaled = ranks_with(document, shifts), ranks_with(document, normalised(given))
    ranked = (entrant for entrant in document["entrants"] if entrant["rank"])
    for entrant in sorted(ranked, key=lambda one: (one["rank"], one["code"])):
        yield Checked(
            entrant["code"],
            entrant["name"],
            entrant["rank"],
            entrant["total"],
            wording.ranks(entrant["stability"]),
            fair[entrant["code"]],
            scaled[entrant["code"]],
        )


def _points(result: Preview, checked: Mapping[str, Checked]) -> Iterator[Point]:
    entries = {entry.code: entry.pk for entry in result.rows.entries}
    wide: dict[str, list[str]] = {}
    for found in sorted(spread(result.document), key=lambda found: -found.range):
        if found.range >= WIDE:
            wide.setdefault(found.entrant, []).append(f"{found.criterion} ({_exact(found.range)})")
    for code, one in checked.items():
        if code in wide:
            yield Point(PointKind.DIFFERENCE, entries[code], one.name, _wide(wide[code]))
    for code, one in checked.items():
        if one.fair != one.rank:
            said = f"Peringkat {one.rank} menjadi {one.fair} bila tingkat nilai anggota yang tidak menilai dihitung."
            yield Point(PointKind.FAIRNESS, entries[code], one.name, said)
        if one.scaled != one.rank:
            said = f"Peringkat {one.rank} menjadi {one.scaled} bila nilai semua anggota disetarakan."
            yield Point(PointKind.SCALE, entries[code], one.name, said)
    category = result.rows.category
    for entry in result.rows.entries:
        if entry.pk in category.waiting:
            said = "Putuskan sanggahannya sebelum hasil diumumkan."
            yield Point(PointKind.OBJECTION, entry.pk, str(entry), said)
    if category.latest and not category.settled:
        said = f"Pengumuman nomor {category.latest['number']} tetap berlaku sampai digantikan."
        yield Point(PointKind.CORRECTION, None, category.name, said)


def _wide(named: list[str]) -> str:
    more = f", dan {len(named) - WIDEST} lainnya" if len(named) > WIDEST else ""
    return f"Selisih {WIDE} atau lebih pada {len(named)} kriteria: {', '.join(named[:WIDEST])}{more}."


def _exact(value: Fraction) -> str:
    return format_exact(Decimal(value.numerator) / value.denominator)
