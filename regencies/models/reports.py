"""A regency's yearly report: its state, its entries, and the receipt of each time it was sent."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from regencies.choices import REGENCY_KIND, ReportStatus, Role, Section
from regencies.kinds.kind import Kind
from regencies.kinds.registry import KINDS
from regencies.models.nominees import Nominee
from regencies.models.people import User
from regencies.models.places import Regency

REPORT = "IN (NEW.report_id, OLD.report_id)"
REPORT_OF_ENTRY = "IN (SELECT report_id FROM regencies_reportentry WHERE id IN (NEW.entry_id, OLD.entry_id))"


def frozen_when_locked(which: str) -> pgtrigger.Trigger:
    """Return a trigger that refuses any change of a row whose report, found by `which`, is locked for scoring."""
    return pgtrigger.Trigger(
        name="of_locked_report_frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            PERFORM FROM regencies_yearlyreport WHERE id {which} FOR SHARE;
            IF EXISTS (SELECT FROM regencies_yearlyreport WHERE id {which} AND status = 'locked') THEN
                RAISE EXCEPTION 'The report is locked for scoring.';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


# The model of each section's detail row, by the name that leads there from the entry.
DETAIL_OF = {
    Section.IDENTITY: "identity",
    Section.PROFILE: "nomineeprofile",
    Section.HEADCOUNT: "headcount",
    Section.PARTICIPATION: "participation",
    Section.TARGET: "ucjtarget",
    Section.WORKFORCE: "workforceproposal",
    Section.PROGRAMMES: "programmeparticipants",
    Section.WAGES: "wages",
    Section.COMPLIANCE: "compliance",
    Section.GROUPS: "fundedgroup",
    Section.PUBLIC_WORKERS: "publicworkers",
    Section.BUDGET: "budgetline",
    Section.EMPLOYERS: "employercompliance",
    Section.REGULATIONS: "regulationuse",
    Section.INNOVATIONS: "innovation",
    Section.STATEMENT: "statement",
}


class YearlyReportQuerySet(models.QuerySet):
    """Questions about reports."""

    def with_participant(self) -> YearlyReportQuerySet:
        """Fetch each with whom it is about, and the province, in the same query."""
        return self.select_related("regency__province", "nominee")

    def of_regions(self) -> YearlyReportQuerySet:
        """Return those about a region itself, none about a nominee."""
        return self.filter(nominee=None)

    def visible_to(self, user):
        """Return those `filled_by` a user; for provincial staff those of the province that were ever sent."""
        if user.is_superuser:
            return self
        return self.filter(
            self.model.filled_by(user) | Q(regency__province__in=user.province_ids, version__gt=0)
        )

    def for_verifier(self, user):
        """Return those ever sent in the provinces where the user is a verifier."""
        provinces = [m.province_id for m in user.active_memberships if m.role == Role.VERIFIER]
        return self.filter(regency__province__in=provinces, version__gt=0)

    def settled(self) -> YearlyReportQuerySet:
        """Return those verified, whether locked for scoring or not."""
        return self.filter(status__in=[ReportStatus.VERIFIED, ReportStatus.LOCKED])


@pghistory.track()
class YearlyReport(models.Model):
    """What a regency reports about one assessed year, of itself or of a nominee, from draft to locked for scoring."""

    regency = models.ForeignKey(
        Regency, on_delete=models.PROTECT, related_name="reports", verbose_name="kabupaten/kota"
    )
    nominee = models.ForeignKey(
        Nominee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="calon",
    )
    year = models.PositiveSmallIntegerField("tahun penilaian")
    status = models.CharField("status", max_length=10, choices=ReportStatus, default=ReportStatus.DRAFT)
    version = models.PositiveSmallIntegerField(
        "versi", default=0, help_text="Berapa kali laporan ini sudah dikirim"
    )
    sent_at = models.DateTimeField("dikirim pada", null=True, blank=True)
    certified_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dinyatakan benar oleh",
    )
    opened_at = models.DateTimeField("mulai diverifikasi pada", null=True, blank=True)
    returned_at = models.DateTimeField("dikembalikan pada", null=True, blank=True)
    return_note = models.TextField("catatan pengembalian", blank=True)
    verified_at = models.DateTimeField("diverifikasi pada", null=True, blank=True)
    verified_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diverifikasi oleh",
    )

    objects = YearlyReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "regency", "nominee"]
        verbose_name = "laporan tahunan"
        verbose_name_plural = "laporan tahunan"
        constraints = [
            models.UniqueConstraint(
                fields=["regency", "year"], condition=Q(nominee=None), name="report_once"
            ),
            models.UniqueConstraint(fields=["nominee", "year"], name="report_of_nominee_once"),
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="report_status_known"),
            models.CheckConstraint(
                condition=Q(status=ReportStatus.DRAFT)
                | Q(sent_at__isnull=False, certified_by__isnull=False, version__gt=0),
                name="report_sent_is_certified",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ReportStatus.VERIFIED, ReportStatus.LOCKED])
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="report_verified_has_verifier",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="report_locked_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status=ReportStatus.LOCKED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.year}"

    @property
    def participant(self) -> Regency | Nominee:
        """Whom it is about."""
        return self.nominee or self.regency

    @property
    def place(self) -> str:
        """Where a nominee is, with its kind; "" of a region itself."""
        return f"{self.kind.label} · {self.regency}" if self.nominee else ""

    @property
    def kind(self) -> Kind:
        """What is asked of it."""
        return self.nominee.form if self.nominee else KINDS[REGENCY_KIND]

    @property
    def has_villages(self) -> bool:
        """Whether villages of a region can be asked about."""
        return self.nominee_id is None and self.regency.has_villages

    @staticmethod
    def filled_by(user: User) -> Q:
        """Return the filter for reports a user may fill in or certify: of the own regions, of nominees one reaches."""
        nominees = Nominee.objects.filled_by(user).values("pk")
        return Q(regency__in=user.regency_ids, nominee=None) | Q(nominee__in=nominees)


class ReportEntryQuerySet(models.QuerySet):
    """Questions about report entries."""

    def with_content(self) -> ReportEntryQuerySet:
        """Fetch every entry with its content and review in one query, whatever its section."""
        return self.select_related(*DETAIL_OF.values(), "regulationuse__regulation", "review")

    def with_details(self) -> ReportEntryQuerySet:
        """Fetch every entry with its content, review and typist in one query, whatever its section."""
        return self.with_content().select_related("entered_by")


@pghistory.track()
class ReportEntry(models.Model):
    """One thing a report says; its content is the detail row of its section (models/sections/)."""

    report = models.ForeignKey(YearlyReport, on_delete=models.CASCADE, related_name="entries")
    section = models.CharField("bagian", max_length=12, choices=Section)
    position = models.PositiveSmallIntegerField("urutan", default=0)
    version = models.PositiveIntegerField("versi isian", default=0)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)

    called: str  # of an officer's ReportPage: its text, and its place among namesakes from the second on

    objects = ReportEntryQuerySet.as_manager()

    SAVE_COUNTER = "version"  # counts saves for the check of stale edits; the history leaves it out
    merged = False  # set by a save that left alone what somebody else stored meanwhile

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "butir laporan"
        verbose_name_plural = "butir laporan"
        constraints = [
            models.CheckConstraint(condition=Q(section__in=Section.values), name="entry_section_known"),
            models.UniqueConstraint(
                fields=["report", "section"],
                condition=Q(section__in=[section for section in Section if section.is_single]),
                name="entry_single_sections_once",
            ),
            models.UniqueConstraint(  # one place for each segment: a second one would count its people twice
                fields=["report", "position"],
                condition=Q(section=Section.PARTICIPATION),
                name="entry_segment_once",
            ),
        ]
        triggers = [frozen_when_locked(REPORT)]

    def __str__(self) -> str:
        return f"{self.get_section_display()} #{self.pk}"

    @property
    def detail(self):
        """The row that holds what this entry says."""
        return getattr(self, DETAIL_OF[self.section])


class EntryDetail(models.Model):
    """The content of one report entry; created and deleted with it."""

    entry = models.OneToOneField(
        ReportEntry, on_delete=models.CASCADE, primary_key=True, related_name="%(class)s"
    )

    REQUIRED: tuple[str, ...] = ()  # fields that must be filled before the report is sent
    OPTIONAL: tuple[str, ...] = ()  # fields a receipt lists as left blank
    LATER: tuple[
        str, ...
    ] = ()  # required ones that reports sent before have not: asked where the office can answer
    VILLAGE_FIELDS: tuple[str, ...] = ()  # fields that only regions with villages have

    class Meta:
        abstract = True

    @property
    def not_asked(self) -> frozenset[str]:
        """The blank fields that do not apply to this row: no reader is shown a gap there."""
        return frozenset()

    def label(self) -> str:
        """Return the entry's name on screen."""
        return str(self)


@pgtrigger.register(pgtrigger.Protect(name="receipt_frozen", operation=pgtrigger.Update | pgtrigger.Delete))
class Receipt(models.Model):
    """What was sent, frozen: canonical JSON and its SHA-256. The database refuses to change or delete it."""

    report = models.ForeignKey(YearlyReport, on_delete=models.PROTECT, related_name="receipts")
    version = models.PositiveSmallIntegerField("versi")
    sent_at = models.DateTimeField("dikirim pada")
    certified_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    document = models.BinaryField("isi laporan")
    sha256 = models.CharField("kode keaslian (SHA-256)", max_length=64, unique=True)

    class Meta:
        ordering = ["report", "version"]
        verbose_name = "tanda terima"
        verbose_name_plural = "tanda terima"
        constraints = [models.UniqueConstraint(fields=["report", "version"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.report} versi {self.version}"
