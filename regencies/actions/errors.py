"""The exceptions with which an action refuses: every reason at once, in words for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Refused(Exception):
    """Nothing was done. `reasons` are Indonesian sentences; there is always at least one."""

    def __init__(self, reasons: str | Iterable[str]) -> None:
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        if not self.reasons:
            raise ValueError("A refusal needs a reason.")
        super().__init__(" ".join(self.reasons))


class Stale(Refused):
    """Somebody else saved first. `mine` and `stored` hold both sets of values, field label → shown value.

    `version`: the stored one, 0 of what has none.
    `versions`: the stored version of every entry the form writes, where it writes more than one.
    """

    def __init__(
        self,
        reason: str,
        *,
        mine: dict[str, str],
        stored: dict[str, str],
        version: int = 0,
        versions: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__(reason)
        self.mine, self.stored, self.version = mine, stored, version
        self.versions = dict(versions or {})

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """(label, mine, stored) of each value, as includes/conflict_table.html sets them side by side."""
        return [(label, mine, self.stored[label]) for label, mine in self.mine.items()]
