"""Decisions of the plenary on those nothing else tells apart: recorded, replaced, the earlier ones kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awards.choices import Phase
from awards.editions.overview import is_kept_out
from awards.editions.phases import RESULTS_OPEN
from awards.models import Category, Entry, PlenaryDecision, Publication
from awards.panel.permissions import can_follow
from awards.publishing.locks import lock_category
from awards.results.inputs import document_inputs
from awards.results.rows import rows_of_category
from awards.scoring.ties import shared_ranks
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User

SETTLED = "Hasil sudah diumumkan. Keputusan pleno diganti setelah admin provinsi membuka perubahan di Hitung dan lihat."

Tied = tuple[str, ...]  # codes of the candidates that share a rank, in order


def decisions_on(category: Category) -> dict[Tied, list[PlenaryDecision]]:
    """Return every decision of a category by whom it is about, the newest first. One query."""
    found: dict[Tied, list[PlenaryDecision]] = {}
    for row in category.plenary_decisions.select_related("decided_by").order_by("-decided_at", "-pk"):
        found.setdefault(tuple(sorted(row.order)), []).append(row)
    return found


@verb
def record_plenary(
    category: Category,
    order: Sequence[str],
    reason: str,
    *,
    by: User,
    shared: bool = False,
    replaces: int | None = None,
) -> PlenaryDecision:
    """Store the order, best first, of candidates that nothing else tells apart. Raises Refused.

    With `shared` they go on sharing their rank. `replaces` is the primary key of the decision on them that was shown,
    0 for none: another one that came meanwhile is not replaced unseen.
    """
    category = lock_category(category)
    edition, order = category.edition, list(order)
    if not can_follow(by, edition):
        raise Refused("Hanya ketua Tim Sembilan atau admin provinsi yang dapat mencatat keputusan pleno.")
    reasons = [] if reason.strip() else ["Alasan keputusan pleno belum ditulis. Tuliskan dasar keputusannya."]
    if edition.phase not in RESULTS_OPEN:
        reasons.append(
            f"Tahap Paritrana Award {edition.award_year} adalah “{edition.get_phase_display()}”. Keputusan pleno "
            f"dicatat sejak tahap “{Phase.PLENARY.label}”."
        )
    if Publication.objects.settled().filter(category=category).exists():
        reasons.append(SETTLED)
    names = {row.code: str(row) for row in category.entries.with_participant()}
    reasons += _not_tied(category, order, names)
    conflicts = Entry.objects.in_conflict_for(by)
    if is_kept_out(edition, by) or any(
        row.code in order for row in conflicts.filter(category=category).with_participant()
    ):
        reasons.append(
            "Bapak/Ibu memiliki benturan kepentingan dengan salah satu kandidat. Keputusannya dicatat oleh admin "
            "provinsi."
        )
    if replaces is not None:
        reasons += _taken_meanwhile(category, order, shared, replaces, names)
    if reasons:
        raise Refused(reasons)
    return PlenaryDecision.objects.create(
        category=category, order=order, shared=shared, reason=reason.strip(), decided_by=by
    )


def _taken_meanwhile(
    category: Category, order: Sequence[str], shared: bool, replaces: int, names: Mapping[str, str]
) -> list[str]:
    """Return what was decided since the page was made, beside what was sent; empty when nothing was."""
    stored = next(iter(decisions_on(category).get(tuple(sorted(order)), ())), None)
    if stored is None or stored.pk == replaces:
        return []

    def shown(codes: Sequence[str], together: bool) -> str:
        return f"{', '.join(names[code] for code in codes)}{' (tetap berbagi)' if together else ''}"

    return [
        f"Keputusan lain sudah tercatat oleh {stored.decided_by}: {shown(stored.order, stored.shared)}. "
        f"Alasannya: {stored.reason}",
        f"Keputusan Bapak/Ibu belum tersimpan: {shown(order, shared)}. Bila tetap berlaku, catat sekali lagi; "
        "keputusan lain itu digantikan.",
    ]


def _not_tied(category: Category, order: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return why an order is none of a shared rank: it has to order exactly those who share one."""
    shared = shared_ranks(document_inputs(rows_of_category(category)))
    if any(sorted(codes) == sorted(order) for codes in shared.values()):
        return []
    ties = "; ".join(
        f"peringkat {rank}: {', '.join(f'{names[code]} ({code})' for code in codes)}"
        for rank, codes in shared.items()
    )
    return [
        "Keputusan pleno mengurutkan semua kandidat yang berbagi satu peringkat, masing-masing sekali. "
        + (
            f"Yang berbagi peringkat: {ties}."
            if ties
            else "Saat ini tidak ada kandidat yang berbagi peringkat."
        )
    ]
