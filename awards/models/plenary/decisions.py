"""What the plenary decided on ties: the order of entries with the same total, or that they go on sharing a rank."""

from collections.abc import Iterable

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from awards.models.editions import Category
from awards.models.entries import Entry
from regencies.models import User


@pghistory.track()
class PlenaryDecision(models.Model):
    """The order the plenary set among entries with the same total, by their codes, best first.

    Of several on the same entries the last one holds. With `shared` they go on sharing their rank.
    """

    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="plenary_decisions", verbose_name="kategori"
    )
    order = ArrayField(models.CharField(max_length=13), verbose_name="urutan, terbaik lebih dahulu")
    shared = models.BooleanField("tetap berbagi peringkat", default=False)
    reason = models.TextField("alasan")
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )
    decided_at = models.DateTimeField("diputuskan pada", auto_now_add=True)

    class Meta:
        ordering = ["decided_at"]
        verbose_name = "keputusan pleno"
        verbose_name_plural = "keputusan pleno"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="plenary_has_reason")]

    def __str__(self) -> str:
        return " – ".join(self.names)

    @cached_property
    def names(self) -> list[str]:
        """The entries in this order by name; of one that is gone the code. One query, none after `fetch_names`."""
        PlenaryDecision.fetch_names([self])
        return self.names

    @classmethod
    def fetch_names(cls, decisions: "Iterable[PlenaryDecision]") -> None:
        """Give all these decisions their `names`. One query."""
        codes = {code for decision in decisions for code in decision.order}
        entries = Entry.objects.filter(category__in={decision.category_id for decision in decisions})
        named = Q(nominee=None, regency__kemendagri_code__in=codes) | Q(nominee__code__in=codes)
        rows = entries.filter(named).select_related("regency", "nominee")
        found = {(row.category_id, row.code): str(row) for row in rows}
        for decision in decisions:
            decision.names = [found.get((decision.category_id, code), code) for code in decision.order]

    def get_order_display(self) -> str:
        """Return the order in words, as histories and the desk show it."""
        return ", ".join(self.names)
