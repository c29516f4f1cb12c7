"""What a page of monitoring is about: the regions of a province, or their nominees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from awards.models import Edition
from awards.monitoring import nominees, regions
from awards.monitoring.states import ReportState
from regencies.choices import Section


@dataclass(frozen=True, slots=True)
class Watched:
    """Who is watched: how they are read, what they are called, and the page they stand on."""

    of_nominees: bool
    noun: str  # on the screen, and the name of the boxes that choose them
    title: str  # of the page
    page: str  # its address in the admin; with "_csv" that of its file
    remind: str  # the address of reminding them
    sections: Sequence[Section]  # of any of their reports
    states: Callable[[Edition], list[ReportState]]

    @property
    def nobody_chosen(self) -> str:
        return f"Belum ada {self.noun} yang dipilih. Centang sedikitnya satu {self.noun} di halaman {self.title}."


REGIONS = Watched(
    of_nominees=False,
    noun="daerah",
    title="Pemantauan",
    page="admin:awards_edition_monitoring",
    remind="admin:awards_edition_remind",
    sections=regions.SECTIONS,
    states=regions.region_states,
)
NOMINEES = Watched(
    of_nominees=True,
    noun="calon",
    title="Pemantauan calon",
    page="admin:awards_edition_nominees",
    remind="admin:awards_edition_remind_nominees",
    sections=nominees.SECTIONS,
    states=nominees.nominee_states,
)
