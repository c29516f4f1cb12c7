"""Tim Sembilan: nine seats by decree, which categories each judges, and seats of those who stand in for one."""

from typing import Any, Self

import pghistory
import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from awards.choices import Position
from awards.models.editions import Category, Edition, discarded
from regencies.models import User

NINE = 9  # seats by decree; those of substitutes have the numbers after

# Waits for whoever begins a sheet of the seat; only the statement after that sees it. Rows written together are seen
# together: a trigger after a row runs when its statement is over.
JUDGES_WHAT_IT_MARKED = """
    PERFORM FROM awards_seat WHERE id IN (NEW.seat_id, OLD.seat_id) FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM awards_scoresheet AS sheet
            JOIN awards_entry AS entry ON entry.id = sheet.entry_id
            WHERE sheet.seat_id IN (NEW.seat_id, OLD.seat_id)
                AND EXISTS (SELECT FROM awards_seatcategory WHERE seat_id = sheet.seat_id)
                AND NOT EXISTS (
                    SELECT FROM awards_seatcategory
                        WHERE seat_id = sheet.seat_id AND category_id = entry.category_id
                )
    ) THEN
        RAISE EXCEPTION 'A seat has score sheets of a category it would no longer judge.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'seat_judges_what_it_marked';
    END IF;
    RETURN NULL;
"""


class SeatQuerySet(models.QuerySet):
    """Questions about seats."""

    def nine(self) -> Self:
        """Return the seats by decree."""
        return self.filter(number__lte=NINE)

    def seated(self) -> Self:
        """Return the nine and whoever stands in for one of them now."""
        standing = self.model.objects.filter(substitutions__isnull=False).values("pk")
        return self.filter(Q(number__lte=NINE) | Q(pk__in=standing))

    def judging(self, category: Any) -> Self:
        """Return the seats of a category's edition that judge it, or an entry of it. An OuterRef will do.

        Of the nine those that name it, or no category at all; of the substitutes those named for an entry of it.
        """
        outer = OuterRef(category) if isinstance(category, OuterRef) else category
        named_for = self.model.objects.filter(substitutions__entry__category=outer).values("pk")
        return self.filter(_of_nine(category) | Q(pk__in=named_for), edition__categories=category)

    def judging_entry(self, entry: Any, category: Any) -> Self:
        """Return the seats that judge an entry, given its category too, conflicts and absences aside."""
        return self.filter(_of_nine(category) | Q(substitutions__entry=entry), edition__categories=category)

    def living(self) -> Self:
        """Return those of no rehearsal that was put away."""
        return self.exclude(discarded("edition__"))

    def with_judged(self) -> Self:
        """Annotate `judged`, the keys of the categories a seat judges by their addresses, and what `judges` asks."""
        own = self.model.objects.filter(pk=OuterRef(OuterRef("pk"))).judging(OuterRef("pk"))
        found = Category.objects.filter(Exists(own), edition=OuterRef("edition"))
        entries = self.model.objects.filter(pk=OuterRef("pk"), substitutions__isnull=False).order_by()
        return self.annotate(
            judged=ArraySubquery(found.order_by("slug").values("pk")),
            named_for=ArraySubquery(entries.values("substitutions__entry")),
        )

    def with_names(self) -> Self:
        """Annotate `names`: of the categories a seat names, in the order of their addresses; none for all."""
        found = Category.objects.filter(named_by__seat=OuterRef("pk"))
        return self.annotate(names=ArraySubquery(found.order_by("slug").values("name")))


def _of_nine(category: Any) -> Q:
    return Q(number__lte=NINE) & (Q(named=None) | Q(named__category=category))


@pghistory.track()
class Seat(models.Model):
    """One of the nine seats of an award year's panel, or one of a substitute, and who holds it."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="seats", verbose_name="tahun penghargaan"
    )
    number = models.PositiveSmallIntegerField(
        "kursi", validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="seats", verbose_name="akun")
    element = models.CharField("unsur", max_length=120)
    position = models.CharField("kedudukan", max_length=10, choices=Position, default=Position.MEMBER)

    judged: list[int]  # of `with_judged`
    named_for: list[int]  # keys of the entries a substitute judges, of `with_judged`
    names: list[str]  # of `with_names`

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "number"]
        verbose_name = "kursi Tim Sembilan"
        verbose_name_plural = "kursi Tim Sembilan"
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="seat_number_once"),
            models.UniqueConstraint(fields=["edition", "user"], name="seat_person_once"),
            models.UniqueConstraint(fields=["id", "edition"], name="seat_in_one_edition"),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(position=Position.CHAIR),
                name="seat_one_chair",
                violation_error_message="Tim Sembilan sudah memiliki ketua.",
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, NINE))
                | Q(number__range=(NINE + 1, 99), position=Position.MEMBER),
                name="seat_of_nine_or_substitute",
                violation_error_message="Nomor kursi dari 1 sampai 9; nomor berikutnya milik pengganti, yang anggota.",
            ),
        ]

    def __str__(self) -> str:
        who = self.user if self.user_id else f"Kursi {self.number}"  # a form may have taken the person out
        return f"{who} ({self.element})"

    @property
    def is_substitute(self) -> bool:
        """Whether its holder judges only what they were named for, in the place of one of the nine."""
        return self.number > NINE

    def judges(self, entry: int, category: int) -> bool:
        """Whether the seat, read `with_judged`, judges an entry of a category, conflicts and absences aside."""
        return category in self.judged and not self.stands_apart(entry)

    def stands_apart(self, entry: int) -> bool:
        """Whether it is of a substitute, read `with_judged`, who was named for other entries."""
        return self.is_substitute and entry not in self.named_for

    @property
    def is_chair(self) -> bool:
        return self.position == Position.CHAIR

    @property
    def is_secretary(self) -> bool:
        return self.position == Position.SECRETARY

    def overseer_of(self, entry: Any) -> str:
        """Return who decides on this seat's sheets and records of an entry, for a sentence. One query at most."""
        without = self.is_chair or entry.is_without_chair()
        return "Sekretaris atau admin provinsi" if without else "Ketua Tim Sembilan"


@pghistory.track()
class SeatCategory(models.Model):
    """A category that a seat judges; a seat that names none judges all of its edition, whatever is added to it."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="named", verbose_name="kursi")
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="named_by", verbose_name="kategori yang dinilai"
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="+", verbose_name="tahun penghargaan"
    )

    BELONGS_TO = frozenset({"seat", "edition"})  # the history of the seat says no more than the category

    class Meta:
        ordering = ["seat", "category"]
        verbose_name = "kategori yang dinilai kursi"
        verbose_name_plural = "kategori yang dinilai kursi"
        constraints = [models.UniqueConstraint(fields=["seat", "category"], name="seat_names_category_once")]
        triggers = [
            pgtrigger.Trigger(
                name="seat_judges_what_it_marked",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=JUDGES_WHAT_IT_MARKED,
            )
        ]

    def __str__(self) -> str:
        return f"Kursi {self.seat.number}: {self.category}"
