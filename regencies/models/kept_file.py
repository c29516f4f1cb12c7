"""What every uploaded file that supports something has, wherever it belongs."""

from __future__ import annotations

from django.db import models

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
