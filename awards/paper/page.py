"""What one person sees of one sheet of paper: how far it is, what they may do with it, and its marks if they may."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import cached_property

from awards.choices import PaperState, Stage
from awards.models import Criterion, PaperMark, PaperSheet, ScoreSheet, Seat
from awards.panel.locks import HeldSheet
from awards.paper.permissions import Standing
from awards.paper.sheets import why_not_written
from regencies.l10n.dates import format_moment

BADGES = {PaperState.WAITING: "pending", PaperState.RETURNED: "returned", PaperState.CONFIRMED: "locked"}


@dataclass
class PaperPage:
    """One member, one candidate, one stage, and the paper entered last; `viewer` may know of it."""

    viewer: Standing
    held: HeldSheet  # read without its locks
    conflict: bool  # of the member
    paper: PaperSheet | None

    @property
    def seat(self) -> Seat:
        return self.held.seat

    @property
    def stage(self) -> Stage:
        return self.held.stage

    @cached_property
    def closed(self) -> list[str]:
        """Why no paper becomes the member's sheet now; empty when one can."""
        return why_not_written(self.held, self.conflict)

    @property
    def badge(self) -> str:
        """The state of the paper as its badge is coloured."""
        return BADGES[PaperState(self.paper.state)] if self.paper else ""

    @property
    def standing(self) -> str:
        """How far the paper is, and by whom, in words."""
        if self.paper is None:
            return ""
        zone = self.seat.edition.province.zone
        entered = format_moment(self.paper.entered_at.astimezone(zone))
        said = f"Dimasukkan oleh {self.paper.entered_by} pada {entered}"
        if self.paper.checked_by and self.paper.checked_at:
            checked = format_moment(self.paper.checked_at.astimezone(zone))
            said += f", {self.paper.get_state_display().lower()} oleh {self.paper.checked_by} pada {checked}"
        return f"{said}."

    @property
    def advice(self) -> list[str]:
        """What this person is told who neither enters nor confirms it."""
        if self.open_paper and self.open_paper.is_waiting:
            return self.why_not_checked
        return self.why_not_entered

    @property
    def open_paper(self) -> PaperSheet | None:
        """The paper that is not confirmed yet."""
        return self.paper if self.paper and self.paper.state != PaperState.CONFIRMED else None

    @cached_property
    def why_not_entered(self) -> list[str]:
        """Why this person does not enter it; a paper that waits is put right by its clerk only."""
        paper = self.open_paper
        if paper and paper.is_waiting and paper.entered_by_id != self.viewer.user.pk:
            return [f"Lembar kertas ini sudah dimasukkan oleh {paper.entered_by}."]
        return self.viewer.why_not_enter()

    @cached_property
    def can_enter(self) -> bool:
        return not (self.closed or self.why_not_entered)

    @cached_property
    def why_not_checked(self) -> list[str]:
        """Why this person confirms nothing here; empty when a paper waits for somebody like them."""
        paper = self.open_paper
        if paper is None or not paper.is_waiting:
            return ["Tidak ada lembar kertas yang menunggu konfirmasi."]
        return self.viewer.why_not_check(paper)

    @cached_property
    def is_readable(self) -> bool:
        """Whether this person may read its marks."""
        return self.paper is not None and self.viewer.can_read(self.paper)

    @cached_property
    def marks(self) -> dict[str, PaperMark]:
        """What stands on the paper by criterion code; nothing for who may not read it."""
        if self.paper is None or not self.is_readable:
            return {}
        return {mark.criterion.code: mark for mark in self.paper.marks.select_related("criterion")}

    @property
    def rows(self) -> list[tuple[Criterion, PaperMark | None]]:
        """The criteria of the sheet, each with its mark or None."""
        return [(criterion, self.marks.get(criterion.code)) for criterion in self.held.asked]

    @property
    def version(self) -> int:
        """The version of the open paper; 0 of none."""
        return self.open_paper.version if self.open_paper else 0

    @property
    def boxes(self) -> tuple[list[Criterion], dict[str, PaperMark], int]:
        """What its form is made of: the criteria, what stands in their boxes, the version shown."""
        return self.held.asked, self.typed, self.version

    @property
    def note_below(self) -> int | None:
        """Below which mark the category requires a note; None where it requires none."""
        return self.held.entry.category.note_below

    @property
    def typed(self) -> dict[str, PaperMark]:
        """What stands in the boxes of who enters it: the marks of the own open paper."""
        paper = self.open_paper
        return self.marks if paper and paper.entered_by_id == self.viewer.user.pk else {}


def paper_page(viewer: Standing, stage: Stage, conflict: bool) -> PaperPage:
    """Return the page of one sheet of paper; `conflict`: whether its member has one. Three queries, more when asked."""
    own = {"seat": viewer.seat, "entry": viewer.entry, "stage": stage}
    row = ScoreSheet.objects.filter(**own).order_by().first()
    papers = PaperSheet.objects.filter(**own).select_related("entered_by", "checked_by").order_by("-pk")
    paper = papers.first()
    if paper:
        paper.seat, paper.entry = viewer.seat, viewer.entry
    return PaperPage(viewer, HeldSheet(viewer.seat, viewer.entry, stage, row), conflict, paper)
