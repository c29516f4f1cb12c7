"""What the queue tells of what reports contain, kept until one of the rows it is read from is another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from config.postgres.compiled import compiled
from config.postgres.kept import Kept, digested
from regencies.checks.build_snapshot import entries_for, with_answers, with_premium
from regencies.checks.progress import Judging, SectionState, judging, progress_for
from regencies.choices import ReportStatus
from regencies.figures.counted import counted_for, read_for
from regencies.figures.second_source import apart, with_branch_figures
from regencies.models import Evidence, Regulation, ReportEntry, YearlyReport


@dataclass(frozen=True, slots=True)
class Contents:
    """How many sections of a report are complete, of how many that are asked of it, and how far the verifier is."""

    complete: int
    sections: int
    judging: Judging
    apart: int  # entries that wait and are unlike the branch's figures


KEPT: Kept[Mapping[int, Contents]] = Kept(32)  # a page of fifty reports each


def contents_of(keys: Sequence[int]) -> Mapping[int, Contents]:
    """Return what the queue tells of these reports, by primary key, computed anew only when a row of theirs changed.

    One query; those that read the reports, and one again, to compute it.
    """
    return KEPT.of(tuple(keys), lambda: _read_for(list(keys)), lambda: _contents(keys)) if keys else {}


@compiled
def _reports(keys: list[int]) -> QuerySet[Any]:
    reports = with_branch_figures(YearlyReport.objects.filter(pk__in=keys).with_participant())
    return with_answers(with_premium(reports)).order_by()


@digested
def _read_for(keys: list[int]) -> list[QuerySet[Any]]:
    """Return queries whose rows change whenever something the queue tells of these reports does.

    What a locked report contains no longer changes (`frozen_when_locked`); the regulations it names may.
    """
    entries = ReportEntry.objects.filter(report__in=keys).exclude(report__status=ReportStatus.LOCKED)
    files = Evidence.objects.filter(entry__report__in=keys)
    regulations = Regulation.objects.filter(pk__in=_named_by(keys))
    return [
        _reports.queryset(keys).order_by("pk"),
        entries.with_content().order_by("pk"),
        files.exclude(entry__report__status=ReportStatus.LOCKED).order_by("pk"),
        regulations.order_by("pk"),
        *read_for(YearlyReport.objects.filter(pk__in=keys)),
    ]


def _named_by(keys: list[int]) -> QuerySet[Any]:
    rows = ReportEntry.objects.filter(report__in=keys, regulationuse__isnull=False).order_by()
    return rows.values("regulationuse__regulation")


def _contents(keys: Sequence[int]) -> dict[int, Contents]:
    reports = _reports(list(keys))
    entries = entries_for(reports)
    counted = counted_for(reports, entries)
    found = {}
    for key, parts in progress_for(reports, entries, counted).items():
        asked = [part for part in parts if part.is_asked]
        found[key] = (sum(part.state == SectionState.COMPLETE for part in asked), len(asked))
    return {
        report.pk: Contents(
            *found[report.pk],
            judging=judging(report, entries[report.pk]),
            apart=len(apart(report, counted[report.pk].entries)),
        )
        for report in reports
    }
