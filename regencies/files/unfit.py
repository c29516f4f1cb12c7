"""Why a file is not taken."""

from __future__ import annotations


class Unfit(Exception):
    """A file that is refused: what it is or holds, and what to do, as Indonesian clauses.

    They fit into "Berkas “…” {what}. {advice}, lalu unggah lagi."
    """

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what, self.advice = what, advice
