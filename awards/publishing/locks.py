"""The row locks of publishing: first a plan, then the province, then the edition, the category, its sheets.

Whoever writes public pages has the province; whoever judges waits for nothing but the edition, and that is locked last.
"""

from __future__ import annotations

from awards.models import Category, Edition, PublicationPlan, ScoreSheet
from regencies.actions.errors import Refused
from regencies.models import Province


def lock_plan(plan: PublicationPlan) -> PublicationPlan:
    """Return a plan as it stands, locked, with its category and who made it."""
    plans = PublicationPlan.objects.select_for_update(of=("self",), no_key=True)
    held: PublicationPlan = plans.select_related("category__edition__province", "made_by").get(pk=plan.pk)
    return held


def lock_public_pages(category: Category) -> Category:
    """Return the category as it stands while nobody else writes public pages of its province.

    Any plan of it that is open is locked before. Raises Refused for one of a rehearsal.
    """
    list(category.plans.open().select_for_update(no_key=True).values_list("pk"))
    Province.objects.select_for_update(no_key=True).get(pk=category.edition.province_id)
    found: Category = Category.objects.select_related("edition__province").get(pk=category.pk)
    _require_real(found.edition)
    return found


def lock_category(category: Category) -> Category:
    """Return the category, locked with its edition and sheets in this order, so that none changes meanwhile.

    Raises Refused for one of a rehearsal.
    """
    edition = Edition.living.select_for_update(no_key=True).get(pk=category.edition_id)
    _require_real(edition)
    locked = Category.objects.select_for_update(no_key=True).get(pk=category.pk)
    list(
        ScoreSheet.objects.select_for_update(of=("self",), no_key=True)
        .filter(entry__category=locked)
        .order_by("pk")
        .values_list("pk")
    )
    locked.edition = edition
    return locked


def _require_real(edition: Edition) -> None:
    if edition.rehearsal:
        raise Refused(f"{edition} adalah gladi: nilainya tidak dihitung dan tidak diumumkan.")
