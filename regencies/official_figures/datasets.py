"""The kinds of figures a province loads: denominators, and the second source from the BPJS branch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from regencies.choices import Segment, WorkforceSegment
from regencies.models import BranchFigure, OfficialWorkforce
from regencies.official_figures.cells import BRANCH, WORKFORCE, Columns


@dataclass(frozen=True)
class Dataset:
    """One kind of figure: its model, its columns, its segments, and what a sentence and a file call it."""

    model: Any  # of OfficialFigure
    columns: Columns
    segments: type[TextChoices]
    name: str
    slug: str


DENOMINATORS = Dataset(OfficialWorkforce, WORKFORCE, WorkforceSegment, "semesta pekerja", "semesta-pekerja")
BRANCH_FIGURES = Dataset(BranchFigure, BRANCH, Segment, "angka BPJS", "angka-bpjs")
