"""What an uploaded workbook would change: each difference in words, and as the step that stores it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from regencies.choices import Section
from regencies.models import ReportEntry
from regencies.workbook.boxes import BLANK, Boxes, Texts

FILE, STORED = "berkas", "tersimpan"  # the answers to what a person must choose


@dataclass
class Difference:
    """One cell, or a row as a whole: where it stands, what is stored, what the file says.

    `before`: what was stored when the file was made, where that is another. `choice`: the name of the question, ""
    where none is asked.
    """

    section: Section
    where: str
    label: str
    stored: str
    file: str
    before: str = ""
    choice: str = ""
    question: str = ""
    taken: str = ""  # the answer that takes what the file says
    kept: str = ""
    words: str = ""  # the file's number as its box repeats it in words


@dataclass
class Step:
    """One entry to save, add or remove, as plain values: what is sent back by the page that showed it."""

    kind: str  # "save", "add", "remove"
    section: str
    where: str
    entry: int = 0
    version: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)  # field → [text, text stored, choice]
    choice: str = ""

    def plain(self) -> list[Any]:
        """Return it as JSON takes it."""
        return [self.kind, self.section, self.where, self.entry, self.version, self.texts, self.choice]


@dataclass
class Proposal:
    """Everything a workbook would change, and every cell that cannot be read."""

    differences: list[Difference] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    newer: int = 0  # cells stored by others since, which the file leaves as they were

    @property
    def plain(self) -> list[Difference]:
        """Those that need no answer."""
        return [one for one in self.differences if not one.choice]

    @property
    def asked(self) -> list[Difference]:
        """Those about which a person must choose."""
        return [one for one in self.differences if one.choice]

    def ask(self, difference: Difference, question: str, taken: str, kept: str) -> str:
        """Make a question of a difference; returns its name."""
        difference.choice = f"pilih-{len(self.asked) + 1}"
        difference.question, difference.taken, difference.kept = question, taken, kept
        return difference.choice


def row_texts(boxes: Boxes, texts: Texts) -> str:
    """Return a row in words: "Kelompok: Nelayan; Jumlah orang: 200"."""
    said = ((boxes.label(name), boxes.shown(name, text)) for name, text in texts.items())
    return "; ".join(f"{label}: {text}" for label, text in said if text != BLANK)


def same_rows(
    section: Section, texts: Texts, boxes: Boxes, others: Iterable[tuple[ReportEntry, Boxes]]
) -> Iterator[ReportEntry]:
    """Yield the stored entries that say just what a row says."""
    for entry, stored in others:
        if all(
            boxes.is_same(name, text, stored.stored.get(name, said_of(entry, section, name)))
            for name, text in texts.items()
        ):
            yield entry


def same_key(
    texts: Texts,
    boxes: Boxes,
    key: Iterable[str],
    others: Iterable[tuple[ReportEntry, Boxes]],
    section: Section,
) -> Iterator[ReportEntry]:
    """Yield the stored entries that are named as a row is."""
    yield from same_rows(section, {name: texts.get(name, "") for name in key}, boxes, others)


def said_of(entry: ReportEntry, section: Section, name: str) -> str:
    """Return the stored text of a field without a box: the segment of a proposal."""
    return str(getattr(entry.detail, name, ""))
