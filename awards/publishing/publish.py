"""The only writer of publications and plenary decisions: freezes, numbers, supersedes, announces."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.choices import Phase
from awards.document.build import build, canonical, redact, sha256
from awards.document.fingerprint import changes, fingerprint, relabelled
from awards.document.rules import problems
from awards.editions.phase_changes import advance
from awards.models import Category, Edition, Entry, PlenaryDecision, Publication, ScoreSheet
from awards.panel.permissions import is_chair
from awards.publishing import serve
from awards.publishing.files import make_first_files
from awards.results.inputs import document_inputs, publication_inputs
from awards.results.preview import published_fingerprint, undecided
from awards.results.rows import rows_of_category
from awards.scoring.ties import shared_ranks
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User
from regencies.permissions import can_administer

# Announced already: by another category of the edition, or by the publication that is to be corrected.
PUBLISHED_IN = (Phase.PROVISIONAL, Phase.OBJECTIONS, Phase.ANNOUNCED)
DECIDED_IN = (Phase.PLENARY, Phase.PROVISIONAL, Phase.OBJECTIONS, Phase.ANNOUNCED)


@verb
def publish(category: Category, *, by: User, fingerprint: str, reason: str = "") -> Publication:
    """Freeze what `preview` showed as the next publication. Raises Refused with every reason against it.

    `fingerprint` is the preview's: data that changed since somebody looked is not published.
    """
    category = _lock(category)
    if not can_administer(by, category.edition.province_id):
        raise Refused("Hanya admin provinsi ini yang dapat mengumumkan hasil.")
    rows = rows_of_category(category)
    inputs = publication_inputs(rows, reason.strip(), timezone.now())
    reasons = [
        *_wrong_phase(category.edition),
        *_not_what_was_seen(inputs, category, fingerprint),
        *undecided(rows),
        *problems(inputs),
    ]
    if reasons:
        raise Refused(reasons)
    publication = _freeze(category, inputs, fingerprint, by)
    if category.edition.phase != Phase.ANNOUNCED:
        advance(category.edition, Phase.ANNOUNCED, by=by, reason=f"Pengumuman nomor {publication.number}")
    make_first_files(publication)
    transaction.on_commit(serve.forget, robust=True)
    return publication


@verb
def record_plenary(category: Category, order: Sequence[str], reason: str, *, by: User) -> PlenaryDecision:
    """Store the order, best first, of candidates that nothing else tells apart. Raises Refused."""
    category = _lock(category)
    edition, order = category.edition, list(order)
    if not (is_chair(by, edition) or can_administer(by, edition.province_id)):
        raise Refused("Hanya ketua Tim Sembilan atau admin provinsi yang dapat mencatat keputusan pleno.")
    reasons = [] if reason.strip() else ["Alasan keputusan pleno belum ditulis."]
    if edition.phase not in DECIDED_IN:
        reasons.append(
            f"Tahap Paritrana Award {edition.award_year} adalah “{edition.get_phase_display()}”. Keputusan pleno "
            f"dicatat sejak tahap “{Phase.PLENARY.label}”."
        )
    reasons += _not_tied(category, order)
    conflicts = Entry.objects.in_conflict_for(by).filter(category=category)
    if conflicts.filter(regency__kemendagri_code__in=order).exists():
        reasons.append(
            "Bapak/Ibu memiliki benturan kepentingan dengan salah satu daerah ini. Keputusannya dicatat oleh "
            "admin provinsi."
        )
    if reasons:
        raise Refused(reasons)
    return PlenaryDecision.objects.create(
        category=category, order=order, reason=reason.strip(), decided_by=by
    )


def _lock(category: Category) -> Category:
    """Return the category, locked with its edition and sheets in this order, so that none changes meanwhile."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=category.edition_id)
    locked = Category.objects.select_for_update(no_key=True).get(pk=category.pk)
    list(
        ScoreSheet.objects.select_for_update(of=("self",), no_key=True)
        .filter(entry__category=locked)
        .order_by("pk")
        .values_list("pk")
    )
    locked.edition = edition
    return locked


def _wrong_phase(edition: Edition) -> list[str]:
    if edition.phase in PUBLISHED_IN:
        return []
    names = ", ".join(f"“{phase.label}”" for phase in PUBLISHED_IN)
    return [
        f"Tahap Paritrana Award {edition.award_year} adalah “{edition.get_phase_display()}”. Hasil diumumkan "
        f"pada tahap {names}."
    ]


def _not_what_was_seen(inputs: Mapping[str, Any], category: Category, seen: str) -> list[str]:
    now = fingerprint(inputs, category.edition.disclosure)
    names = {entrant["code"]: f"{entrant['name']} ({entrant['code']})" for entrant in inputs["entrants"]}
    if changed := changes(seen, now, names):
        return [
            f"Data berubah sejak dilihat: {', '.join(changed)}. Lihat pratinjau terbaru sebelum mengumumkan."
        ]
    live = category.publications.live().first()
    if live and published_fingerprint(live) == now:
        return [f"Isinya sama dengan pengumuman nomor {live.number}; tidak ada yang perlu diumumkan lagi."]
    return []


def _freeze(category: Category, inputs: Mapping[str, Any], seen: str, by: User) -> Publication:
    """Store what was seen: `seen` is its fingerprint."""
    full = build(_shuffled(inputs))
    document, sealed = canonical(full), None
    if category.edition.disclosure == "ranks":
        document, sealed = canonical(redact(full, sha256(document))), document
    category.publications.filter(live=True).update(live=False)
    return Publication.objects.create(
        category=category,
        number=inputs["number"],
        document=document,
        sha256=sha256(document),
        sealed_document=sealed,
        fingerprint=seen,
        reason=inputs["reason"] or "",
        published_at=datetime.datetime.fromisoformat(inputs["published_at"]),
        published_by=by,
    )


def _shuffled(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs with panelists in an order nobody can foresee: P1 is not the first seat."""
    order = [panelist["id"] for panelist in inputs["panel"]]
    SystemRandom().shuffle(order)
    return relabelled(inputs, order)


def _not_tied(category: Category, order: Sequence[str]) -> list[str]:
    """Return why an order is none of a shared rank: it has to order exactly those who share one."""
    inputs = document_inputs(rows_of_category(category))
    shared = shared_ranks(inputs)
    if any(sorted(codes) == sorted(order) for codes in shared.values()):
        return []
    names = {entrant["code"]: entrant["name"] for entrant in inputs["entrants"]}
    ties = "; ".join(
        f"peringkat {rank}: {', '.join(f'{names[code]} ({code})' for code in codes)}"
        for rank, codes in shared.items()
    )
    return [
        "Keputusan pleno mengurutkan semua daerah yang berbagi satu peringkat, masing-masing sekali. "
        + (
            f"Yang berbagi peringkat: {ties}."
            if ties
            else "Saat ini tidak ada daerah yang berbagi peringkat."
        )
    ]
