"""A candidate's indicators beside the median of the candidates one member may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from awards.models import Entry
from regencies.figures.counted import figures_for
from regencies.figures.summary import Headline, headline
from regencies.l10n.numbers import MISSING, format_percent, format_points, format_signed_percent
from regencies.models import User

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


def peer_rows(member: User, entry: Entry) -> list[PeerRow]:
    """Return the indicators that more than one candidate has. Three queries.

    The candidates are those of the entry's category the member judges and has declared about, itself among them:
    one with a conflict of interest is in no median.
    """
    seen = Entry.objects.judged_by(member).with_declaration_of(member).filter(category=entry.category_id)
    entries = seen.filter(declared=True).with_participant().select_related("report")
    reports = [report for one in entries.order_by() if (report := one.judged)]
    heads = {key: headline(**figures) for key, figures in figures_for(reports).items()}
    if entry.report_id not in heads:
        return []
    own, found = heads[entry.report_id], []
    for label, before, now, shown in ROWS:
        values = [value for head in heads.values() if (value := now(head)) is not None]
        if len(values) > 1:
            last, this = (MISSING if value is None else shown(value) for value in (before(own), now(own)))
            found.append(PeerRow(label, last, this, shown(median(values)), len(values)))
    return found
