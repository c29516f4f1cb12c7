"""What every uploaded file that supports something has; the pictures of its pages; what nobody opens yet."""

from __future__ import annotations

import uuid
from functools import cache
from typing import TypeVar

from django.db import models

from regencies.files.kinds import DRAWN
from regencies.files.pdf import PDF
from regencies.models.people import User


class KeptFile(models.Model):
    """A file as it was uploaded: its name and real kind, and the hash it is held against whenever it is read.

    A model of its own says where it is stored (`file`), whose it is (`owner`, `province_id`) and what it supports
    (`place`), in the words of a mail.
    """

    title = models.CharField("judul", max_length=200)
    name = models.CharField("nama berkas", max_length=200)
    content_type = models.CharField("jenis isi", max_length=80)
    size = models.PositiveIntegerField("ukuran (bita)")
    sha256 = models.CharField("kode keaslian (SHA-256)", max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("diunggah pada", auto_now_add=True)

    file: models.FileField
    owner: str
    place: str
    province_id: int

    held: str | None = None  # of `WithHeld`: "" while it waits for the scanner, the name of a virus found

    class Meta:
        abstract = True

    @property
    def held_mark(self) -> str:
        """Why it is not opened for everybody yet, in words for a list; "" of one that is."""
        if self.held is None:
            return ""
        return "Memuat virus, tidak dibuka" if self.held else "Belum diperiksa dari virus"

    @property
    def is_shown(self) -> bool:
        """Whether its pages are shown inside the application."""
        return self.content_type == PDF or self.is_photograph

    @property
    def is_photograph(self) -> bool:
        """Whether it is a picture itself, shown whole."""
        return self.content_type in DRAWN

    @property
    def look_label(self) -> str:
        """What the link to its pages says."""
        return "Lihat gambarnya" if self.is_photograph else "Lihat halamannya"


def picture_path(picture: PageImage, filename: str) -> str:
    """Return a path nobody can guess, beside the evidence and not among it: pictures can be drawn again."""
    return f"pages/{picture.sha256[:2]}/{uuid.uuid4().hex}"


class PageImage(models.Model):
    """A page of a PDF, or a photograph, as it was drawn for whatever it supports; without `file` it could not be."""

    sha256 = models.CharField("kode keaslian berkas", max_length=64)
    number = models.PositiveSmallIntegerField("halaman")
    pages = models.PositiveSmallIntegerField("jumlah halaman", default=0)
    width = models.PositiveSmallIntegerField("lebar", default=0)  # pixels
    height = models.PositiveSmallIntegerField("tinggi", default=0)
    file = models.FileField("gambar", upload_to=picture_path, max_length=200, blank=True)
    digest = models.CharField("kode keaslian gambar", max_length=64, blank=True)
    drawn_at = models.DateTimeField("digambar pada", auto_now=True)

    class Meta:
        verbose_name = "gambar halaman"
        verbose_name_plural = "gambar halaman"
        constraints = [models.UniqueConstraint(fields=["sha256", "number"], name="page_drawn_once")]

    def __str__(self) -> str:
        return f"Halaman {self.number}"


class Quarantined(models.Model):
    """A stored file that waits to be scanned for viruses or, with `virus`, was found infected; whatever it supports."""

    sha256 = models.CharField("kode keaslian (SHA-256)", max_length=64, unique=True)
    file = models.CharField("nama di penyimpanan", max_length=200)
    size = models.PositiveIntegerField("ukuran (bita)")
    virus = models.CharField("virus", max_length=200, blank=True)
    since = models.DateTimeField("sejak", auto_now_add=True)  # its place in the line

    class Meta:
        verbose_name = "berkas yang ditahan"
        verbose_name_plural = "berkas yang ditahan"

    def __str__(self) -> str:
        return self.file


Row = TypeVar("Row", bound=KeptFile)


class WithHeld(models.Manager[Row]):
    """Every file with what holds it back, read in the query that reads the files."""

    def get_queryset(self) -> models.QuerySet[Row]:
        return with_held(self.model).using(self._db)


@cache
def with_held(model: type[Row]) -> models.QuerySet[Row]:
    """Return the question for every file of a kind: put together once, as a prefetch asks it anew for each owner."""
    waiting = Quarantined.objects.filter(sha256=models.OuterRef("sha256"))
    files: models.QuerySet[Row] = models.QuerySet(model)
    return files.annotate(held=models.Subquery(waiting.values("virus")))
