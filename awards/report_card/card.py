"""What an office reads of its own result: each criterion beside the others and last year, gains, the way to the target.

Pure; computed from the full documents of the year and of the one before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from awards.contract.schema import Criterion, Entrant, FullDocument
from awards.report_card.contest import Contest, middle
from awards.report_card.gains import Gain, gains
from regencies.figures.summary import headline

YEARS = (1, 2, 3)  # for which the way to the target is divided
ASKED_ALIKE = ("code", "name", "source", "indicator", "full_mark")  # what makes two years' scores comparable


@dataclass(frozen=True, slots=True)
class Told:
    """A full document and whether all of it was disclosed; else only ranks and totals were."""

    document: FullDocument
    disclosed: bool

    def own(self, code: str) -> Entrant | None:
        """The entrant of this code; None where there is none."""
        return next((each for each in self.document["entrants"] if each["code"] == code), None)

    @property
    def ranked(self) -> int:
        """How many candidates have a rank."""
        return sum(entrant["rank"] is not None for entrant in self.document["entrants"])


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: scores 0 to 100, None where there is none or it is not disclosed."""

    criterion: Criterion
    applies: bool
    weight: Fraction  # effective: what it took over included; 0 where it does not apply
    score: Fraction | None
    median: Fraction | None  # of the candidates
    best: Fraction | None
    place: int | None  # by this criterion alone, of `of` candidates
    of: int
    before: Fraction | None  # last year's, where the criterion was asked alike

    @property
    def change(self) -> Fraction | None:
        """The difference to last year's score."""
        return None if self.score is None or self.before is None else self.score - self.before

    @property
    def short_of_best(self) -> Fraction | None:
        """What is missing to the best candidate's score, in points of the total."""
        if self.score is None or self.best is None:
            return None
        return self.weight * max(self.best - self.score, Fraction(0)) / 100


@dataclass(frozen=True, slots=True)
class Way:
    """The way to the own coverage target: people, per cent."""

    target: Decimal
    coverage: Fraction
    registered: int
    needed: int  # participants missing; 0 or less once it is reached
    added: int | None  # in the assessed year
    per_year: tuple[tuple[int, int], ...]  # years → participants a year

    @property
    def years(self) -> int | None:
        """How many years it takes at the pace of the assessed year; None when nobody was added, or none are needed."""
        return (
            ceil(Fraction(self.needed, self.added)) if self.added and self.added > 0 < self.needed else None
        )


@dataclass(frozen=True, slots=True)
class Card:
    """The result of one entrant; `before` is its result of the year before, None without one."""

    entrant: Entrant
    ranked: int  # how many candidates have a rank
    before: Entrant | None
    ranked_before: int
    lines: list[Line]
    gains: list[Gain]
    way: Way | None


def card_of(told: Told, code: str, *, earlier: Told | None = None) -> Card | None:
    """Return the card of an entrant; None where the document has none of this code.

    Of what was not disclosed nothing stands in it that tells of other entrants, of the panel's marks or of a rank that
    would be.
    """
    if (own := told.own(code)) is None:
        return None
    contest, found = Contest(told.document), earlier.own(code) if earlier else None
    reached = gains(contest, code)
    return Card(
        entrant=own,
        ranked=told.ranked,
        before=found,
        ranked_before=earlier.ranked if earlier else 0,
        lines=_lines(contest, own, _scores_before(earlier, code), disclosed=told.disclosed),
        gains=reached if told.disclosed else [_without_standing(gain) for gain in reached],
        way=_way(own),
    )


def _without_standing(gain: Gain) -> Gain:
    return Gain(gain.people, gain.segments, gain.points, None, None)


def _lines(
    contest: Contest, own: Entrant, before: Mapping[tuple[Any, ...], Fraction | None], *, disclosed: bool
) -> list[Line]:
    scores = contest.scores[own["code"]]
    weights = contest.scheme.effective_weights(scores)
    lines = []
    for criterion in contest.criteria:
        code = criterion["code"]
        shown = disclosed or criterion["source"] == "figures"
        score = scores.get(code) if shown else None
        others = contest.among(code) if disclosed else []
        counts = disclosed and own["candidate"] and score is not None
        lines.append(
            Line(
                criterion=criterion,
                applies=code in scores,
                weight=weights.get(code, Fraction(0)),
                score=score,
                median=middle(others),
                best=others[0] if others else None,
                place=1 + sum(other > score for other in others) if counts and score is not None else None,
                of=len(others),
                before=before.get(_asked(criterion)),
            )
        )
    return lines


def _scores_before(earlier: Told | None, code: str) -> dict[tuple[Any, ...], Fraction | None]:
    """Return last year's scores by what was asked; the panel's only where that year disclosed them."""
    if earlier is None or earlier.own(code) is None:
        return {}
    contest = Contest(earlier.document)
    return {
        _asked(criterion): contest.scores[code].get(criterion["code"])
        for criterion in contest.criteria
        if earlier.disclosed or criterion["source"] == "figures"
    }


def _asked(criterion: Criterion) -> tuple[Any, ...]:
    return tuple(criterion[name] for name in ASKED_ALIKE)  # type: ignore[literal-required]


def _way(own: Entrant) -> Way | None:
    """Return the way to the target by the workforce as it is; None without a target or a coverage."""
    found, target = headline(**own["figures"]), own["figures"]["target_pct"]
    if target is None or found.coverage is None or found.registered is None or not found.workforce:
        return None
    needed = ceil(Fraction(target) * found.workforce / 100) - found.registered
    before = found.registered_previous
    return Way(
        target=Decimal(target),
        coverage=found.coverage,
        registered=found.registered,
        needed=needed,
        added=None if before is None else found.registered - before,
        per_year=tuple((years, ceil(Fraction(needed, years))) for years in YEARS) if needed > 0 else (),
    )
