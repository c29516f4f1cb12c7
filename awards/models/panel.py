"""What keeps a member from judging an entry: nothing declared yet, a conflict of interest, an absence recorded.

And who judges it in that member's place.
"""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from awards.choices import Conflict
from awards.models.entries import Entry
from awards.models.seats import Seat
from regencies.models import User

# Both sides wait for the seat of the member: nobody is named for while a record of theirs is being lifted.
STANDS_IN = """
    PERFORM FROM awards_seat WHERE id = NEW.replaced_id FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT FROM awards_seat AS seat
            JOIN awards_seat AS replaced ON replaced.edition_id = seat.edition_id
            JOIN awards_category AS category ON category.edition_id = seat.edition_id
            JOIN awards_entry AS entry ON entry.category_id = category.id
            WHERE seat.id = NEW.seat_id AND seat.number > 9
                AND replaced.id = NEW.replaced_id AND replaced.number <= 9 AND entry.id = NEW.entry_id
    ) THEN
        RAISE EXCEPTION 'A substitute stands in for one of the nine of the same award year.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'substitution_of_a_member';
    END IF;
    IF NOT EXISTS (SELECT FROM awards_recusal WHERE seat_id = NEW.replaced_id AND entry_id = NEW.entry_id)
        AND NOT EXISTS (SELECT FROM awards_absence WHERE seat_id = NEW.replaced_id AND entry_id = NEW.entry_id)
    THEN
        RAISE EXCEPTION 'The member judges the entry: neither withdrawn nor absent.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'substitution_of_who_is_out';
    END IF;
    RETURN NEW;
"""
LOCKED_STAYS = """
    PERFORM FROM awards_seat WHERE id = OLD.seat_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM awards_scoresheet
            WHERE seat_id = OLD.seat_id AND entry_id = OLD.entry_id AND status = 'locked'
    ) THEN
        RAISE EXCEPTION 'The substitute has locked a sheet of the entry.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'substitution_before_a_lock';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
SUBSTITUTE_STANDS = """
    PERFORM FROM awards_seat WHERE id = OLD.seat_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM awards_substitution WHERE replaced_id = OLD.seat_id AND entry_id = OLD.entry_id)
        AND NOT EXISTS (SELECT FROM awards_recusal WHERE seat_id = OLD.seat_id AND entry_id = OLD.entry_id)
        AND NOT EXISTS (SELECT FROM awards_absence WHERE seat_id = OLD.seat_id AND entry_id = OLD.entry_id)
    THEN
        RAISE EXCEPTION 'A substitute stands in for the member.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'record_of_who_is_replaced';
    END IF;
    RETURN NULL;
"""


def _kept_while_replaced() -> pgtrigger.Trigger:
    """Return the trigger that keeps what is recorded of a member while a substitute stands in for them."""
    return pgtrigger.Trigger(
        name="record_of_who_is_replaced",
        when=pgtrigger.After,
        operation=pgtrigger.Delete | pgtrigger.UpdateOf("seat_id", "entry_id"),
        func=SUBSTITUTE_STANDS,
    )


@pghistory.track()
class Recusal(models.Model):
    """A member's withdrawal from judging an entry, with its reason."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="recusals", verbose_name="kursi")
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="recusals", verbose_name="daerah yang dinilai"
    )
    kind = models.CharField("jenis", max_length=10, choices=Conflict, default=Conflict.OTHER)
    reason = models.TextField("alasan")
    declared_at = models.DateTimeField("dinyatakan pada", auto_now_add=True)

    class Meta:
        ordering = ["entry", "seat"]
        verbose_name = "benturan kepentingan"
        verbose_name_plural = "benturan kepentingan"
        constraints = [
            models.UniqueConstraint(fields=["seat", "entry"], name="recusal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="recusal_has_reason"),
        ]
        triggers = [_kept_while_replaced()]

    def __str__(self) -> str:
        return f"{self.seat} – {self.entry}"


@pghistory.track()
class Declaration(models.Model):
    """What a member said of a candidate before its files opened: a conflict of some kind, or none (blank).

    Without a time nobody was asked: the year was being scored already when declarations came.
    """

    seat = models.ForeignKey(
        Seat, on_delete=models.CASCADE, related_name="declarations", verbose_name="kursi"
    )
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="declarations", verbose_name="daerah yang dinilai"
    )
    kind = models.CharField("benturan kepentingan", max_length=10, choices=Conflict, blank=True)
    declared_at = models.DateTimeField("dinyatakan pada", default=timezone.now, null=True)

    class Meta:
        ordering = ["entry", "seat"]
        verbose_name = "pernyataan benturan kepentingan"
        verbose_name_plural = "pernyataan benturan kepentingan"
        constraints = [models.UniqueConstraint(fields=["seat", "entry"], name="declaration_once")]

    def __str__(self) -> str:
        return f"{self.seat} – {self.entry}"


@pghistory.track()
class Absence(models.Model):
    """A member who is not there to judge an entry: the sheets stay as they are and do not count."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="absences", verbose_name="kursi")
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="absences", verbose_name="daerah yang dinilai"
    )
    reason = models.TextField("alasan")
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )
    recorded_at = models.DateTimeField("dicatat pada", auto_now_add=True)

    class Meta:
        ordering = ["entry", "seat"]
        verbose_name = "tidak hadir"
        verbose_name_plural = "tidak hadir"
        constraints = [
            models.UniqueConstraint(fields=["seat", "entry"], name="absence_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="absence_has_reason"),
        ]
        triggers = [_kept_while_replaced()]

    def __str__(self) -> str:
        return f"{self.seat} – {self.entry}"


@pghistory.track()
class Substitution(models.Model):
    """Who judges one entry in the place of a member who withdrew or is absent; a substitute judges nothing else."""

    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="substitutions", verbose_name="pengganti"
    )
    replaced = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="replaced_by", verbose_name="menggantikan"
    )
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="substitutions", verbose_name="daerah yang dinilai"
    )
    reason = models.TextField("alasan")
    named_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="ditunjuk oleh"
    )
    named_at = models.DateTimeField("ditunjuk pada", auto_now_add=True)

    class Meta:
        ordering = ["entry", "replaced"]
        verbose_name = "pengganti anggota"
        verbose_name_plural = "pengganti anggota"
        constraints = [
            models.UniqueConstraint(
                fields=["replaced", "entry"],
                name="substitution_once",
                violation_error_message="Anggota ini sudah memiliki pengganti untuk kandidat itu.",
            ),
            models.UniqueConstraint(
                fields=["seat", "entry"],
                name="substitute_judges_once",
                violation_error_message="Pengganti ini sudah menilai kandidat itu.",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="substitution_has_reason"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="substitution_stands_in",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("seat_id", "replaced_id", "entry_id"),
                func=STANDS_IN,
            ),
            pgtrigger.Trigger(
                name="substitution_before_a_lock",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete | pgtrigger.UpdateOf("seat_id", "replaced_id", "entry_id"),
                func=LOCKED_STAYS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat.user} – {self.replaced} – {self.entry}"
