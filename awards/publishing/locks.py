"""The row locks of publishing: first the edition, then the category, then its sheets."""

from __future__ import annotations

from awards.models import Category, Edition, ScoreSheet


def lock_category(category: Category) -> Category:
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
