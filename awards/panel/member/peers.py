"""A candidate's indicators beside the median of the candidates one member may see."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from awards.models import Entry
from awards.models.entries import EntryQuerySet
from config.postgres.kept import Kept, digested
from regencies.figures.counted import figures_for
from regencies.figures.read import read_for
from regencies.figures.summary import Headline, headline
from regencies.l10n.numbers import MISSING, format_percent, format_points, format_signed_percent
from regencies.models import User, YearlyReport

Read = Callable[[Headline], Fraction | None]
ROWS: Sequence[tuple[str, Read, Read, Callable[[Fraction], str]]] = (
    ("Cakupan (UCJ)", lambda head: head.coverage_previous, lambda head: head.coverage, format_percent),
    ("Peningkatan cakupan", lambda head: None, lambda head: head.coverage_growth_pp, format_points),
    (
        "Pertumbuhan peserta",
        lambda head: None,
        lambda head: head.participant_growth_pct,
        format_signed_percent,
    ),
    ("Capaian target UCJ", lambda head: None, lambda head: head.target_attainment, format_percent),
)


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One indicator in words: last year, this year, the median and of how many candidates."""

    label: str
    previous: str
    current: str
    median: str
    count: int


@dataclass(frozen=True, slots=True)
class Peers:
    """The indicators of candidates by report, and of each indicator that two have: label → median, of how many."""

    heads: Mapping[int, Headline]
    medians: Mapping[str, tuple[Fraction, int]]


PEERS: Kept[Peers] = Kept(16)  # members with conflicts see others


def peer_rows(member: User, entry: Entry) -> list[PeerRow]:
    """Return the indicators that more than one candidate has. One query once they were computed.

    The candidates are those of the entry's category the member judges and has declared about, itself among them:
    one with a conflict of interest is in no median.
    """
    whose = member.pk, entry.category_id, timezone.localdate()
    peers = PEERS.of(entry.category_id, _read_for, whose, lambda: _peers(_seen(*whose)))
    own = entry.report_id and peers.heads.get(entry.report_id)
    if not own:
        return []
    found = []
    for label, before, now, shown in ROWS:
        if label in peers.medians:
            last, this = (MISSING if value is None else shown(value) for value in (before(own), now(own)))
            middle, many = peers.medians[label]
            found.append(PeerRow(label, last, this, shown(middle), many))
    return found


def _seen(member: int, category: int, today: datetime.date) -> EntryQuerySet:
    judged = Entry.objects.judged_by(member, today).with_declaration_of(member)
    return judged.filter(category=category, declared=True).order_by("pk")


@digested
def _read_for(member: int, category: int, today: datetime.date) -> list[QuerySet[Any]]:
    of_category = YearlyReport.objects.filter(award_entries__category=category)
    return [_seen(member, category, today).values_list("report"), *read_for(of_category)]


def _peers(seen: EntryQuerySet) -> Peers:
    reports = [report for one in seen.with_participant().select_related("report") if (report := one.judged)]
    heads = {key: headline(**figures) for key, figures in figures_for(reports).items()}
    values = {
        label: [value for head in heads.values() if (value := now(head)) is not None]
        for label, _, now, _ in ROWS
    }
    return Peers(heads, {label: (median(of), len(of)) for label, of in values.items() if len(of) > 1})
