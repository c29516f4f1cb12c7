"""The entry that last year's verified report has in the place of one of today, and whether both say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from config.postgres.among import among
from config.postgres.compiled import compiled
from regencies.choices import Section
from regencies.figures.counted import participants, verified_in
from regencies.figures.verified import counted_value, is_approved, review_of
from regencies.models import Evidence, Regulation, ReportEntry, YearlyReport
from regencies.models.places import heir_of

# Which fields tell one row of a section from another every year; a section that is one entry needs none.
KEYS: dict[str, tuple[str, ...]] = {
    Section.PARTICIPATION: ("segment",),
    Section.WORKFORCE: ("segment",),
    Section.GROUPS: ("group", "funding_source"),
    Section.BUDGET: ("activity", "funding_source"),
    Section.REGULATIONS: ("regulation_id",),
    Section.INNOVATIONS: ("name",),
}
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class LastYear:
    """An entry of a report verified last year, the hashes of its files, and whether its regulation changed since."""

    entry: ReportEntry
    file_hashes: list[str]
    is_amended: bool


def verified_last_year(report: YearlyReport) -> list[Any]:
    """Return the entries of last year's verified report, with `file_hashes` and `is_amended`. One query."""
    return _verified_in(*participants([report]), report.year - 1)


def entries_last_year(
    report: YearlyReport, entries: Iterable[ReportEntry], found: list[Any] | None = None
) -> dict[int, LastYear]:
    """Return by the key of an entry the one in its place in last year's verified report. One query.

    Rows of the same name are paired in their order; where two regions had reports, the region's own counts.
    `found`: `verified_last_year`, where they are at hand.
    """
    found = verified_last_year(report) if found is None else found
    own = [entry for entry in found if entry.report.regency_id == report.regency_id]
    before: defaultdict[Key, list[LastYear]] = defaultdict(list)
    for entry in own or found:
        before[_key(entry)].append(LastYear(entry, entry.file_hashes, entry.is_amended))
    pairs = ((entry.pk, before[_key(entry)]) for entry in entries)
    return {pk: waiting.pop(0) for pk, waiting in pairs if waiting}


@compiled
def _verified_in(regencies: list[int], nominees: list[int], year: int) -> QuerySet[Any]:
    files = Evidence.objects.filter(entry=OuterRef("pk")).order_by("sha256").values("sha256")
    events = Regulation.pgh_event_model.objects  # type: ignore[attr-defined]
    amended = events.filter(
        pgh_obj_id=OuterRef("regulationuse__regulation"), pgh_created_at__gt=OuterRef("report__verified_at")
    )
    rows = ReportEntry.objects.filter(among("report", verified_in(regencies, nominees, year))).with_content()
    rows = rows.select_related("report__nominee").annotate(
        file_hashes=ArraySubquery(files), is_amended=Exists(amended), heir=heir_of("report__regency")
    )
    found: QuerySet[Any] = rows.order_by("section", "position", "pk")
    return found


def _key(entry: ReportEntry) -> Key:
    names = KEYS.get(entry.section, ())
    return entry.section, *(getattr(entry.detail, name) for name in names)


def is_carried_over(entry: ReportEntry, before: LastYear | None) -> bool:
    """Whether an entry says, figure by figure and file by file, what a verifier found right last year."""
    if before is None or before.is_amended or not is_approved(before.entry):
        return False
    hashes = sorted(file.sha256 for file in entry.evidence.all())
    return hashes == before.file_hashes and all(now == then for now, then in _both(entry, before.entry))


def _both(entry: ReportEntry, before: ReportEntry) -> Iterator[tuple[object, object]]:
    """Yield each value of an entry and that of last year as it counted."""
    for field in entry.detail._meta.concrete_fields:
        if not field.primary_key:
            yield getattr(entry.detail, field.attname), counted_value(before, field.attname)


def is_untouched(entry: ReportEntry, before: LastYear | None) -> bool:
    """Whether an entry is carried over, and no verifier has said anything about it yet."""
    return review_of(entry) is None and is_carried_over(entry, before)


def carry_overs(report: YearlyReport, entries: list[ReportEntry]) -> list[ReportEntry]:
    """Return those of the entries that are untouched carry-overs. One query."""
    before = entries_last_year(report, entries)
    return [entry for entry in entries if is_untouched(entry, before.get(entry.pk))]


def carried_token(entries: Iterable[ReportEntry]) -> str:
    """Return a text that changes with which entries these are, and with what they say."""
    return ".".join(f"{entry.pk}-{entry.version}" for entry in entries)
