"""Corrections of what is public: opened with a reason, finished by the next publication, or given up."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from awards.choices import Phase
from awards.editions.phase_changes import advance
from awards.editions.phases import BACK, RESULTS_OPEN
from awards.models import Category, Correction, Edition, Publication
from awards.publishing.delivery import serve
from awards.publishing.files import make_page
from awards.publishing.locks import lock_category, lock_public_pages
from awards.results.preview import preview, published_fingerprint
from config.postgres.compiled import compiled
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import Regency, User
from regencies.permissions import can_administer

CORRECTING = RESULTS_OPEN | {Phase.SCORING}
NOTHING_YET = "Belum ada pengumuman yang dapat diubah. Perbaiki hasilnya, lalu umumkan."


def open_corrections(edition: Edition) -> list[Correction]:
    """Return the corrections open in an award year, the oldest first, with category and who opened them. One query."""
    return list(
        Correction.objects.filter(publication__live=True, publication__category__edition=edition)
        .select_related("publication__category", "opened_by")
        .defer("publication__document", "publication__sealed_document")
    )


def why_named(regency: Regency) -> str:
    """Return why the name of a region stays: a running award year published it, no correction is open; else ""."""
    settled = Publication.objects.settled().filter(category__entries__regency=regency)
    running = settled.exclude(category__edition__phase=Phase.ARCHIVED).select_related("category__edition")
    if (found := running.without_documents().first()) is None:
        return ""
    return (
        f"“{regency}” tercantum dalam pengumuman nomor {found.number} ({found.category}). Tekan Buka perubahan di "
        "Hitung dan lihat lebih dahulu."
    )


@verb
def open_correction(category: Category, reason: str, *, by: User, scoring: bool = False) -> Correction:
    """Say of the publication in force that a correction is prepared. Raises Refused.

    With `scoring` the award year goes back to the phase in which sheets are reopened, one phase after the other.
    """
    category = lock_category(lock_public_pages(category))
    live = _in_force(category, by)
    problems = [] if reason.strip() else ["Alasan membuka perubahan belum ditulis. Tuliskan apa yang keliru."]
    problems += _why_not_opened(category.edition, live)
    if problems:
        raise Refused(problems)
    made: Correction = Correction.objects.create(publication=live, reason=reason.strip(), opened_by=by)
    edition = category.edition
    while scoring and edition.phase != Phase.SCORING:
        [before] = BACK[Phase(edition.phase)]
        edition = advance(edition, before, by=by, reason=reason)
    _tell(live)
    return made


@verb
def withdraw_correction(category: Category, reason: str, *, by: User) -> Correction:
    """Give a correction up and return it; the result has to be what was published. Raises Refused."""
    category = lock_category(lock_public_pages(category))
    live = _in_force(category, by)
    if (found := live.under_correction) is None:
        raise Refused(_why_not_given_up(category, live))
    problems = [] if reason.strip() else ["Alasan membatalkan perubahan belum ditulis. Tuliskan alasannya."]
    problems += _why_not_given_up(category, live)
    if problems:
        raise Refused(problems)
    Correction.objects.filter(publication=live).delete()
    _tell(live)
    return found


def _in_force(category: Category, by: User) -> Publication:
    """Return the publication in force, for an admin of its province. Raises Refused."""
    if not can_administer(by, category.edition.province_id):
        raise Refused("Hanya admin provinsi ini yang dapat membuka atau membatalkan perubahan.")
    if (live := in_force(category)) is None:
        raise Refused(NOTHING_YET)
    return live


def in_force(category: Category) -> Publication | None:
    """Return what is in force of a category, its documents left out, and the correction open of it. One query."""
    found = _live.first(category.pk)
    if found is not None:
        found.category = category
    return found


@compiled
def _live(category: int) -> QuerySet[Publication]:
    live = Publication.objects.without_documents().filter(category=category, live=True)
    found: QuerySet[Publication] = live.select_related("correction__opened_by").order_by()
    return found


def why_no_opening(category: Category) -> str:
    """Return why no correction of a category is opened now; "" while one may. One query."""
    live = in_force(category)
    return " ".join(_why_not_opened(category.edition, live)) if live else NOTHING_YET


def why_no_giving_up(category: Category) -> str:
    """Return why no correction of a category is given up now; "" while one may."""
    live = in_force(category)
    return " ".join(_why_not_given_up(category, live)) if live else NOTHING_YET


def _why_not_opened(edition: Edition, live: Publication) -> list[str]:
    problems = []
    if (found := live.under_correction) is not None:
        opened = edition.province.in_its_time(found.opened_at)
        problems.append(
            f"Perubahan atas pengumuman nomor {live.number} sudah dibuka {found.opened_by} pada {opened}. Lanjutkan "
            "perubahan itu."
        )
    if edition.phase not in CORRECTING:
        problems.append(
            f"Tahap Paritrana Award {edition.award_year} adalah “{edition.get_phase_display()}”. Pengumumannya tidak "
            "diubah lagi."
        )
    return problems


def _why_not_given_up(category: Category, live: Publication) -> list[str]:
    if live.under_correction is None:
        return [f"Tidak ada perubahan yang terbuka atas pengumuman nomor {live.number}."]
    if preview(category).fingerprint == published_fingerprint(live):
        return []
    return [
        f"Hasil sekarang berbeda dari pengumuman nomor {live.number}. Umumkan perubahannya, atau kembalikan seperti "
        "semula lebih dahulu."
    ]


def _tell(live: Publication) -> None:
    """Make the public page say what is so now."""
    make_page(live)
    transaction.on_commit(serve.forget, robust=True)
