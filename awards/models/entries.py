"""Who takes part in a category: the report judged, whether a candidate, and what is not asked of it."""

import datetime
from collections.abc import Iterable
from typing import Any

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Subquery, When
from django.utils import timezone

from awards.choices import Phase, Position, Source
from awards.models.criteria import Criterion
from awards.models.editions import Category, discarded
from awards.models.seats import Seat
from regencies.models import Nominee, Regency, User, YearlyReport

BY_CODE = ("regency__kemendagri_code", "nominee__code")  # the order of lists of entries


class EntryQuerySet(models.QuerySet):
    """Questions about entries."""

    def with_participant(self) -> "EntryQuerySet":
        """Fetch each with the region or nominee it stands for, in the same query."""
        return self.select_related("regency", "nominee")

    def regions_of_nominees(self) -> dict[tuple[int, str], Regency]:
        """Return the region of every nominee among them, by category and any code the nominee ever had. Two queries."""
        entries = list(self.exclude(nominee=None).select_related("regency", "nominee"))
        earlier: dict[int, list[str]] = {entry.nominee_id: [] for entry in entries}
        recorded = Nominee.pgh_event_model.objects.filter(pgh_obj__in=earlier)
        for nominee, code in recorded.values_list("pgh_obj", "code").distinct():
            earlier[nominee].append(code)
        found = {
            (entry.category_id, code): entry.regency
            for entry in entries
            for code in earlier[entry.nominee_id]
        }
        return found | {(entry.category_id, entry.code): entry.regency for entry in entries}

    def candidates(self) -> "EntryQuerySet":
        """Return the candidates."""
        return self.filter(candidate=True)

    def with_set_aside(self) -> "EntryQuerySet":
        """Annotate `set_aside`: the codes of criteria not asked of an entry, in the order of the edition."""
        rows = NotApplicable.objects.filter(entry=OuterRef("pk"))
        codes = rows.order_by("criterion__position", "criterion__code").values("criterion__code")
        return self.annotate(set_aside=ArraySubquery(codes))

    def of_office(self, user: User) -> "EntryQuerySet":
        """Return those of the regencies a user works for, but of no award year whose panel they sit on."""
        return self.filter(regency__in=user.regency_ids).exclude(category__edition__seats__user=user)

    def employing(self, users: Iterable[User], today: datetime.date | None = None) -> "EntryQuerySet":
        """Return entries whose region one of these users works or worked for since the assessed year began."""
        return self.staffed_by(today, regency__memberships__user__in=users)

    def staffed_by(self, today: datetime.date | None = None, **whom: Any) -> "EntryQuerySet":
        """Return the same for memberships that match a filter."""
        worked_until = "regency__memberships__until"
        return self.filter(
            Q(**{worked_until: None})
            | Q(**{f"{worked_until}__year__gte": F("category__edition__assessed_year")}),
            regency__memberships__since__lte=today or timezone.localdate(),
            **whom,
        )

    def in_conflict_for(self, user: User | int, today: datetime.date | None = None) -> "EntryQuerySet":
        """Return entries this person withdrew from, or whose region they work for."""
        every = self.model.objects
        return self._in_either(
            every.filter(recusals__seat__user=user), every.staffed_by(today, regency__memberships__user=user)
        )

    def with_conflict_of(self, user: User | int, today: datetime.date | None = None) -> "EntryQuerySet":
        """Annotate `hidden`: whether this person has a conflict of interest with an entry."""
        own = self.model.objects.in_conflict_for(user, today).filter(pk=OuterRef("pk"))
        return self.annotate(hidden=Exists(own))

    def without_chair(self) -> "EntryQuerySet":
        """Return those the chair of their award year has a conflict of interest with."""
        every, user = self.model.objects, "regency__memberships__user__seats"
        of_chair = {f"{user}__position": Position.CHAIR, f"{user}__edition": F("category__edition")}
        return self._in_either(
            every.filter(recusals__seat__position=Position.CHAIR), every.staffed_by(**of_chair)
        )

    def _in_either(self, withdrawn: "EntryQuerySet", employing: "EntryQuerySet") -> "EntryQuerySet":
        return self.filter(Q(pk__in=withdrawn.values("pk")) | Q(pk__in=employing.values("pk")))

    def with_absence_of(self, user: User | int) -> "EntryQuerySet":
        """Annotate `absent`: whether this person's absence from the judging of the entry is recorded."""
        absent = self.model.objects.filter(pk=OuterRef("pk"), absences__seat__user=user)
        return self.annotate(absent=Exists(absent))

    def with_declaration_of(self, user: User | int) -> "EntryQuerySet":
        """Annotate `declared`: whether this person has said what ties them to the entry, if anything."""
        said = self.model.objects.filter(pk=OuterRef("pk"), declarations__seat__user=user)
        return self.annotate(declared=Exists(said))

    def undeclared_by(self, user: User) -> "EntryQuerySet":
        """Return what a member has yet to declare about: candidates to judge, no conflict of theirs recorded."""
        recorded = self.model.objects.filter(recusals__seat__user=user)
        asked = self.of_seats_held_by(user).with_declaration_of(user)
        return asked.filter(declared=False).exclude(pk__in=recorded.values("pk"))

    def of_seats_held_by(self, user: User | int) -> "EntryQuerySet":
        """Return the candidates this person is to judge, once scoring has begun, conflicts included."""
        before = [Phase.PREPARATION, Phase.FILLING, Phase.VERIFICATION, Phase.CANDIDATES]
        seats = Seat.objects.filter(user=user).judging_entry(OuterRef("pk"), OuterRef("category"))
        begun = self.candidates().filter(Exists(seats)).exclude(category__edition__phase__in=before)
        return begun.exclude(discarded("category__edition__"))

    def with_seat_of(self, user: User | int) -> "EntryQuerySet":
        """Fetch each with `own_seat`, this person's on the panel of its award year, in the same query."""
        seats = "category__edition__seats"
        own = FilteredRelation(seats, condition=Q(**{f"{seats}__user": user}))
        return self.annotate(own_seat=own).select_related("own_seat")

    def with_judge(self, seat: int) -> "EntryQuerySet":
        """Annotate `judged_here`: whether a seat, by its key, judges the entry, conflicts and absences aside."""
        own = Seat.objects.filter(pk=seat)
        return self.annotate(judged_here=Exists(own.judging_entry(OuterRef("pk"), OuterRef("category"))))

    def with_next_slot(self) -> "EntryQuerySet":
        """Annotate `next_slot`: when the presentation after this one begins, of whatever category."""
        later = self.model.objects.filter(
            category__edition=OuterRef("category__edition"), presentation_at__gt=OuterRef("presentation_at")
        )
        slots = later.order_by("presentation_at").values("presentation_at")
        return self.annotate(next_slot=Subquery(slots[:1]))

    def with_begun_presentation(self, now: datetime.datetime | None = None) -> "EntryQuerySet":
        """Annotate `began_at`: when its presentation was called, or began by the timetable of a closed room."""
        by_timetable = Case(When(presentation_at__lte=now or timezone.now(), then=F("presentation_at")))
        called = When(category__edition__live=True, then=F("presentation__started_at"))
        return self.annotate(began_at=Case(called, default=by_timetable))

    def judged_by(self, user: User | int, today: datetime.date | None = None) -> "EntryQuerySet":
        """Return what a panel member may see: `of_seats_held_by` without any conflict of interest."""
        conflicts = self.model.objects.in_conflict_for(user, today)
        return self.of_seats_held_by(user).exclude(pk__in=conflicts.values("pk"))


@pghistory.track()
class Entry(models.Model):
    """A contestant: one regency or nominee in one category, with the report it is judged on."""

    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="entries", verbose_name="kategori"
    )
    regency = models.ForeignKey(
        Regency, on_delete=models.PROTECT, related_name="entries", verbose_name="kabupaten/kota"
    )
    nominee = models.ForeignKey(
        Nominee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name="calon",
    )
    report = models.ForeignKey(
        YearlyReport,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="award_entries",
        verbose_name="laporan yang dinilai",
    )
    report_version = models.PositiveSmallIntegerField("versi laporan", null=True, blank=True)
    candidate = models.BooleanField("kandidat", null=True, blank=True)
    reason = models.TextField("alasan", blank=True)
    presentation_at = models.DateTimeField("jadwal paparan", null=True, blank=True)

    stages: list[str]  # of `panel.progress.with_stages`
    absent: bool  # of `with_absence_of`
    declared: bool  # of `with_declaration_of`
    employs: bool  # of `conflicts.declarations.asked_of`, as `recused` is
    recused: bool
    judged_here: bool  # of `with_judge`
    hidden: bool  # of `with_conflict_of`
    own_seat: Seat  # of `with_seat_of`
    set_aside: list[str]  # of `with_set_aside`
    next_slot: datetime.datetime | None  # of `with_next_slot`
    began_at: datetime.datetime | None  # of `with_begun_presentation`

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["category", "regency", "nominee"]
        verbose_name = "daerah yang dinilai"
        verbose_name_plural = "daerah yang dinilai"
        constraints = [
            models.UniqueConstraint(
                fields=["category", "regency"], condition=Q(nominee=None), name="entry_once"
            ),
            models.UniqueConstraint(fields=["category", "nominee"], name="entry_of_nominee_once"),
            models.CheckConstraint(
                condition=Q(candidate=None)
                | Q(candidate=True, report__isnull=False)
                | (Q(candidate=False) & ~Q(reason="")),
                name="entry_candidate_has_report_or_reason",
                violation_error_message="Kandidat memerlukan laporan; yang bukan kandidat memerlukan alasan.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.nominee or self.regency)

    @property
    def judged(self) -> YearlyReport | None:
        """The report it is judged on, with whom that is about taken from here; None without one."""
        if self.report:
            self.report.regency, self.report.nominee = self.regency, self.nominee
        return self.report

    def seat_held_by(self, user: User) -> Seat:
        """Return this person's seat of an entry that was read `with_seat_of` them, with user and edition as read."""
        self.own_seat.edition, self.own_seat.user = self.category.edition, user
        return self.own_seat

    @property
    def is_withdrawn(self) -> bool:
        """Whether it stands for a nominee that was withdrawn after it was entered."""
        return self.nominee is not None and self.nominee.withdrawn_at is not None

    @property
    def code(self) -> str:
        """What identifies it in a publication: the Kemendagri code of a region, the code or NIB of a nominee."""
        return self.nominee.code if self.nominee else self.regency.kemendagri_code

    @property
    def quorum(self) -> int:
        """How many members must judge it: as its category says."""
        return self.category.quorum

    def is_without_chair(self) -> bool:
        """Whether the chair of its award year has a conflict of interest with it. One query."""
        return Entry.objects.filter(pk=self.pk).without_chair().exists()

    def asked(self) -> "models.QuerySet[Criterion]":
        """The criteria the panel scores for it, of both stages."""
        return criteria_asked(self.pk)


@pghistory.track()
class NotApplicable(models.Model):
    """A criterion not asked of an entry; its weight goes to the others (awards.scoring.weights)."""

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="not_applicable", verbose_name="daerah yang dinilai"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="+", verbose_name="kriteria"
    )
    reason = models.TextField("alasan")

    class Meta:
        ordering = ["entry", "criterion"]
        verbose_name = "kriteria tidak berlaku"
        verbose_name_plural = "kriteria tidak berlaku"
        constraints = [
            models.UniqueConstraint(fields=["entry", "criterion"], name="not_applicable_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="not_applicable_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.criterion}"


def criteria_asked(entry: int) -> "models.QuerySet[Criterion]":
    """Return the criteria the panel scores for an entry, of both stages."""
    criteria = Criterion.objects.filter(group__category__entries=entry, source=Source.PANEL)
    return criteria.exclude(pk__in=NotApplicable.objects.filter(entry=entry).values("criterion"))
