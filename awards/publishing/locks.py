"""The row locks of publishing: first the edition, then the category, then its sheets."""

from __future__ import annotations

from awards.models import Category, Edition, ScoreSheet
from regencies.actions.errors import Refused


def lock_category(category: Category) -> Category:
    """Return the category, locked with its edition and sheets in this order, so that none changes meanwhile.

    Raises Refused for one of a rehearsal.
    """
    edition = Edition.living.select_for_update(no_key=True).get(pk=category.edition_id)
    if edition.rehearsal:
        raise Refused(f"{edition} adalah gladi: nilainya tidak dihitung dan tidak diumumkan.")
    locked = Category.objects.select_for_update(no_key=True).get(pk=category.pk)
    list(
        ScoreSheet.objects.select_for_update(of=("self",), no_key=True)
        .filter(entry__category=locked)
        .order_by("pk")
        .values_list("pk")
    )
    locked.edition = edition
    return locked
