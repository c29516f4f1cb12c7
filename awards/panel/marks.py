"""The marks of all members side by side, and where they differ; ask permissions.can_see_scores_of_others first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from awards.choices import SheetStatus, Stage
from awards.contract.schema import Inputs
from awards.models import Category, Criterion, Edition, Entry, Score, Seat
from awards.panel.progress import Asked, Pair, asked_of, not_judging
from awards.results.inputs import criteria_shapes, entrant_shape, method_shape, panel_ids, sheet_shape
from awards.scoring.agreement import Spread, spread
from config.security.lines import note
from regencies.choices import SecurityEvent
from regencies.figures.counted import no_figures

Mark = tuple[int, int, int]  # entry, seat, criterion


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """`marks` in the order of the seats: None where a member has no locked sheet."""

    criterion: Criterion
    marks: list[Decimal | None]
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class PanelScores:
    """The marks of all members for one entry."""

    seats: list[tuple[Seat, bool]]  # (seat, whether its sheets count)
    rows: list[CriterionRow]

    @property
    def stages(self) -> list[Stage]:
        """The stages that have a criterion for the entry."""
        return [stage for stage in Stage if any(row.criterion.stage == stage for row in self.rows)]


@dataclass(frozen=True, slots=True)
class Difference:
    """How far apart the members are about one entry on one criterion, and who is at either end."""

    entry: Entry
    criterion: Criterion
    spread: Spread
    lowest_by: list[Seat]
    highest_by: list[Seat]


def note_reading(edition: Edition, what: object) -> None:
    """Note in the security log that somebody was shown marks of others, and of what."""
    note(SecurityEvent.SCORES, province=edition.province_id, about=f"{what}, {edition}")


class Marks:
    """The locked marks of some entries of one edition, without members whose sheets do not count. One query."""

    def __init__(
        self,
        edition: Edition,
        entries: Iterable[Entry],
        seats: list[Seat],
        uncounted: set[Pair],
        asked: Asked,
    ) -> None:
        self.edition, self.entries, self.seats = edition, list(entries), seats
        self.uncounted = uncounted | {
            (seat.pk, entry.pk) for seat in seats for entry in self.entries if seat.stands_apart(entry.pk)
        }
        self.asked = {
            entry.pk: [c for criteria in asked[entry.pk].values() for c in criteria] for entry in self.entries
        }
        for criteria in self.asked.values():
            criteria.sort(key=lambda criterion: (criterion.position, criterion.code))
        locked = Score.objects.filter(sheet__entry__in=self.entries, sheet__status=SheetStatus.LOCKED)
        self.values: dict[Mark, Decimal] = {}
        self.notes: dict[Mark, str] = {}
        columns = ("sheet__entry_id", "sheet__seat_id", "criterion_id", "value", "note")
        for entry, seat, criterion, value, written in locked.order_by().values_list(*columns):
            if (seat, entry) not in self.uncounted:
                self.values[entry, seat, criterion] = value
                self.notes[entry, seat, criterion] = written

    def criteria(self, category: Category) -> dict[str, Criterion]:
        """Return code → criterion of everything that is asked of any entry of the category."""
        own = [entry.pk for entry in self.entries if entry.category_id == category.pk]
        return {criterion.code: criterion for entry in own for criterion in self.asked[entry]}

    def judging(self, category: Category) -> list[Seat]:
        """Return the seats that judge the category."""
        return [seat for seat in self.seats if category.pk in seat.judged]

    def inputs(self, category: Category) -> Inputs:
        """Return what spread and agreement are computed from: marks in the shape of a publication, no figures."""
        edition, province = self.edition, self.edition.province
        panel, criteria = panel_ids(self.judging(category)), self.criteria(category)
        return {
            "edition": {
                "province": {"code": province.code, "name": province.name},
                "award_year": edition.award_year,
                "assessed_year": edition.assessed_year,
            },
            "category": {"slug": category.slug, "name": category.name},
            "number": 0,
            "supersedes": None,
            "reason": None,
            "published_at": "",
            "sample_data": edition.sample_data,
            "method": method_shape(category),
            "criteria": criteria_shapes(criteria.values()),
            "panel": [{"id": panelist} for panelist in panel.values()],
            "plenary": [],
            "special_awards": [],
            "entrants": [
                entrant_shape(
                    entry,
                    no_figures(category.form),
                    [code for code, criterion in criteria.items() if criterion not in self.asked[entry.pk]],
                    [
                        sheet_shape(
                            panelist,
                            {
                                c.code: self.values[entry.pk, seat, c.pk]
                                for c in self.asked[entry.pk]
                                if (entry.pk, seat, c.pk) in self.values
                            },
                            recused=(seat, entry.pk) in self.uncounted,
                        )
                        for seat, panelist in panel.items()
                    ],
                )
                for entry in self.entries
                if entry.category_id == category.pk
            ],
        }


def panel_scores(entry: Entry) -> PanelScores:
    """Return every locked mark of one entry whose category and edition are fetched already. Six queries."""
    edition = entry.category.edition
    seats = list(edition.seats.seated().with_judged().select_related("user").order_by("number"))
    return side_by_side(entry, Marks(edition, [entry], seats, not_judging(edition, seats), asked_of([entry])))


def side_by_side(entry: Entry, marks: Marks) -> PanelScores:
    """Return the marks of one entry by criterion, in the order of the seats that judge it."""
    seats = [seat for seat in marks.seats if seat.judges(entry.pk, entry.category_id)]
    spreads = {found.criterion: found for found in spread(marks.inputs(entry.category))}
    return PanelScores(
        seats=[(seat, (seat.pk, entry.pk) not in marks.uncounted) for seat in seats],
        rows=[
            CriterionRow(
                criterion,
                [marks.values.get((entry.pk, seat.pk, criterion.pk)) for seat in seats],
                spreads.get(criterion.code),
            )
            for criterion in marks.asked[entry.pk]
        ],
    )
