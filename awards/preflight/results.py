"""What must be right before results are shown, changed again and closed."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from awards.choices import ObjectionStatus
from awards.contract.conform import NotConforming
from awards.models import Edition, Objection, Publication
from awards.preflight.item import Item, listed
from awards.preflight.setup import of_edition
from awards.results.preview import Preview, preview_of
from awards.results.rows import rows_of_categories
from awards.scoring.ties import still_shared
from regencies.l10n.numbers import format_exact


def results(edition: Edition) -> Iterator[Item]:
    """Yield what the preview of each category says, and which ranks are shared. Eight queries."""
    for rows in rows_of_categories(edition.categories.all()):
        category = rows.category
        url = reverse("admin:awards_category_look", args=[category.pk])
        try:
            preview = preview_of(rows)
        except NotConforming as unfit:
            yield from (Item(False, text, url) for text in unfit.complaints)
            continue
        yield from (Item(False, text, url) for text in [*preview.problems, *preview.warnings])
        if not preview.problems and not preview.warnings:
            yield Item(True, f"Hasil “{category.name}” dapat dihitung.", url)
            yield from _ties(preview, url)


def _ties(preview: Preview, url: str) -> Iterator[Item]:
    for rank, entrants in still_shared(preview.document).items():
        names = [entrant["name"] for entrant in entrants]
        yield Item(
            True,
            f"Peringkat {format_exact(rank)} dipakai bersama oleh {listed(names)}. Catat keputusan pleno, atau "
            "buka tahap ini dengan alasan mengapa peringkatnya tetap bersama.",
            url,
            note=True,
            wants_reason=True,
        )


def correction_opened(edition: Edition) -> Iterator[Item]:
    """Yield what is public already when nothing else is left to decide on and no correction is open. Two queries."""
    live = _in_force(edition)
    waiting = edition.categories.exclude(pk__in=[publication.category_id for publication in live])
    if live and not any(publication.under_correction for publication in live) and not waiting.exists():
        yield Item(
            False,
            f"Pengumuman {listed(map(_named, live))} sudah terbit. Buka perubahan atasnya dengan alasan, lalu kembali.",
            reverse("admin:awards_category_correct", args=[live[0].category_id]),
        )


def corrections_finished(edition: Edition) -> Iterator[Item]:
    """Yield the corrections still open, which are published or given up before the year is closed. One query."""
    for publication in _in_force(edition):
        if publication.under_correction is None:
            continue
        yield Item(
            False,
            f"Perubahan atas pengumuman {_named(publication)} masih terbuka. Umumkan atau batalkan lebih dahulu.",
            reverse("admin:awards_category_look", args=[publication.category_id]),
        )


def _in_force(edition: Edition) -> list[Publication]:
    live = Publication.objects.live().filter(category__edition=edition)
    return list(live.select_related("category", "correction").without_documents())


def _named(publication: Publication) -> str:
    return f"nomor {publication.number} “{publication.category.name}”"


def published(edition: Edition) -> Iterator[Item]:
    """Yield whether results are published and every objection is decided. Two queries."""
    live = Publication.objects.live().filter(category__edition=edition)
    names = [publication.category.name for publication in live.select_related("category").without_documents()]
    if names:
        yield Item(True, f"Hasil sudah diumumkan: {listed(names)}.")
    else:
        yield Item(
            False,
            "Hasil belum diumumkan; tahap ini terbuka dengan sendirinya saat pengumuman pertama. Buka halaman "
            "Hitung dan lihat, lalu umumkan.",
            of_edition(edition),
        )
    yield from objections_decided(edition)


def objections_decided(edition: Edition) -> Iterator[Item]:
    """Yield whether every objection is decided. One query."""
    undecided = Objection.objects.filter(entry__category__edition=edition, status=ObjectionStatus.RECEIVED)
    if waiting := [
        objection.entry for objection in undecided.select_related("entry__regency", "entry__nominee")
    ]:
        yield Item(
            False,
            f"Sanggahan {listed(waiting)} belum diputus; setiap sanggahan dijawab lebih dahulu.",
            reverse("admin:awards_objection_changelist"),
        )
    else:
        yield Item(True, "Tidak ada sanggahan yang menunggu keputusan.")
