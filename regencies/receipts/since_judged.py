"""What the office changed since the version a verifier judged and gave back: that receipt against the report now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from regencies.l10n.field_text import BLANK
from regencies.models import Receipt, ReportEntry, YearlyReport
from regencies.receipts.document import entry_said, read_receipt
from regencies.receipts.schema_1 import with_words

FieldChange = tuple[str, str, str]  # field, before, after


@dataclass(frozen=True, slots=True)
class SinceJudged:
    """The receipt of the version that was judged, and what of each entry was changed since, by its key."""

    receipt: Receipt
    changes: dict[int, list[FieldChange]]  # an entry the version does not have is left out
    removed: list[str]  # entries that are gone, by their labels

    @property
    def version(self) -> int:
        """The number of that version."""
        return self.receipt.version

    @property
    def changed(self) -> int:
        """How many entries say something else."""
        return sum(bool(lines) for lines in self.changes.values())


def since_judged(report: YearlyReport, entries: Iterable[ReportEntry]) -> SinceJudged | None:
    """Return what was changed since the version given back; None of a report that never was. At most one query."""
    if report.returned_at is None:
        return None
    receipt = report.receipts.filter(sent_at__lt=report.returned_at).last()
    if receipt is None:
        return None
    document = read_receipt(bytes(receipt.document))
    is_first = document["schema"] == "paritrana.receipt/1"
    before = {said["entry"]: with_words(said) if is_first else said for said in document["entries"]}
    now = {entry.pk: entry_said(entry) for entry in entries}
    return SinceJudged(
        receipt,
        {key: list(_changes(before[key], said)) for key, said in now.items() if key in before},
        [said["label"] for key, said in before.items() if key not in now],
    )


def _changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[FieldChange]:
    """Yield each field that says something else, then each file that came, went or is now about another page."""
    then, today = dict(before["texts"]), dict(now["texts"])
    for label in {**then, **today}:
        pair = then.get(label, BLANK), today.get(label, BLANK)
        if pair[0] != pair[1]:
            yield label, *pair
    old, new = ({file["sha256"]: _file(file) for file in said["evidence"]} for said in (before, now))
    for sha256 in {**old, **new}:
        if old.get(sha256) != new.get(sha256):
            yield "Bukti dukung", old.get(sha256, BLANK), new.get(sha256, BLANK)


def _file(file: Mapping[str, Any]) -> str:
    return f"{file['title']}, halaman {file['page']}" if file["page"] else str(file["title"])
