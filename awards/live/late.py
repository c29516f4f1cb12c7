"""Desk marks that change after the presentation began: why, from what, and what that comes to for a candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from awards.choices import Stage
from awards.contract.schema import Aggregate
from awards.models import Criterion, Entry, MarkBefore, NotApplicable, ScoreSheet
from awards.panel.locks import HeldSheet
from awards.panel.marks import Marks
from awards.panel.sheets import hold_draft
from awards.panel.timing import why_late
from awards.results.inputs import criteria_shapes
from awards.scoring.scores import aggregate
from awards.scoring.weights import Scheme, Weights
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User

Earlier = Mapping[
    int, Mapping[int, Fraction | None]
]  # criterion → seat → the mark when the presentation began


@verb
def open_late(sheet: ScoreSheet | HeldSheet, *, by: User, reason: str) -> ScoreSheet:
    """Let a member change desk marks after the presentation began, for a reason. Raises Refused."""
    draft, held = hold_draft(sheet, by)
    problems = []
    if not reason.strip():
        problems.append("Alasan belum ditulis. Tuliskan mengapa nilai berkas diubah setelah paparan.")
    if not why_late(draft, held.entry):
        problems.append("Lembar ini dapat diubah tanpa alasan. Buka lembarnya dan isi nilainya.")
    if problems:
        raise Refused(problems)
    draft.late_reason = reason.strip()
    draft.save(update_fields=["late_reason"])
    return draft


@dataclass(frozen=True, slots=True)
class Effect:
    """What the desk marks changed after a presentation come to for its candidate."""

    entry: Entry
    changed: int  # marks that were another before
    added: int  # marks that were none before; they count as if they had stood
    members: int
    points: (
        Fraction  # of the total: with the marks as they are, less with those that were another as they were
    )


def effects(marks: Marks) -> list[Effect]:
    """Return the candidates whose desk marks changed after the presentation, by category and code. Three queries."""
    kept = MarkBefore.objects.filter(sheet__entry__in=marks.entries, sheet__stage=Stage.DESK).order_by("pk")
    earlier: dict[int, dict[int, dict[int, Fraction | None]]] = {}
    for entry, seat, criterion, value in kept.values_list(
        "sheet__entry_id", "sheet__seat_id", "criterion_id", "value"
    ):
        if marks.values.get((entry, seat, criterion), value) != value:
            of_entry = earlier.setdefault(entry, {}).setdefault(criterion, {})
            of_entry[seat] = None if value is None else Fraction(value)
    touched = [entry for entry in marks.entries if entry.pk in earlier]
    weights = _weights(touched)
    return [_effect(marks, entry, weights[entry.pk], earlier[entry.pk]) for entry in touched]


def _weights(entries: list[Entry]) -> dict[int, dict[int, Fraction]]:
    """Return entry → criterion → weight, those not asked of it handed over. Two queries."""
    criteria = Criterion.objects.filter(group__category__in={entry.category_id for entry in entries})
    by_category: dict[int, list[Criterion]] = {}
    for criterion in criteria.select_related("group"):
        by_category.setdefault(criterion.group.category_id, []).append(criterion)
    aside = set(NotApplicable.objects.filter(entry__in=entries).values_list("entry_id", "criterion_id"))
    found = {}
    for entry in entries:
        own = by_category[entry.category_id]
        asked = {c.code: c.pk for c in own if (entry.pk, c.pk) not in aside}
        effective: Weights = Scheme.of(criteria_shapes(own)).effective_weights(asked)
        found[entry.pk] = {asked[code]: weight for code, weight in effective.items()}
    return found


def _effect(marks: Marks, entry: Entry, weights: Mapping[int, Fraction], earlier: Earlier) -> Effect:
    points = Fraction(0)
    for criterion, before in earlier.items():
        now = {
            seat.pk: Fraction(marks.values[key])
            for seat in marks.seats
            if (key := (entry.pk, seat.pk, criterion)) in marks.values
        }
        then = now | {seat: value for seat, value in before.items() if value is not None}
        method, trim = cast(Aggregate, entry.category.aggregate), entry.category.trim
        moved = (aggregate(now.values(), method, trim) or 0) - (aggregate(then.values(), method, trim) or 0)
        points += weights[criterion] * moved / 100
    values = [value for before in earlier.values() for value in before.values()]
    return Effect(
        entry,
        changed=sum(value is not None for value in values),
        added=sum(value is None for value in values),
        members=len({seat for before in earlier.values() for seat in before}),
        points=points,
    )
