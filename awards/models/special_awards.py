"""Awards outside the ranking, with the files they rest on."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.db import models

from awards.models.entries import Entry
from regencies.models.kept_file import KeptFile


@pghistory.track()
class SpecialAward(models.Model):
    """An award outside the ranking: whoever takes part in a category can hold one, without a rank too."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="special_awards", verbose_name="penerima"
    )
    title = models.CharField("nama penghargaan", max_length=160)
    citation = models.TextField("alasan penghargaan", blank=True)
    evidence = models.TextField("bukti", blank=True)

    class Meta:
        ordering = ["entry__category", "title"]
        verbose_name = "penghargaan khusus"
        verbose_name_plural = "penghargaan khusus"
        constraints = [models.UniqueConstraint(fields=["title", "entry"], name="special_award_once")]

    def __str__(self) -> str:
        return f"{self.title}: {self.entry}"


def award_path(row: SpecialAwardFile, filename: str) -> str:
    """Return a path nobody can guess and no upload can choose; the name people see is a column."""
    return f"evidence/special-awards/{row.award_id}/{uuid.uuid4().hex}"


@pghistory.track()
class SpecialAwardFile(KeptFile):
    """A file that a special award rests on; its title and hash are published, the file is not."""

    award = models.ForeignKey(
        SpecialAward, on_delete=models.CASCADE, related_name="files", verbose_name="penghargaan khusus"
    )
    file = models.FileField("berkas", upload_to=award_path, max_length=200)

    class Meta:
        ordering = ["pk"]
        verbose_name = "bukti penghargaan khusus"
        verbose_name_plural = "bukti penghargaan khusus"
        constraints = [
            models.UniqueConstraint(
                fields=["award", "sha256"],
                name="special_award_file_once",
                violation_error_message="Berkas yang sama sudah ada pada penghargaan ini.",
            )
        ]
        triggers = [pgtrigger.ReadOnly(name="special_award_file_stays_the_file_it_is")]

    def __str__(self) -> str:
        return self.title

    @property
    def province_id(self) -> int:
        return self.award.entry.category.edition.province_id

    @property
    def owner(self) -> str:
        return f"penghargaan khusus {self.award.entry} {self.award.entry.category.edition.award_year}"

    @property
    def place(self) -> str:
        return f"penghargaan khusus “{self.award.title}”"
