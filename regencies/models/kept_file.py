"""What every uploaded file that supports something has; the pictures of its pages; what nobody opens yet."""

from __future__ import annotations

import uuid

from django.db import models

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

    class Meta:
        abstract = True

    @property
    def is_shown(self) -> bool:
        """Whether its pages are shown inside the application."""
        return self.content_type == PDF


def picture_path(picture: PageImage, filename: str) -> str:
    """Return a path nobody can guess, beside the evidence and not among it: pictures can be drawn again."""
    return f"pages/{picture.sha256[:2]}/{uuid.uuid4().hex}"


class PageImage(models.Model):
    """A page of a PDF as it was drawn, whatever the file supports; without `file` it could not be drawn."""

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
    since = models.DateTimeField("sejak", auto_now_add=True)

    class Meta:
        verbose_name = "berkas yang ditahan"
        verbose_name_plural = "berkas yang ditahan"

    def __str__(self) -> str:
        return self.file
