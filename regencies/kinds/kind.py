"""What a kind of participant is: the shape of an entry of the registry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from regencies.choices import (
    CompanySize,
    FundingSource,
    RegulationKind,
    Section,
    Segment,
    WorkerGroup,
)

LONGEST_SHOWN = 40  # characters of a wrong code


@dataclass(frozen=True, slots=True)
class Wording:
    """The lead of a section, and of a section of rows the label to add one and what stands where there is none."""

    lead: str
    add_label: str = ""
    empty_title: str = ""
    empty_text: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """What identifies a nominee of a kind: so many digits, in a region perhaps beginning with the region's own."""

    label: str
    digits: int
    hint: str
    begins_with_region: bool = False

    def why_wrong(self, text: str, region_digits: str) -> str:
        """Return what a code breaks and what to do, "" for a right one; `region_digits` are "6102" for 61.02."""
        if not re.fullmatch(rf"[0-9]{{{self.digits}}}", text):
            shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
            return f"Tertulis “{shown}”. {self.label} terdiri atas {self.digits} angka. {self.hint}"
        if self.begins_with_region and not text.startswith(region_digits):
            return (
                f"Tertulis “{text}”. {self.label} di daerah ini diawali {region_digits}. "
                "Periksa kodenya, atau pilih daerah yang benar."
            )
        return ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of participant: which sections its report has, which rules judge it, which texts it shows."""

    slug: str
    label: str  # of one participant: "Desa/kelurahan"
    sections: frozenset[Section]
    segments: tuple[Segment, ...]
    wording: Mapping[Section, Wording]
    code: Code | None = None  # None: the region itself takes part
    chief: str = ""  # who leads a nominee
    sizes: tuple[CompanySize, ...] = ()  # of a company
    groups: tuple[WorkerGroup, ...] = tuple(WorkerGroup)
    sources: tuple[FundingSource, ...] = tuple(FundingSource)
    regulations: tuple[RegulationKind, ...] = tuple(RegulationKind)
    supported: frozenset[Section] = field(default_factory=frozenset)  # sections a file must support
    left_out: frozenset[str] = field(default_factory=frozenset)  # boxes of shared sections it does not have
    unasked: frozenset[str] = field(default_factory=frozenset)  # slugs of rules that do not judge it
    homes: tuple[tuple[Section, Section], ...] = ()  # (section of a shared rule, the one that has it here)

    @property
    def is_nominated(self) -> bool:
        """Whether its participants are nominees: everything but regions themselves."""
        return self.code is not None

    @property
    def choices(self) -> dict[str, frozenset[str]]:
        """What the boxes of shared sections offer, by name of the box."""
        return {
            "group": frozenset(self.groups),
            "funding_source": frozenset(self.sources),
            "kind": frozenset(self.regulations),  # of a regulation
        }

    @property
    def ordered_sections(self) -> list[Section]:
        """The sections, in the order they are filled in."""
        return [section for section in Section if section in self.sections]
