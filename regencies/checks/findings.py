"""The shapes of a rule, of what it sees (concern) and of what is done about it (finding). Pure."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from regencies.checks.snapshot import Answer, AskedFigures, Snapshot

Level = Literal["hard", "soft", "note"]

# The sections of a report in the order they are filled in: the values of choices.Section.
SECTIONS = (
    "identitas",
    "profil",
    "tenaga-kerja",
    "kepesertaan",
    "target",
    "semesta",
    "program",
    "upah",
    "kepatuhan",
    "kelompok",
    "aparatur",
    "anggaran",
    "pengawasan",
    "regulasi",
    "inovasi",
    "pernyataan",
)

# Published figures are rounded: Ketapang's shares sum to 34.534 of 34.400.
TOLERANCE = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Concern:
    """What one rule sees in a report, before anybody has answered it, and what the office is asked to do.

    `figures` are the values it asks about: an answer holds as long as they are the same.
    """

    section: str
    message: str
    entry: int | None = None
    field: str | None = None
    request: str = ""
    figures: AskedFigures = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend (hard), to explain (soft) or to know (note), in Indonesian.

    `message` is for the office and ends in what to do; `found` is the same without it, for every other reader.
    """

    rule: str
    level: Level
    section: str
    entry: int | None
    field: str | None
    found: str
    message: str
    figures: AskedFigures
    answer: str  # the stored explanation of these figures, "" when there is none
    earlier: Answer | None = None  # what was answered when the figures were others

    @property
    def token(self) -> str:
        """A short text that changes with the figures asked about."""
        return hashlib.sha256(json.dumps(self.figures, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def blocks(self) -> bool:
        """Whether the report cannot be sent with it."""
        return self.level == "hard" or (self.level == "soft" and not self.answer)


Judge = Callable[[Snapshot], Iterator[Concern]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of a report; `slug` is stored with every explanation and so never changes."""

    slug: str
    level: Level
    title: str
    judge: Judge


class RuleBook(list[Rule]):
    """The rules of one level, in the order they are written."""

    def __init__(self, level: Level) -> None:
        super().__init__()
        self.level: Level = level

    def rule(self, slug: str, title: str) -> Callable[[Judge], Judge]:
        """Return a decorator that adds a function from Snapshot to concerns to the book."""

        def enter(judge: Judge) -> Judge:
            self.append(Rule(slug, self.level, title, judge))
            return judge

        return enter
