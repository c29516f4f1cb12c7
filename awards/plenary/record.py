"""Recording what a plenary decided on a point and who was there; nothing recorded is lost, nothing changes a rank."""

from __future__ import annotations

from collections.abc import Collection

from awards.choices import Phase
from awards.editions.overview import is_kept_out
from awards.editions.phases import RESULTS_OPEN
from awards.models import Category, Edition, PlenaryAttendance, PlenaryPoint, Publication, Seat
from awards.panel.permissions import can_follow, can_run_presentations
from awards.plenary.discussion import discussion
from awards.publishing.locks import lock_category
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User

SETTLED = "Hasil sudah diumumkan. Catatan pleno diganti setelah admin provinsi membuka perubahan di Hitung dan lihat."


@verb
def record_point(
    category: Category, slug: str, decision: str, reason: str, *, by: User, replaces: int = 0
) -> PlenaryPoint:
    """Store what was decided on a point. Raises Refused.

    `replaces` is the primary key of the decision that was shown, 0 for none: one that came meanwhile is not replaced
    unseen.
    """
    category = lock_category(category)
    edition = category.edition
    if not can_follow(by, edition):
        raise Refused("Hanya ketua Tim Sembilan atau admin provinsi yang dapat mencatat keputusan pleno.")
    if is_kept_out(edition, by):
        raise Refused(
            "Bapak/Ibu memiliki benturan kepentingan dengan salah satu kandidat. Keputusannya dicatat oleh admin "
            "provinsi."
        )
    reasons = [] if decision.strip() else ["Keputusan belum ditulis. Tuliskan apa yang diputuskan pleno."]
    reasons += [] if reason.strip() else ["Alasan belum ditulis. Tuliskan dasar keputusannya."]
    reasons += _why_closed(edition)
    if Publication.objects.settled().filter(category=category).exists():
        reasons.append(SETTLED)
    point = discussion(category).point(slug)
    if point is None:
        raise Refused([*reasons, "Butir ini tidak lagi ada dalam daftar. Muat ulang halaman bahan pleno."])
    if point.decided and point.decided.pk != replaces:
        reasons.append(
            f"Keputusan lain sudah tercatat oleh {point.decided.recorded_by}: {point.decided.decision} Bila keputusan "
            "Bapak/Ibu tetap berlaku, catat sekali lagi; keputusan itu digantikan."
        )
    if reasons:
        raise Refused(reasons)
    return PlenaryPoint.objects.create(
        category=category,
        kind=point.kind,
        entry_id=point.entry,
        decision=decision.strip(),
        reason=reason.strip(),
        recorded_by=by,
    )


@verb
def record_attendance(edition: Edition, present: Collection[int], *, by: User) -> list[PlenaryAttendance]:
    """Store for every seat, by number, whether its member was at the plenary. Raises Refused."""
    edition = Edition.living.select_for_update(no_key=True).select_related("province").get(pk=edition.pk)
    if not can_run_presentations(by, edition):
        raise Refused("Kehadiran pleno dicatat oleh Ketua, Sekretaris, atau admin provinsi.")
    seats = list(Seat.objects.filter(edition=edition).nine().order_by("number"))
    reasons = [] if present else ["Belum ada anggota yang dipilih. Pilih anggota yang hadir."]
    if strange := sorted(set(present) - {seat.number for seat in seats}):
        reasons.append(
            f"Kursi {', '.join(map(str, strange))} tidak ada. Muat ulang halaman, lalu pilih lagi."
        )
    reasons += _why_closed(edition)
    published = Publication.objects.filter(category__edition=edition, live=True)
    if published.exists() and not published.exclude(correction=None).exists():
        reasons.append(SETTLED)
    if reasons:
        raise Refused(reasons)
    return [
        PlenaryAttendance.objects.update_or_create(
            seat=seat,
            defaults={"present": seat.number in present, "recorded_by": by},
        )[0]
        for seat in seats
    ]


def _why_closed(edition: Edition) -> list[str]:
    if edition.phase in RESULTS_OPEN:
        return []
    return [
        f"Tahap Paritrana Award {edition.award_year} adalah “{edition.get_phase_display()}”. Hasil pleno dicatat sejak "
        f"tahap “{Phase.PLENARY.label}”."
    ]
