"""The verb that sets the weights of a whole category at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from awards.editions.phase_changes import lock_edition
from awards.editions.phases import CRITERIA_OPEN, require_phase
from awards.models import Category, Criterion
from awards.preflight.setup import WHOLE
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.l10n.numbers import format_exact
from regencies.models import User


@verb
def set_weights(category: Category, weights: Mapping[int, Decimal], *, seen: str, by: User) -> int:
    """Set the weight of every criterion, by its key; returns how many changed. Raises Refused unless they make 100.

    `seen` is the token of the criteria whoever decided has seen: those changed meanwhile are not overwritten.
    """
    edition = lock_edition(category.edition, by)
    require_phase(edition, CRITERIA_OPEN, "Bobot diubah")
    criteria = list(category.criteria.select_related("group"))
    if {criterion.pk: criterion.weight for criterion in criteria} == weights:
        return 0  # as whoever pressed twice wished
    if weights_token(criteria) != seen or {criterion.pk for criterion in criteria} != weights.keys():
        raise Refused(
            "Kriteria atau bobotnya diubah sejak halaman ini dibuka; belum ada yang disimpan. Bandingkan isian dengan "
            "yang tersimpan, lalu simpan lagi."
        )
    if problem := why_not_whole(weights.values()):
        raise Refused(problem)
    changed = [criterion for criterion in criteria if criterion.weight != weights[criterion.pk]]
    for criterion in changed:
        criterion.weight = weights[criterion.pk]
        criterion.save(update_fields=["weight"])
    return len(changed)


def why_not_whole(weights: Iterable[Decimal]) -> str:
    """Return why these weights are not those of a category; "" when they make exactly 100."""
    found = sum(weights, Decimal(0))
    if found == WHOLE:
        return ""
    over = found > WHOLE
    by = format_exact(abs(found - WHOLE).normalize())
    return (
        f"Jumlah bobot {format_exact(found.normalize())}; jumlahnya harus tepat 100. "
        f"{'Kurangi' if over else 'Tambah'} {by}."
    )


def weights_token(criteria: Iterable[Criterion]) -> str:
    """Return a text that is another one as soon as a weight is."""
    kept = sorted((criterion.pk, str(criterion.weight.normalize())) for criterion in criteria)
    return ";".join(f"{pk}:{weight}" for pk, weight in kept)
