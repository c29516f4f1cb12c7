"""What was published: documents that never change. awards.publishing.publish is the only writer."""

import datetime

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from awards.choices import PlanStatus
from awards.models.editions import Category
from regencies.models import Province, User

SUMMARY = "ringkasan.json"  # a file of each publication that has no address of its own
NEVER_OF_A_REHEARSAL = """
    IF EXISTS (
        SELECT FROM awards_category AS category JOIN awards_edition AS edition ON edition.id = category.edition_id
            WHERE category.id = NEW.category_id AND edition.rehearsal
    ) THEN
        RAISE EXCEPTION 'A rehearsal is never published.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'publication_of_no_rehearsal';
    END IF;
    RETURN NEW;
"""


class PublicationQuerySet(models.QuerySet):
    """Questions about publications."""

    def live(self) -> "PublicationQuerySet":
        """Return those that are in force."""
        return self.filter(live=True)

    def settled(self) -> "PublicationQuerySet":
        """Return those that are in force and that no correction is open of."""
        return self.live().filter(correction=None)

    def without_documents(self) -> "PublicationQuerySet":
        """Leave the documents in the database, megabytes each where there are many regions, until one is asked for."""
        return self.defer("document", "sealed_document")

    def with_summary(self) -> "PublicationQuerySet":
        """Annotate `summary`: the bytes of what the front page and the feed say of each; None where not made."""
        found = PublicationFile.objects.filter(publication=OuterRef("pk"), name=SUMMARY)
        return self.annotate(summary=Subquery(found.values("content")))


@pghistory.track(exclude=["document", "sealed_document", "fingerprint", "receipt_codes"])
class Publication(models.Model):
    """A published document with its hash; the database refuses to change or delete it."""

    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="publications", verbose_name="kategori"
    )
    number = models.PositiveSmallIntegerField("nomor")
    live = models.BooleanField("berlaku", default=True)
    document = models.BinaryField("dokumen")
    sha256 = models.CharField("kode keaslian (SHA-256)", max_length=64, unique=True)
    sealed_document = models.BinaryField("dokumen lengkap", null=True)
    fingerprint = models.TextField("jejak isi", blank=True)  # awards.document.fingerprint; blank before 2027
    receipt_codes = ArrayField(  # of the sheets that count, sorted; none before there were receipts
        models.CharField(max_length=24), verbose_name="kode tanda terima", default=list, blank=True
    )
    reason = models.TextField("alasan perubahan", blank=True)
    published_at = models.DateTimeField("diumumkan pada")
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="oleh")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["category", "-number"]
        verbose_name = "pengumuman"
        verbose_name_plural = "pengumuman"
        constraints = [
            models.UniqueConstraint(fields=["category", "number"], name="publication_number_once"),
            models.UniqueConstraint(fields=["category"], condition=Q(live=True), name="publication_one_live"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="publication_correction_has_reason"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="publication_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="publication_frozen", exclude=["live"]),
            pgtrigger.Trigger(
                name="publication_of_no_rehearsal",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=NEVER_OF_A_REHEARSAL,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} v{self.number}"

    @property
    def under_correction(self) -> "Correction | None":
        """The correction that is open of it; None once it was replaced, or without any."""
        return getattr(self, "correction", None) if self.live else None


@pghistory.track()
class Correction(models.Model):
    """Work on what shall replace a publication, which is in force meanwhile; done once it is replaced.

    One that is given up is deleted.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="correction", verbose_name="pengumuman"
    )
    reason = models.TextField("alasan")
    opened_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="dibuka oleh"
    )
    opened_at = models.DateTimeField("dibuka pada", auto_now_add=True)

    class Meta:
        ordering = ["opened_at"]
        verbose_name = "perubahan pengumuman"
        verbose_name_plural = "perubahan pengumuman"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="correction_has_reason")]

    def __str__(self) -> str:
        return str(self.publication)


class PublicationPlanQuerySet(models.QuerySet):
    """Questions about planned publications."""

    def open(self) -> "PublicationPlanQuerySet":
        """Return those that wait for an approval or for their moment."""
        return self.filter(status__in=[PlanStatus.WAITING, PlanStatus.APPROVED])

    def unsettled(self) -> "PublicationPlanQuerySet":
        """Return those that are open, and those that could not be published."""
        return self.exclude(status__in=[PlanStatus.DONE, PlanStatus.WITHDRAWN])

    def due(self, now: datetime.datetime) -> "PublicationPlanQuerySet":
        """Return those whose moment has come, those without one first, then the oldest."""
        come = self.filter(Q(publish_at=None) | Q(publish_at__lte=now), status=PlanStatus.APPROVED)
        return come.order_by(F("publish_at").asc(nulls_first=True), "pk")


@pghistory.track(exclude=["fingerprint"])
class PublicationPlan(models.Model):
    """What somebody looked at and wants published: once another admin agrees, at a minute, or both."""

    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="plans", verbose_name="kategori"
    )
    fingerprint = models.TextField("jejak isi")  # awards.document.fingerprint of what was seen
    reason = models.TextField("alasan perubahan", blank=True)
    publish_at = models.DateTimeField("terbit pada", null=True, blank=True)  # None: once it is approved
    status = models.CharField("keadaan", max_length=10, choices=PlanStatus)
    made_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="diajukan oleh"
    )
    made_at = models.DateTimeField("diajukan pada", auto_now_add=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="disetujui oleh"
    )
    outcome = models.TextField("sebab", blank=True)  # why it was withdrawn, or could not be published

    objects = PublicationPlanQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        verbose_name = "rencana pengumuman"
        verbose_name_plural = "rencana pengumuman"
        constraints = [
            models.UniqueConstraint(
                fields=["category"],
                condition=Q(status__in=[PlanStatus.WAITING, PlanStatus.APPROVED]),
                name="publication_plan_one_open",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("made_by")),
                name="publication_plan_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.category)

    @property
    def is_open(self) -> bool:
        """Whether it can still be published as it is."""
        return self.status in {PlanStatus.WAITING, PlanStatus.APPROVED}

    @property
    def is_due(self) -> bool:
        """Whether its moment has come, once it is approved: what `due` asks of rows."""
        return self.publish_at is None or self.publish_at <= timezone.now()

    @property
    def is_next(self) -> bool:
        """Whether the worker publishes it as soon as it comes to it."""
        return self.status == PlanStatus.APPROVED and self.publish_at is None


class PublicationFile(models.Model):
    """Bytes made from a publication's document: page, table, paper. They can be made again at any time."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="files", verbose_name="pengumuman"
    )
    name = models.CharField("nama berkas", max_length=40)
    content = models.BinaryField("isi")
    sha256 = models.CharField("SHA-256", max_length=64)
    made_by = models.CharField("versi pembuat", max_length=16)  # awards.publishing.render.version

    class Meta:
        ordering = ["publication", "name"]
        verbose_name = "berkas pengumuman"
        verbose_name_plural = "berkas pengumuman"
        constraints = [
            models.UniqueConstraint(fields=["publication", "name"], name="publication_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.publication}: {self.name}"


class CoveragePage(models.Model):
    """Bytes made from all live publications of a province: a coverage list in one order, a region over the years.

    Without a province they are made from those of all provinces: the open data.
    """

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="+", verbose_name="provinsi", null=True, blank=True
    )
    path = models.CharField("alamat", max_length=200, unique=True)
    content = models.BinaryField("isi")
    sha256 = models.CharField("SHA-256", max_length=64)
    made_by = models.CharField("versi pembuat", max_length=16)  # awards.publishing.render.version

    class Meta:
        ordering = ["path"]
        verbose_name = "halaman cakupan"
        verbose_name_plural = "halaman cakupan"

    def __str__(self) -> str:
        return self.path


class PackedPage(models.Model):
    """A page that is served as it was made, packed for who can unpack it. It can be made again at any time."""

    sha256 = models.CharField("SHA-256", max_length=64)  # of the page as it was made
    coding = models.CharField("kemasan", max_length=4)  # awards.publishing.delivery.packing.CODINGS
    content = models.BinaryField("isi")

    class Meta:
        ordering = ["sha256", "coding"]
        verbose_name = "kemasan halaman"
        verbose_name_plural = "kemasan halaman"
        constraints = [
            models.UniqueConstraint(fields=["sha256", "coding"], name="packed_page_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sha256} {self.coding}"
