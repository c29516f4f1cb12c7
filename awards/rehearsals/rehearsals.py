"""A rehearsal (gladi): an award year copied to practise on, and put away again. No row of the real year changes.

Discarding marks it and deletes nothing: locked sheets, confirmed papers and the history are kept by triggers that know
no exception, and one made for rehearsals would be a way past them for the year that counts. Its phase becomes the last
one, in which nothing can be written, and no page finds it: `Edition.living` leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from awards.choices import Phase
from awards.editions.new_year import copied, copied_all, copy_criteria
from awards.editions.phase_changes import lock_edition
from awards.models import (
    Category,
    Declaration,
    Edition,
    Entry,
    NotApplicable,
    Recusal,
    Seat,
    SeatCategory,
    Substitution,
)
from awards.models.rules import DATES
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User
from regencies.permissions import can_administer

REHEARSED = (
    Phase.CANDIDATES,
    Phase.SCORING,
)  # of the real year: candidates are known, and nothing is decided


def rehearsal_of(edition: Edition) -> Edition | None:
    """Return the rehearsal of an award year that is not discarded yet. One query."""
    found: Edition | None = (
        Edition.living.filter(rehearsal=True, province=edition.province_id, award_year=edition.award_year)
        .select_related("province")
        .first()
    )
    return found


def why_not_rehearsed(edition: Edition) -> list[str]:
    """Return why an award year is not rehearsed now; empty when it may be. Four queries at most."""
    if edition.rehearsal:
        return ["Gladi tidak disalin lagi. Mulailah dari halaman tahun penghargaannya."]
    if edition.phase not in REHEARSED:
        return [
            f"Tahap {edition} adalah “{edition.get_phase_display()}”. Gladi dimulai pada tahap “Penetapan kandidat” "
            "atau “Penilaian”."
        ]
    if rehearsal_of(edition):
        return ["Gladi tahun ini sudah ada. Buang yang lama lebih dahulu."]
    problems = []
    if not Entry.objects.candidates().filter(category__edition=edition).exists():
        problems.append("Belum ada kandidat. Tetapkan kandidat lebih dahulu.")
    if not edition.seats.exists():
        problems.append("Tim Sembilan belum disusun. Susun Tim Sembilan lebih dahulu.")
    return problems


@verb
def start_rehearsal(edition: Edition, *, by: User) -> Edition:
    """Copy criteria, candidates and panel of an award year to practise on, open for scoring. Raises Refused.

    The candidates have the same reports, which are read. What members declared, recorded conflicts of interest and who
    stands in for whom because of one hold there as well; marks, absences, dates and presentations are not copied. The
    room of presentations is open.
    """
    edition = lock_edition(edition, by)
    if problems := why_not_rehearsed(edition):
        raise Refused(problems)
    made = Edition(
        province=edition.province,
        award_year=edition.award_year,
        assessed_year=edition.assessed_year,
        sk_number=edition.sk_number,
        sk_date=edition.sk_date,
        sample_data=edition.sample_data,
        rehearsal=True,
        phase=Phase.SCORING,
        live=True,
        **edition.method_fields(),
    )
    made.save()
    categories, criteria = _categories(edition, made)
    seats = copied_all(edition.seats.all(), edition=dict.fromkeys([edition.pk], made))
    SeatCategory.objects.bulk_create(
        SeatCategory(seat=seats[named.seat_id], category=categories[named.category_id], edition=made)
        for named in SeatCategory.objects.filter(edition=edition)
    )
    _candidates(edition, categories, criteria, seats)
    return made


def _categories(edition: Edition, made: Edition) -> tuple[dict[int, Category], dict[int, Any]]:
    """Return the copies of categories and criteria, by the keys of the originals."""
    categories: dict[int, Category] = {}
    criteria: dict[int, Any] = {}
    for category in edition.categories.prefetch_related("groups__criteria__bands"):
        categories[category.pk] = copied(category, edition=made, **dict.fromkeys(DATES))
        categories[category.pk].save()
        criteria |= copy_criteria(category, categories[category.pk])
    return categories, criteria


def _candidates(
    edition: Edition, categories: dict[int, Category], criteria: dict[int, Any], seats: dict[int, Seat]
) -> None:
    """Copy the candidates with the criteria set aside for them and the conflicts of interest with them."""
    entries = copied_all(
        Entry.objects.candidates().filter(category__edition=edition).order_by("pk"), category=categories
    )
    _of_entries(NotApplicable.objects.filter(entry__in=entries).order_by("pk"), entries, criterion=criteria)
    for model in (Declaration, Recusal):
        _of_entries(model.objects.filter(entry__in=entries).order_by("pk"), entries, seat=seats)
    withdrawn = Recusal.objects.filter(seat=OuterRef("replaced"), entry=OuterRef("entry"))
    standing = Substitution.objects.filter(Exists(withdrawn), entry__in=entries).order_by("pk")
    _of_entries(standing, entries, seat=seats, replaced=seats)


def _of_entries(rows: Iterable[Any], entries: dict[int, Any], **others: dict[int, Any]) -> None:
    """Store copies of rows that belong to an entry and to `others`, each by its field."""
    for row in rows:
        owners = {name: found[getattr(row, f"{name}_id")] for name, found in others.items()}
        copied(row, entry=entries[row.entry_id], **owners).save()


@verb
def discard_rehearsal(rehearsal: Edition, *, by: User) -> Edition:
    """Put a rehearsal away, whatever was marked and locked in it: no page shows it from then on. Raises Refused."""
    held: Edition | None = (
        Edition.living.select_for_update(of=("self",), no_key=True)
        .select_related("province")
        .filter(pk=rehearsal.pk)
        .first()
    )
    if held is None:
        raise Refused("Gladi ini sudah dibuang. Muat ulang halaman tahun penghargaannya.")
    if not can_administer(by, held.province_id):
        raise Refused("Gladi dimulai dan dibuang oleh admin provinsi ini.")
    if not held.rehearsal:
        raise Refused(f"{held} bukan gladi dan tidak dibuang.")
    held.phase, held.live = Phase.ARCHIVED, False
    held.save(update_fields=["phase", "live"])
    return held
