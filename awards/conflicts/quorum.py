"""How many members are left to judge each candidate, beside what its quorum asks; nothing about any mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from awards.panel.boards import Board, BoardRow, Viewed


@dataclass(frozen=True, slots=True)
class Quorum:
    """The members whose sheets of a candidate count once locked, and how many of them it needs."""

    entry: Viewed
    judging: int
    needed: int

    @property
    def state(self) -> str:
        """Whether it is missed ("short"), would be missed by one more ("bare"), or neither ("")."""
        return "short" if self.judging < self.needed else "bare" if self.judging == self.needed else ""

    @property
    def text(self) -> str:
        """Both numbers in words."""
        return f"{self.judging} anggota menilai, kuorum {self.needed}"


def quorum_of(row: BoardRow) -> Quorum:
    """Return the quorum of a candidate the viewer may know of: whoever withdrew, is absent or judges others is out."""
    return Quorum(row.entry, sum(bool(cell.stages) for cell in row.cells), row.entry.quorum)


def warnings(board: Board[Any]) -> list[str]:
    """Return what is the matter with the quorum of candidates, and what to do; nothing of a hidden one."""
    found = [Quorum(entry, board.judging[entry.pk].members, entry.quorum) for entry in board.known]
    told = [
        f"{quorum.entry}: {quorum.text}. Tunjuk pengganti di halaman kandidatnya, atau cabut catatan yang keliru; "
        "tanpa kuorum hasilnya tidak dapat diumumkan."
        for quorum in found
        if quorum.state == "short"
    ]
    if bare := [str(quorum.entry) for quorum in found if quorum.state == "bare"]:
        told.append(
            f"Tepat kuorum: {', '.join(bare)}. Bila satu anggota lagi berhalangan, kuorumnya tidak tercapai."
        )
    return told
