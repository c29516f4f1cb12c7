"""A paper of a result as it was numbered and made, and its copies that somebody signed."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from awards.choices import ResultPaperKind
from awards.models.publications import Publication
from regencies.models import User
from regencies.models.kept_file import KeptFile


@pghistory.track(exclude=["content"])
class ResultPaper(models.Model):
    """One paper of a publication with its number and day; `content` is the very PDF that is handed out to be signed.

    `key` tells it from the others of the publication: "piagam-6104".
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="papers", verbose_name="pengumuman"
    )
    kind = models.CharField("berkas acara", max_length=12, choices=ResultPaperKind)
    key = models.SlugField("alamat singkat", max_length=60)
    recipient = models.TextField("penerima", blank=True)
    number = models.CharField("nomor surat", max_length=120)
    day = models.DateField("tanggal surat")
    place = models.CharField("tempat", max_length=80)
    signer = models.CharField("nama penanda tangan", max_length=160, blank=True)
    signer_title = models.CharField("jabatan penanda tangan", max_length=160, blank=True)
    signer_nip = models.CharField("NIP penanda tangan", max_length=40, blank=True)
    addressee = models.CharField("tujuan surat", max_length=200, blank=True)
    content = models.BinaryField("isi PDF")
    sha256 = models.CharField("kode keaslian PDF (SHA-256)", max_length=64)
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="ditetapkan oleh"
    )
    written_at = models.DateTimeField("ditetapkan pada", auto_now=True)

    class Meta:
        ordering = ["publication", "pk"]
        verbose_name = "berkas acara"
        verbose_name_plural = "berkas acara"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "key"],
                name="result_paper_once",
                violation_error_message="Berkas acara ini sudah bernomor.",
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(place=""),
                name="result_paper_numbered",
                violation_error_message="Nomor dan tempat wajib diisi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{': ' if self.recipient else ''}{self.recipient}"


def copy_path(row: SignedCopy, filename: str) -> str:
    """Return a path nobody can guess and no upload can choose; the name people see is a column."""
    return f"evidence/result-papers/{row.paper_id}/{uuid.uuid4().hex}"


@pghistory.track(exclude=["signatures"])
class SignedCopy(KeptFile):
    """A signed PDF or a scan of a paper; `signatures` is what was read in the file when it came.

    None where it is no PDF or could not be read. `made_sha256` is the hash of the PDF it was held against.
    """

    paper = models.ForeignKey(
        ResultPaper, on_delete=models.PROTECT, related_name="copies", verbose_name="berkas acara"
    )
    made_sha256 = models.CharField("kode keaslian PDF asal", max_length=64)
    signatures = models.JSONField("tanda tangan elektronik", null=True)
    file = models.FileField("berkas", upload_to=copy_path, max_length=200)

    class Meta:
        ordering = ["pk"]
        verbose_name = "salinan bertanda tangan"
        verbose_name_plural = "salinan bertanda tangan"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "sha256"],
                name="signed_copy_once",
                violation_error_message="Berkas yang sama sudah diunggah.",
            )
        ]
        triggers = [pgtrigger.ReadOnly(name="signed_copy_stays_the_file_it_is")]

    def __str__(self) -> str:
        return self.title

    @property
    def province_id(self) -> int:
        return self.paper.publication.category.edition.province_id

    @property
    def owner(self) -> str:
        return f"berkas acara {self.paper.publication}"

    @property
    def place(self) -> str:
        return f"{self.paper.get_kind_display().lower()} nomor {self.paper.number}"
