"""A yearly report as plain values: what the checks judge and what a receipt freezes.

Pure: no Django, no database. `build_snapshot.snapshot` makes one in a constant number of queries.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EntryState:
    """One entry of a report, whatever its kind: what is still blank and how many files support it."""

    entry: int  # ReportEntry primary key
    section: str  # value of choices.Section: identitas, kepesertaan, target, …
    label: str
    missing: tuple[tuple[str, str], ...]  # (field name, label on screen) of required fields still blank
    blank: tuple[tuple[str, str], ...]  # the same for optional fields
    evidence: int  # number of files that support it
    needs_evidence: bool = False  # whether one must
    is_empty: bool = False  # whether nothing of it must be filled in, and nothing is


@dataclass(frozen=True, slots=True)
class SegmentFigures:
    """Active participants of one segment in two years."""

    entry: int
    segment: str  # wage_earners | non_wage_earners | construction | migrant_workers
    label: str
    registered: int | None  # people, end of the assessed year
    registered_previous: int | None  # people, end of the year before


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A group of workers insured with somebody else's money."""

    entry: int
    label: str
    funding_source: str
    funding_label: str
    persons: int | None
    months_covered: int | None  # 1 to 12
    realised: int | None  # rupiah
    villages: int | None  # villages reached; None when not reported or not applicable
    group: str = ""  # value of choices.WorkerGroup
    own_name: str = ""  # of a group the list does not have


@dataclass(frozen=True, slots=True)
class BudgetFigures:
    """One line of the budget: what was set aside and what was spent, in rupiah."""

    entry: int
    label: str
    funding_source: str
    funding_label: str
    ceiling: int | None  # rupiah
    realised: int | None  # rupiah


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that supports an entry."""

    entry: int
    entry_label: str
    section: str
    title: str
    sha256: str
    page: str = ""  # the pages it is cited with: "3–5, 12"


@dataclass(frozen=True, slots=True)
class RegulationFacts:
    """A regulation of the regency, as this year's report names it."""

    entry: int
    label: str
    kind: str
    number: str
    year: int
    status: str  # berlaku | diubah | dicabut | rancangan
    status_label: str
    still_in_force: bool | None


@dataclass(frozen=True, slots=True)
class InnovationFacts:
    """An innovation and the year it began."""

    entry: int
    name: str
    since_year: int | None


@dataclass(frozen=True, slots=True)
class ProposalFigures:
    """A denominator the participant states itself, in two years, which no verifier has refused."""

    entry: int
    segment: str  # formal | informal | construction; workers: all of a nominee's
    label: str
    figure: int | None
    figure_previous: int | None
    previous_field: str = "figure_previous"  # the box of the year before


AskedFigures = Mapping[str, int | str | None]  # name → value of every figure a question is about


@dataclass(frozen=True, slots=True)
class Answer:
    """What the office explained, and the question as it stood then."""

    text: str
    asked: str  # the question in words
    figures: AskedFigures | None  # None: stored before answers kept their figures; the words decide

    def explains(self, message: str, figures: AskedFigures) -> bool:
        """Whether it answers this question: asked about the same figures."""
        return self.asked == message if self.figures is None else self.figures == figures


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What the one entry of a section says: field → value, without the fields its region does not have."""

    entry: int
    label: str
    values: Mapping[str, int | bool | None]
    texts: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a report says, with the denominators and explanations it is judged with."""

    region: str  # "Kabupaten Ketapang", or the nominee
    year: int  # assessed year
    villages: int  # number of desa; 0 in a city, where village questions do not apply
    entries: tuple[EntryState, ...]
    segments: tuple[SegmentFigures, ...]
    workforce: Mapping[str, int | None]  # formal, informal, construction; workers of a nominee
    workforce_previous: Mapping[str, int | None]
    registered_last_year: Mapping[str, int | None]  # as verified in last year's report; empty without one
    workforce_last_year: Mapping[str, int | None]
    proposals: tuple[ProposalFigures, ...]
    target_entry: int | None
    target_pct: Decimal | None
    vulnerable_workers: int | None  # total declared
    groups: tuple[GroupFigures, ...]
    budgets: tuple[BudgetFigures, ...]
    regulations: tuple[RegulationFacts, ...]
    innovations: tuple[InnovationFacts, ...]
    evidence: tuple[EvidenceFile, ...]
    premium: Decimal  # least BPU premium, rupiah per person and month, in force that year
    answers: Mapping[tuple[str, int | None], Answer]  # (rule, entry) → the last one given
    sections: frozenset[str] = frozenset()  # those its kind has
    own: Mapping[str, OwnFacts] = dataclasses.field(default_factory=dict)  # by section
    unasked: frozenset[str] = frozenset()  # the rules that do not judge its kind
    homes: Mapping[str, str] = dataclasses.field(
        default_factory=dict
    )  # section of a rule → where its kind has it
