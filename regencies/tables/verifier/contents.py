"""What the queue tells of what reports contain, kept until one of the rows it is read from is another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from config.postgres.compiled import compiled
from config.postgres.kept import Kept, digested_each
from regencies.checks.build_snapshot import entries_for, with_answers, with_premium
from regencies.checks.progress import Judging, SectionState, judging, progress_for
from regencies.choices import ReportStatus
from regencies.figures.counted import counted_for
from regencies.figures.read import read_beside
from regencies.figures.second_source import apart, with_branch_figures
from regencies.models import Evidence, Regulation, ReportEntry, YearlyReport
from regencies.models.evidence import with_files


@dataclass(frozen=True, slots=True)
class Contents:
    """How many sections of a report are complete, of how many that are asked of it, and how far the verifier is."""

    complete: int
    sections: int
    judging: Judging
    apart: int  # entries that wait and are unlike the branch's figures


KEPT: Kept[Contents] = Kept(2048)  # reports, of whatever page


def contents_of(keys: Sequence[int]) -> Mapping[int, Contents]:
    """Return what the queue tells of these reports, by primary key; each computed anew only when a row of it changed.

    One query; those that read the reports that changed, and one again, to compute it.
    """
    return KEPT.of_each(keys, _read_for, _contents) if keys else {}


@compiled
def _reports(keys: list[int]) -> QuerySet[Any]:
    reports = with_branch_figures(YearlyReport.objects.filter(pk__in=keys).with_participant())
    return with_answers(with_premium(reports)).order_by()


@compiled
def _with_files(keys: list[int]) -> QuerySet[Any]:
    return with_files(_reports.queryset(keys))


@digested_each
def _read_for(report: int) -> list[QuerySet[Any]]:
    """Return queries whose rows change whenever something the queue tells of this report does.

    What a locked report contains no longer changes (`frozen_when_locked`); the regulations it names may.
    """
    entries = ReportEntry.objects.filter(report=report).exclude(report__status=ReportStatus.LOCKED)
    files = Evidence.objects.filter(entry__report=report)
    named = ReportEntry.objects.filter(report=report, regulationuse__isnull=False).order_by()
    regulations = Regulation.objects.filter(pk__in=named.values("regulationuse__regulation"))
    return [
        _reports.queryset([report]).order_by("pk"),
        entries.with_content().order_by("pk"),
        files.exclude(entry__report__status=ReportStatus.LOCKED).order_by("pk"),
        regulations.order_by("pk"),
        *read_beside(report),
    ]


def _contents(keys: Collection[int]) -> dict[int, Contents]:
    reports = _with_files(list(keys))
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
