"""What chair and admin look at before anything is published: the result as it would be, and the ties of the plenary."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.safestring import SafeString

from awards.choices import Phase
from awards.contract.conform import NotConforming
from awards.editions.overview import is_kept_out
from awards.editions.phases import RESULTS_OPEN
from awards.models import Category, Edition, PlenaryDecision
from awards.panel.marks import note_reading
from awards.panel.permissions import can_follow, refusal
from awards.presenters import wording
from awards.presenters.beside_coverage import beside_coverage
from awards.publishing.plenary import SETTLED, decisions_on
from awards.results.preview import Preview, preview
from awards.results.rows import read_for
from awards.scoring.agreement import Spread, agreement, spread
from awards.scoring.ties import still_shared
from awards.tables.ranking import ComparisonTable
from awards.tables.results import PreviewTable, WidestTable
from config.postgres.kept import Kept
from regencies.models import Regency, User

WIDEST = 15  # rows of the spread table
BESIDE = "urutan-"  # begins what the address says of the comparison


@dataclass(frozen=True, slots=True)
class WideSpread:
    """A criterion on which the members differ about an entrant, with names instead of codes."""

    name: str
    spread: Spread
    lowest_by: str
    highest_by: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Candidates nothing but the plenary tells apart, by code, and what it decided on them, the newest first."""

    rank: int
    names: Mapping[str, str]
    decisions: Sequence[PlenaryDecision]

    @property
    def decided(self) -> PlenaryDecision | None:
        """The decision that holds, None before the first."""
        return next(iter(self.decisions), None)

    @property
    def is_shared(self) -> bool:
        """Whether they share the rank as things stand."""
        return self.decided is None or self.decided.shared

    @property
    def outcomes(self) -> list[tuple[PlenaryDecision, str]]:
        """Every decision with the ranks it gives, the newest first."""
        return [(row, self.ranks(row.order, shared=row.shared)) for row in self.decisions]

    def ranks(self, order: Sequence[str], *, shared: bool) -> str:
        """Return what an order means, in words: "peringkat 1 Kabupaten Mempawah, peringkat 2 Kabupaten Ketapang"."""
        return ", ".join(
            f"peringkat {self.rank + (0 if shared else place)} {self.names[code]}"
            for place, code in enumerate(order)
        )


def may_look(user: User, edition: Edition) -> bool:
    """Return whether the results of an award year are open to this person by now."""
    return edition.phase in RESULTS_OPEN and can_follow(user, edition) and not is_kept_out(edition, user)


def require_look(user: User, category: Category) -> None:
    """Raise PermissionDenied for whom the results of a category are not open by now; whoever follows is told why.

    Raises Http404 for a member who judges other categories.
    """
    edition = category.edition
    if not can_follow(user, edition):
        raise refusal(user, pk=category.pk)
    if edition.phase not in RESULTS_OPEN:
        raise PermissionDenied(
            f"Hasil dapat dilihat sejak tahap “{Phase.PLENARY.label}”, setelah semua lembar nilai terkunci."
        )
    if is_kept_out(edition, user):
        raise PermissionDenied(
            "Bapak/Ibu memiliki benturan kepentingan dengan salah satu kandidat. Hasilnya dilihat admin provinsi."
        )


@dataclass(frozen=True, slots=True)
class Looked:
    """A result as it would be published now, in the rows its pages show, best first; `tied`: rank → name by code."""

    fingerprint: str
    number: int
    problems: list[str]
    warnings: list[str]
    names: Mapping[str, str]  # of everyone judged, by code
    groups: Mapping[str, str]
    places: int
    ranked: list[dict[str, Any]]
    beside: list[dict[str, Any]]
    others: list[tuple[str, str | None]]  # no candidates, and why
    agreement: Fraction | None
    widest: list[WideSpread]
    tied: Mapping[int, Mapping[str, str]]
    special_awards: Sequence[Any]
    settled: bool
    is_first: bool
    drawn: dict[Hashable, SafeString] = field(default_factory=dict, compare=False)  # its tables, a page each


LOOKED: Kept[Looked] = Kept()


def looked(category: Category) -> Looked:
    """Return the result as it stands, computed anew only when a row it comes from changed. Raises NotConforming."""
    return LOOKED.of(
        category.pk,
        read_for,
        ((category.pk,), (category.edition_id,)),
        lambda: _looked(preview(category)),
    )


def _looked(result: Preview) -> Looked:
    document, judged = result.document, result.rows.category
    names = {criterion.group.code: criterion.group.name for criterion in result.rows.criteria}
    return Looked(
        fingerprint=result.fingerprint,
        number=document["number"],
        problems=result.problems,
        warnings=result.warnings,
        names={entrant["code"]: entrant["name"] for entrant in document["entrants"]},
        groups=names,
        places=document["method"]["places"],
        ranked=ranked(result, names),
        beside=beside_coverage(_by_rank(result), document, names),
        others=[
            (entrant["name"], entrant["reason"]) for entrant in document["entrants"] if not entrant["rank"]
        ],
        agreement=agreement(document),
        widest=widest(result),
        tied=_tied(result),
        special_awards=document["special_awards"],
        settled=judged.settled,
        is_first=judged.latest is None,
    )


def look(request: HttpRequest, category: Category) -> dict[str, Any]:
    """Return ranking, ties, stability, spread and agreement as they would be published now; else only `problems`.

    Ranking and comparison show the page of fifty candidates that the request asks for.
    """
    try:
        result = looked(category)
    except NotConforming as unfit:
        return {"problems": unfit.complaints}
    note_reading(category.edition, category)
    heads = [f"{code} {name}" for code, name in result.groups.items()]
    regions: dict[str, Regency] | None = {} if category.form.is_nominated else None
    found = _ties(category, result.tied)
    return {
        "result": result,
        "problems": result.problems,
        "ranking": PreviewTable(result.ranked, heads, result.places, request=request, kept=result.drawn),
        "beside": ComparisonTable(result.beside, regions, request=request, prefix=BESIDE, kept=result.drawn),
        "others": result.others,
        "agreement": result.agreement,
        "widest": WidestTable(result.widest, kept=result.drawn),
        "ties": found,
        "shared": sum(tie.is_shared for tie in found),
        "why_not_decide": SETTLED if result.settled else "",
    }


def ranked(result: Preview, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the candidates by rank: group values, how a tie was settled, how far the rank moves."""
    document: Mapping[str, Any] = result.document
    found = _by_rank(result)
    same: dict[str, list[Any]] = {}
    for entrant in found:
        same.setdefault(entrant["total"], []).append(entrant)
    return [
        {
            "rank": entrant["rank"],
            "name": entrant["name"],
            "total": entrant["total"],
            "group_values": [entrant["groups"].get(code) for code in names],
            "tie": wording.tie(
                entrant["tie"],
                [e["name"] for e in same[entrant["total"]] if e is not entrant],
                names,
                document["criteria"],
            ),
            "range": wording.ranks(entrant["stability"]),
        }
        for entrant in found
    ]


def _by_rank(result: Preview) -> list[Any]:
    return sorted((e for e in result.document["entrants"] if e["rank"]), key=lambda e: (e["rank"], e["code"]))


def widest(result: Preview) -> list[WideSpread]:
    """Return where the members differ most, widest first; in a preview panelist Pn holds the n-th seat."""
    seats = enumerate(result.rows.seats, start=1)
    members = {f"P{n}": f"{seat.user} (kursi {seat.number})" for n, seat in seats}
    names = {entrant["code"]: entrant["name"] for entrant in result.document["entrants"] if entrant["rank"]}
    found = sorted((s for s in spread(result.document) if s.entrant in names), key=lambda s: -s.range)
    return [
        WideSpread(
            name=names[item.entrant],
            spread=item,
            lowest_by=", ".join(members.get(p, p) for p in item.lowest_by),
            highest_by=", ".join(members.get(p, p) for p in item.highest_by),
        )
        for item in found[:WIDEST]
        if item.range
    ]


def ties(result: Preview) -> list[Tie]:
    """Return what the plenary may decide or has decided, best rank first. One query, none without a tie."""
    return _ties(result.rows.category, _tied(result))


def _ties(category: Category, tied: Mapping[int, Mapping[str, str]]) -> list[Tie]:
    decisions = decisions_on(category) if tied else {}
    return [Tie(rank, names, decisions.get(tuple(sorted(names)), ())) for rank, names in tied.items()]


def _tied(result: Preview) -> dict[int, dict[str, str]]:
    """Return rank → the name of each who shares it, or shared it until the plenary decided, by code; best first."""
    entrants = {entrant["code"]: entrant for entrant in result.document["entrants"]}
    shared = still_shared(result.document)
    tied = {rank: [entrant["code"] for entrant in sharing] for rank, sharing in shared.items()}
    for decision in result.document["plenary"]:
        ranks = [entrants[code]["rank"] for code in decision["codes"]]
        tied[min(rank for rank in ranks if rank is not None)] = list(decision["codes"])
    return {
        rank: {code: entrants[code]["name"] for code in sorted(codes)} for rank, codes in sorted(tied.items())
    }
