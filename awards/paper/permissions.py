"""Who enters, checks and reads a sheet of paper; nobody who has a conflict of interest with its candidate.

The secretary, the chair or the provincial admin enter it and confirm it, never the same person both; its member may
confirm it and not enter it. Whoever judges the candidate locks the own sheets first: its marks are another's.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import cached_property

from awards.choices import PaperState, SheetStatus
from awards.models import Entry, PaperSheet, ScoreSheet, Seat
from awards.panel.permissions import can_run_presentations, has_conflict
from awards.panel.progress import stages_asked
from regencies.models import User

OWN_FIRST = (
    "Nilai di kertas ini milik anggota lain. Kunci dahulu semua lembar Bapak/Ibu sendiri untuk {}, lalu buka "
    "lagi."
)


@dataclass
class Standing:
    """One person before the paper of one member and candidate; each question is asked of the database once."""

    user: User
    seat: Seat
    entry: Entry

    @property
    def is_member(self) -> bool:
        """Whether it is the person's own paper."""
        return self.seat.user_id == self.user.pk

    @cached_property
    def leads(self) -> bool:
        """Whether the person runs the presentations of the year: chair, secretary, provincial admin. Two queries."""
        return can_run_presentations(self.user, self.seat.edition)

    @cached_property
    def has_conflict(self) -> bool:
        """Whether the person has a conflict of interest with the candidate. One query."""
        return has_conflict(self.user, self.entry)

    @cached_property
    def has_own_to_lock(self) -> bool:
        """Whether the person still has a sheet of the own to lock for the candidate. At most three queries."""
        judged = (
            Entry.objects.judged_by(self.user).with_absence_of(self.user).filter(pk=self.entry.pk).first()
        )
        if judged is None or judged.absent:
            return False
        own = ScoreSheet.objects.filter(seat__user=self.user, entry=self.entry, status=SheetStatus.LOCKED)
        return not stages_asked(self.entry) <= set(own.order_by().values_list("stage", flat=True))

    def why_not_enter(self) -> list[str]:
        """Return why the person does not enter the marks of the paper; empty when they may."""
        if self.is_member:
            return [
                "Lembar kertas sendiri dimasukkan oleh Sekretaris atau admin provinsi. Bapak/Ibu dapat "
                "mengonfirmasinya, atau mengisi lembar nilai sendiri di aplikasi."
            ]
        if not self.leads or self.has_conflict:
            return [
                "Lembar kertas dimasukkan oleh Sekretaris, Ketua, atau admin provinsi tanpa benturan kepentingan "
                f"dengan {self.entry}."
            ]
        return [OWN_FIRST.format(self.entry)] if self.has_own_to_lock else []

    def why_not_check(self, paper: PaperSheet) -> list[str]:
        """Return why the person neither confirms nor sends back what a clerk entered; empty when they may."""
        if paper.entered_by_id == self.user.pk:
            return ["Bapak/Ibu yang memasukkan lembar ini. Mintalah orang lain mengonfirmasinya."]
        if not (self.is_member or self.leads) or self.has_conflict:
            return [
                f"Lembar kertas dikonfirmasi oleh {self.seat.user}, Ketua, Sekretaris, atau admin provinsi tanpa "
                f"benturan kepentingan dengan {self.entry}."
            ]
        return [OWN_FIRST.format(self.entry)] if not self.is_member and self.has_own_to_lock else []

    def can_read(self, paper: PaperSheet) -> bool:
        """Whether the person may read what stands on a paper: its clerk, its member, who checks or checked it."""
        if self.has_conflict:
            return False
        if self.is_member or self.user.pk in (paper.entered_by_id, paper.checked_by_id):
            return True
        return paper.state == PaperState.WAITING and not self.why_not_check(paper)
